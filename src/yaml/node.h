// A YAML document as a located tree: text in, nodes out, within budgets. Only this folder knows
// yaml-cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/expected.h"

namespace stagegraph::yaml {

enum class NodeKind : uint8_t { kScalar, kSequence, kMap };
enum class ScalarStyle : uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded };

struct Node;

struct Entry;

struct Node {
  NodeKind kind = NodeKind::kScalar;
  Range range;  // in the file
  // scalars
  std::string text;  // the value, escapes undone and lines folded
  ScalarStyle style = ScalarStyle::kPlain;
  uint32_t offset = 0;  // of the node's first byte in the file: a quote, "|", "{", "-"
  // collections
  std::vector<Node> items;
  std::vector<Entry> entries;  // in document order; keys unique

  bool is_scalar() const { return kind == NodeKind::kScalar; }
  bool is_sequence() const { return kind == NodeKind::kSequence; }
  bool is_map() const { return kind == NodeKind::kMap; }
  bool is_plain() const { return is_scalar() && style == ScalarStyle::kPlain; }
  // An absent value: nothing, "~" or "null", unquoted.
  bool is_null() const;
  const Node* find(std::string_view key) const;  // the value, or null
};

struct Entry {
  Node key;  // always a scalar
  Node value;
};

struct Limits {
  size_t bytes = 1u << 20;
  size_t depth = 64;
  size_t nodes = 200'000;
};

struct Document {
  std::string file;  // as given, for messages
  std::string text;  // the whole file
  Node root;
  // What is refused though the tree is whole. A document with such findings is read for further
  // ones and for nothing else (join_findings).
  Diagnostics refused;
};

// Refuses anchors, aliases, tags, directives, duplicate keys, a second document, keys that are not
// scalars, YAML 1.1's words for true, false and null as keys, control characters, invalid UTF-8,
// tabs where YAML refuses them. Reports as many findings as it can reach; any of them is an error.
// Where there is a tree all the same they are in Document::refused: an alias is replaced by what it
// stands for, entries behind "<<" and those of a key that stands twice are in one map.
Expected<std::shared_ptr<const Document>> parse(std::string_view text, std::string_view file,
                                                const Limits& limits = {});

// The place in the file of bytes [begin, end) of a scalar's value, for findings inside it: exact
// for plain, quoted (escapes) and block scalars (indentation, folding).
Range locate(const Document& document, const Node& scalar, size_t begin, size_t end);

// The scalar types of YAML 1.2's core schema, strictly: quoting makes text. None of "yes", "on",
// "012", "0x1F", ".5", "1_000" is anything but text.
bool is_bool(const Node& node, bool& value);
bool is_int(const Node& node, int64_t& value);

}  // namespace stagegraph::yaml

// SPDX-License-Identifier: Apache-2.0
// A YAML document as a located tree. yaml/parse.h makes one from text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

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

struct Document {
  std::string file;  // as given, for messages
  std::string text;  // the whole file
  Node root;
  // What is refused though the tree is whole. A document with such findings is read for further
  // ones and for nothing else (join_findings).
  Diagnostics refused;
};

// The place in the file of bytes [begin, end) of a scalar's value, for findings inside it: exact
// for plain, quoted (escapes) and block scalars (indentation, folding).
Range locate(const Document& document, const Node& scalar, size_t begin, size_t end);

// The scalar types of YAML 1.2's core schema, strictly: quoting makes text. None of "yes", "on",
// "012", "0x1F", ".5", "1_000" is anything but text.
bool is_bool(const Node& node, bool& value);
bool is_int(const Node& node, int64_t& value);

}  // namespace stagegraph::yaml

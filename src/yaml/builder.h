// SPDX-License-Identifier: Apache-2.0
// From yaml-cpp's events to our nodes. Ranges are filled in later: see ranges.h.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <vector>

#include "yaml/aliases.h"
#include "yaml/findings.h"
#include "yaml/limits.h"
#include "yaml/node.h"

namespace stagegraph::yaml {

// Thrown through yaml-cpp to stop it, as it offers no other way; the reason is among the findings.
struct Stop {
  bool is_whole = false;  // what was read so far is a document
};

// A null's value may be absent, and then the event's place is that of whatever comes next. Nodes
// are "written" where something that is not null begins.
using Places = std::vector<uint32_t>;  // sorted

class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string_view text, size_t bom, const Limits& limits, Findings& findings)
      : text_(text), bom_(bom), limits_(limits), findings_(findings) {}

  Node& root() { return root_; }
  bool has_root() const { return has_root_; }
  Places take_written();
  const References& references() const { return references_; }
  std::optional<uint32_t> open_bracket() const;  // the innermost '[' or '{' not closed yet

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

 private:
  // A collection still open.
  struct Frame {
    Node node;
    bool wants_key = false;  // of a map: the next node is a key
  };

  uint32_t offset_of(const YAML::Mark& mark) const;
  uint32_t behind_properties(uint32_t offset) const;
  char char_at(size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  bool is_key() const { return !frames_.empty() && frames_.back().wants_key; }

  [[noreturn]] void refuse_more(uint32_t offset);
  void count(uint32_t offset);
  void check_tag(uint32_t offset, const std::string& tag);
  bool check_value(uint32_t offset, const std::string& value);
  void remember(YAML::anchor_t anchor, uint32_t offset, NodeKind kind);
  void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void place(Node node);
  void place_in_map(Frame& map, Node node);

  std::string_view text_;
  size_t bom_;
  const Limits& limits_;
  Findings& findings_;
  Node root_;
  bool has_root_ = false;
  std::vector<Frame> frames_;
  Places written_;
  References references_;
  size_t nodes_ = 0;
};

}  // namespace stagegraph::yaml

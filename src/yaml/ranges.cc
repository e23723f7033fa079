// SPDX-License-Identifier: Apache-2.0
// Walks the tree and the text side by side. Where a node ends is found from its last scalar or its
// closing bracket, since yaml-cpp reports beginnings only.
#include "yaml/ranges.h"

#include <fmt/format.h>

#include <algorithm>

#include "yaml/keys.h"
#include "yaml/source_map.h"
#include "yaml/text_cursor.h"

namespace stagegraph::yaml {

namespace {

// Recursion is bounded by Limits::depth: the tree was built within it.
class Finisher {
 public:
  Finisher(std::string_view text, const Places& written, Findings& findings)
      : text_(text), written_(written), findings_(findings) {}

  // Gives the offset behind the node. `from` is where to look for the place of an absent value.
  size_t finish(Node& node, size_t from, bool in_flow) {
    if (node.is_scalar()) return finish_scalar(node, from, in_flow);
    bool flow = is_bracket(node.offset, node.is_map() ? '{' : '[');
    check_indentation(node, in_flow);
    size_t end = node.is_map() ? finish_entries(node, flow) : finish_items(node, flow);
    if (flow) end = skip_to_closer(end) + 1;
    set_range(node, node.offset, end);
    if (node.is_map()) check_duplicates(node, findings_);
    return end;
  }

 private:
  bool is_bracket(size_t offset, char bracket) const {
    return offset < text_.size() && text_[offset] == bracket;
  }

  void set_range(Node& node, size_t begin, size_t end) { node.range = findings_.range(begin, end); }

  // yaml-cpp reports an absent value where the next token begins.
  bool is_absent(const Node& node) const {
    if (!node.is_plain()) return false;
    return node.text.empty() ||
           (node.is_null() && std::binary_search(written_.begin(), written_.end(), node.offset));
  }

  size_t finish_scalar(Node& node, size_t from, bool in_flow) {
    if (is_absent(node)) {
      node.text.clear();
      node.offset = static_cast<uint32_t>(from);
      set_range(node, from, from);
      return from;
    }
    check_indentation(node, in_flow);
    size_t end = map_scalar(text_, node.offset, node.style, node.text).end;
    set_range(node, node.offset, end);
    return end;
  }

  size_t finish_entries(Node& map, bool flow) {
    size_t end = map.offset + (flow ? 1 : 0);
    for (Entry& entry : map.entries) {
      end = finish(entry.key, end, flow);
      end = finish(entry.value, behind_colon(end), flow);
      if (flow) check_flow_entry(entry);
    }
    return end;
  }

  size_t finish_items(Node& sequence, bool flow) {
    size_t end = sequence.offset + (flow ? 1 : 0);
    for (Node& item : sequence.items) {
      if (flow && is_absent(item)) report_missing_item(item);
      end = finish(item, flow ? end : behind_dash(end), flow);
    }
    return end;
  }

  size_t behind_colon(size_t end) const {
    TextCursor in(text_, end);
    in.skip_to_token();
    return in.take(':') ? in.at() : end;
  }

  size_t behind_dash(size_t end) const {
    TextCursor in(text_, end);
    in.skip_to_token();
    return in.take('-') ? in.at() : end;
  }

  size_t skip_to_closer(size_t end) const {
    TextCursor in(text_, end);
    do {
      in.skip_to_token();
    } while (in.take(','));
    return std::min(in.at(), text_.size() - 1);
  }

  void report_missing_item(const Node& item) {
    findings_.add("yaml-syntax", item.offset, item.offset,
                  "an item is missing before this ','. Write it, or null");
  }

  // "{a:1}" is a key "a:1" without a value, which nobody means.
  void check_flow_entry(const Entry& entry) {
    const Node& value = entry.value;
    if (!value.is_plain() || !value.text.empty()) return;
    if (!entry.key.is_plain() || entry.key.text.find(':') == std::string::npos) return;
    findings_.add("yaml-syntax", entry.key.offset, entry.key.offset + entry.key.text.size(),
                  "a ':' inside braces needs a space after it");
  }

  // Where layout is structure, a tab before the first thing on a line has no agreed width.
  void check_indentation(const Node& node, bool in_flow) {
    if (in_flow) return;
    size_t line = node.offset == 0 ? 0 : text_.rfind('\n', node.offset - 1) + 1;
    std::string_view before = text_.substr(line, node.offset - line);
    size_t tab = before.find('\t');
    if (tab == before.npos || before.find_first_not_of(" \t") != before.npos) return;
    if (line + tab == last_tab_) return;  // a map and its first key share it
    last_tab_ = line + tab;
    findings_.add("yaml-tab", last_tab_, last_tab_ + 1, "tabs cannot indent. Use spaces");
  }

  std::string_view text_;
  const Places& written_;
  Findings& findings_;
  size_t last_tab_ = SIZE_MAX;
};

}  // namespace

void finish_nodes(std::string_view text, const Places& written, Node& root, Findings& findings) {
  Finisher(text, written, findings).finish(root, root.offset, false);
}

}  // namespace stagegraph::yaml

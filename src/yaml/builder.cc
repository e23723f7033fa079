// SPDX-License-Identifier: Apache-2.0
// A stack of open collections that takes yaml-cpp's events. A frame of a map takes keys and values
// in turn.
#include "yaml/builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "yaml/keys.h"
#include "yaml/source_map.h"
#include "yaml/text_cursor.h"

namespace stagegraph::yaml {

namespace {

// The word for null at this place, if one is there.
std::string_view null_word(std::string_view text) {
  if (text.starts_with('~')) return text.substr(0, 1);
  for (std::string_view word : {"null", "Null", "NULL"}) {
    if (text.starts_with(word)) return text.substr(0, word.size());
  }
  return {};
}

bool has_directive(std::string_view text) {
  return text.starts_with('%') || text.find("\n%") != text.npos;
}

}  // namespace

Places Builder::take_written() {
  std::sort(written_.begin(), written_.end());
  return std::move(written_);
}

std::optional<uint32_t> Builder::open_bracket() const {
  for (size_t i = frames_.size(); i-- > 0;) {
    uint32_t offset = frames_[i].node.offset;
    if (char_at(offset) == '[' || char_at(offset) == '{') return offset;
  }
  return std::nullopt;
}

// yaml-cpp counts bytes behind the byte-order mark; at a null mark it has no place.
uint32_t Builder::offset_of(const YAML::Mark& mark) const {
  size_t pos = mark.pos < 0 ? 0 : static_cast<size_t>(mark.pos);
  return static_cast<uint32_t>(std::min(pos + bom_, text_.size()));
}

// A node's mark is that of its anchor or tag, where it has one.
uint32_t Builder::behind_properties(uint32_t offset) const {
  TextCursor in(text_, offset);
  while (in.peek() == '&' || in.peek() == '!') {
    do {
      in.move(1);
    } while (!in.at_line_end() &&
             std::string_view(" \t,[]{}").find(in.peek()) == std::string::npos);
    in.skip_to_token();
  }
  return in.offset();
}

void Builder::OnDocumentStart(const YAML::Mark& mark) {
  uint32_t end = offset_of(mark);
  if (has_root_) refuse_more(end);
  if (!has_directive(text_.substr(bom_, end - bom_))) return;
  findings_.add("yaml-directive", bom_, bom_,
                "directives (%) are not read. Leave the line out, since files are YAML 1.2 anyway");
}

// At "---" or behind a line of "..." it is a document; elsewhere it is something astray.
void Builder::refuse_more(uint32_t offset) {
  bool begins_document = text_.substr(offset).starts_with("---") ||
                         text_.substr(0, offset).rfind("\n...") != text_.npos;
  if (begins_document) {
    findings_.add("yaml-second-document", offset, offset,
                  "a file holds one document. Move the second one into another file");
  } else {
    findings_.add("yaml-syntax", offset, offset,
                  "this belongs to nothing above it. Check its indentation, and quote a text that "
                  "goes on after quotes or brackets");
  }
  throw Stop{begins_document};
}

void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
  uint32_t offset = offset_of(mark);
  count(offset);
  if (char_at(offset) == '!') check_tag(offset, "!");
  Node node;
  node.offset = offset;
  node.text = null_word(text_.substr(offset));
  place(std::move(node));
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  uint32_t offset = offset_of(mark);
  count(offset);
  written_.push_back(offset);
  references_.aliases.emplace(offset, anchor);
  findings_.add("yaml-alias", offset, offset + 1, "aliases (*) are not read. Write the value out");
  Node node;
  node.offset = offset;
  node.text = "*";
  place(std::move(node));
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       const std::string& value) {
  uint32_t offset = offset_of(mark);
  count(offset);
  check_tag(offset, tag);
  bool is_text = check_value(offset, value);
  offset = behind_properties(offset);
  written_.push_back(offset);
  remember(anchor, offset, NodeKind::kScalar);
  Node node;
  node.offset = offset;
  node.style = style_at(text_, offset);
  if (is_text) node.text = value;
  place(std::move(node));
}

void Builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              YAML::EmitterStyle::value) {
  open(NodeKind::kSequence, mark, tag, anchor);
}

void Builder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) {
  open(NodeKind::kMap, mark, tag, anchor);
}

void Builder::OnAnchor(const YAML::Mark& mark, const std::string& name) {
  uint32_t offset = offset_of(mark);
  findings_.add(
      "yaml-anchor", offset, offset + 1 + name.size(),
      fmt::format("anchors (&{}) are not read. Write the value out where it is needed", name));
}

void Builder::count(uint32_t offset) {
  if (++nodes_ <= limits_.nodes) return;
  findings_.exceed(offset,
                   fmt::format("more than {} keys and values. Split the file", limits_.nodes));
  throw Stop();
}

// "?" is a plain scalar's tag and "!" a quoted one's, though that may be written as well.
void Builder::check_tag(uint32_t offset, const std::string& tag) {
  bool implicit = tag == "?" || (tag == "!" && char_at(offset) != '!');
  if (implicit) return;
  size_t end = std::min(text_.find_first_of(" \t\r\n", offset), text_.size());
  findings_.add("yaml-tag", offset, end,
                "tags (!) are not read. Leave the tag out, and quote the value if it is text");
}

// Whether it may stand in the tree.
bool Builder::check_value(uint32_t offset, const std::string& value) {
  bool valid = is_utf8(value);
  if (!valid) {  // yaml-cpp 0.7 writes these two as single bytes
    findings_.add("yaml-encoding", offset, offset + 1,
                  "the escapes \\N and \\_ are not read. Write \\u0085 or \\u00a0");
  }
  bool has_nul = value.find('\0') != value.npos;
  if (has_nul) {
    findings_.add("yaml-encoding", offset, offset + 1,
                  "an escape here stands for the character NUL, which no text may hold");
  }
  return valid && !has_nul;
}

void Builder::remember(YAML::anchor_t anchor, uint32_t offset, NodeKind kind) {
  if (anchor != YAML::NullAnchor) references_.anchors.emplace(std::pair(offset, kind), anchor);
}

void Builder::open(NodeKind kind, const YAML::Mark& mark, const std::string& tag,
                   YAML::anchor_t anchor) {
  uint32_t offset = offset_of(mark);
  count(offset);
  check_tag(offset, tag);
  if (frames_.size() == limits_.depth) {
    findings_.exceed(offset, fmt::format("nested deeper than {} levels", limits_.depth));
    throw Stop();
  }
  offset = behind_properties(offset);
  written_.push_back(offset);
  remember(anchor, offset, kind);
  Frame& frame = frames_.emplace_back();
  frame.node.kind = kind;
  frame.node.offset = offset;
  frame.wants_key = kind == NodeKind::kMap;
}

void Builder::close() {
  Node node = std::move(frames_.back().node);
  frames_.pop_back();
  place(std::move(node));
}

void Builder::place(Node node) {
  if (frames_.empty()) {
    root_ = std::move(node);
    has_root_ = true;
  } else if (Frame& top = frames_.back(); top.node.is_map()) {
    place_in_map(top, std::move(node));
  } else {
    top.node.items.push_back(std::move(node));
  }
}

void Builder::place_in_map(Frame& map, Node node) {
  if (map.wants_key) {
    check_key(node, findings_);
    map.node.entries.emplace_back().key = std::move(node);
  } else {
    map.node.entries.back().value = std::move(node);
  }
  map.wants_key = !map.wants_key;
}

}  // namespace stagegraph::yaml

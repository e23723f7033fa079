// SPDX-License-Identifier: Apache-2.0
// A place in a text, with the questions that YAML's layout asks about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stagegraph::yaml {

class TextCursor {
 public:
  TextCursor(std::string_view text, size_t at) : text_(text), at_(at) {}

  size_t at() const { return at_; }
  uint32_t offset() const { return static_cast<uint32_t>(at_); }
  bool at_end() const { return at_ >= text_.size(); }
  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void move(size_t count) { at_ += count; }

  bool at_blank() const { return peek() == ' ' || peek() == '\t'; }
  // LF or CRLF: its length, or 0. The end of the text is none.
  size_t break_length() const {
    if (peek() == '\n') return 1;
    return peek() == '\r' && peek(1) == '\n' ? 2 : 0;
  }
  bool at_line_end() const { return at_end() || break_length() != 0; }

  bool take(char c) {
    if (at_end() || peek() != c) return false;
    ++at_;
    return true;
  }
  bool take_break() {
    size_t length = break_length();
    at_ += length;
    return length != 0;
  }
  void skip_blanks() {
    while (at_blank()) ++at_;
  }
  size_t skip_spaces(size_t most) {
    size_t count = 0;
    while (count < most && take(' ')) ++count;
    return count;
  }
  void skip_line() {
    while (!at_line_end()) ++at_;
  }
  // Blanks and line breaks; says how many breaks there were.
  size_t skip_white() {
    size_t breaks = 0;
    for (skip_blanks(); take_break(); skip_blanks()) ++breaks;
    return breaks;
  }
  // White space and comments.
  void skip_to_token() {
    for (skip_white(); peek() == '#'; skip_white()) skip_line();
  }

 private:
  std::string_view text_;
  size_t at_;
};

}  // namespace stagegraph::yaml

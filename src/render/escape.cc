// SPDX-License-Identifier: Apache-2.0
// Control characters become spaces in all three: no language has a use for them in a label.
#include "render/escape.h"

#include <fmt/format.h>

namespace stagegraph::render {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Bytes above 0x7f belong to UTF-8 sequences, which mean nothing special.
bool is_plain_in_mermaid(char c) {
  const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                            (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 0x7f;
  return alphanumeric || std::string_view(" _.,/+-'!?=()").find(c) != std::string_view::npos;
}

}  // namespace

std::string escape_dot(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      out += is_control(c) ? ' ' : c;
    }
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += is_control(c) ? ' ' : c;
    }
  }
  return out;
}

std::string escape_mermaid(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (is_plain_in_mermaid(c)) {
      out += c;
    } else if (is_control(c)) {
      out += ' ';
    } else {
      out += fmt::format("#{};", static_cast<int>(c));
    }
  }
  return out;
}

}  // namespace stagegraph::render

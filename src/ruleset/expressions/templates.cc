// SPDX-License-Identifier: Apache-2.0
// One pass from left to right. The end of an expression is found by counting braces outside of
// strings and comments, not by parsing it.
#include "ruleset/expressions/templates.h"

namespace stagegraph::ruleset {

namespace {

bool is_raw_prefix(std::string_view text, size_t quote) {
  for (size_t back = 1; back <= 2 && back <= quote; ++back) {
    char c = text[quote - back];
    if (c == 'r' || c == 'R') return true;
    if (c != 'b' && c != 'B') return false;
  }
  return false;
}

// The offset behind the string that begins with the quote at `at`, or the end of the text.
size_t skip_string(std::string_view text, size_t at) {
  std::string_view triple = text.substr(at, 3);
  bool is_triple = triple == "\"\"\"" || triple == "'''";
  std::string_view quote = text.substr(at, is_triple ? 3 : 1);
  bool raw = is_raw_prefix(text, at);
  at += quote.size();
  while (at < text.size() && !text.substr(at).starts_with(quote)) {
    at += text[at] == '\\' && !raw ? 2 : 1;
  }
  return at < text.size() ? at + quote.size() : text.size();
}

// The offset of the "}" that closes an expression which begins at `at`, or npos.
size_t find_close(std::string_view text, size_t at) {
  size_t depth = 0;
  while (at < text.size()) {
    char c = text[at];
    if (c == '"' || c == '\'') {
      at = skip_string(text, at);
      continue;
    }
    if (c == '/' && text.substr(at).starts_with("//")) {
      at = text.find('\n', at);
      continue;
    }
    if (c == '}' && depth == 0) return at;
    depth += c == '{' ? 1 : 0;
    depth -= c == '}' ? 1 : 0;
    ++at;
  }
  return std::string_view::npos;
}

}  // namespace

TemplateScan scan_template(std::string_view text) {
  TemplateScan scan;
  TemplatePart part;
  size_t at = 0;
  while (at < text.size()) {
    if (text.substr(at).starts_with("$${")) {
      part.text += "${";
      at += 3;
    } else if (text.substr(at).starts_with("${")) {
      size_t close = find_close(text, at + 2);
      if (close == std::string_view::npos) {
        scan.closed = false;
        scan.open_at = at;
        break;
      }
      part.has_expression = true;
      part.begin = at + 2;
      part.end = close;
      scan.parts.push_back(std::move(part));
      part = {};
      at = close + 1;
    } else {
      part.text += text[at++];
    }
  }
  if (!part.text.empty() || scan.parts.empty()) scan.parts.push_back(std::move(part));
  return scan;
}

}  // namespace stagegraph::ruleset

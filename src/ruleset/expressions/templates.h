// SPDX-License-Identifier: Apache-2.0
// Text with ${expressions} in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stagegraph::ruleset {

// One part of a text: plain text, then perhaps an expression, whose bytes in the whole are given.
struct TemplatePart {
  std::string text;  // with every "$${" already a "${"
  bool has_expression = false;
  size_t begin = 0;  // of the CEL between "${" and "}"
  size_t end = 0;
};

struct TemplateScan {
  std::vector<TemplatePart> parts;
  bool closed = true;
  size_t open_at = 0;  // where a "${" without its "}" stands

  // Nothing but plain text.
  bool is_plain() const { return parts.size() == 1 && !parts[0].has_expression; }
  // "${...}" and nothing else.
  bool is_one_expression() const {
    return parts.size() == 1 && parts[0].has_expression && parts[0].text.empty();
  }
};

// Knows CEL's strings, comments and braces, so that a "}" in a string ends nothing.
TemplateScan scan_template(std::string_view text);

}  // namespace stagegraph::ruleset

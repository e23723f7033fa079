// SPDX-License-Identifier: Apache-2.0
// Checks bytes before yaml-cpp sees them: size, UTF-8, control characters.
#include "yaml/check_text.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "yaml/findings.h"

namespace stagegraph::yaml {

namespace {

bool is_control(std::string_view text, size_t at) {
  auto byte = static_cast<uint8_t>(text[at]);
  if (byte == '\r') return at + 1 == text.size() || text[at + 1] != '\n';
  return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
}

std::string explain_control(char c) {
  if (c == '\0') return "a NUL character. The file is not text, or not UTF-8. Save it as UTF-8";
  if (c == '\r') return "a carriage return without a line feed. Save the file with LF line ends";
  return fmt::format(
      "the control character U+{:04X}. Remove it, or write \\x{:02x} in double quotes",
      static_cast<unsigned>(c), static_cast<unsigned>(c));
}

void find_controls(std::string_view text, Findings& findings) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (is_control(text, at)) findings.add("yaml-encoding", at, at + 1, explain_control(text[at]));
  }
}

}  // namespace

size_t bom_size(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

std::optional<Error> check_text(std::string_view text, std::string_view file,
                                const Limits& limits) {
  if (text.size() > limits.bytes) {
    Findings findings({}, file, 0);
    findings.exceed(0, fmt::format("the file has {} bytes, but at most {} are read. Split it",
                                   text.size(), limits.bytes));
    return findings.take_error();
  }
  Findings findings(text, file, bom_size(text));
  if (std::optional<size_t> invalid = find_invalid_utf8(text)) {
    findings.add("yaml-encoding", *invalid, *invalid,
                 "not UTF-8 from here on. Save the file as UTF-8");
  } else {
    find_controls(text, findings);
  }
  if (findings.empty()) return std::nullopt;
  return findings.take_error();
}

}  // namespace stagegraph::yaml

// SPDX-License-Identifier: Apache-2.0
// What is wrong, where, and the way out: the one form in which every part reports mistakes in
// what somebody wrote.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stagegraph {

// A place in a text: line and column from 1, the column in Unicode code points. 0 is "unknown".
struct Position {
  uint32_t line = 0;
  uint32_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

// Half open: `end` is the place after the last character.
struct Range {
  Position begin;
  Position end;
  friend bool operator==(const Range&, const Range&) = default;
};

enum class Severity : uint8_t { kError, kWarning, kNote };

std::string_view to_string(Severity severity);

// Replace `range` by `text`.
struct Edit {
  Range range;
  std::string text;
};

struct Diagnostic {
  std::string code;  // stable, such as "unknown-key"; listed in docs/diagnostics.md
  Severity severity = Severity::kError;
  std::string file;
  Range range;
  std::string path;  // place in the document, such as "stages.lead.events.hand_over"
  std::string message;
  std::optional<Edit> edit;  // a change that would mend it, where one is known
};

using Diagnostics = std::vector<Diagnostic>;

bool has_errors(const Diagnostics& diagnostics);

// "file:line:column: severity: message [code]", and the suggested edit on a second line if any.
std::string format_diagnostic(const Diagnostic& diagnostic);

}  // namespace stagegraph

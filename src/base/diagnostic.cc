// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

namespace stagegraph {

namespace {

std::string format_place(const Diagnostic& diagnostic) {
  const Position& at = diagnostic.range.begin;
  std::string place = diagnostic.file;
  if (at.line != 0) fmt::format_to(std::back_inserter(place), ":{}:{}", at.line, at.column);
  if (place.empty()) return place;
  return (place.front() == ':' ? place.substr(1) : place) + ": ";
}

std::string format_edit(const Edit& edit) {
  return fmt::format("\n  suggested: replace {}:{}-{}:{} with '{}'", edit.range.begin.line,
                     edit.range.begin.column, edit.range.end.line, edit.range.end.column,
                     edit.text);
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    default:
      return "note";
  }
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

std::string format_diagnostic(const Diagnostic& diagnostic) {
  std::string out =
      fmt::format("{}{}: {} [{}]", format_place(diagnostic), to_string(diagnostic.severity),
                  diagnostic.message, diagnostic.code);
  if (diagnostic.edit) out += format_edit(*diagnostic.edit);
  return out;
}

}  // namespace stagegraph

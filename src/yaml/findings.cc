// SPDX-License-Identifier: Apache-2.0
// Findings by byte offset, turned into lines and columns as they are added.
#include "yaml/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace stagegraph::yaml {

namespace {

constexpr size_t kMost = 100;  // more than anybody mends in one go

auto place_of(const Diagnostic& d) { return std::tuple(d.range.begin.line, d.range.begin.column); }

}  // namespace

Findings::Findings(std::string_view text, std::string_view file, size_t bom)
    : file_(file), bom_(bom), lines_(text.substr(bom)) {}

void Findings::add(std::string_view code, size_t begin, size_t end, std::string message) {
  add(code, range(begin, end), std::move(message));
}

void Findings::add(std::string_view code, Range place, std::string message) {
  if (diagnostics_.size() == kMost) return;
  Diagnostic& diagnostic = diagnostics_.emplace_back();
  diagnostic.code = code;
  diagnostic.file = file_;
  diagnostic.range = place;
  diagnostic.message = std::move(message);
}

void Findings::exceed(size_t begin, std::string message) {
  status_ = Status::kLimitExceeded;
  add("yaml-limit", begin, begin, std::move(message));
}

Diagnostics Findings::take() {
  std::stable_sort(
      diagnostics_.begin(), diagnostics_.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return place_of(a) < place_of(b); });
  return std::move(diagnostics_);
}

Error Findings::take_error() {
  Diagnostics diagnostics = take();
  std::string message = format_diagnostic(diagnostics.front());
  if (diagnostics.size() > 1) message += fmt::format(" (and {} more)", diagnostics.size() - 1);
  return Error{status_, std::move(message), std::move(diagnostics)};
}

}  // namespace stagegraph::yaml

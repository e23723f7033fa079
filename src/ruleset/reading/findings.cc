// SPDX-License-Identifier: Apache-2.0
// Findings are kept as they come up and sorted by place at the end.
#include "ruleset/reading/findings.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/suggest.h"

namespace stagegraph::ruleset {

namespace {

auto place_of(const Diagnostic& d) {
  const Range& r = d.range;
  return std::tuple(r.begin.line, r.begin.column, r.end.line, r.end.column);
}

void sort(Diagnostics& list) {
  std::stable_sort(list.begin(), list.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return place_of(a) < place_of(b);
  });
}

// Where YAML has no value or no name to give, what is said of the place says nothing new.
bool veils(const Diagnostic& refusal, const Diagnostic& d) {
  constexpr std::array<std::string_view, 5> kCodes = {
      "yaml-alias", "yaml-empty-key", "yaml-complex-key", "yaml-encoding", "yaml-syntax"};
  return refusal.range.begin == d.range.begin &&
         std::find(kCodes.begin(), kCodes.end(), refusal.code) != kCodes.end();
}

}  // namespace

Diagnostic& Findings::add(Severity severity, std::string_view code, const Range& range,
                          std::string_view path, std::string message) {
  has_errors_ |= severity == Severity::kError;
  size_t count = counts_[static_cast<size_t>(severity)]++;
  if (count > kMaxFindings) return overflow_;
  if (count == kMaxFindings) {
    message = "there are more findings than these. Fix some of them first";
    code = "too-many";
  }
  return list_.emplace_back(Diagnostic{.code = std::string(code),
                                       .severity = severity,
                                       .file = file_,
                                       .range = range,
                                       .path = std::string(path),
                                       .message = std::move(message),
                                       .edit = std::nullopt});
}

Diagnostic& Findings::unknown(std::string_view code, const Range& range, std::string_view path,
                              std::string message, std::string_view word,
                              std::span<const std::string> candidates) {
  std::string_view name;
  if (list_.size() <= kMaxFindings) {
    name = nearest_name(word, candidates);
  }
  if (!name.empty()) message += ". Did you mean '" + std::string(name) + "'?";
  Diagnostic& finding = add(Severity::kError, code, range, path, std::move(message));
  if (!name.empty()) finding.edit = Edit{range, std::string(name)};
  return finding;
}

Diagnostics Findings::take() {
  sort(list_);
  return std::move(list_);
}

Diagnostics join_findings(const Diagnostics& refused, Diagnostics found) {
  if (refused.empty()) return found;
  std::set<std::tuple<decltype(place_of(found[0])), std::string_view, std::string_view>> seen;
  Diagnostics joined = refused;
  for (const Diagnostic& d : found) {
    const bool veiled = std::any_of(refused.begin(), refused.end(),
                                    [&d](const Diagnostic& refusal) { return veils(refusal, d); });
    if (!veiled && seen.emplace(place_of(d), d.code, d.message).second) joined.push_back(d);
  }
  sort(joined);
  return joined;
}

}  // namespace stagegraph::ruleset

// SPDX-License-Identifier: Apache-2.0
// What the loader found wrong, collected in one run.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "yaml/node.h"

namespace stagegraph::ruleset {

// A place in the document: a value, the key it stands under (null in a list), and the way to it.
struct DocPlace {
  const yaml::Node* node = nullptr;  // null: nothing is written there
  const yaml::Node* key = nullptr;
  std::string path;

  explicit operator bool() const { return node != nullptr; }
  const Range& range() const { return node->range; }
  // The key where there is one, for findings about the whole of what stands under it.
  Range head() const { return key ? key->range : Range{node->range.begin, node->range.begin}; }
};

// The most findings of one severity: a file with more mistakes is not a ruleset with mistakes.
inline constexpr size_t kMaxFindings = 500;

class Findings {
 public:
  explicit Findings(std::string file) : file_(std::move(file)) {}

  // The diagnostic may be given an edit until the next one is added.
  Diagnostic& add(Severity severity, std::string_view code, const Range& range,
                  std::string_view path, std::string message);
  Diagnostic& error(std::string_view code, const DocPlace& place, std::string message) {
    return add(Severity::kError, code, place.range(), place.path, std::move(message));
  }
  Diagnostic& error_at_head(std::string_view code, const DocPlace& place, std::string message) {
    return add(Severity::kError, code, place.head(), place.path, std::move(message));
  }
  Diagnostic& warning_at_head(std::string_view code, const DocPlace& place, std::string message) {
    return add(Severity::kWarning, code, place.head(), place.path, std::move(message));
  }
  // "`message`. Did you mean 'x'?", with the edit that puts x at `range`.
  Diagnostic& unknown(std::string_view code, const Range& range, std::string_view path,
                      std::string message, std::string_view word,
                      std::span<const std::string> candidates);

  bool has_errors() const { return has_errors_; }
  // No further error would be listed: looking for more is a waste.
  bool is_full() const { return counts_[0] > kMaxFindings; }
  // The findings so far, in the order of their places.
  Diagnostics take();

 private:
  std::string file_;
  Diagnostics list_;
  Diagnostic overflow_;
  std::array<size_t, 3> counts_{};  // by severity, those left out too
  bool has_errors_ = false;
};

// What YAML refused in a document whose tree is whole (yaml::Document::refused), and what was found
// in that tree; without what only repeats the former, or is found again where an alias stood.
Diagnostics join_findings(const Diagnostics& refused, Diagnostics found);

}  // namespace stagegraph::ruleset

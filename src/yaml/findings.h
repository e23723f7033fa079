// SPDX-License-Identifier: Apache-2.0
// Collects what is wrong with a file, with places in it.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/expected.h"
#include "base/line_index.h"

namespace stagegraph::yaml {

// Offsets are bytes of the file. A byte-order mark has no column: editors do not show it.
class Findings {
 public:
  Findings(std::string_view text, std::string_view file, size_t bom);

  void add(std::string_view code, size_t begin, size_t end, std::string message);
  void add(std::string_view code, Range place, std::string message);
  void exceed(size_t begin, std::string message);  // a limit: "yaml-limit"

  Position at(size_t offset) const { return lines_.at(offset < bom_ ? 0 : offset - bom_); }
  Range range(size_t begin, size_t end) const { return {at(begin), at(end)}; }

  bool empty() const { return diagnostics_.empty(); }
  // All of them, in the order of their places.
  Diagnostics take();
  Error take_error();

 private:
  std::string_view file_;
  size_t bom_;
  LineIndex lines_;
  Diagnostics diagnostics_;
  Status status_ = Status::kInvalidRuleset;
};

}  // namespace stagegraph::yaml

// SPDX-License-Identifier: Apache-2.0
// Rows that cannot be used, and records that cannot be advanced: reported on standard error, and
// counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

class Problems {
 public:
  void add(const std::string& file, uint32_t line, std::string_view message);
  void add(const std::string& file, uint32_t line, const stg::Error& error);
  // Of a record that cannot be advanced: no row is to blame.
  void add(std::string_view record, const stg::Error& error);
  void add(std::string_view record, std::string_view message);
  size_t bad_rows() const { return bad_rows_; }
  size_t stuck() const { return stuck_; }  // advances that failed
  bool any() const { return bad_rows_ + stuck_ > 0; }

 private:
  size_t bad_rows_ = 0;
  size_t stuck_ = 0;
};

}  // namespace stagegraph::cli

// Rows that cannot be used: reported on standard error, and counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stagegraph::cli {

class Problems {
 public:
  void add(const std::string& file, uint32_t line, std::string_view message);
  size_t count() const { return count_; }

 private:
  size_t count_ = 0;
};

}  // namespace stagegraph::cli

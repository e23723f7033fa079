#include "cli/problems.h"

#include <fmt/format.h>

#include <cstdio>

namespace stagegraph::cli {

void Problems::add(const std::string& file, uint32_t line, std::string_view message) {
  ++count_;
  fmt::print(stderr, "{}:{}: {}\n", file, line, message);
}

}  // namespace stagegraph::cli

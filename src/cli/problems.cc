// SPDX-License-Identifier: Apache-2.0
#include "cli/problems.h"

#include <fmt/format.h>

#include <cstdio>

namespace stagegraph::cli {

void Problems::add(const std::string& file, uint32_t line, std::string_view message) {
  ++count_;
  fmt::print(stderr, "{}:{}: {}\n", file, line, message);
}

// The place of a finding in JSON is that in its own text.
void Problems::add(const std::string& file, uint32_t line, const stg::Error& error) {
  std::string message = error.what();
  if (!error.diagnostics().empty() && error.diagnostics()[0].range.column > 0) {
    message += fmt::format(" (character {})", error.diagnostics()[0].range.column);
  }
  add(file, line, message);
}

void Problems::add(std::string_view record, const stg::Error& error) {
  ++count_;
  fmt::print(stderr, "record '{}': {}\n", record, error.what());
}

}  // namespace stagegraph::cli

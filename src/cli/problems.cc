// SPDX-License-Identifier: Apache-2.0
#include "cli/problems.h"

#include <fmt/format.h>

#include "cli/messages.h"

namespace stagegraph::cli {

void Problems::add(const std::string& file, uint32_t line, std::string_view message) {
  ++bad_rows_;
  say(fmt::format("{}:{}: {}\n", file, line, message));
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
  add(record, std::string_view(error.what()));
}

void Problems::add(std::string_view record, std::string_view message) {
  ++stuck_;
  say(fmt::format("record '{}': {}\n", record, message));
}

}  // namespace stagegraph::cli

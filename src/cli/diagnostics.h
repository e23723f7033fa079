// SPDX-License-Identifier: Apache-2.0
// Diagnostics for people: place, message, the line in question and a caret below it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// Shows diagnostics on standard error.
class DiagnosticPrinter {
 public:
  // The text of a "file" that is not one, such as an expression of the command line.
  void add_source(std::string name, std::string text);
  void print(const stg::Diagnostic& diagnostic);

 private:
  std::string_view line_of(const std::string& file, uint32_t line);

  std::map<std::string, std::string> sources_;
};

// The error's diagnostics, or its message where there are none.
void print_error(const stg::Error& error);
void print_error(const stg::Error& error, DiagnosticPrinter& printer);

std::string_view name_of(stg::Severity severity);

// As text; ends with a line feed. `line` is the line of the file, or empty where it is not known.
std::string format_diagnostic(const stg::Diagnostic& diagnostic, std::string_view line);

}  // namespace stagegraph::cli

// SPDX-License-Identifier: Apache-2.0
// What can be written on the command line, as plain data: what completion and the manual page are
// made from. It is read from the parser itself, so that neither can name what is not there.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace stagegraph::cli {

struct OptionUse {
  std::string name;                  // such as --records, or RULES for an argument
  std::string what;                  // one or more sentences
  std::string value;                 // what it takes, such as FILE. Empty for a flag
  std::vector<std::string> choices;  // the only values, where there are only some
  bool is_required = false;

  bool takes_value() const { return !value.empty(); }
  bool takes_file() const { return value == "FILE" || value == "JSON"; }
  std::string first_sentence() const;
};

struct CommandUse {
  std::string name;
  std::string what;
  std::string footer;
  std::vector<OptionUse> options;
  std::vector<OptionUse> arguments;
};

struct ProgramUse {
  CommandUse program;
  std::vector<CommandUse> commands;
};

ProgramUse read_use(const CLI::App& app);

// All values with `between` between them.
std::string joined(const std::vector<std::string>& texts, const char* between);

}  // namespace stagegraph::cli

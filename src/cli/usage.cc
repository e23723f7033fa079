// SPDX-License-Identifier: Apache-2.0
#include "cli/usage.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <utility>

namespace stagegraph::cli {

namespace {

// The parser writes what an option takes as TEXT:{text,json}.
void read_value(std::string_view type, OptionUse& option) {
  option.value = type.substr(0, type.find(':'));
  const size_t open = type.find('{');
  if (open == std::string_view::npos) return;
  std::string_view rest = type.substr(open + 1, type.find('}') - open - 1);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(','), rest.size());
    option.choices.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

OptionUse read_option(const CLI::Option& option) {
  OptionUse use;
  use.name = option.get_name(option.get_positional());
  use.what = option.get_description();
  use.is_required = option.get_required();
  if (option.get_expected_min() > 0) read_value(option.get_type_name(), use);
  return use;
}

CommandUse read_command(const CLI::App& app) {
  CommandUse use{app.get_name(), app.get_description(), app.get_footer(), {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    (option->get_positional() ? use.arguments : use.options).push_back(read_option(*option));
  }
  return use;
}

}  // namespace

std::string OptionUse::first_sentence() const {
  return what.substr(0, std::min(what.find(". "), what.size()));
}

ProgramUse read_use(const CLI::App& app) {
  ProgramUse use{read_command(app), {}};
  for (const CLI::App* command : app.get_subcommands({})) {
    use.commands.push_back(read_command(*command));
  }
  return use;
}

std::string joined(const std::vector<std::string>& texts, const char* between) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += between;
    all += text;
  }
  return all;
}

}  // namespace stagegraph::cli

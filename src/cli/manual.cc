// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.h"

#include <fmt/format.h>

#include <string>

namespace stagegraph::cli {

namespace {

// A backslash and a minus mean something to man, and so does a dot or quote that begins a line.
std::string escaped(std::string_view text) {
  std::string out;
  char before = '\n';
  for (const char c : text) {
    if (before == '\n' && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else {
      if (c == '-') out += '\\';
      out += c;
    }
    before = c;
  }
  return out;
}

std::string value_of(const OptionUse& option) {
  return option.choices.empty() ? fmt::format("\\fI{}\\fR", escaped(option.value))
                                : escaped(joined(option.choices, "|"));
}

std::string entry(const OptionUse& option) {
  std::string out = fmt::format(".TP\n\\fB{}\\fR", escaped(option.name));
  if (option.name.starts_with('-') && option.takes_value()) out += ' ' + value_of(option);
  return fmt::format("{}\n{}.\n", out, escaped(option.what));
}

std::string synopsis(const CommandUse& command) {
  std::string out = fmt::format(".B stagegraph {}\n", escaped(command.name));
  for (const OptionUse& argument : command.arguments) {
    out += fmt::format("\\fI{}\\fR\n", escaped(argument.name));
  }
  for (const OptionUse& option : command.options) {
    if (option.is_required) {
      out += fmt::format("\\fB{}\\fR {}\n", escaped(option.name), value_of(option));
    }
  }
  return out + "[\\fIoptions\\fR]\n";
}

// What is set out in lines stays so.
std::string verbatim(std::string_view text) { return fmt::format(".nf\n{}\n.fi\n", escaped(text)); }

// The footer has a heading, such as Example:, and lines.
std::string after_heading(std::string_view footer, std::string_view heading) {
  const size_t at = footer.find(heading);
  if (at == std::string_view::npos) return {};
  const size_t begin = at + heading.size();
  const size_t end = footer.find("\n\n", begin);
  return std::string(footer.substr(begin, end - begin));
}

std::string section(const CommandUse& command) {
  std::string out = fmt::format(".SS \"{}\"\n{}.\n.PP\n{}", escaped(command.name),
                                escaped(command.what), synopsis(command));
  for (const OptionUse& argument : command.arguments) out += entry(argument);
  for (const OptionUse& option : command.options) {
    if (option.name != "--help") out += entry(option);
  }
  return out + ".PP\nExample:\n" + verbatim(after_heading(command.footer, "Example:\n"));
}

}  // namespace

std::string manual_page(const ProgramUse& use, std::string_view release) {
  std::string out = fmt::format(
      ".\\\" Written by: stagegraph manual\n"
      ".TH STAGEGRAPH 1 \"\" \"stagegraph {}\" \"User Commands\"\n"
      ".SH NAME\nstagegraph \\- a rules engine for customer lifecycles\n"
      ".SH SYNOPSIS\n.B stagegraph\n\\fIcommand\\fR [\\fIoptions\\fR]\n"
      ".SH DESCRIPTION\n{}.\n.PP\nResults go to standard output, messages to standard error.\n"
      ".SH OPTIONS\n",
      release, escaped(use.program.what));
  for (const OptionUse& option : use.program.options) out += entry(option);
  out += ".SH COMMANDS\n";
  for (const CommandUse& command : use.commands) out += section(command);
  out += ".SH \"EXIT STATUS\"\n";
  return out + verbatim(after_heading(use.program.footer, "Exit status:\n"));
}

}  // namespace stagegraph::cli

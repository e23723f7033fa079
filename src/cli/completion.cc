// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace stagegraph::cli {

namespace {

std::vector<std::string> names_of(const std::vector<OptionUse>& options) {
  std::vector<std::string> names;
  for (const OptionUse& option : options) names.push_back(option.name);
  return names;
}

std::vector<std::string> names_of(const std::vector<CommandUse>& commands) {
  std::vector<std::string> names;
  for (const CommandUse& command : commands) names.push_back(command.name);
  return names;
}

// Each of `marks` gets a backslash in front, and ' is written as the shells want it in '...'.
std::string quoted(std::string_view text, std::string_view marks, std::string_view quote) {
  std::string out;
  for (const char c : text) {
    if (marks.find(c) != std::string_view::npos) out += '\\';
    out += c == '\'' ? quote : std::string_view(&c, 1);
  }
  return out;
}

// ---------------------------------------------------------------- bash

constexpr char kBashBegin[] = R"(# Completion of stagegraph for bash: stagegraph completion bash
_stagegraph() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command= words= files= i
  # --format=json reaches us as three words.
  if [[ $word == '=' ]]; then
    word=
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done
  case $command:$before in
)";
constexpr char kBashMiddle[] = R"(    *)
      case $command in
)";
constexpr char kBashEnd[] = R"(      esac
      ;;
  esac
  COMPREPLY=()
  if [[ -n $files ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  elif [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  fi
}
complete -F _stagegraph stagegraph
)";

// What the values of an argument or option are: words, files, or what nobody can know.
std::string bash_values(const OptionUse& option) {
  if (!option.choices.empty()) return fmt::format("words='{}'", joined(option.choices, " "));
  return option.takes_file() ? "files=yes" : ":";
}

std::string bash_script(const ProgramUse& use) {
  std::string out = kBashBegin;
  for (const CommandUse& command : use.commands) {
    for (const OptionUse& option : command.options) {
      if (!option.takes_value()) continue;
      out += fmt::format("    {}:{}) {} ;;\n", command.name, option.name, bash_values(option));
    }
  }
  out += kBashMiddle;
  out += fmt::format("        '') words='{} {}' ;;\n", joined(names_of(use.commands), " "),
                     joined(names_of(use.program.options), " "));
  for (const CommandUse& command : use.commands) {
    const std::string options = fmt::format("words='{}'", joined(names_of(command.options), " "));
    if (command.arguments.empty()) {
      out += fmt::format("        {}) {} ;;\n", command.name, options);
    } else {
      out += fmt::format(
          "        {})\n"
          "          if [[ $word == -* ]]\n          then {}\n          else {}\n          fi ;;\n",
          command.name, options, bash_values(command.arguments.front()));
    }
  }
  return out + kBashEnd;
}

// ---------------------------------------------------------------- zsh

std::string zsh_text(std::string_view text) { return quoted(text, "\\[]:", "'\\''"); }

std::string zsh_action(const OptionUse& option) {
  if (!option.choices.empty()) return fmt::format("({})", joined(option.choices, " "));
  return option.takes_file() ? "_files" : " ";
}

std::string zsh_option(const OptionUse& option) {
  std::string spec = fmt::format("{}[{}]", option.name, zsh_text(option.first_sentence()));
  if (option.takes_value()) spec += fmt::format(":{}:{}", option.value, zsh_action(option));
  return spec;
}

// An argument may be given several times, as nothing tells here how often.
std::string zsh_argument(const OptionUse& argument) {
  return fmt::format("*:{}:{}", argument.name, zsh_action(argument));
}

std::string zsh_command(const CommandUse& command) {
  std::string out = fmt::format("        {}) _arguments", command.name);
  for (const OptionUse& option : command.options) {
    out += fmt::format(" \\\n          '{}'", zsh_option(option));
  }
  for (const OptionUse& argument : command.arguments) {
    out += fmt::format(" \\\n          '{}'", zsh_argument(argument));
  }
  return out + " ;;\n";
}

std::string zsh_script(const ProgramUse& use) {
  std::string out =
      "#compdef stagegraph\n"
      "# Completion of stagegraph for zsh: stagegraph completion zsh\n"
      "_stagegraph() {\n"
      "  local line state\n"
      "  local -a commands=(\n";
  for (const CommandUse& command : use.commands) {
    out += fmt::format("    '{}:{}'\n", command.name, zsh_text(command.what));
  }
  out += "  )\n  _arguments -C";
  for (const OptionUse& option : use.program.options) {
    out += fmt::format(" \\\n    '{}'", zsh_option(option));
  }
  out +=
      " \\\n    '1: :->command' \\\n    '*:: :->rest'\n"
      "  case $state in\n"
      "    command) _describe command commands ;;\n"
      "    rest)\n"
      "      case $line[1] in\n";
  for (const CommandUse& command : use.commands) out += zsh_command(command);
  return out +
         "      esac\n"
         "      ;;\n"
         "  esac\n"
         "}\n"
         "if [[ $funcstack[1] == _stagegraph ]]\n"
         "then\n"
         "  _stagegraph \"$@\"\n"
         "else\n"
         "  compdef _stagegraph stagegraph\n"
         "fi\n";
}

// ---------------------------------------------------------------- fish

std::string fish_text(std::string_view text) { return quoted(text, "\\", "\\'"); }

std::string fish_option(const std::string& condition, const OptionUse& option) {
  std::string out = fmt::format("complete -c stagegraph -n '{}' -l {}", condition,
                                std::string_view(option.name).substr(2));
  if (!option.choices.empty()) {
    out += fmt::format(" -x -a '{}'", joined(option.choices, " "));
  } else if (option.takes_value()) {
    out += option.takes_file() ? " -r -F" : " -x";
  }
  return out + fmt::format(" -d '{}'\n", fish_text(option.first_sentence()));
}

std::string fish_command(const CommandUse& command) {
  std::string out =
      fmt::format("complete -c stagegraph -n __fish_use_subcommand -f -a {} -d '{}'\n",
                  command.name, fish_text(command.what));
  const std::string condition = fmt::format("__fish_seen_subcommand_from {}", command.name);
  for (const OptionUse& option : command.options) out += fish_option(condition, option);
  for (const OptionUse& argument : command.arguments) {
    if (argument.takes_file()) continue;
    out += fmt::format("complete -c stagegraph -n '{}' -f", condition);
    if (!argument.choices.empty()) out += fmt::format(" -a '{}'", joined(argument.choices, " "));
    out += '\n';
  }
  return out;
}

std::string fish_script(const ProgramUse& use) {
  std::string out = "# Completion of stagegraph for fish: stagegraph completion fish\n";
  for (const OptionUse& option : use.program.options) {
    out += fish_option("__fish_use_subcommand", option);
  }
  for (const CommandUse& command : use.commands) out += fish_command(command);
  return out;
}

}  // namespace

std::string completion_script(std::string_view shell, const ProgramUse& use) {
  if (shell == "bash") return bash_script(use);
  return shell == "zsh" ? zsh_script(use) : fish_script(use);
}

}  // namespace stagegraph::cli

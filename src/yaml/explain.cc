// SPDX-License-Identifier: Apache-2.0
// yaml-cpp says what its grammar lacked. A table says, by the beginning of its message, what to
// write.
#include "yaml/explain.h"

#include <fmt/format.h>

#include <array>

namespace stagegraph::yaml {

namespace {

struct Known {
  std::string_view beginning;  // of yaml-cpp's message
  std::string_view code;
  std::string_view message;
  bool missing_bracket = false;
};

constexpr std::string_view kSyntax = "yaml-syntax";

constexpr std::array kKnown = {
    Known{"end of map flow", kSyntax, "a '}' is missing. Close the brace, or quote the text here",
          true},
    Known{"end of sequence flow", kSyntax,
          "a ']' is missing. Close the bracket, or quote the text here", true},
    Known{"end of map", kSyntax,
          "this does not belong to the map above. Check its indentation, and quote a text that "
          "goes on after quotes"},
    Known{"end of sequence", kSyntax,
          "this does not belong to the list above. Check its indentation and its '- '"},
    Known{"illegal map value", kSyntax,
          "a ':' cannot stand here. Quote a text that holds ': ', or check the indentation"},
    Known{"illegal map key", kSyntax, "a key cannot stand here. Check the indentation"},
    Known{"illegal block entry", kSyntax,
          "a list item '- ' cannot stand here. Begin the list on a new line"},
    Known{"illegal flow end", kSyntax,
          "there is no bracket or brace to close here. Quote the text if it begins with one"},
    Known{"illegal EOF in scalar", kSyntax, "the quoted text never ends. Close the quote"},
    Known{"illegal document indicator", kSyntax,
          "a quoted text cannot hold a line that begins with '---' or '...'. Close the quote"},
    Known{"illegal tab", "yaml-tab", "tabs cannot indent. Use spaces"},
    Known{"unknown token", kSyntax, "no value can begin with this character. Quote the text"},
    Known{"unknown escape", kSyntax,
          "there is no such escape. Double the backslash, or use single quotes, where it needs no "
          "escape"},
    Known{"invalid unicode", kSyntax,
          "the escape is not a character. Write the character itself, or \\U with its full number"},
    Known{"bad character found while scanning hex", kSyntax,
          "hexadecimal digits are missing: two after \\x, four after \\u, eight after \\U"},
    Known{"the referenced anchor", "yaml-alias", "aliases (*) are not read. Write the value out"},
    Known{"alias not found", "yaml-alias",
          "aliases (*) are not read. Quote a text that begins with '*'"},
    Known{"illegal character found while scanning alias", "yaml-alias",
          "aliases (*) are not read. Quote a text that begins with '*'"},
    Known{"anchor not found", "yaml-anchor",
          "anchors (&) are not read. Quote a text that begins with '&'"},
    Known{"illegal character found while scanning anchor", "yaml-anchor",
          "anchors (&) are not read. Quote a text that begins with '&'"},
    Known{"cannot assign multiple anchors", "yaml-anchor", "anchors (&) are not read"},
    Known{"cannot assign multiple tags", "yaml-tag", "tags (!) are not read"},
    Known{"unexpected character in block scalar", kSyntax,
          "only '-', '+', a digit and a comment may follow '|' or '>'. Begin the text on the next "
          "line"},
    Known{"cannot set zero indentation", kSyntax,
          "a block text is indented by at least one space. Leave the 0 out"},
    Known{"bad file", "yaml-limit", "nested too deeply"},
};

bool is_indented_by_tab(std::string_view line) {
  size_t text = line.find_first_not_of(" \t");
  return line.substr(0, text).find('\t') != line.npos;
}

}  // namespace

Explanation explain(std::string_view yaml_cpp_message, std::string_view line) {
  if (is_indented_by_tab(line)) return {"yaml-tab", "tabs cannot indent. Use spaces", false};
  for (const Known& known : kKnown) {
    if (yaml_cpp_message.starts_with(known.beginning)) {
      return {known.code, std::string(known.message), known.missing_bracket};
    }
  }
  return {kSyntax, fmt::format("not valid YAML here ({})", yaml_cpp_message), false};
}

}  // namespace stagegraph::yaml

// SPDX-License-Identifier: Apache-2.0
// Neither YAML nor CEL is parsed: indentation and brackets say enough.
#include "text_mutator.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace stagegraph::fuzz {

namespace {

size_t below(size_t count, Dice& dice) { return count == 0 ? 0 : dice() % count; }

struct Part {
  size_t begin;
  size_t end;
};

std::string_view text_of(std::string_view text, const Part& part) {
  return text.substr(part.begin, part.end - part.begin);
}

// `first` and `second` may be given in any order. Where one holds the other, nothing changes.
std::string swapped(const std::string& text, Part first, Part second) {
  if (second.begin < first.begin) std::swap(first, second);
  if (first.end > second.begin) return text;
  std::string result = text.substr(0, first.begin);
  result += text_of(text, second);
  result += text_of(text, {first.end, second.begin});
  result += text_of(text, first);
  result += text.substr(second.end);
  return result;
}

std::string replaced(const std::string& text, const Part& part, std::string_view by) {
  std::string result = text;
  return result.replace(part.begin, part.end - part.begin, by);
}

// ---------------------------------------------------------------- YAML

size_t indent_of(std::string_view line) {
  const size_t first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? line.size() : first;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

Part block_at(const std::vector<std::string>& lines, size_t first) {
  size_t end = first + 1;
  while (end < lines.size() && indent_of(lines[end]) > indent_of(lines[first])) ++end;
  return {first, end};
}

std::vector<std::string> block_text(const std::vector<std::string>& lines, const Part& block) {
  return {lines.begin() + static_cast<std::ptrdiff_t>(block.begin),
          lines.begin() + static_cast<std::ptrdiff_t>(block.end)};
}

void indent(std::vector<std::string>& lines, size_t from, size_t to) {
  for (std::string& line : lines) {
    line = std::string(to, ' ') + line.substr(std::min(from, line.size()));
  }
}

// Behind the ": " of a line with a value on it.
Part value_of(std::string_view line) {
  const size_t colon = line.find(": ");
  return colon == std::string_view::npos ? Part{line.size(), line.size()}
                                         : Part{colon + 2, line.size()};
}

void insert_copy(std::vector<std::string>& lines, Dice& dice) {
  const Part source = block_at(lines, below(lines.size(), dice));
  std::vector<std::string> copy = block_text(lines, source);
  const size_t place = below(lines.size(), dice);
  const size_t deeper = below(3, dice) == 0 ? 2 : 0;
  indent(copy, indent_of(copy.front()), indent_of(lines[place]) + deeper);
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(deeper == 0 ? place : place + 1),
               copy.begin(), copy.end());
}

void remove_block(std::vector<std::string>& lines, Dice& dice) {
  const Part block = block_at(lines, below(lines.size(), dice));
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(block.begin),
              lines.begin() + static_cast<std::ptrdiff_t>(block.end));
}

void exchange_values(std::vector<std::string>& lines, Dice& dice) {
  std::string& one = lines[below(lines.size(), dice)];
  std::string& other = lines[below(lines.size(), dice)];
  const std::string value(text_of(other, value_of(other)));
  if (!value.empty()) one = replaced(one, value_of(one), value);
}

}  // namespace

std::string mutate_yaml(const std::string& text, Dice& dice) {
  std::vector<std::string> lines = lines_of(text);
  if (lines.empty()) return "stagegraph: 1\n";
  switch (below(4, dice)) {
    case 0:
      insert_copy(lines, dice);
      break;
    case 1:
      remove_block(lines, dice);
      break;
    case 2:
      exchange_values(lines, dice);
      break;
    default: {
      std::string& line = lines[below(lines.size(), dice)];
      line = replaced(line, value_of(line), mutate_cel(line.substr(value_of(line).begin), dice));
    }
  }
  return joined(lines);
}

// ---------------------------------------------------------------- CEL

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

constexpr std::string_view kOpen = "([{";
constexpr std::string_view kClosed = ")]}";

// Behind what begins at `at`: a word, a text in quotes, or brackets and what is in them.
size_t end_of_operand(std::string_view text, size_t at) {
  const char first = text[at];
  size_t end = at + 1;
  if (first == '\'' || first == '"') {
    while (end < text.size() && text[end] != first) end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
  }
  if (is_word(first)) {
    while (end < text.size() && (is_word(text[end]) || text[end] == '.')) ++end;
    if (end == text.size() || text[end] != '(') return end;
    return end_of_operand(text, end);  // the arguments of a call
  }
  for (size_t depth = 1; end < text.size() && depth > 0; ++end) {
    if (kOpen.find(text[end]) != std::string_view::npos) ++depth;
    if (kClosed.find(text[end]) != std::string_view::npos) --depth;
  }
  return end;
}

// Operands at every depth: those in brackets, too.
std::vector<Part> operands_of(std::string_view text) {
  std::vector<Part> parts;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool begins_word = is_word(text[at]) && (at == 0 || !is_word(text[at - 1]));
    if (begins_word || text[at] == '\'' || kOpen.find(text[at]) != std::string_view::npos) {
      parts.push_back({at, end_of_operand(text, at)});
    }
  }
  return parts;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kWraps = {{
    {"!", ""},
    {"(", " == null)"},
    {"[", "]"},
    {"{'k': ", "}"},
    {"size(", ")"},
    {"string(", ")"},
    {"int(", ")"},
    {"has(", ".a)"},
    {"[1, 2].exists(x, ", " == x)"},
    {"cel.bind(x, ", ", x + x)"},
    {"(true ? ", " : 0)"},
    {"", ".size()"},
    {"", "[0]"},
    {"optional.of(", ").orValue(0)"},
}};
constexpr std::array<std::string_view, 12> kOperators = {
    "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "&&", "||", "in"};

}  // namespace

std::string mutate_cel(const std::string& text, Dice& dice) {
  const std::vector<Part> parts = operands_of(text);
  if (parts.empty()) return "true";
  const Part& one = parts[below(parts.size(), dice)];
  const Part& other = parts[below(parts.size(), dice)];
  const std::string own(text_of(text, one));
  switch (below(4, dice)) {
    case 0:
      return replaced(text, one, text_of(text, other));
    case 1:
      return swapped(text, one, other);
    case 2: {
      const auto& [before, after] = kWraps[below(kWraps.size(), dice)];
      return replaced(text, one, std::string(before) + own + std::string(after));
    }
    default: {
      const std::string_view op = kOperators[below(kOperators.size(), dice)];
      return replaced(text, one,
                      own + " " + std::string(op) + " " + std::string(text_of(text, other)));
    }
  }
}

}  // namespace stagegraph::fuzz

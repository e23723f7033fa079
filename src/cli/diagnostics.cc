// SPDX-License-Identifier: Apache-2.0
#include "cli/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/files.h"
#include "cli/messages.h"

namespace stagegraph::cli {

namespace {

constexpr size_t kLongestLine = 400;  // bytes of a line that is shown

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Bytes of the first `count` code points.
size_t bytes_of(std::string_view text, uint32_t count) {
  size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && is_continuation(text[at])) ++at;
    --count;
  }
  return at;
}

// Most characters that need three bytes or more are drawn two columns wide (Chinese, Japanese,
// Korean, symbols of the same width); those of two bytes are not.
size_t columns_of_character(std::string_view character) { return character.size() >= 3 ? 2 : 1; }

// Blanks as wide as the text; tabs stay tabs.
std::string blanks_for(std::string_view text) {
  std::string blanks;
  while (!text.empty()) {
    size_t size = bytes_of(text, 1);
    blanks.append(columns_of_character(text.substr(0, size)), text[0] == '\t' ? '\t' : ' ');
    text.remove_prefix(size);
  }
  return blanks;
}

std::string carets_for(std::string_view text) {
  size_t width = std::max<size_t>(blanks_for(text).size(), 1);
  return "^" + std::string(width - 1, '~');
}

std::string excerpt(const stg::Range& range, std::string_view line) {
  if (line.size() > kLongestLine) line = line.substr(0, bytes_of(line, kLongestLine / 4));
  size_t begin = bytes_of(line, range.column > 0 ? range.column - 1 : 0);
  size_t end = range.end_line == range.line && range.end_column > range.column
                   ? bytes_of(line, range.end_column - 1)
                   : line.size();
  std::string number = std::to_string(range.line);
  return fmt::format(" {} | {}\n {} | {}{}\n", number, line, std::string(number.size(), ' '),
                     blanks_for(line.substr(0, begin)),
                     carets_for(line.substr(begin, std::max(end, begin) - begin)));
}

bool is_insertion(const stg::Range& range) {
  return range.line == range.end_line && range.column == range.end_column;
}

// What is added, without the commas, line ends and blanks that join it to what is there.
std::string_view content(std::string_view text) {
  constexpr std::string_view kJoints = " ,\n";
  const size_t begin = std::min(text.find_first_not_of('\n'), text.size());
  return text.substr(begin, text.find_last_not_of(kJoints) + 1 - begin);
}

std::string help(const stg::Edit& edit) {
  if (edit.text.empty()) return "   = help: remove it\n";
  if (!is_insertion(edit.range)) return fmt::format("   = help: write '{}'\n", edit.text);
  std::string_view rest = content(edit.text);
  if (rest.find('\n') == rest.npos) return fmt::format("   = help: add '{}'\n", rest);
  std::string text = "   = help: add\n";
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    text += fmt::format("       {}\n", rest.substr(0, rest[end - 1] == '\n' ? end - 1 : end));
    rest.remove_prefix(end);
  }
  return text;
}

std::string place(const stg::Diagnostic& diagnostic) {
  std::string text = diagnostic.file;
  if (diagnostic.range.line != 0) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : ":", diagnostic.range.line,
                        diagnostic.range.column);
  }
  return text.empty() ? "stagegraph" : text;
}

}  // namespace

std::string_view name_of(stg::Severity severity) {
  switch (severity) {
    case stg::Severity::kError:
      return "error";
    case stg::Severity::kWarning:
      return "warning";
    case stg::Severity::kNote:
      return "note";
  }
  return "error";
}

std::string format_diagnostic(const stg::Diagnostic& diagnostic, std::string_view line) {
  std::string text = fmt::format("{}: {}: {} [{}]\n", place(diagnostic),
                                 name_of(diagnostic.severity), diagnostic.message, diagnostic.code);
  const bool is_text = diagnostic.code != "yaml-encoding";  // else no terminal could show it
  if (!line.empty() && is_text) text += excerpt(diagnostic.range, line);
  if (diagnostic.edit) text += help(*diagnostic.edit);
  return text;
}

void DiagnosticPrinter::add_source(std::string name, std::string text) {
  sources_[std::move(name)] = std::move(text);
}

void DiagnosticPrinter::print(const stg::Diagnostic& diagnostic) {
  say(format_diagnostic(diagnostic, line_of(diagnostic.file, diagnostic.range.line)));
}

// Empty where there is no such line, or the file cannot be read any more.
std::string_view DiagnosticPrinter::line_of(const std::string& file, uint32_t line) {
  if (line == 0) return {};
  auto known = sources_.find(file);
  if (known == sources_.end()) {
    std::string text;
    try {
      text = read_all(file, kMostRulesBytes);
    } catch (const Unusable&) {
      text.clear();
    }
    known = sources_.emplace(file, std::move(text)).first;
  }
  std::string_view rest = known->second;
  for (; line > 1; --line) rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  rest = rest.substr(0, kLongestLine + 1);  // a file may be one line, with very many findings
  return rest.substr(0, rest.find_first_of("\r\n"));
}

void print_error(const stg::Error& error, DiagnosticPrinter& printer) {
  for (const stg::Diagnostic& diagnostic : error.diagnostics()) printer.print(diagnostic);
  if (error.diagnostics().empty()) say(fmt::format("stagegraph: {}\n", error.what()));
}

void print_error(const stg::Error& error) {
  DiagnosticPrinter printer;
  print_error(error, printer);
}

}  // namespace stagegraph::cli

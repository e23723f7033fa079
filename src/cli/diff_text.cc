// SPDX-License-Identifier: Apache-2.0
#include "cli/diff_text.h"

#include <fmt/format.h>

#include <iterator>

namespace stagegraph::cli {

namespace {

constexpr size_t kWidth = 98;

// Breaks a paragraph between words. A column is a byte: notes are plain English.
void add_paragraph(std::string& out, size_t indent, std::string_view text) {
  const std::string margin(indent, ' ');
  std::string line;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (!line.empty() && indent + line.size() + 1 + word.size() > kWidth) {
      out += margin + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  out += margin + line + "\n";
}

void add_section(std::string& out, const DiffSection& section) {
  fmt::format_to(std::back_inserter(out), "  {}\n", section.heading);
  for (const DiffNote& note : section.notes) {
    for (const DiffLine& line : note.lines) {
      fmt::format_to(std::back_inserter(out), "    {}{}\n", line.says,
                     line.place.empty() ? "" : fmt::format("  [{}]", line.place));
    }
    if (!note.note.empty()) add_paragraph(out, 6, note.note);
  }
}

}  // namespace

std::string diff_as_text(const DiffOutline& outline) {
  std::string out = outline.title + "\n" + outline.summary + "\n";
  for (const DiffEffect& effect : outline.effects) {
    fmt::format_to(std::back_inserter(out), "\n{} ({})\n", effect.title, effect.changes);
    add_paragraph(out, 2, effect.means);
    for (const DiffSection& section : effect.sections) {
      out += "\n";
      add_section(out, section);
    }
  }
  out.pop_back();
  return out;
}

}  // namespace stagegraph::cli

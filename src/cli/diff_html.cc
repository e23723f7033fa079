// SPDX-License-Identifier: Apache-2.0
#include "cli/diff_html.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace stagegraph::cli {

namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --text: #1c1e21; --soft: #5c636a; --line: #d8dce0; --page: #fff;
  --card: #f6f7f8; --needs_answer: #b3261e; --next_step: #8a5300; --next_entry: #1f5fa8;
  --cosmetic: #4d6b3c; --records: #5b4a91; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8ea; --soft: #a3abb3; --line: #3a4047;
  --page: #16181b; --card: #1f2327; --needs_answer: #ff8a80; --next_step: #f0b35c;
  --next_entry: #8ab8f0; --cosmetic: #a5c98f; --records: #bdb0ee; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans",
  "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
.files { color: var(--soft); margin: 0 0 1rem; font-size: .875rem; }
.summary { font-size: 1.0625rem; font-weight: 600; margin: 0 0 1rem; }
nav { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 2rem; }
nav a { border: 1px solid var(--line); border-radius: 1rem; padding: .125rem .75rem;
  text-decoration: none; font-size: .875rem; }
section { border-top: 3px solid; margin: 0 0 2.5rem; padding-top: .75rem; }
h2 { font-size: 1.1875rem; margin: 0; }
.means { color: var(--soft); margin: .125rem 0 1rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .375rem; color: var(--text); }
ul { list-style: none; margin: 0; padding: 0; }
li { background: var(--card); color: var(--text); border-radius: .375rem; margin: 0 0 .25rem;
  padding: .375rem .75rem; display: flex; justify-content: space-between; gap: 1rem; }
.place { color: var(--soft); font-size: .8125rem; white-space: nowrap; }
.note { color: var(--soft); font-size: .9375rem; margin: .125rem .75rem .75rem; }
.needs_answer { border-color: var(--needs_answer); } .needs_answer h2, a.needs_answer
  { color: var(--needs_answer); }
.next_step { border-color: var(--next_step); } .next_step h2, a.next_step
  { color: var(--next_step); }
.next_entry { border-color: var(--next_entry); } .next_entry h2, a.next_entry
  { color: var(--next_entry); }
.cosmetic { border-color: var(--cosmetic); } .cosmetic h2, a.cosmetic { color: var(--cosmetic); }
.records { border-color: var(--records); } .records h2, a.records { color: var(--records); }
@media (max-width: 36rem) { li { flex-direction: column; gap: 0; } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } nav { display: none; }
  li { background: none; border: 1px solid var(--line); break-inside: avoid; }
  h2, h3 { break-after: avoid; } }
)";

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void add_section(std::string& out, const DiffSection& section) {
  if (!section.heading.empty()) out += fmt::format("<h3>{}</h3>\n", escape(section.heading));
  for (const DiffNote& note : section.notes) {
    out += "<ul>\n";
    for (const DiffLine& line : note.lines) {
      out += fmt::format("<li><span>{}</span>", escape(line.says));
      if (!line.place.empty()) {
        out += fmt::format("<span class=\"place\">{}</span>", escape(line.place));
      }
      out += "</li>\n";
    }
    out += "</ul>\n";
    if (!note.note.empty()) out += fmt::format("<p class=\"note\">{}</p>\n", escape(note.note));
  }
}

void add_effect(std::string& out, const DiffEffect& effect) {
  fmt::format_to(std::back_inserter(out),
                 "<section class=\"{0}\" id=\"{0}\">\n<h2>{1} ({2})</h2>\n<p class=\"means\">{3}"
                 "</p>\n",
                 effect.name, escape(effect.title), effect.changes, escape(effect.means));
  for (const DiffSection& section : effect.sections) add_section(out, section);
  out += "</section>\n";
}

}  // namespace

std::string diff_as_html(const DiffOutline& outline) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0}</title>\n<style>{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n"
      "<p class=\"files\">{2}</p>\n<p class=\"summary\">{3}</p>\n",
      escape(outline.title), kStyle, escape(outline.files), escape(outline.summary));
  if (!outline.effects.empty()) {
    out += "<nav>\n";
    for (const DiffEffect& effect : outline.effects) {
      fmt::format_to(std::back_inserter(out), "<a class=\"{0}\" href=\"#{0}\">{1} ({2})</a>\n",
                     effect.name, escape(effect.title), effect.changes);
    }
    out += "</nav>\n";
  }
  for (const DiffEffect& effect : outline.effects) add_effect(out, effect);
  return out + "</body>\n</html>";
}

}  // namespace stagegraph::cli

// SPDX-License-Identifier: Apache-2.0
#include "cli/diff_outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

namespace stagegraph::cli {

namespace {

struct EffectWords {
  std::string_view name;
  std::string_view title;
  std::string_view means;
};

constexpr std::array kEffects = {
    EffectWords{"needs_answer", "Needs an answer",
                "A record may hold something that the new version lacks, and nobody has said what "
                "becomes of it."},
    EffectWords{"next_step", "At the next step",
                "A record notices at its next event, or when something is due next."},
    EffectWords{"next_entry", "On entry",
                "A record notices when it next comes into the stage, or as a new one."},
    EffectWords{"cosmetic", "No record notices", "No decision depends on it."},
};

constexpr size_t kCompared = 8;

std::string place_of(const boost::json::object& change) {
  const auto line = [&](std::string_view key) {
    const auto* place = change.if_contains(key);
    return place == nullptr ? size_t{0} : number_in(place->as_object(), "line");
  };
  const size_t before = line("old_at");
  const size_t after = line("new_at");
  if (before != 0 && after != 0 && before != after) {
    return fmt::format("line {} → {}", before, after);
  }
  if (after != 0) return fmt::format("line {}", after);
  return before == 0 ? std::string() : fmt::format("old line {}", before);
}

DiffSection& section_of(DiffEffect& effect, std::string_view heading) {
  const auto found = std::find_if(effect.sections.rbegin(), effect.sections.rend(),
                                  [&](const DiffSection& one) { return one.heading == heading; });
  if (found != effect.sections.rend()) return *found;
  return effect.sections.emplace_back(DiffSection{std::string(heading), {}});
}

void add(DiffSection& section, DiffLine line, std::string_view note) {
  // The few last ones: thousands of different notes are no trouble.
  const size_t first = section.notes.size() - std::min(section.notes.size(), kCompared);
  for (size_t n = first; n < section.notes.size() && !note.empty(); ++n) {
    DiffNote& known = section.notes[n];
    if (known.note == note) return known.lines.push_back(std::move(line));
  }
  if (section.notes.empty() || !note.empty() || section.notes.back().note != note) {
    section.notes.push_back({{}, std::string(note)});
  }
  section.notes.back().lines.push_back(std::move(line));
}

DiffEffect effect_of(const EffectWords& words, const boost::json::array& changes) {
  DiffEffect effect;
  effect.name = words.name;
  effect.title = words.title;
  effect.means = words.means;
  size_t written = 0;
  for (const boost::json::value& value : changes) {
    const boost::json::object& change = value.as_object();
    if (text_in(change, "effect") != words.name) continue;
    ++effect.changes;
    if (text_in(change, "kind") == "written") {
      ++written;
      continue;
    }
    add(section_of(effect, text_in(change, "heading")),
        {std::string(text_in(change, "says")), place_of(change)}, text_in(change, "note"));
  }
  if (written > 0) {
    add(section_of(effect, "Layout"),
        {fmt::format("{} {} written differently, and mean{} the same", written,
                     written == 1 ? "value is" : "values are", written == 1 ? "s" : ""),
         {}},
        {});
  }
  return effect;
}

std::string plural(size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

// "12 records: accept in lead.mql: refused → moved to lead.sql", with a few of them.
void add_lines(DiffEffect& effect, std::string_view heading, const boost::json::array& lines) {
  for (const boost::json::value& value : lines) {
    const boost::json::object& line = value.as_object();
    const boost::json::array& ids = line.at("such_as").as_array();
    std::string note = "Such as ";
    for (size_t i = 0; i < ids.size(); ++i) {
      note += (i > 0 ? ", " : "") + std::string(ids[i].as_string().c_str());
    }
    const std::string_view example = text_in(line, "example");
    if (!example.empty()) note += fmt::format(". {}: {}", ids[0].as_string().c_str(), example);
    DiffSection& section = section_of(effect, heading);
    section.notes.push_back({{{fmt::format("{}: {}", plural(number_in(line, "records"), "record"),
                                           text_in(line, "what")),
                               {}}},
                             std::move(note)});
  }
}

DiffEffect records_of(const boost::json::object& records) {
  DiffEffect effect;
  effect.name = "records";
  effect.title = "Records that differ";
  effect.changes = number_in(records, "differ");
  const size_t refused = number_in(records, "refused");
  effect.means = fmt::format(
      "Of {} of the old version at {}, {} would differ, and {} cannot go on under the "
      "new one before something is answered. Each event was tried by somebody with "
      "every role, carrying nothing, with every quota free.",
      plural(number_in(records, "records"), "record"), text_in(records, "at"), effect.changes,
      refused);
  if (const size_t others = number_in(records, "other_version"); others > 0) {
    effect.means += fmt::format(" {} of another version: left out.",
                                others == 1 ? "1 record is" : plural(others, "record") + " are");
  }
  add_lines(effect, "What differs", records.at("differences").as_array());
  add_lines(effect, "What is not answered", records.at("questions").as_array());
  return effect;
}

DiffEffect history_of(const boost::json::object& history) {
  DiffEffect effect;
  effect.name = "records";
  effect.title = "Records with another history";
  effect.changes = number_in(history, "differ");
  const boost::json::object& decisions = history.at("decisions").as_object();
  effect.means = fmt::format(
      "{} and {}: {} under the old version, {} under the new one. {} have another answer, {} "
      "come at another instant, {} are made by the old version alone, {} by the new one alone. "
      "People behave differently under "
      "other rules: what they would have done, no history tells.",
      plural(number_in(history, "records"), "record"),
      plural(number_in(history, "events"), "event"),
      plural(number_in(decisions, "old"), "decision"), number_in(decisions, "new"),
      number_in(history, "other_answer"), number_in(history, "other_time"),
      number_in(history, "only_old"), number_in(history, "only_new"));
  add_lines(effect, "What differs", history.at("differences").as_array());
  for (const boost::json::value& value : history.at("first_differences").as_array()) {
    const boost::json::object& first = value.as_object();
    add(section_of(effect, "The first difference of each record"),
        {fmt::format("{}: {}", text_in(first, "record"), text_in(first, "what")),
         std::string(text_in(first, "at"))},
        {});
  }
  return effect;
}

std::string version_of(const boost::json::object& version) {
  const std::string_view label = text_in(version, "version");
  return label.empty() ? std::string(text_in(version, "file")) : std::string(label);
}

}  // namespace

std::string_view text_in(const boost::json::object& object, std::string_view key) {
  const boost::json::string& text = object.at(key).as_string();
  return {text.data(), text.size()};
}

size_t number_in(const boost::json::object& object, std::string_view key) {
  return object.at(key).to_number<size_t>();
}

DiffOutline outline_of(const boost::json::object& report) {
  const boost::json::object& before = report.at("old").as_object();
  const boost::json::object& after = report.at("new").as_object();
  DiffOutline outline;
  const std::string_view old_name = text_in(before, "name");
  const std::string_view new_name = text_in(after, "name");
  std::string from = version_of(before);
  std::string to = version_of(after);
  if (from == to) {
    from = text_in(before, "file");
    to = text_in(after, "file");
  }
  outline.title = old_name == new_name ? fmt::format("{}: {} → {}", new_name, from, to)
                                       : fmt::format("{} {} → {} {}", old_name, from, new_name, to);
  outline.files = fmt::format("{} → {}", text_in(before, "file"), text_in(after, "file"));
  outline.summary = text_in(report, "summary");
  for (const EffectWords& words : kEffects) {
    DiffEffect effect = effect_of(words, report.at("changes").as_array());
    if (effect.changes > 0) outline.effects.push_back(std::move(effect));
  }
  if (const auto* records = report.if_contains("records")) {
    outline.effects.push_back(records_of(records->as_object()));
  }
  if (const auto* history = report.if_contains("history")) {
    outline.effects.push_back(history_of(history->as_object()));
  }
  return outline;
}

}  // namespace stagegraph::cli

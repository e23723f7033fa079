// SPDX-License-Identifier: Apache-2.0
// Paths are found by the whole and by their last part. A bare name is tried from where it is named
// outwards, one group after the other.
#include "ruleset/reading/names.h"

#include <fmt/format.h>

#include <unordered_set>

#include "base/suggest.h"
#include "ruleset/join.h"
#include "ruleset/reading/reader.h"

namespace stagegraph::ruleset {

namespace {

std::string with_question(std::string problem, std::string_view replacement) {
  if (replacement.empty()) return problem;
  return fmt::format("{}. Did you mean '{}'?", problem, replacement);
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('.') + 1); }

bool is_bare(std::string_view name) { return name.find('.') == std::string_view::npos; }

// A path that ends in the name given, or else the nearest one: by the whole, then by last parts.
std::string likely_path(std::string_view name, const NameTable& table) {
  const std::vector<std::string>& paths = table.names();
  std::span<const uint32_t> same = table.ending_in(last_part(name));
  if (!same.empty()) return paths[same[0]];
  std::string_view near = nearest_name(name, paths);
  if (!near.empty() || !is_bare(name)) return std::string(near);
  std::vector<std::string_view> tails;
  for (const std::string& path : paths) tails.push_back(last_part(path));
  same = table.ending_in(nearest_name(name, tails));
  return same.empty() ? std::string() : paths[same[0]];
}

uint32_t report_unknown(Findings& findings, const NameTable& table, const Range& range,
                        const std::string& path, std::string_view name) {
  findings.unknown("unknown-name", range, path,
                   fmt::format("there is no {} '{}'", table.noun(), name), name, table.names());
  return NameTable::kNoNumber;
}

}  // namespace

Body body_of(const yaml::Node& node) {
  Body body{node.range, {}};
  if (node.is_map() && !node.entries.empty()) body.first = node.entries[0].key.range.begin;
  if (node.is_sequence() && !node.items.empty()) body.first = node.items[0].range.begin;
  return body;
}

void NameTable::add(const DocPlace& place, std::string name) {
  auto number = static_cast<uint32_t>(names_.size());
  numbers_.emplace(name, number);
  by_last_part_[std::string(last_part(name))].push_back(number);
  names_.push_back(std::move(name));
  places_.push_back(place);
}

std::span<const uint32_t> NameTable::ending_in(std::string_view word) const {
  auto at = by_last_part_.find(std::string(word));
  return at == by_last_part_.end() ? std::span<const uint32_t>() : at->second;
}

uint32_t NameTable::number_of(std::string_view name) const {
  auto at = numbers_.find(std::string(name));
  return at == numbers_.end() ? kNoNumber : at->second;
}

template <typename Of>
Lookup<Of> Names::not_found(const NamesOf<Of>& table, std::string_view name) const {
  std::string replacement;
  if (suggestions_left_ > 0) {
    --suggestions_left_;
    replacement = likely_path(name, table);
  }
  std::string problem = fmt::format("there is no {} '{}'", table.noun(), name);
  return {kNone, with_question(std::move(problem), replacement), std::move(replacement)};
}

// The stage `name` inside `group`; at the top where there is no group.
StageIndex Names::stage_in(const Ruleset& ruleset, StageIndex group, std::string_view name) const {
  if (group == kNone) return stages.find(name);
  return stages.find(fmt::format("{}.{}", ruleset.stages[group].path, name));
}

StageIndex Names::stage_near(const Ruleset& ruleset, std::string_view name,
                             StageIndex holder) const {
  if (holder == kNone) return stages.find(name);
  StageIndex found = stage_in(ruleset, ruleset.stages[holder].parent, name);
  for (StageIndex at = holder; found == kNone; at = ruleset.stages[at].parent) {
    found = stage_in(ruleset, at, name);
    if (at == kNone) break;
  }
  return found;
}

Lookup<Stage> Names::find_stage(const Ruleset& ruleset, std::string_view name,
                                StageIndex holder) const {
  StageIndex found = is_bare(name) ? kNone : stages.find(name);
  if (found == kNone) found = stage_near(ruleset, name, holder);
  return found == kNone ? not_found(stages, name) : Lookup<Stage>{found, {}, {}};
}

Lookup<Deadline> Names::find_deadline(const Ruleset& ruleset, std::string_view name,
                                      StageIndex holder) const {
  DeadlineIndex found = deadlines.find(name);
  for (StageIndex at = holder; at != kNone && found == kNone; at = ruleset.stages[at].parent) {
    found = deadlines.find(fmt::format("{}.{}", ruleset.stages[at].path, name));
  }
  if (found != kNone) return {found, {}, {}};
  std::span<const uint32_t> same = deadlines.ending_in(name);
  if (same.empty()) return not_found(deadlines, name);
  if (same.size() == 1) return {DeadlineIndex(same[0]), {}, {}};
  std::vector<std::string_view> paths;
  for (uint32_t number : same) paths.push_back(deadlines.names()[number]);
  return {kNone,
          fmt::format("there are several deadlines '{}': say which of {}", name, join_some(paths)),
          {}};
}

uint32_t resolve_number(Findings& findings, const NameTable& table, const DocPlace& place) {
  std::optional<std::string> name = read_text(findings, place);
  if (!name) return NameTable::kNoNumber;
  uint32_t number = table.number_of(*name);
  if (number != NameTable::kNoNumber) return number;
  return report_unknown(findings, table, place.range(), place.path, *name);
}

uint32_t resolve_key_number(Findings& findings, const NameTable& table, const DocPlace& place) {
  uint32_t number = table.number_of(place.key->text);
  if (number != NameTable::kNoNumber) return number;
  return report_unknown(findings, table, place.key->range, place.path, place.key->text);
}

std::vector<uint32_t> resolve_numbers(Findings& findings, const NameTable& table,
                                      const DocPlace& place) {
  std::vector<uint32_t> numbers;
  std::unordered_set<uint32_t> seen;
  for (const DocPlace& item : read_one_or_more(findings, place)) {
    uint32_t number = resolve_number(findings, table, item);
    if (number == NameTable::kNoNumber) continue;
    if (!seen.insert(number).second) {
      findings.error("duplicate-name", item,
                     fmt::format("'{}' is in this list twice", table.names()[number]));
      continue;
    }
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace stagegraph::ruleset

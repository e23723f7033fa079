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
  return fmt::format("{}; did you mean '{}'?", problem, replacement);
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('.') + 1); }

bool is_bare(std::string_view name) { return name.find('.') == std::string_view::npos; }

// A path that ends in the name given, or else the nearest one: by the whole, then by last parts.
std::string likely_path(std::string_view name, const NameTable& table) {
  constexpr size_t kMaxCandidates = 2'000;
  const std::vector<std::string>& paths = table.names();
  std::span<const Index> same = table.ending_in(last_part(name));
  if (!same.empty()) return paths[same[0]];
  if (paths.size() > kMaxCandidates) return {};
  std::string_view near = nearest_name(name, paths);
  if (!near.empty() || !is_bare(name)) return std::string(near);
  std::vector<std::string_view> tails;
  for (const std::string& path : paths) tails.push_back(last_part(path));
  same = table.ending_in(nearest_name(name, tails));
  return same.empty() ? std::string() : paths[same[0]];
}

Index report_unknown(Findings& findings, const NameTable& table, const Range& range,
                     const std::string& path, std::string_view name) {
  findings.unknown("unknown-name", range, path,
                   fmt::format("there is no {} '{}'", table.noun(), name), name, table.names());
  return kNone;
}

}  // namespace

void NameTable::add(const Spot& spot, std::string name) {
  auto index = static_cast<Index>(names_.size());
  indices_.emplace(name, index);
  by_last_part_[std::string(last_part(name))].push_back(index);
  names_.push_back(std::move(name));
  spots_.push_back(spot);
}

std::span<const Index> NameTable::ending_in(std::string_view word) const {
  auto at = by_last_part_.find(std::string(word));
  return at == by_last_part_.end() ? std::span<const Index>() : at->second;
}

Index NameTable::find(std::string_view name) const {
  auto at = indices_.find(std::string(name));
  return at == indices_.end() ? kNone : at->second;
}

Lookup Names::not_found(const NameTable& table, std::string_view name) const {
  std::string replacement;
  if (suggestions_left_ > 0) {
    --suggestions_left_;
    replacement = likely_path(name, table);
  }
  std::string problem = fmt::format("there is no {} '{}'", table.noun(), name);
  return {kNone, with_question(std::move(problem), replacement), std::move(replacement)};
}

// The stage `name` inside `group`; at the top where there is no group.
Index Names::stage_in(const Ruleset& ruleset, StageIndex group, std::string_view name) const {
  if (group == kNone) return stages.find(name);
  return stages.find(fmt::format("{}.{}", ruleset.stages[group].path, name));
}

Index Names::stage_near(const Ruleset& ruleset, std::string_view name, StageIndex holder) const {
  if (holder == kNone) return stages.find(name);
  Index found = stage_in(ruleset, ruleset.stages[holder].parent, name);
  for (Index at = holder; found == kNone; at = ruleset.stages[at].parent) {
    found = stage_in(ruleset, at, name);
    if (at == kNone) break;
  }
  return found;
}

Lookup Names::find_stage(const Ruleset& ruleset, std::string_view name, StageIndex holder) const {
  Index found = is_bare(name) ? kNone : stages.find(name);
  if (found == kNone) found = stage_near(ruleset, name, holder);
  return found == kNone ? not_found(stages, name) : Lookup{found, {}, {}};
}

Lookup Names::find_deadline(const Ruleset& ruleset, std::string_view name, StageIndex holder) const {
  Index found = deadlines.find(name);
  for (Index at = holder; at != kNone && found == kNone; at = ruleset.stages[at].parent) {
    found = deadlines.find(fmt::format("{}.{}", ruleset.stages[at].path, name));
  }
  if (found != kNone) return {found, {}, {}};
  std::span<const Index> same = deadlines.ending_in(name);
  if (same.empty()) return not_found(deadlines, name);
  if (same.size() == 1) return {same[0], {}, {}};
  std::vector<std::string_view> paths;
  for (Index index : same) paths.push_back(deadlines.names()[index]);
  return {kNone,
          fmt::format("there are several deadlines '{}': say which of {}", name, join_some(paths)),
          {}};
}

Index resolve(Findings& findings, const NameTable& table, const Spot& spot) {
  std::optional<std::string> name = read_text(findings, spot);
  if (!name) return kNone;
  Index index = table.find(*name);
  if (index != kNone) return index;
  return report_unknown(findings, table, spot.range(), spot.path, *name);
}

Index resolve_key(Findings& findings, const NameTable& table, const Spot& spot) {
  Index index = table.find(spot.key->text);
  if (index != kNone) return index;
  return report_unknown(findings, table, spot.key->range, spot.path, spot.key->text);
}

std::vector<Index> resolve_all(Findings& findings, const NameTable& table, const Spot& spot) {
  std::vector<Index> indices;
  std::unordered_set<Index> seen;
  for (const Spot& item : read_one_or_more(findings, spot)) {
    Index index = resolve(findings, table, item);
    if (index == kNone) continue;
    if (!seen.insert(index).second) {
      findings.error("duplicate-name", item,
                     fmt::format("'{}' is in this list twice", table.names()[index]));
      continue;
    }
    indices.push_back(index);
  }
  return indices;
}

}  // namespace stagegraph::ruleset

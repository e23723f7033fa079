// SPDX-License-Identifier: Apache-2.0
// The names that a ruleset declares, known before anything that refers to them is read.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ruleset/model.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::ruleset {

inline Location location_of(const DocPlace& place) {
  return {place.key ? place.key->range : place.node->range, place.path};
}

Body body_of(const yaml::Node& node);

// Names of one sort; a name's index is its place in the ruleset's vector of that sort.
class NameTable {
 public:
  explicit NameTable(std::string_view noun) : noun_(noun) {}

  void add(const DocPlace& place, std::string name);
  // kNoNumber when it is not there.
  static constexpr uint32_t kNoNumber = UINT32_MAX;
  uint32_t number_of(std::string_view name) const;
  // Those whose name is `word`, or is a path that ends in it.
  std::span<const uint32_t> ending_in(std::string_view word) const;
  size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  const DocPlace& place(uint32_t number) const { return places_[number]; }
  std::string_view noun() const { return noun_; }

 private:
  std::string_view noun_;  // "role", for messages
  std::vector<std::string> names_;
  std::vector<DocPlace> places_;
  std::unordered_map<std::string, uint32_t> numbers_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_last_part_;
};

// The same with the type of its indices.
template <typename Of>
class NamesOf : public NameTable {
 public:
  using NameTable::NameTable;
  IndexOf<Of> find(std::string_view name) const { return IndexOf<Of>(number_of(name)); }
  using NameTable::place;
  const DocPlace& place(IndexOf<Of> index) const { return NameTable::place(index.value()); }
  Indices<Of> indices() const { return {IndexOf<Of>(size())}; }
};

// How a name of a stage or a deadline came out.
template <typename Of>
struct Lookup {
  IndexOf<Of> index;
  std::string problem;      // where index is kNone
  std::string replacement;  // what was probably meant, or empty
};

class Names {
 public:
  NamesOf<Role> roles{"role"};
  NamesOf<Fact> facts{"fact"};
  NamesOf<Define> defines{"named expression"};
  NamesOf<Criterion> criteria{"criterion"};
  NamesOf<Event> events{"event"};
  NamesOf<Quota> quotas{"quota"};
  NamesOf<ActionDeclaration> actions{"action"};
  NamesOf<time::BusinessCalendar> calendars{"calendar"};
  NamesOf<Cadence> cadences{"cadence"};
  NamesOf<Table> tables{"table"};
  NamesOf<Stage> stages{"stage"};           // by path
  NamesOf<Deadline> deadlines{"deadline"};  // by path

  // A bare name is looked up among the siblings of `holder` (the stage that holds the reference),
  // then among its own children, then outwards among the siblings of its ancestors. A path counts
  // from the top, or else from one of these places.
  Lookup<Stage> find_stage(const Ruleset& ruleset, std::string_view name, StageIndex holder) const;
  // A path; or a bare name, among the deadlines of `holder` and its ancestors, then among all
  // where there is but one of that name.
  Lookup<Deadline> find_deadline(const Ruleset& ruleset, std::string_view name,
                                 StageIndex holder) const;

 private:
  template <typename Of>
  Lookup<Of> not_found(const NamesOf<Of>& table, std::string_view name) const;
  StageIndex stage_in(const Ruleset& ruleset, StageIndex group, std::string_view name) const;
  StageIndex stage_near(const Ruleset& ruleset, std::string_view name, StageIndex holder) const;

  // Looking for what was meant takes time: it is done for the first so many only.
  mutable size_t suggestions_left_ = kMaxFindings;
};

// The index of the name that stands at `place`, or under whose key it stands; reports unknown ones.
uint32_t resolve_number(Findings& findings, const NameTable& table, const DocPlace& place);
uint32_t resolve_key_number(Findings& findings, const NameTable& table, const DocPlace& place);
// Of each name in a list, or of the one there; unknown ones are left out, repeated ones reported.
std::vector<uint32_t> resolve_numbers(Findings& findings, const NameTable& table,
                                      const DocPlace& place);

template <typename Of>
IndexOf<Of> resolve(Findings& findings, const NamesOf<Of>& table, const DocPlace& place) {
  return IndexOf<Of>(resolve_number(findings, table, place));
}
template <typename Of>
IndexOf<Of> resolve_key(Findings& findings, const NamesOf<Of>& table, const DocPlace& place) {
  return IndexOf<Of>(resolve_key_number(findings, table, place));
}
template <typename Of>
std::vector<IndexOf<Of>> resolve_all(Findings& findings, const NamesOf<Of>& table,
                                     const DocPlace& place) {
  const std::vector<uint32_t> numbers = resolve_numbers(findings, table, place);
  return {numbers.begin(), numbers.end()};
}

}  // namespace stagegraph::ruleset

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

inline Location location_of(const Spot& spot) {
  return {spot.key ? spot.key->range : spot.node->range, spot.path};
}

// Names of one sort; a name's index is its place in the ruleset's vector of that sort.
class NameTable {
 public:
  explicit NameTable(std::string_view noun) : noun_(noun) {}

  void add(const Spot& spot, std::string name);
  Index find(std::string_view name) const;  // kNone when it is not there
  // Those whose name is `word`, or is a path that ends in it.
  std::span<const Index> ending_in(std::string_view word) const;
  size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  const Spot& spot(Index index) const { return spots_[index]; }
  std::string_view noun() const { return noun_; }

 private:
  std::string_view noun_;  // "role", for messages
  std::vector<std::string> names_;
  std::vector<Spot> spots_;
  std::unordered_map<std::string, Index> indices_;
  std::unordered_map<std::string, std::vector<Index>> by_last_part_;
};

// How a name of a stage or a deadline came out.
struct Lookup {
  Index index = kNone;
  std::string problem;      // where index is kNone
  std::string replacement;  // what was probably meant, or empty
};

class Names {
 public:
  NameTable roles{"role"};
  NameTable facts{"fact"};
  NameTable defines{"named expression"};
  NameTable criteria{"criterion"};
  NameTable events{"event"};
  NameTable quotas{"quota"};
  NameTable actions{"action"};
  NameTable calendars{"calendar"};
  NameTable cadences{"cadence"};
  NameTable tables{"table"};
  NameTable stages{"stage"};        // by path
  NameTable deadlines{"deadline"};  // by path

  // A bare name is looked up among the siblings of `holder` (the stage that holds the reference),
  // then among its own children, then outwards among the siblings of its ancestors. A path counts
  // from the top, or else from one of these places.
  Lookup find_stage(const Ruleset& ruleset, std::string_view name, Index holder) const;
  // A path; or a bare name, among the deadlines of `holder` and its ancestors, then among all
  // where there is but one of that name.
  Lookup find_deadline(const Ruleset& ruleset, std::string_view name, Index holder) const;

 private:
  Lookup not_found(const NameTable& table, std::string_view name) const;
  Index stage_in(const Ruleset& ruleset, Index group, std::string_view name) const;
  Index stage_near(const Ruleset& ruleset, std::string_view name, Index holder) const;

  // Looking for what was meant takes time: it is done for the first so many only.
  mutable size_t suggestions_left_ = kMaxFindings;
};

// The index of the name that stands at `spot`, or under whose key it stands; reports unknown ones.
Index resolve(Findings& findings, const NameTable& table, const Spot& spot);
Index resolve_key(Findings& findings, const NameTable& table, const Spot& spot);
// Of each name in a list, or of the one there; unknown ones are left out, repeated ones reported.
std::vector<Index> resolve_all(Findings& findings, const NameTable& table, const Spot& spot);

}  // namespace stagegraph::ruleset

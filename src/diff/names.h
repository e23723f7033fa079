// SPDX-License-Identifier: Apache-2.0
// Which name of the old version is which of the new one: what `migrate` and `was` say, the same
// name, and for what is gone the one new thing that does the same.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/answers.h"
#include "ruleset/reading/keys.h"
#include "yaml/node.h"

namespace stagegraph::diff {

enum class How : uint8_t {
  kSame,
  kRenamed,  // the ruleset says so
  kGuessed,  // another name for the same, though nothing says so
  kMerged,   // gone, and records go on as `now`, which was there before
  kGone,
};

struct NewName {
  std::string now;  // empty: gone
  How how = How::kGone;
};

// By the old name.
using Pairs = std::map<std::string, NewName, std::less<>>;

// A stage, in the order of the document. A group stands before the stages in it.
struct StagePlace {
  std::string path;      // "lead.sql"
  std::string parent;    // "lead"
  std::string document;  // "stages.lead.stages.sql"
  const yaml::Entry* entry = nullptr;
};

std::vector<StagePlace> stages_of(const yaml::Node& root);

class Names {
 public:
  // Of two documents. `answers` are those of the new one for records of the old one.
  Names(const yaml::Node& before, const yaml::Node& after, const migrate::Answers& answers,
        const ruleset::Ruleset& rules);

  // Of a section of the ruleset that is a map, other than `stages`.
  const Pairs& section(std::string_view key) const;
  const Pairs& stages() const { return stages_; }
  const Pairs& deadlines() const { return deadlines_; }  // "lead.sql.one_week_rule"

  // The old document in the names of the new one. Its nodes stand where those of the old one do.
  const yaml::Node& renamed() const { return renamed_; }

 private:
  void pair_section(const yaml::Node& before, const yaml::Node& after, const ruleset::Key& key);
  void pair_stages(const yaml::Node& before, const yaml::Node& after);
  void pair_deadlines(const yaml::Node& before, const yaml::Node& after);
  void note(const Pairs& pairs, bool has_paths);
  std::string rename(std::string_view text) const;
  std::string rename_word(std::string_view word) const;
  yaml::Node rename(const yaml::Node& node) const;

  const migrate::Answers& answers_;
  const ruleset::Ruleset& rules_;
  std::map<std::string, Pairs, std::less<>> sections_;
  Pairs stages_;
  Pairs deadlines_;
  std::map<std::string, std::string, std::less<>> words_;  // what is called otherwise now
  yaml::Node renamed_;
};

}  // namespace stagegraph::diff

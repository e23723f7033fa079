// SPDX-License-Identifier: Apache-2.0
// Walks two documents side by side by the table of keys, and tells what differs.
//
// A key of the language is never forgotten: what has no words or rules of its own (words.h,
// judge.h) is told by its name. Values are the same where their fingerprints of behaviour are
// (ruleset/reading/behaviour.h), as they stand or in the names of the new version.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/judge.h"
#include "diff/names.h"
#include "diff/reporter.h"
#include "diff/where.h"
#include "yaml/node.h"

namespace stagegraph::diff {

class Walk {
 public:
  Walk(const yaml::Node& before, const yaml::Node& after, const Names& names, const Judge& judge,
       Reporter& out)
      : before_(before), after_(after), names_(names), judge_(judge), out_(out) {}

  // What differs in two maps, or what may stand in their place.
  void map(const Where& where, const Old& old, const yaml::Node* now, const ruleset::MapForm& form);
  // The same of what stands under a key. One side may lack it.
  void key(const Where& where, const Old& old, const yaml::Node* now, const ruleset::MapForm& form,
           const ruleset::Key& key);

 private:
  void value(const Where& where, const Old& old, const yaml::Node* now, const ruleset::Key& key);
  void others(const Where& where, const Old& old, const yaml::Node* now,
              const ruleset::MapForm& form);
  void arguments(const Where& where, std::string_view action, const Old& old,
                 const yaml::Node& now);
  void entries(const Where& where, const Old& old, const yaml::Node* now, const ruleset::Key& key,
               const ruleset::ValueForm& form);
  void entry(const Where& where, std::string_view old_name, std::string_view new_name,
             const Old& old, const yaml::Node* now, const ruleset::Key& key,
             const ruleset::ValueForm& form);
  void items(const Where& where, const Old& old, const yaml::Node* now, const ruleset::Key& key,
             const ruleset::MapForm& form);
  void item(const Where& where, std::optional<size_t> before, std::optional<size_t> after,
            const Old& old, const yaml::Node* now, bool is_moved, const ruleset::Key& key,
            const ruleset::MapForm& form);
  void action(const Where& where, const Old& old, const yaml::Node& now,
              const ruleset::MapForm& form);
  void list(const Where& where, const Old& old, const yaml::Node* now, const ruleset::Key& key);
  void prose(const Where& where, const Old& old, const yaml::Node* now);
  void leaf(const Where& where, const Old& old, const yaml::Node* now,
            const ruleset::ValueForm& form);

  bool has_output(std::string_view table, std::string_view output) const;
  Judgement judge_leaf(const Where& where, Kind kind, const Old& old, const yaml::Node* now) const;
  std::optional<Judgement> judge_entry(const Where& where, std::string_view old_name, Kind kind,
                                       const Old& old, const yaml::Node* now) const;

  const yaml::Node& before_;
  const yaml::Node& after_;
  const Names& names_;
  const Judge& judge_;
  Reporter& out_;
};

}  // namespace stagegraph::diff

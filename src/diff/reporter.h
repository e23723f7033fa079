// SPDX-License-Identifier: Apache-2.0
// Collects the changes that a walk finds, with their texts and places.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"
#include "diff/where.h"
#include "ruleset/reading/keys.h"
#include "yaml/node.h"

namespace stagegraph::diff {

class Reporter {
 public:
  // Of two documents. Texts for people are those in `language`.
  Reporter(const yaml::Node& before, const yaml::Node& after, std::string_view language)
      : before_(before), after_(after), language_(language) {}

  // The judgement is that of the place where none is given.
  void report(const Where& where, Kind kind, const Old& old, const yaml::Node* now,
              const ruleset::ValueForm& form, std::string says,
              std::optional<Judgement> judgement = std::nullopt) {
    add(where, kind, old, now, form, std::move(says), judgement.value_or(where.judgement));
  }
  // Of a text for people in some languages alone.
  void report_text(const Where& where, Kind kind, const Old& old, const yaml::Node* now,
                   const std::string& before, const std::string& after, std::string says);
  void report_order(const Where& where, std::string_view noun);

  // Whether the two do the same, the old one as it stands or in the names of the new version.
  bool is_same(const Old& old, const yaml::Node& now, const ruleset::ValueForm& form) const;
  std::string shown(const yaml::Node* node, const ruleset::ValueForm& form) const;
  // " (Nobody answered)", where a name is that of a criterion.
  std::string criterion_text(std::string_view name) const;
  std::string_view language() const { return language_; }

  std::vector<Change> take() { return std::move(changes_); }

 private:
  Change& add(const Where& where, Kind kind, const Old& old, const yaml::Node* now,
              const ruleset::ValueForm& form, std::string says, const Judgement& judged);

  const yaml::Node& before_;
  const yaml::Node& after_;
  std::string_view language_;
  std::vector<Change> changes_;
};

}  // namespace stagegraph::diff

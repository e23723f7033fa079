// SPDX-License-Identifier: Apache-2.0
// When a record notices a change, and what it means for records.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"
#include "diff/names.h"
#include "migrate/answers.h"
#include "yaml/node.h"

namespace stagegraph::diff {

struct Judgement {
  Effect effect = Effect::kNextStep;
  std::string note;
};

class Judge {
 public:
  // `before` is the old document. `answers` are those of `rules`, the new
  // version, for records of the old one.
  Judge(const yaml::Node& before, const migrate::Answers& answers, const ruleset::Ruleset& rules)
      : before_(before), answers_(answers), rules_(rules) {}

  Judgement new_stage() const;
  Judgement new_deadline() const;
  Judgement new_fact(const yaml::Node& fact) const;

  // Under their old names, and what has become of them.
  Judgement stage(std::string_view old, const NewName& name, bool is_group) const;
  Judgement deadline(std::string_view old, const NewName& name) const;
  Judgement fact(std::string_view old, const NewName& name) const;
  Judgement gone_event(std::string_view old) const;

  // Of a fact under its new name: another type, or values that were allowed before.
  Judgement fact_type(std::string_view fact) const;
  Judgement enum_values(std::string_view fact, const std::vector<std::string>& removed) const;
  // `max`, or `min`. Either bound may be absent.
  Judgement fact_bound(std::string_view fact, bool is_max, const yaml::Node* before,
                       const yaml::Node* after) const;

  // A request of this kind may wait.
  Judgement gone_request(std::string_view what) const;

 private:
  Judgement value_needed(std::string_view fact, std::string_view why) const;

  const yaml::Node& before_;
  const migrate::Answers& answers_;
  const ruleset::Ruleset& rules_;
};

}  // namespace stagegraph::diff

// SPDX-License-Identifier: Apache-2.0
// What a ruleset says of the names of an earlier version: by `migrate` first, then by `was`, then
// by the same name.
#pragma once

#include <optional>
#include <string_view>

#include "ruleset/model.h"

namespace stagegraph::migrate {

// What becomes of a deadline. Neither dropped nor found: nobody has said.
struct DeadlineAnswer {
  ruleset::DeadlineIndex to = kNone;
  std::optional<ruleset::DuePolicy> due;  // where `migrate` says so
};

struct EventAnswer {
  ruleset::EventIndex to = kNone;
  bool is_dropped = false;
};

class Answers {
 public:
  // For a record that a version of that label and behaviour decided last.
  Answers(const ruleset::Ruleset& ruleset, std::string_view version, std::string_view behaviour);

  // kNone where nobody has said.
  ruleset::StageIndex stage(std::string_view old) const;
  ruleset::FactIndex fact(std::string_view old) const;
  DeadlineAnswer deadline(std::string_view old) const;
  EventAnswer event(std::string_view old) const;
  bool is_fact_dropped(std::string_view old) const;
  bool keeps_requests() const { return entry_ == nullptr || entry_->keeps_requests; }
  // The facts whose values `migrate` gives.
  std::span<const ruleset::Migration::FactAnswer> fact_values() const;
  bool has_value_for(ruleset::FactIndex fact) const;
  // The entry of `migrate` that is for that version, or null.
  const ruleset::Migration* entry() const { return entry_; }

 private:
  const ruleset::Ruleset& ruleset_;
  const ruleset::Migration* entry_ = nullptr;  // null: there is none for that version
};

}  // namespace stagegraph::migrate

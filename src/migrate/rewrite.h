// SPDX-License-Identifier: Apache-2.0
// A record of an earlier version in the names of this one. Time plays no part in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "migrate/answers.h"
#include "ruleset/model.h"

namespace stagegraph::migrate {

// Something that the record holds, that this version lacks, and of which nobody has said what
// becomes of it.
struct Question {
  std::string member;  // of the record: "timers.lead.sql.one_week_rule"
  std::string text;    // what is the matter, and what to write
};

struct Note {
  std::string_view code;  // "stage_renamed", "fact_dropped", ...
  std::string text;
};

// A timer that the record held, by its deadline of now.
struct HeldTimer {
  ruleset::DeadlineIndex deadline = kNone;
  std::optional<ruleset::DuePolicy> due;
  std::string span;  // by which it counted, as the record has it; empty: by none
};

struct Rewritten {
  Json json;
  std::vector<Question> questions;
  std::vector<Note> notes;
  std::vector<HeldTimer> timers;
  std::vector<ruleset::FactIndex> facts;  // that the record knew of
};

// `record` is a whole record or a short one. Throws engine::Unreadable where it is neither.
Rewritten rewrite(const ruleset::Ruleset& ruleset, const Answers& answers, Json record);

}  // namespace stagegraph::migrate

// SPDX-License-Identifier: Apache-2.0
// One thing that differs between two versions of a ruleset.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace stagegraph::diff {

// When a record that is in the middle of its life notices. In the order in which people read.
enum class Effect : uint8_t {
  kNeedsAnswer,  // a record may hold something that the new version lacks, and nobody has said what
                 // becomes of it
  kNextStep,     // at its next event, or when something is next due
  kNextEntry,    // when it next comes into a stage, or as a new record
  kCosmetic,     // never: no decision depends on it
};

enum class Kind : uint8_t {
  kAdded,
  kRemoved,
  kChanged,
  kRenamed,
  kMoved,    // elsewhere, or in another order
  kWritten,  // the same in another form: a comment, quotes, a list of one
};

struct Change {
  Effect effect = Effect::kNextStep;
  Kind kind = Kind::kChanged;
  std::string section;  // the key of the ruleset under which it stands, such as "stages"
  std::string name;     // of the thing in that section: the path of a stage, else the key
  std::string heading;  // the same for people: "Stage Sales qualified (lead.sql)"
  std::string path;     // in the new document, and in the old one of what is gone
  std::string old_text;
  std::string new_text;
  Position old_at;  // 0 where there is none
  Position new_at;
  std::string says;  // one sentence for people, which is read below the heading
  std::string note;  // what it means for records, where that is not plain
};

// What is called otherwise now, or has gone into something that was there.
struct NameChange {
  std::string section;  // "stages", "deadlines", "facts"
  std::string before;
  std::string after;
};

struct Comparison {
  bool same_text = false;       // byte for byte
  bool same_content = false;    // but for comments and layout
  bool same_behaviour = false;  // no record notices
  std::vector<NameChange> names;
  std::vector<Change> changes;  // by effect, and in the order of the new document
};

std::string_view name_of(Effect effect);  // "needs_answer", ...
std::string_view name_of(Kind kind);      // "added", ...

}  // namespace stagegraph::diff

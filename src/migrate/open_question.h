// SPDX-License-Identifier: Apache-2.0
// A question as it is found, before it has its place and edit in the new version.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "ruleset/model.h"

namespace stagegraph::migrate {

// The keys of an entry of `migrate`, where answers stand.
enum class Section : uint8_t { kStages, kDeadlines, kFacts, kEvents, kRequests };
inline constexpr size_t kSections = 5;

struct OpenQuestion {
  std::string_view code;
  Severity severity = Severity::kError;
  std::string message;
  // Either the likely successor and the key to add to it, or an answer under a key of `migrate`.
  const ruleset::Location* successor = nullptr;
  std::optional<Edit> edit;  // of the successor
  Section section = Section::kStages;
  std::string answer;  // "sql: STAGE"; of requests "drop"
};

// The edit that adds `text`, a key and its value, to a map.
Edit added_key(const ruleset::Body& body, const std::string& text);

// With places and edits. `entry` is the entry of `migrate` in `now` that is for the earlier version,
// or null. Answers that stand under one new key are in the edit of the first of them.
Diagnostics placed(const std::vector<OpenQuestion>& questions, const ruleset::Ruleset& old,
                   const ruleset::Ruleset& now, const ruleset::Migration* entry);

}  // namespace stagegraph::migrate

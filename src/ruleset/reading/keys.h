// SPDX-License-Identifier: Apache-2.0
// The one table of what may be written where in a ruleset. It drives the check of keys, the
// suggestions and the JSON Schema. A key that is not here does not exist.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace stagegraph::ruleset {

// Each kind of map that a ruleset holds.
enum class MapKind : uint8_t {
  kRuleset,
  kCalendar,
  kType,
  kFact,
  kCriterion,
  kEvent,
  kQuota,
  kActionItem,
  kStart,
  kStage,
  kTransition,
  kAuto,
  kApproval,
  kDeadline,
  kReminder,
  kExtension,
  kRefresh,
  kLate,
  kCadence,
  kCadenceStep,
  kCadenceThen,
  kUnanswered,
  kContact,
  kTable,
  kTableRow,
  kPromise,
  kMigration,
  kDeadlineAnswer,
};

// The form of a value.
enum class Shape : uint8_t {
  kText,      // any scalar
  kProse,     // text for people: any scalar, or a map from languages to such
  kName,      // the name of something declared
  kNames,     // a name, or a list of names
  kNameList,  // a list of names
  kTexts,     // a text, or a list of texts
  kTextList,  // a list of texts
  kBool,
  kWhole,       // a whole number
  kSpan,        // "7 days"
  kRate,        // "10%", or a number from 0 to 1
  kChoice,      // one of the words in `choices`
  kNeed,        // any, all, or a number
  kCondition,   // CEL, or a map of tests
  kValue,       // a literal, or text with ${...} in it
  kValues,      // a map from names to values
  kType,        // "int", "list(string)"
  kTypes,       // a map from names to types
  kSignatures,  // a map from names to maps from parameters to types
  kConditions,  // a map from names to conditions
  kRenames,     // a map from names to names
  kHandlers,    // a map from events to what they do
  kCarries,     // names of facts, and maps from fields to types
  kWeek,        // a map from weekdays to lists of intervals
  kMap,         // the map `of`
  kMapOf,       // names to maps `of`
  kListOf,      // a list of maps `of`
  kOneOrMore,   // a map `of`, or a list of them
};

struct ValueForm {
  Shape shape = Shape::kText;
  MapKind of = MapKind::kRuleset;  // of the last four shapes
  std::span<const std::string_view> choices = {};
};

struct Key {
  std::string_view name;
  ValueForm value;
  std::string_view doc;
  bool required = false;
  bool is_label = false;  // no decision depends on it. Texts for people never count either
};

struct MapForm {
  MapKind kind;
  std::string_view name;  // in the schema, and in messages: "a deadline"
  std::string_view doc;
  std::span<const Key> keys;
  std::optional<ValueForm> others = std::nullopt;      // under keys that are the author's own names
  std::optional<ValueForm> short_form = std::nullopt;  // what may stand in the map's place
  std::string_view short_for = {};  // the key whose value the short form is, where it is one's
};

std::span<const MapForm> map_forms();
const MapForm& form_of(MapKind kind);
const Key* find_key(const MapForm& form, std::string_view name);

}  // namespace stagegraph::ruleset

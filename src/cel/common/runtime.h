// SPDX-License-Identifier: Apache-2.0
// What the functions of the language may use while they run.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "cel/common/value.h"

namespace stagegraph::time {
class Zone;
class Zones;
}  // namespace stagegraph::time

namespace stagegraph::cel {

class Runtime {
 public:
  Runtime(Arena& arena_in, uint64_t steps) : arena(arena_in), steps_left(steps), budget(steps) {}

  // Pays for work in proportion to data, before it is done. False: the budget is spent.
  bool charge(uint64_t steps) {
    if (steps > steps_left) {
      steps_left = 0;
      return false;
    }
    steps_left -= steps;
    return true;
  }

  Value fail(std::string_view message);  // copies the message
  Value spent();                         // the error of a spent budget
  Value no_overload(std::string_view what, std::span<const Value> arguments);

  Value text(std::string_view content) { return Value::string(arena.copy(content)); }

  Arena& arena;
  uint64_t steps_left;
  uint64_t budget;                      // for messages: what there was at first
  const std::string* source = nullptr;  // for messages: of what is running
  const time::Zone* zone = nullptr;     // of the profile's dates and months, null: UTC
  const time::Zones* zones = nullptr;   // that names are looked up in, null: none
  uint32_t begin = 0;                   // the place of what is running, for errors
  uint32_t end = 0;
};

// The text, or how it begins: messages quote what may be large.
std::string shortened(std::string_view text);

// The union of two unknowns, or the error of a spent budget.
Value merge_unknown(Runtime& runtime, const Value& a, const Value& b);

inline bool is_plain(const Value& value) { return value.kind() < Kind::kUnknown; }

// What a strict function gives for arguments of which at least one is not plain: the unknowns
// together if there are any, else the first error.
Value absorb(Runtime& runtime, std::span<const Value> arguments);

// Bytes of a text, 0 of anything else.
inline size_t text_size(const Value& value) {
  bool is_text = value.is(Kind::kString) || value.is(Kind::kBytes);
  return is_text ? value.as_text().size() : 0;
}

// Levels of nesting, 0 for what holds nothing.
uint32_t depth_of(const Value& value);

// Lists, maps and optionals in the arena. An error where they would nest too deeply.
Value make_list(Runtime& runtime, std::span<const Value> items);  // items live in the arena
Value make_optional(Runtime& runtime, const Value& value);
Value no_value();  // optional.none()

}  // namespace stagegraph::cel

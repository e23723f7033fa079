// SPDX-License-Identifier: Apache-2.0
// Functions that search text. A search is paid for as if the part nearly fitted at every place.
#include "cel/functions/text_functions.h"

#include <algorithm>
#include <optional>
#include <string>

#include "cel/common/text_offsets.h"
#include "cel/functions/bounds.h"
#include "cel/runtime/pattern_steps.h"
#include "cel/runtime/regex.h"

namespace stagegraph::cel {
namespace {

bool are_texts(Arguments arguments) {
  return std::all_of(arguments.begin(), arguments.end(),
                     [](const Value& value) { return value.is(Kind::kString); });
}

// Pays for finding one text in another.
bool pay(Runtime& runtime, Arguments arguments) {
  return runtime.charge(search_cost(arguments[0].as_text().size(), arguments[1].as_text().size()));
}

template <bool (*kAsk)(std::string_view, std::string_view)>
Value ask(Runtime& runtime, Arguments arguments, std::string_view name) {
  if (!are_texts(arguments)) return runtime.no_overload(name, arguments);
  if (!pay(runtime, arguments)) return runtime.spent();
  return Value::boolean(kAsk(arguments[0].as_text(), arguments[1].as_text()));
}

bool does_contain(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
bool does_start(std::string_view text, std::string_view part) { return text.starts_with(part); }
bool does_end(std::string_view text, std::string_view part) { return text.ends_with(part); }

Value contains(Runtime& runtime, Arguments arguments) {
  return ask<does_contain>(runtime, arguments, "contains");
}

Value starts_with(Runtime& runtime, Arguments arguments) {
  return ask<does_start>(runtime, arguments, "startsWith");
}

Value ends_with(Runtime& runtime, Arguments arguments) {
  return ask<does_end>(runtime, arguments, "endsWith");
}

// Patterns that are written out are compiled with the expression and do not come here.
Value matches(Runtime& runtime, Arguments arguments) {
  if (!are_texts(arguments)) return runtime.no_overload("matches", arguments);
  std::string_view pattern = arguments[1].as_text();
  if (!runtime.charge(pattern.size())) return runtime.spent();
  const PatternCost cost = pattern_cost(pattern);
  if (!runtime.charge(cost.steps)) return runtime.spent();
  if (cost.unicode_classes > kMaxUnicodeClasses) {
    return runtime.fail("a regular expression that is not written in the rules has at most " +
                        std::to_string(kMaxUnicodeClasses) + " Unicode classes such as \\pL");
  }
  const Regex regex(pattern, PatternSource::kData);
  if (!regex.ok()) {
    return runtime.fail("this is no regular expression (RE2): " + regex.error());
  }
  return regex.match(runtime, arguments[0].as_text());
}

// The third argument, a place in code points, as an offset in bytes.
std::optional<size_t> start_offset(Arguments arguments) {
  if (arguments.size() < 3) return std::nullopt;
  return byte_offset(arguments[0].as_text(), arguments[2].as_int());
}

Value search(Runtime& runtime, Arguments arguments, bool last) {
  std::string_view name = last ? "lastIndexOf" : "indexOf";
  if (!are_texts(arguments.first(2)) || (arguments.size() == 3 && !arguments[2].is(Kind::kInt))) {
    return runtime.no_overload(name, arguments);
  }
  if (!pay(runtime, arguments)) return runtime.spent();
  std::string_view text = arguments[0].as_text();
  std::optional<size_t> start = start_offset(arguments);
  if (arguments.size() == 3 && !start) return index_out_of_range(runtime, arguments[2].as_int());
  std::string_view part = arguments[1].as_text();
  size_t found = last ? text.rfind(part, start.value_or(std::string_view::npos))
                      : text.find(part, start.value_or(0));
  return Value::integer(found == std::string_view::npos ? -1 : code_point_index(text, found));
}

Value index_of(Runtime& runtime, Arguments arguments) { return search(runtime, arguments, false); }

Value last_index_of(Runtime& runtime, Arguments arguments) {
  return search(runtime, arguments, true);
}

// What matches() charges for a pattern that is no literal.
uint64_t matching(const BoundCall& call) {
  uint64_t compiling = add_sizes(second_of(call).bytes, most_pattern_steps(second_of(call).bytes));
  return add_sizes(compiling, multiply_sizes(first_of(call).bytes, kMostStepsPerByte));
}

}  // namespace

Value index_out_of_range(Runtime& runtime, int64_t index) {
  return runtime.fail("index out of range: " + std::to_string(index));
}

std::span<const Declaration> text_declarations() {
  static constexpr Declaration kTable[] = {
      {"contains", Style::kMember, "string, string -> bool", contains, searching, kByType},
      {"startsWith", Style::kMember, "string, string -> bool", starts_with, searching, kByType},
      {"endsWith", Style::kMember, "string, string -> bool", ends_with, searching, kByType},
      {"matches", Style::kBoth, "string, string -> bool", matches, matching, kByType},
      {"indexOf", Style::kMember, "string, string -> int", index_of, searching, kByType},
      {"indexOf", Style::kMember, "string, string, int -> int", index_of, searching, kByType},
      {"lastIndexOf", Style::kMember, "string, string -> int", last_index_of, searching, kByType},
      {"lastIndexOf", Style::kMember, "string, string, int -> int", last_index_of, searching,
       kByType},
  };
  return kTable;
}

}  // namespace stagegraph::cel

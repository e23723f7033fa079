// SPDX-License-Identifier: Apache-2.0
// Functions that make text. What they make is paid for before it is made. Parts of a text are not
// copied but borrowed from it.
#include "cel/functions/text_building.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "cel/common/literals.h"
#include "cel/common/text_offsets.h"
#include "cel/functions/bounds.h"
#include "cel/functions/text_functions.h"

namespace stagegraph::cel {
namespace {

// Whether the arguments are of the kinds that "si" (string, int) spells out.
bool are(Arguments arguments, std::string_view kinds) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].is(kinds[i] == 's' ? Kind::kString : Kind::kInt)) return false;
  }
  return true;
}

// Text of a known size in the arena, already paid for.
char* room(Runtime& runtime, size_t size) {
  return static_cast<char*>(runtime.arena.allocate(size + 1, 1));
}

Value char_at(Runtime& runtime, Arguments arguments) {
  if (!are(arguments, "si")) return runtime.no_overload("charAt", arguments);
  std::string_view text = arguments[0].as_text();
  if (!runtime.charge(text.size())) return runtime.spent();
  std::optional<size_t> begin = byte_offset(text, arguments[1].as_int());
  if (!begin) return index_out_of_range(runtime, arguments[1].as_int());
  size_t end = *begin;
  if (end < text.size()) next_code_point(text, end);
  return Value::string(text.substr(*begin, end - *begin));
}

Value substring(Runtime& runtime, Arguments arguments) {
  if (!are(arguments, "sii")) return runtime.no_overload("substring", arguments);
  std::string_view text = arguments[0].as_text();
  if (!runtime.charge(text.size())) return runtime.spent();
  std::optional<size_t> begin = byte_offset(text, arguments[1].as_int());
  if (!begin) return index_out_of_range(runtime, arguments[1].as_int());
  if (arguments.size() == 2) return Value::string(text.substr(*begin));
  std::optional<size_t> end = byte_offset(text, arguments[2].as_int());
  if (!end) return index_out_of_range(runtime, arguments[2].as_int());
  if (*end < *begin) {
    return runtime.fail("invalid substring range. start: " + std::to_string(arguments[1].as_int()) +
                        ", end: " + std::to_string(arguments[2].as_int()));
  }
  return Value::string(text.substr(*begin, *end - *begin));
}

template <char kFirst, char kLast>
Value change_case(Runtime& runtime, Arguments arguments, std::string_view name) {
  if (!are(arguments, "s")) return runtime.no_overload(name, arguments);
  std::string_view text = arguments[0].as_text();
  if (!runtime.charge(text.size())) return runtime.spent();
  char* out = room(runtime, text.size());
  std::transform(text.begin(), text.end(), out, [](char c) {
    return c >= kFirst && c <= kLast ? static_cast<char>(c ^ 0x20) : c;
  });
  return Value::string({out, text.size()});
}

Value lower_ascii(Runtime& runtime, Arguments arguments) {
  return change_case<'A', 'Z'>(runtime, arguments, "lowerAscii");
}

Value upper_ascii(Runtime& runtime, Arguments arguments) {
  return change_case<'a', 'z'>(runtime, arguments, "upperAscii");
}

// The next place of `part` at or after `from`. An empty part is found between all characters.
size_t next_place(std::string_view text, std::string_view part, size_t from, bool first) {
  if (!part.empty() || first) return text.find(part, from);
  if (from >= text.size()) return std::string_view::npos;
  next_code_point(text, from);
  return from;
}

Value replace(Runtime& runtime, Arguments arguments) {
  if (!are(arguments, "sssi")) return runtime.no_overload("replace", arguments);
  std::string_view text = arguments[0].as_text();
  std::string_view part = arguments[1].as_text();
  std::string_view by = arguments[2].as_text();
  int64_t limit = arguments.size() == 4 ? arguments[3].as_int() : -1;
  if (!runtime.charge(search_cost(text.size(), part.size()))) return runtime.spent();
  std::string out;
  size_t copied = 0;
  size_t from = 0;
  for (int64_t count = 0; limit < 0 || count < limit; ++count) {
    size_t place = next_place(text, part, from, count == 0);
    if (place == std::string_view::npos) break;
    if (!runtime.charge(by.size() + 1)) return runtime.spent();
    out.append(text.substr(copied, place - copied)).append(by);
    copied = place + part.size();
    from = copied;
  }
  return runtime.text(out.append(text.substr(copied)));
}

// Between all characters where the separator is empty, which itself gives no parts.
size_t end_of_part(std::string_view text, std::string_view separator, size_t from) {
  if (!separator.empty()) return text.find(separator, from);
  size_t end = from;
  next_code_point(text, end);
  return end < text.size() ? end : std::string_view::npos;
}

Value split(Runtime& runtime, Arguments arguments) {
  if (!are(arguments, "ssi")) return runtime.no_overload("split", arguments);
  std::string_view text = arguments[0].as_text();
  std::string_view separator = arguments[1].as_text();
  int64_t limit = arguments.size() == 3 ? arguments[2].as_int() : -1;
  if (!runtime.charge(text.size() + search_cost(text.size(), separator.size()))) {
    return runtime.spent();
  }
  bool nothing = limit == 0 || (text.empty() && separator.empty());
  std::vector<Value> parts;
  size_t from = 0;
  while (!nothing && static_cast<int64_t>(parts.size()) + 1 != limit) {
    size_t end = end_of_part(text, separator, from);
    if (end == std::string_view::npos) break;
    parts.push_back(Value::string(text.substr(from, end - from)));
    from = end + separator.size();
  }
  if (!nothing) parts.push_back(Value::string(text.substr(from)));
  auto items = runtime.arena.make_array<Value>(parts.size());
  std::copy(parts.begin(), parts.end(), items.begin());
  return make_list(runtime, items);
}

bool is_space(char32_t c) {
  if ((c >= 0x2000 && c <= 0x200A) || (c >= 0x09 && c <= 0x0D)) return true;
  constexpr std::array<char32_t, 9> kOthers = {0x20,   0x85,   0xA0,   0x1680, 0x2028,
                                               0x2029, 0x202F, 0x205F, 0x3000};
  return std::find(kOthers.begin(), kOthers.end(), c) != kOthers.end();
}

Value trim(Runtime& runtime, Arguments arguments) {
  if (!are(arguments, "s")) return runtime.no_overload("trim", arguments);
  std::string_view text = arguments[0].as_text();
  if (!runtime.charge(text.size())) return runtime.spent();
  size_t begin = text.size();
  size_t end = 0;
  for (size_t at = 0; at < text.size();) {
    size_t start = at;
    if (is_space(next_code_point(text, at))) continue;
    begin = std::min(begin, start);
    end = at;
  }
  return Value::string(begin < end ? text.substr(begin, end - begin) : std::string_view());
}

Value join(Runtime& runtime, Arguments arguments) {
  bool fits = arguments[0].is(Kind::kList) && are(arguments.subspan(1), "s");
  if (!fits) return runtime.no_overload("join", arguments);
  auto items = arguments[0].as_list().items;
  std::string_view separator = arguments.size() == 2 ? arguments[1].as_text() : "";
  if (!runtime.charge(items.size())) return runtime.spent();
  size_t size = 0;
  for (const Value& item : items) {
    if (!item.is(Kind::kString)) return runtime.no_overload("join", {&item, 1});
    size += item.as_text().size() + separator.size();
  }
  if (!runtime.charge(size)) return runtime.spent();
  std::string out;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += separator;
    out += items[i].as_text();
  }
  return runtime.text(out);
}

Value reverse(Runtime& runtime, Arguments arguments) {
  if (arguments[0].is(Kind::kList)) {
    auto items = arguments[0].as_list().items;
    if (!runtime.charge(items.size())) return runtime.spent();
    auto reversed = runtime.arena.make_array<Value>(items.size());
    std::reverse_copy(items.begin(), items.end(), reversed.begin());
    return make_list(runtime, reversed);
  }
  if (!are(arguments, "s")) return runtime.no_overload("reverse", arguments);
  std::string_view text = arguments[0].as_text();
  if (!runtime.charge(text.size())) return runtime.spent();
  char* out = room(runtime, text.size());
  for (size_t at = 0; at < text.size();) {
    size_t begin = at;
    next_code_point(text, at);
    std::memcpy(out + (text.size() - at), text.data() + begin, at - begin);
  }
  return Value::string({out, text.size()});
}

Value quoted(Runtime& runtime, Arguments arguments) {
  if (!are(arguments, "s")) return runtime.no_overload("strings.quote", arguments);
  if (!runtime.charge(2 * arguments[0].as_text().size())) return runtime.spent();
  return runtime.text(quote(arguments[0].as_text()));
}

// ---- bounds

// How often replace() finds the part that it looks for.
uint64_t places(const BoundCall& call) {
  const Value* part = call.literals[1];
  uint64_t size = part != nullptr && part->is(Kind::kString) ? part->as_text().size() : 0;
  return add_sizes(first_of(call).bytes / std::max<uint64_t>(size, 1), 1);
}

uint64_t replacing(const BoundCall& call) {
  uint64_t each = add_sizes(call.arguments[2].bytes, 1);
  return add_sizes(searching(call), multiply_sizes(places(call), each));
}

Extent replaced(const BoundCall& call) {
  uint64_t added = multiply_sizes(places(call), call.arguments[2].bytes);
  return text_extent(add_sizes(first_of(call).bytes, added));
}

uint64_t splitting(const BoundCall& call) {
  return add_sizes(first_of(call).bytes, searching(call));
}

Extent split_parts(const BoundCall& call) {
  uint64_t bytes = first_of(call).bytes;
  return list_extent(add_sizes(bytes, 1), text_extent(bytes));
}

uint64_t joined_bytes(const BoundCall& call) {
  uint64_t separator = call.arguments.size() == 2 ? second_of(call).bytes : 0;
  uint64_t each = add_sizes(inner_of(first_of(call), 0).bytes, separator);
  return multiply_sizes(first_of(call).count, each);
}

uint64_t joining(const BoundCall& call) {
  return add_sizes(joined_bytes(call), first_of(call).count);
}

Extent joined(const BoundCall& call) { return text_extent(joined_bytes(call)); }

Extent quoted_text(const BoundCall& call) {
  constexpr uint64_t kLongestEscape = 4;
  return text_extent(add_sizes(multiply_sizes(first_of(call).bytes, kLongestEscape), 2));
}

}  // namespace

std::span<const Declaration> text_building_declarations() {
  static constexpr Declaration kTable[] = {
      {"charAt", Style::kMember, "string, int -> string", char_at, size_of_first, text_of_first},
      {"substring", Style::kMember, "string, int -> string", substring, size_of_first,
       text_of_first},
      {"substring", Style::kMember, "string, int, int -> string", substring, size_of_first,
       text_of_first},
      {"lowerAscii", Style::kMember, "string -> string", lower_ascii, size_of_first, text_of_first},
      {"upperAscii", Style::kMember, "string -> string", upper_ascii, size_of_first, text_of_first},
      {"replace", Style::kMember, "string, string, string -> string", replace, replacing, replaced},
      {"replace", Style::kMember, "string, string, string, int -> string", replace, replacing,
       replaced},
      {"split", Style::kMember, "string, string -> list(string)", split, splitting, split_parts},
      {"split", Style::kMember, "string, string, int -> list(string)", split, splitting,
       split_parts},
      {"trim", Style::kMember, "string -> string", trim, size_of_first, text_of_first},
      {"join", Style::kMember, "list(string) -> string", join, joining, joined},
      {"join", Style::kMember, "list(string), string -> string", join, joining, joined},
      {"reverse", Style::kMember, "string -> string | list(A) -> list(A)", reverse, size_of_first,
       same_as_first},
      {"strings.quote", Style::kGlobal, "string -> string", quoted, twice_the_bytes, quoted_text},
  };
  return kTable;
}

}  // namespace stagegraph::cel

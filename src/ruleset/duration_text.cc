#include "ruleset/duration_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/decimal.h"
#include "time/span_text.h"

namespace stagegraph {

namespace {

constexpr int64_t kNanosPerMicro = 1'000;
constexpr int64_t kNanosPerSecond = 1'000'000'000;

struct Unit {
  std::string_view name;
  int64_t nanoseconds;
};

// Longer names before those that are their beginnings.
constexpr std::array kUnits = {
    Unit{"ms", 1'000'000},
    Unit{"us", 1'000},
    Unit{"ns", 1},
    Unit{"h", 3'600 * kNanosPerSecond},
    Unit{"m", 60 * kNanosPerSecond},
    Unit{"s", kNanosPerSecond},
};

// Takes "1.5h" from the front of `text`.
std::optional<Decimal> take_part(std::string_view& text) {
  size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  std::optional<Decimal> number = Decimal::parse(text.substr(0, digits));
  text.remove_prefix(digits);
  auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                           [&](const Unit& u) { return text.starts_with(u.name); });
  if (!number || unit == kUnits.end()) return std::nullopt;
  text.remove_prefix(unit->name.size());
  return multiply(*number, Decimal::from_int(unit->nanoseconds));
}

std::optional<int64_t> whole(Decimal number) {
  std::optional<int64_t> value = number.to_int();
  if (!value || Decimal::from_int(*value) != number) return std::nullopt;
  return value;
}

std::optional<int64_t> parse_cel_duration(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  Decimal sum;
  while (!text.empty()) {
    std::optional<Decimal> part = take_part(text);
    std::optional<Decimal> next = part ? add(sum, *part) : std::nullopt;
    if (!next) return std::nullopt;
    sum = *next;
  }
  std::optional<Decimal> value = negative ? subtract(Decimal(), sum) : sum;
  return value ? whole(*value) : std::nullopt;
}

}  // namespace

std::optional<int64_t> parse_duration(std::string_view text) {
  if (std::optional<int64_t> nanoseconds = parse_cel_duration(text)) return nanoseconds;
  Expected<Span> span = parse_span(text);
  if (!span || span->unit != SpanUnit::kExact) return std::nullopt;
  int64_t nanoseconds = 0;
  if (__builtin_mul_overflow(span->exact, kNanosPerMicro, &nanoseconds)) return std::nullopt;
  return nanoseconds;
}

std::string format_duration(int64_t nanoseconds) {
  std::optional<Decimal> seconds =
      divide(Decimal::from_int(nanoseconds), Decimal::from_int(kNanosPerSecond));
  return seconds.value_or(Decimal()).to_string() + 's';
}

}  // namespace stagegraph

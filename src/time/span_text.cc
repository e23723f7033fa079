// Both forms count the same units, so one table carries them: a unit says what one of it adds to a
// span's months, days and exact time. The form in words names one unit, the form of ISO 8601 any
// number of them in their order. Counts are bounded while they are read: no sum overflows.
#include "time/span_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/suggest.h"
#include "time/errors.h"
#include "time/scan.h"

namespace stagegraph::time {

namespace {

constexpr int64_t kMostYears = 10'000;  // the calendar ends before
constexpr int64_t kMostDays = kMostYears * 366;

// One unit of a span: a count times one of `months`, `days`, `exact` is added.
struct UnitWord {
  std::string_view name;  // singular
  SpanUnit unit;
  int64_t months;
  int64_t days;
  Duration exact;
};

constexpr std::array kUnits = {
    UnitWord{"second", SpanUnit::kExact, 0, 0, std::chrono::seconds(1)},
    UnitWord{"minute", SpanUnit::kExact, 0, 0, std::chrono::minutes(1)},
    UnitWord{"hour", SpanUnit::kExact, 0, 0, std::chrono::hours(1)},
    UnitWord{"day", SpanUnit::kDays, 0, 1, Duration(0)},
    UnitWord{"week", SpanUnit::kDays, 0, kDaysPerWeek, Duration(0)},
    UnitWord{"month", SpanUnit::kMonths, 1, 0, Duration(0)},
    UnitWord{"year", SpanUnit::kMonths, kMonthsPerYear, 0, Duration(0)},
    UnitWord{"full day", SpanUnit::kFullDays, 0, 1, Duration(0)},
    UnitWord{"business day", SpanUnit::kBusinessDays, 0, 1, Duration(0)},
    UnitWord{"business hour", SpanUnit::kBusinessHours, 0, 0, std::chrono::hours(1)},
};

Error invalid(std::string_view text, std::string_view why) {
  return invalid_text(text, fmt::format("is not a span of time: {}", why));
}

Error too_long(std::string_view text) {
  return invalid(text, fmt::format("it is longer than {} years", kMostYears));
}

// Keeps counts small enough that no product below can overflow.
std::optional<int64_t> read_count(std::string_view digits) {
  int64_t count = 0;
  auto result = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (result.ec != std::errc() || count > kMostDays * kSecondsPerDay) return std::nullopt;
  return count;
}

bool is_within_bounds(const Span& span) {
  return span.months <= kMostYears * kMonthsPerYear && span.days <= kMostDays &&
         span.exact <= std::chrono::days(kMostDays);
}

// False past the bounds. One step at a time, so that nothing overflows.
bool add_units(Span& span, const UnitWord& unit, int64_t count) {
  int64_t exact = 0;
  if (__builtin_mul_overflow(unit.exact.count(), count, &exact)) return false;
  span.months += unit.months * count;
  span.days += unit.days * count;
  bool overflow = __builtin_add_overflow(span.exact.count(), exact, &exact);
  span.exact = Duration(exact);
  return !overflow && is_within_bounds(span);
}

const UnitWord* find_unit(std::string_view word) {
  auto same = [word](const UnitWord& unit) {
    return word == unit.name ||
           (word.ends_with('s') && word.substr(0, word.size() - 1) == unit.name);
  };
  auto found = std::find_if(kUnits.begin(), kUnits.end(), same);
  return found == kUnits.end() ? nullptr : &*found;
}

Error unknown_unit(std::string_view text, std::string_view word) {
  std::vector<std::string> names;
  for (const UnitWord& unit : kUnits) names.push_back(fmt::format("{}s", unit.name));
  return invalid(text, fmt::format("'{}' is none of {}{}", word, fmt::join(names, ", "),
                                   did_you_mean(word, names)));
}

Expected<Span> parse_words(std::string_view text) {
  Scanner in(text);
  std::string_view digits = in.take_digits();
  if (digits.empty() || !in.take(' ')) {
    return invalid(text, "write a whole number and a unit, such as '7 days' or '36 hours'");
  }
  const UnitWord* unit = find_unit(in.rest());
  if (unit == nullptr) return unknown_unit(text, in.rest());
  std::optional<int64_t> count = read_count(digits);
  Span span;
  span.unit = unit->unit;
  if (!count || !add_units(span, *unit, *count)) return too_long(text);
  return span;
}

// The designators of ISO 8601, in their order, with the index of their unit above.
struct Designator {
  char letter;
  bool after_t;
  size_t unit;
};
constexpr std::array kDesignators = {
    Designator{'Y', false, 6}, Designator{'M', false, 5}, Designator{'W', false, 4},
    Designator{'D', false, 3}, Designator{'H', true, 2},  Designator{'M', true, 1},
    Designator{'S', true, 0},
};

// Reads the parts of an ISO 8601 duration behind its "P".
class IsoReader {
 public:
  explicit IsoReader(std::string_view text) : in_(text) {}

  enum class Result : uint8_t { kDone, kWrongForm, kTooLong };

  Result read(Span& span) {
    Result result = Result::kDone;
    while (result == Result::kDone && !in_.at_end()) result = read_part(span);
    bool open_t = after_t_ && !part_after_t_;
    if (result == Result::kDone && (open_t || next_ == 0)) return Result::kWrongForm;
    return result;
  }

 private:
  Result read_part(Span& span) {
    if (!after_t_ && in_.take('T')) after_t_ = true;
    std::string_view digits = in_.take_digits();
    std::string_view fraction = in_.take('.') ? in_.take_digits() : std::string_view("0");
    if (digits.empty() || fraction.empty() || fraction.size() > 6) return Result::kWrongForm;
    const Designator* found = take_designator();
    bool is_seconds = found != nullptr && found->unit == 0;
    if (found == nullptr || (fraction != "0" && !is_seconds)) return Result::kWrongForm;
    std::optional<int64_t> count = read_count(digits);
    if (!count || !add_units(span, kUnits[found->unit], *count)) return Result::kTooLong;
    span.exact += Duration(fraction_to_nanos(fraction) / kNanosPerMicro);
    part_after_t_ = after_t_;
    return Result::kDone;
  }

  // Each designator once, and in order.
  const Designator* take_designator() {
    for (size_t i = next_; i < kDesignators.size(); ++i) {
      if (kDesignators[i].after_t != after_t_ || !in_.take(kDesignators[i].letter)) continue;
      next_ = i + 1;
      return &kDesignators[i];
    }
    return nullptr;
  }

  Scanner in_;
  bool after_t_ = false;
  bool part_after_t_ = false;
  size_t next_ = 0;
};

SpanUnit largest_unit(const Span& span) {
  if (span.months != 0) return SpanUnit::kMonths;
  return span.days != 0 ? SpanUnit::kDays : SpanUnit::kExact;
}

Expected<Span> parse_iso(std::string_view text) {
  Span span;
  switch (IsoReader(text.substr(1)).read(span)) {
    case IsoReader::Result::kWrongForm:
      return invalid(text, "an ISO 8601 duration looks like P7D, PT36H or P1Y2M");
    case IsoReader::Result::kTooLong:
      return too_long(text);
    default:
      span.unit = largest_unit(span);
      return span;
  }
}

std::string in_words(int64_t count, std::string_view unit) {
  return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

std::string exact_in_words(Duration exact) {
  if (exact % std::chrono::hours(1) == Duration(0)) {
    return in_words(exact / std::chrono::hours(1), "hour");
  }
  if (exact % std::chrono::minutes(1) == Duration(0)) {
    return in_words(exact / std::chrono::minutes(1), "minute");
  }
  return in_words(exact / std::chrono::seconds(1), "second");
}

std::string months_in_words(int64_t months) {
  return months % kMonthsPerYear == 0 ? in_words(months / kMonthsPerYear, "year")
                                      : in_words(months, "month");
}

void append_part(std::string& out, int64_t count, char designator) {
  if (count != 0) fmt::format_to(std::back_inserter(out), "{}{}", count, designator);
}

void append_seconds(std::string& out, Duration time) {
  int64_t seconds = time / std::chrono::seconds(1);
  int64_t micros = (time % std::chrono::seconds(1)).count();
  if (micros == 0) return append_part(out, seconds, 'S');
  std::string digits = fmt::format("{:06}", micros);
  digits.erase(digits.find_last_not_of('0') + 1);
  fmt::format_to(std::back_inserter(out), "{}.{}S", seconds, digits);
}

std::string to_iso(const Span& span) {
  std::string out = "P";
  append_part(out, span.months / kMonthsPerYear, 'Y');
  append_part(out, span.months % kMonthsPerYear, 'M');
  append_part(out, span.days, 'D');
  if (span.exact == Duration(0)) return out;
  out += 'T';
  append_part(out, span.exact / std::chrono::hours(1), 'H');
  append_part(out, span.exact % std::chrono::hours(1) / std::chrono::minutes(1), 'M');
  append_seconds(out, span.exact % std::chrono::minutes(1));
  return out;
}

}  // namespace

Expected<Span> parse_span(std::string_view text) {
  Expected<Span> span = text.starts_with('P') ? parse_iso(text) : parse_words(text);
  if (!span) return span;
  if (span->months == 0 && span->days == 0 && span->exact == Duration(0)) {
    return invalid(text, "it must be longer than nothing");
  }
  return span;
}

std::string format_span(const Span& span) {
  int parts = (span.months != 0) + (span.days != 0) + (span.exact != Duration(0));
  bool whole_seconds = span.exact % std::chrono::seconds(1) == Duration(0);
  if (parts > 1 || !whole_seconds) return to_iso(span);
  switch (span.unit) {
    case SpanUnit::kExact:
      return exact_in_words(span.exact);
    case SpanUnit::kDays:
      return in_words(span.days, "day");
    case SpanUnit::kFullDays:
      return in_words(span.days, "full day");
    case SpanUnit::kMonths:
      return months_in_words(span.months);
    case SpanUnit::kBusinessDays:
      return in_words(span.days, "business day");
    default:
      return in_words(span.exact / std::chrono::hours(1), "business hour");
  }
}

}  // namespace stagegraph::time

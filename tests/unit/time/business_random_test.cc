// Random calendars against a plain count, minute by minute, and the laws that working time obeys.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "time/business.h"
#include "time/hold.h"
#include "time/working_hours.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

constexpr Duration kMinute = std::chrono::minutes(1);
constexpr Duration kDay = std::chrono::days(1);

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  int64_t up_to(int64_t most) { return static_cast<int64_t>(engine_() % (most + 1)); }
  Duration up_to(Duration most) { return Duration(up_to(most.count())); }
  bool one_in(int64_t n) { return up_to(n - 1) == 0; }

 private:
  std::mt19937 engine_;
};

std::vector<WorkInterval> random_hours(Random& random) {
  std::vector<WorkInterval> hours;
  int32_t minute = 0;
  while (hours.size() < 3 && !random.one_in(3)) {
    int32_t begin = minute + static_cast<int32_t>(random.up_to(600));
    int32_t end = begin + 1 + static_cast<int32_t>(random.up_to(500));
    if (begin >= 1440) break;
    hours.push_back({begin * 60, std::min(end, 1440) * 60});
    minute = end;
  }
  return hours;
}

std::vector<DayRange> random_days(Random& random, Days around) {
  std::vector<DayRange> ranges;
  for (int64_t n = random.up_to(4); n > 0; --n) {
    Days first = around + static_cast<Days>(random.up_to(20));
    ranges.push_back({first, first + static_cast<Days>(random.up_to(3))});
  }
  return ranges;
}

struct Case {
  BusinessCalendar calendar;
  std::vector<DayRange> plain_off, plain_on;
  std::shared_ptr<const Zone> zone;
  Days first = 0;
};

constexpr std::array kZones = {"Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo",
                               "Australia/Lord_Howe", "UTC"};

// Three weeks; often with a change of the clocks of many zones in them.
Case random_case(Random& random) {
  Case out;
  out.zone = Zone::load(kZones[random.up_to(kZones.size() - 1)]).value();
  constexpr std::array kStarts = {"2018-10-28", "2018-02-10", "2026-03-20", "2026-10-18",
                                  "2026-03-30"};
  out.first = parse_date(kStarts[random.up_to(kStarts.size() - 1)]).value();
  for (auto& day : out.calendar.week) day = random_hours(random);
  out.plain_off = random_days(random, out.first);
  out.plain_on = random_days(random, out.first);
  out.calendar.days_off = out.plain_off;
  out.calendar.days_on = out.plain_on;
  merge_ranges(out.calendar.days_off);
  merge_ranges(out.calendar.days_on);
  return out;
}

bool in(const std::vector<DayRange>& ranges, Days day) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [day](const DayRange& r) { return r.first <= day && day <= r.last; });
}

std::vector<WorkInterval> plain_hours(const Case& c, Days day) {
  std::vector<WorkInterval> hours = c.calendar.week[weekday_of(day)];
  if (!in(c.plain_on, day)) return in(c.plain_off, day) ? std::vector<WorkInterval>{} : hours;
  for (size_t i = 0; hours.empty() && i < 7; ++i) hours = c.calendar.week[i];
  return hours;
}

Days day_of(WallTime local) { return static_cast<Days>(local.time_since_epoch() / kDay); }

// For each minute from the first day's on, whether it is worked. `latest` is the latest time that
// the clock has shown so far, which is where work stands while an hour is repeated.
std::vector<bool> plain_minutes(const Case& c, Instant begin) {
  std::vector<bool> minutes;
  WallTime latest = WallTime::min();
  for (int64_t n = -2 * 1440; n < 25 * 1440; ++n) {
    WallTime local = c.zone->to_local(begin + n * kMinute);
    bool repeats = local <= latest;
    latest = std::max(latest, local);
    if (repeats && n > 0) {
      minutes.push_back(minutes.back());
      continue;
    }
    Days day = day_of(local);
    int64_t second = (local.time_since_epoch() % kDay) / std::chrono::seconds(1);
    bool worked = false;
    for (const WorkInterval& interval : plain_hours(c, day)) {
      worked = worked || (interval.begin <= second && second < interval.end);
    }
    if (n >= 0) minutes.push_back(worked);
  }
  return minutes;
}

Span hours_span(int64_t minutes) { return {SpanUnit::kBusinessHours, 0, 0, minutes * kMinute}; }

void check_against_minutes(Random& random, const Case& c) {
  Instant begin = c.zone->start_of_day(c.first);
  std::vector<bool> minutes = plain_minutes(c, begin);
  int64_t a = random.up_to(20 * 1440);
  int64_t b = a + random.up_to(20 * 1440 - a);
  int64_t count = std::count(minutes.begin() + a, minutes.begin() + b, true);
  Instant from = begin + a * kMinute;
  Instant to = begin + b * kMinute;
  CHECK(working_time(from, to, *c.zone, c.calendar) == count * kMinute);
  CHECK(working_time(to, from, *c.zone, c.calendar) == -count * kMinute);
  if (count == 0) return;
  // The first minute by which so many have been worked, and the last from which so many are left.
  int64_t first = b, last = a;
  while (!minutes[first - 1]) --first;
  while (!minutes[last]) ++last;
  auto there = reach(from, hours_span(count), *c.zone, &c.calendar);
  auto back = reach(to, hours_span(-count), *c.zone, &c.calendar);
  REQUIRE(there);
  REQUIRE(back);
  CHECK(there->at == begin + first * kMinute);
  CHECK(back->at == begin + last * kMinute);
}

void check_rolls(Random& random, const Case& c) {
  Instant at = c.zone->start_of_day(c.first) + random.up_to(20 * 1440) * kMinute;
  auto forward = roll_forward(at, *c.zone, c.calendar);
  auto backward = roll_backward(at, *c.zone, c.calendar);
  if (!forward || !backward) return;
  Days day = day_of(c.zone->to_local(at));
  if (!plain_hours(c, day).empty()) {
    CHECK(forward->at == at);
    CHECK(backward->at == at);
    return;
  }
  CHECK(backward->at <= at);
  CHECK(forward->at > at);
  CHECK(working_time(backward->at, forward->at, *c.zone, c.calendar) == Duration(0));
}

void check_laws(Random& random, const Case& c) {
  Instant begin = c.zone->start_of_day(c.first);
  std::array<Instant, 3> t{};
  for (Instant& instant : t) instant = begin + random.up_to(20 * kDay);
  auto work = [&](Instant a, Instant b) { return working_time(a, b, *c.zone, c.calendar); };
  CHECK(work(t[0], t[1]) + work(t[1], t[2]) == work(t[0], t[2]));
  Span amount{SpanUnit::kBusinessHours, 0, 0,
              Duration(1) + random.up_to(Duration(std::chrono::hours(10)))};
  auto there = reach(t[0], amount, *c.zone, &c.calendar);
  if (!there) return;
  CHECK(work(t[0], there->at) == amount.exact);
  CHECK(work(t[0], there->at - Duration(1)) < amount.exact);
}

// A hold of working time takes away what was worked in it, and nothing else.
void check_holds(Random& random, const Case& c) {
  Instant start = c.zone->start_of_day(c.first) + random.up_to(kDay);
  Span amount = hours_span(1 + random.up_to(2000));
  auto due = reach(start, amount, *c.zone, &c.calendar);
  if (!due) return;
  Instant hold = start + random.up_to(due->at - start);
  Instant resume = hold + random.up_to(3 * kDay);
  auto held = after_hold(due->at, hold, resume, amount, *c.zone, &c.calendar);
  REQUIRE(held);
  CHECK(held->at >= due->at);
  if (hold == due->at) return;
  auto work = [&](Instant a, Instant b) { return working_time(a, b, *c.zone, c.calendar); };
  CHECK(work(start, hold) + work(resume, std::max(resume, held->at)) == amount.exact);
}

}  // namespace

TEST_CASE("business: random calendars") {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Case c = random_case(random);
    CAPTURE(c.zone->name());
    CAPTURE(format_date(c.first));
    check_against_minutes(random, c);
    for (int round = 0; round < 20; ++round) {
      check_rolls(random, c);
      check_laws(random, c);
      check_holds(random, c);
    }
  }
}

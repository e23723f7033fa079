# SPDX-License-Identifier: Apache-2.0
"""Instants, zones and spans of time, counted day by day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

SECOND = 10**6
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
EPOCH = datetime(1970, 1, 1)
EPOCH_DAY = EPOCH.toordinal()


@lru_cache(maxsize=200_000)
def offset_at(zone: str, seconds: int) -> int:
    moment = datetime.fromtimestamp(0, timezone.utc) + timedelta(seconds=seconds)
    return int(moment.astimezone(ZoneInfo(zone)).utcoffset().total_seconds())


def to_wall(zone: str, micros: int) -> int:
    """What the zone's clock shows, in microseconds."""
    return micros + offset_at(zone, micros // SECOND) * SECOND


@lru_cache(maxsize=200_000)
def utc_of(zone: str, wall_seconds: int) -> int:
    """Forward by the gap's length where the clocks skip; the first of what comes twice.

    That is what fold=0 means in PEP 495.
    """
    local = (EPOCH + timedelta(seconds=wall_seconds)).replace(tzinfo=ZoneInfo(zone))
    return wall_seconds - int(local.utcoffset().total_seconds())


def from_wall(zone: str, wall: int) -> int:
    return utc_of(zone, wall // SECOND) * SECOND + wall % SECOND


def first_moment(zone: str, wall: int) -> int:
    """When the clock first shows `wall`, in whole seconds, or a later time."""
    micros = from_wall(zone, wall)
    if to_wall(zone, micros) == wall:
        return micros
    low, high = micros // SECOND - 86_400, micros // SECOND
    while low < high:
        middle = (low + high) // 2
        if middle + offset_at(zone, middle) >= wall // SECOND:
            high = middle
        else:
            low = middle + 1
    return low * SECOND


def start_of_day(zone: str, day: int) -> int:
    return first_moment(zone, day * DAY)


@lru_cache(maxsize=200_000)
def has_day(zone: str, day: int) -> bool:
    """False for a day that the zone skipped: Samoa had no 30 December 2011."""
    return start_of_day(zone, day) != start_of_day(zone, day + 1)


def move_day(zone: str, day: int, count: int) -> int:
    """So many of the zone's days later."""
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day += step
        while not has_day(zone, day):
            day += step
    return day


def local_day(zone: str, micros: int) -> int:
    return to_wall(zone, micros) // DAY


def text_of(zone: str, micros: int) -> str:
    """RFC 3339; the fraction has 3 or 6 digits where there is one."""
    offset = offset_at(zone, micros // SECOND)
    local = EPOCH + timedelta(microseconds=micros + offset * SECOND)
    fraction = micros % SECOND
    digits = "" if fraction == 0 else f".{fraction:06}"
    if digits.endswith("000"):
        digits = digits[:-3]
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"{local:%Y-%m-%dT%H:%M:%S}{digits}{sign}{hours:02}:{minutes:02}"


def instant_of(text: str) -> int:
    parsed = datetime.fromisoformat(text)
    since = parsed - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return since // timedelta(microseconds=1)


# ---------------------------------------------------------------- spans


@dataclass(frozen=True)
class Span:
    """`kind` is exact, days, full, months, business days or business hours."""

    kind: str
    months: int = 0
    days: int = 0
    exact: int = 0

    def back(self) -> Span:
        return Span(self.kind, -self.months, -self.days, -self.exact)


UNITS = {
    "second": Span("exact", exact=SECOND),
    "minute": Span("exact", exact=MINUTE),
    "hour": Span("exact", exact=HOUR),
    "day": Span("days", days=1),
    "week": Span("days", days=7),
    "full day": Span("full", days=1),
    "month": Span("months", months=1),
    "year": Span("months", months=12),
    "business day": Span("business days", days=1),
    "business hour": Span("business hours", exact=HOUR),
}

ISO = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$"
)


@lru_cache(maxsize=1000)
def parse_span(text: str) -> Span:
    if text.startswith("P"):
        return parse_iso(text)
    number, unit = text.split(" ", 1)
    count, one = int(number), UNITS[unit.rstrip("s") if unit not in UNITS else unit]
    return Span(one.kind, one.months * count, one.days * count, one.exact * count)


def parse_iso(text: str) -> Span:
    match = ISO.match(text)
    assert match is not None, text
    years, months, weeks, days, hours, minutes, seconds = (int(g or 0) for g in match.groups())
    all_months, all_days = years * 12 + months, weeks * 7 + days
    exact = hours * HOUR + minutes * MINUTE + seconds * SECOND
    kind = "months" if all_months else "days" if all_days else "exact"
    return Span(kind, all_months, all_days, exact)


def span_text(span: Span) -> str:
    """In words where it has one part, else as ISO 8601."""
    parts = [bool(span.months), bool(span.days), bool(span.exact)]
    if sum(parts) > 1 or span.exact % SECOND:
        return iso_text(span)
    count, unit = {
        "exact": lambda: exact_words(span.exact),
        "days": lambda: (span.days, "day"),
        "full": lambda: (span.days, "full day"),
        "months": lambda: months_words(span.months),
        "business days": lambda: (span.days, "business day"),
        "business hours": lambda: (span.exact // HOUR, "business hour"),
    }[span.kind]()
    return f"{count} {unit}{'' if count == 1 else 's'}"


def months_words(months: int) -> tuple[int, str]:
    return (months // 12, "year") if months % 12 == 0 else (months, "month")


def exact_words(exact: int) -> tuple[int, str]:
    for size, unit in ((HOUR, "hour"), (MINUTE, "minute")):
        if exact % size == 0:
            return exact // size, unit
    return exact // SECOND, "second"


def iso_text(span: Span) -> str:
    years, months = divmod(span.months, 12)
    hours, rest = divmod(span.exact, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, fraction = divmod(rest, SECOND)
    digits = f"{seconds}" + (f".{fraction:06}".rstrip("0") if fraction else "")

    def parts(*pairs: tuple[Any, str]) -> str:
        return "".join(f"{count}{unit}" for count, unit in pairs if str(count) != "0")

    date = parts((years, "Y"), (months, "M"), (span.days, "D"))
    time = parts((hours, "H"), (minutes, "M"), (digits, "S"))
    return f"P{date}" + (f"T{time}" if time else "")


def add_months(wall: int, months: int) -> int:
    if months == 0:
        return wall
    day = date.fromordinal(wall // DAY + EPOCH_DAY)
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    end = date(year, month, min(day.day, last))
    return (end.toordinal() - EPOCH_DAY) * DAY + wall % DAY


def add_full_days(zone: str, start: int, days: int) -> int:
    """The midnight after so many whole days; backwards the one before so many."""
    day = local_day(zone, start)
    begun = start != start_of_day(zone, day)
    return start_of_day(zone, move_day(zone, day, days + (1 if begun and days > 0 else 0)))


def plain_sum(zone: str, start: int, span: Span) -> int:
    if span.kind == "full":
        return add_full_days(zone, start, span.days)
    if span.months or span.days:
        wall = add_months(to_wall(zone, start), span.months) + span.days * DAY
        while not has_day(zone, wall // DAY):
            wall += -DAY if span.months < 0 or span.days < 0 else DAY
        start = from_wall(zone, wall)
    return start + span.exact


# ---------------------------------------------------------------- working time

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def days_of(text: str) -> list[int]:
    first, _, last = text.partition("..")
    begin, end = (date.fromisoformat(t).toordinal() - EPOCH_DAY for t in (first, last or first))
    return list(range(begin, end + 1))


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return (int(hours) * 60 + int(minutes)) * MINUTE


def weekdays_of(text: str) -> list[int]:
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        day, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found.append(day)
        while day != end:
            day = (day + 1) % 7
            found.append(day)
    return found


@dataclass
class Calendar:
    week: list[list[tuple[int, int]]]
    off: set[int] = field(default_factory=set)
    on: set[int] = field(default_factory=set)
    covers: tuple[int, int] | None = None

    @classmethod
    def read(cls, data: dict) -> Calendar:
        week: list[list[tuple[int, int]]] = [[] for _ in WEEKDAYS]
        for days, hours in data["week"].items():
            texts = [hours] if isinstance(hours, str) else hours
            intervals = [tuple(clock(t) for t in text.split("-")) for text in texts]
            for day in weekdays_of(days):
                week[day] = sorted(intervals)  # type: ignore[arg-type]
        calendar = cls(week)
        for text in data.get("days_off", []):
            calendar.off.update(days_of(text))
        for text in data.get("days_on", []):
            calendar.on.update(days_of(text))
        if "covers" in data:
            days = days_of(data["covers"])
            calendar.covers = (days[0], days[-1])
        return calendar

    def hours(self, day: int) -> list[tuple[int, int]]:
        own = self.week[(day + 3) % 7]  # 1970-01-01 was a Thursday
        if day in self.on:
            return own or next((hours for hours in self.week if hours), [])
        return [] if day in self.off else own

    def spans(self, zone: str, day: int) -> list[tuple[int, int]]:
        return [
            (first_moment(zone, day * DAY + begin), first_moment(zone, day * DAY + end))
            for begin, end in self.hours(day)
        ]

    def outside(self, zone: str, micros: int) -> bool:
        if self.covers is None:
            return False
        return not self.covers[0] <= local_day(zone, micros) <= self.covers[1]


def works(zone: str, calendar: Calendar, day: int) -> bool:
    return bool(calendar.hours(day)) and has_day(zone, day)


def add_business_days(zone: str, calendar: Calendar, start: int, days: int) -> int:
    wall, step, left = to_wall(zone, start), 1 if days > 0 else -1, abs(days)
    while left:
        wall += step * DAY
        left -= 1 if works(zone, calendar, wall // DAY) else 0
    return from_wall(zone, wall)


def add_business_time(zone: str, calendar: Calendar, start: int, amount: int) -> int:
    if amount < 0:
        return subtract_business_time(zone, calendar, start, -amount)
    day = local_day(zone, start)
    while amount:
        for begin, end in calendar.spans(zone, day):
            begin = max(begin, start)
            if end - begin >= amount:
                return begin + amount
            amount -= max(0, end - begin)
        day += 1
    return start


def subtract_business_time(zone: str, calendar: Calendar, start: int, amount: int) -> int:
    day = local_day(zone, start) + 1
    while True:
        for begin, end in reversed(calendar.spans(zone, day)):
            end = min(end, start)
            if end - begin >= amount:
                return end - amount
            amount -= max(0, end - begin)
        day -= 1


def working_time(zone: str, calendar: Calendar, a: int, b: int) -> int:
    if b < a:
        return -working_time(zone, calendar, b, a)
    total = 0
    for day in range(local_day(zone, a) - 1, local_day(zone, b) + 2):
        for begin, end in calendar.spans(zone, day):
            total += max(0, min(b, end) - max(a, begin))
    return total


def reach(zone: str, calendar: Calendar | None, start: int, span: Span) -> tuple[int, bool]:
    """The instant `span` after `start`, and whether that left the calendar's coverage."""
    if not span.kind.startswith("business"):
        return plain_sum(zone, start, span), False
    assert calendar is not None
    if span.kind == "business days":
        at = add_business_days(zone, calendar, start, span.days)
    else:
        at = add_business_time(zone, calendar, start, span.exact)
    return at, calendar.outside(zone, start) or calendar.outside(zone, at)


def roll(zone: str, calendar: Calendar, at: int, forward: bool) -> tuple[int, bool]:
    day = local_day(zone, at)
    if calendar.hours(day):
        return at, calendar.outside(zone, at)
    while not works(zone, calendar, day):
        day += 1 if forward else -1
    spans = calendar.spans(zone, day)
    moved = spans[0][0] if forward else spans[-1][1]
    return moved, calendar.outside(zone, at) or calendar.outside(zone, moved)


# ---------------------------------------------------------------- clocks that stood still


def add_on_days(zone: str, wall: int, length: int) -> int:
    """On a clock that goes from one of the zone's days to the next."""
    day, end = wall // DAY, (wall + length) // DAY
    return wall + length + (move_day(zone, day, end - day) - end) * DAY


def wall_length(zone: str, a: int, b: int) -> int:
    """On such a clock too; none where the clock was put back by more."""
    a, b = to_wall(zone, a), to_wall(zone, b)
    return max(0, b - a - (add_on_days(zone, a, b - a) - b))


def hold_full_days(zone: str, due: int, held: int) -> int:
    day = local_day(zone, due)
    wall = day * DAY if due == start_of_day(zone, day) else to_wall(zone, due)
    wall = add_on_days(zone, wall, held)
    return start_of_day(zone, move_day(zone, wall // DAY, 1 if wall % DAY else 0))


def after_hold(
    zone: str, calendar: Calendar | None, due: int, hold: int, resume: int, span: Span
) -> tuple[int, bool]:
    """Where what is due at `due` lies after its clock stood still from `hold` to `resume`."""
    if hold >= due or resume <= hold:
        return due, False
    if span.kind == "exact":
        return due + resume - hold, False
    if span.kind.startswith("business"):
        assert calendar is not None
        left = working_time(zone, calendar, hold, due)
        at = max(due, add_business_time(zone, calendar, resume, left) if left else due)
        return at, calendar.outside(zone, hold) or calendar.outside(zone, at)
    held = wall_length(zone, hold, resume)
    if span.kind == "full":
        return max(due, hold_full_days(zone, due, held)), False
    return max(due, from_wall(zone, add_on_days(zone, to_wall(zone, due), held))), False


def start_after_hold(
    zone: str, calendar: Calendar | None, start: int, hold: int, resume: int, span: Span
) -> int:
    """As much of the deadline's time lies between it and `resume` as had passed at `hold`."""
    if not span.kind.startswith("business"):
        return start + resume - hold
    assert calendar is not None
    run = working_time(zone, calendar, start, hold)
    return add_business_time(zone, calendar, resume, -run)


def next_work(zone: str, calendar: Calendar, at: int) -> tuple[int, bool]:
    """The first moment of work at or after an instant."""
    worked = add_business_time(zone, calendar, at, 1) - 1
    return worked, calendar.outside(zone, at) or calendar.outside(zone, worked)


# ---------------------------------------------------------------- parts and sums


def share_of_time(
    zone: str, calendar: Calendar | None, start: int, end: int, percent: int, span: Span
) -> int:
    """By when so many percent of the time have passed, in the span's kind of time."""
    if percent == 100:
        return end
    if not span.kind.startswith("business") or end - start > 3660 * DAY:
        return start + towards_zero((end - start) * percent, 100)
    assert calendar is not None
    length = working_time(zone, calendar, start, end)
    return add_business_time(zone, calendar, start, towards_zero(length * percent, 100))


def towards_zero(a: int, b: int) -> int:
    return -(-a // b) if a < 0 else a // b


def reach_both(
    zone: str, calendar: Calendar | None, start: int, one: Span, other: Span
) -> tuple[int, bool]:
    """Two spans, as one sum where they can be: else whole days after plain ones, then work."""
    kinds = ["plain", "full", "business days", "business hours"]
    one_kind, other_kind = (s.kind if s.kind in kinds else "plain" for s in (one, other))
    if one_kind == other_kind:
        kind = one.kind if one.kind == other.kind else "months"
        summed = Span(kind, one.months + other.months, one.days + other.days, one.exact + other.exact)
        return reach(zone, calendar, start, summed)
    first, second = (one, other) if kinds.index(one_kind) < kinds.index(other_kind) else (other, one)
    between, outside = reach(zone, calendar, start, first)
    at, also_outside = reach(zone, calendar, between, second)
    return at, outside or also_outside

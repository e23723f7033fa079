# SPDX-License-Identifier: Apache-2.0
"""What became of the opportunities: stages, weighted forecast, win rates observed and declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

GROUP = "opportunity."
WON = "opportunity.won"
BY_THE_WAY = "opportunity.negotiation"  # the data has no day on which it begins


@dataclass(frozen=True)
class Opportunity:
    path: list[tuple[date, str]]  # the stages it was in, and since when
    list_price: float
    value: float  # of the contract; 0 where there is none
    has_company: bool

    def stage(self, on: date) -> str:
        return [stage for since, stage in self.path if since <= on][-1]

    def since(self, on: date) -> date:
        return [since for since, _ in self.path if since <= on][-1]

    def was_in(self, stage: str, on: date) -> bool:
        return any(seen == stage and since <= on for since, seen in self.path)

    def is_open(self, on: date) -> bool:
        return self.stage(on).startswith(GROUP) and self.stage(on) != WON

    def days_open(self, on: date) -> int | None:
        """From the first day known to the last; nothing where no day is known."""
        known = [since for since, _ in self.path if since != date.min and since <= on]
        if not known:
            return None
        return ((on if self.is_open(on) else known[-1]) - known[0]).days


@dataclass(frozen=True)
class Observed:
    """What came, by a day, of all that were ever in a stage."""

    won: int
    ended: int
    reached: int

    @property
    def rate(self) -> float | None:
        """Of those that have ended."""
        return self.won / self.ended if self.ended else None

    @property
    def least(self) -> float:
        """If all that are open were lost."""
        return self.won / self.reached

    @property
    def most(self) -> float:
        """If all that are open were won."""
        return (self.won + self.reached - self.ended) / self.reached


def observe(all_of_them: list[Opportunity], stage: str, on: date) -> Observed:
    seen = [one for one in all_of_them if one.was_in(stage, on)]
    ended = [one for one in seen if not one.is_open(on)]
    return Observed(sum(one.stage(on) == WON for one in ended), len(ended), len(seen))


def forecast(all_of_them: list[Opportunity], on: date, rate: Callable[[str], float]) -> float:
    return sum(one.list_price * rate(one.stage(on)) for one in all_of_them if one.is_open(on))


def percent(rate: float | None) -> str:
    return "" if rate is None else f"{100 * rate:.1f} %"


class Report:
    def __init__(
        self, all_of_them: list[Opportunity], summary: dict[str, Any], end: date, then: date
    ) -> None:
        self.all = all_of_them
        self.summary = summary
        self.declared: dict[str, float] = summary["win_rates"]
        self.end = end
        self.then = then

    def observed(self, on: date) -> Callable[[str], float]:
        def rate(stage: str) -> float:
            return observe(self.all, stage, on).rate or 0.0

        rates = {stage: rate(stage) for stage in self.declared}
        return rates.__getitem__

    def stages(self) -> Iterator[str]:
        """The counts are those of `stagegraph run`, the values those of the data."""
        yield f"{'stage':<26}{'in it':>7}{'value':>14}"
        for stage, count in self.summary["stages"].items():
            inside = [one for one in self.all if one.stage(self.end) == stage]
            value = sum(one.value if stage == WON else one.list_price for one in inside)
            if count or stage in self.declared:
                yield f"{stage:<26}{count:>7,}{value:>14,.0f}"

    def rates(self) -> Iterator[str]:
        yield f"{'win rate':<26}{'declared':>9}{'observed':>10}   won of ended    least and most"
        for stage, declared in self.declared.items():
            if stage == BY_THE_WAY:
                yield f"{stage:<26}{percent(declared):>9}         -   the data has no day for it"
                continue
            seen = observe(self.all, stage, self.end)
            spread = f"{percent(seen.least)} to {percent(seen.most)}" if stage != WON else ""
            counts = f"   {seen.won:,} of {seen.ended:,}"
            rates = f"{percent(declared):>9}{percent(seen.rate):>10}"
            yield f"{stage:<26}{rates}{counts:<19}{spread}".rstrip()

    def both_ways(self, of: list[Opportunity], on: date) -> Iterator[str]:
        rates = {"declared": self.declared.__getitem__, "observed": self.observed(on)}
        for name, rate in rates.items():
            yield f"  by the rates {name} {forecast(of, on, rate):>14,.0f}"

    def forecasts(self) -> Iterator[str]:
        yield f"weighted forecast of what is open on {self.end}, at list prices"
        yield from self.both_ways(self.all, self.end)
        # Of those that nobody was engaged in, the data does not say whether they were there then.
        engaged = [one for one in self.all if one.stage(self.then) == "opportunity.trial"]
        came = [one for one in engaged if one.stage(self.end) == WON]
        undecided = sum(one.is_open(self.end) for one in engaged)
        lost = len(engaged) - len(came) - undecided
        yield f"the same of what was on trial on {self.then}, and what came of it by {self.end}"
        yield from self.both_ways(engaged, self.then)
        yield f"  won since             {sum(one.value for one in came):>14,.0f}"
        yield f"  of {len(engaged):,}: {len(came):,} won, {lost:,} lost, {undecided:,} still open"

    def oddities(self) -> Iterator[str]:
        still = [one for one in self.all if one.is_open(self.end)]
        longest = max(one.days_open(self.end) or 0 for one in self.all if not one.is_open(self.end))
        older = sum((one.days_open(self.end) or 0) > longest for one in still)
        nameless = sum(not one.has_company for one in still)
        yield f"open for longer than any that ended ({longest} days): {older:,} of {len(still):,}"
        yield f"open without the name of a company: {nameless:,} of {len(still):,}"

    def text(self) -> str:
        parts = [self.stages(), self.rates(), self.forecasts(), self.oddities()]
        return "\n\n".join("\n".join(part) for part in parts)


def report(all_of_them: list[Opportunity], summary: dict[str, Any], end: date, then: date) -> str:
    return Report(all_of_them, summary, end, then).text()

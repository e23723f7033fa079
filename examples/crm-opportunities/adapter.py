#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Between the opportunities of a hardware seller's CRM and `stagegraph run`.

  adapter.py convert DATA WORK     writes WORK/records.csv and WORK/events.csv
  adapter.py report DATA WORK      reads WORK/decisions.jsonl and WORK/summary.json, and prints
                                   stages, weighted forecast, and win rates observed and declared

DATA is the folder with sales_pipeline.csv, products.csv and accounts.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from report import Opportunity, report

Row = dict[str, str]

WON, LOST = "Won", "Lost"
QUARTER = timedelta(days=92)
PRODUCTS = {"GTXPro": "GTX Pro"}  # what the pipeline calls otherwise than the list of products


def read_csv(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return datetime.strptime(text, "%m/%d/%Y").date() if text else None


@dataclass(frozen=True)
class Deal:
    """One row of the pipeline, with what the other files say of it."""

    row: Row
    engaged: date | None
    closed: date | None
    list_price: float
    employees: str

    @property
    def id(self) -> str:
        return self.row["opportunity_id"]


def read_deals(data: Path) -> list[Deal]:
    prices = {row["product"]: float(row["sales_price"]) for row in read_csv(data / "products.csv")}
    sizes = {row["account"]: row["employees"] for row in read_csv(data / "accounts.csv")}
    return [
        Deal(
            row=row,
            engaged=day(row["engage_date"]),
            closed=day(row["close_date"]),
            list_price=prices[PRODUCTS.get(row["product"], row["product"])],
            employees=sizes.get(row["account"], ""),
        )
        for row in read_csv(data / "sales_pipeline.csv")
    ]


def last_day(deals: Iterable[Deal]) -> date:
    return max(when for deal in deals for when in (deal.engaged, deal.closed) if when)


def records(deals: list[Deal]) -> Iterator[Row]:
    """All begin where the opportunity part of the trunk begins. No rule there asks since when."""
    end = last_day(deals)
    for deal in deals:
        yield {
            "id": deal.id,
            "stage": "opportunity.confirmed",
            "entered": f"{deal.engaged or end}",
            "owner": deal.row["sales_agent"],
            "product": deal.row["product"],
            "company": deal.row["account"],
            "company_name": "correct" if deal.employees else "",
            "headcount": deal.employees,
            "amount": f"{deal.list_price:.2f}",
        }


def events_of(deal: Deal) -> Iterator[tuple[date, str, str, str]]:
    """When, what, amount, reason. Terms have no date in the data: they are opened on closing."""
    if deal.engaged:
        yield deal.engaged, "trial_started", "", ""
    if deal.closed and deal.row["deal_stage"] == WON:
        value = deal.row["close_value"]
        yield deal.closed, "terms_opened", value, ""
        yield deal.closed, "contract_signed", value, ""
    if deal.closed and deal.row["deal_stage"] == LOST:
        yield deal.closed, "deal_lost", "", "not recorded"


def events(deals: list[Deal]) -> Iterator[Row]:
    for deal in deals:
        for at, event, amount, reason in events_of(deal):
            yield {
                "record": deal.id,
                "event": event,
                "at": f"{at}",
                "actor": deal.row["sales_agent"],
                "roles": "sales",
                "amount": amount,
                "reason": reason,
            }


def write_csv(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def convert(data: Path, work: Path) -> None:
    deals = read_deals(data)
    write_csv(work / "records.csv", records(deals))
    write_csv(work / "events.csv", events(deals))


def moves(path: Path) -> dict[str, list[tuple[date, str]]]:
    """By record, the stages it was moved to and when."""
    found: dict[str, list[tuple[date, str]]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            decision = json.loads(line)
            if decision["outcome"] == "moved":
                at = date.fromisoformat(decision["at"][:10])
                found.setdefault(decision["record"], []).append((at, decision["to"]))
    return found


def opportunities(data: Path, work: Path) -> list[Opportunity]:
    deals = read_deals(data)
    moved, before = moves(work / "decisions.jsonl"), date.min
    return [
        Opportunity(
            path=[(before, "opportunity.confirmed"), *moved.get(deal.id, [])],
            list_price=deal.list_price,
            value=float(deal.row["close_value"] or 0),
            has_company=bool(deal.row["account"]),
        )
        for deal in deals
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=["convert", "report"])
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    options = parser.parse_args()
    if options.task == "convert":
        convert(options.data, options.work)
        return
    summary = json.loads((options.work / "summary.json").read_text(encoding="utf-8"))
    end = last_day(read_deals(options.data))
    print(report(opportunities(options.data, options.work), summary, end, end - QUARTER))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""One decision through the Python package: a seller says that the customer's need is clear.

    python3 decide.py rules/b2b-trunk.yaml

prints the decision as JSON. examples/c and examples/cpp do the same.
"""

import sys
from decimal import Decimal

import stagegraph


def decide(rules: stagegraph.Ruleset) -> stagegraph.Decision:
    """The answer for a lead that sales took over on Monday at ten, local time of the ruleset."""
    lead = rules.record("A-17", at="2026-03-02T10:00", stage="lead.sql", facts={"owner": "chen"})
    return rules.decide(
        lead,
        "need_clear",
        at="2026-03-04T15:30",
        payload={
            "product": "pro",
            "headcount": 40,
            "company": "Blue Kite",
            "company_name": "correct",
            "amount": Decimal("128000.50"),
        },
        actor=stagegraph.Actor("chen", roles=["sales"]),
        event_id="e-1",
    )


def main() -> int:
    if len(sys.argv) != 2:
        print(f"usage: {sys.argv[0]} RULES.yaml", file=sys.stderr)
        return 2
    try:
        rules = stagegraph.Ruleset.load(sys.argv[1])
        print(decide(rules).to_json())  # decision.record would be the record from now on
    except stagegraph.StagegraphError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

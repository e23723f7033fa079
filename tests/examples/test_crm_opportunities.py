# SPDX-License-Identifier: Apache-2.0
"""The opportunities: made-up ones that always run, and the real ones where they are there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "crm-opportunities"
FILES = {
    "products.csv": "product,series,sales_price\nGTX Pro,GTX,4000\nMG Special,MG,50\n",
    "accounts.csv": "account,sector,employees\nAcme,retail,40\nBetatech,medical,491\n",
    "sales_pipeline.csv": """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
P1,Ann,GTXPro,,Prospecting,,,
E1,Ann,GTXPro,Acme,Engaging,12/20/2017,,
E2,Bob,MG Special,,Engaging,1/2/2017,,
W1,Bob,GTXPro,Acme,Won,9/1/2017,10/15/2017,3900
W2,Bob,MG Special,Betatech,Won,3/1/2017,4/1/2017,55
W3,Bob,MG Special,Betatech,Won,3/1/2017,4/1/2017,45
L1,Ann,GTXPro,Betatech,Lost,12/1/2017,12/31/2017,0
""",
}


def run(data: Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(EXAMPLE / "run.sh"), str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def lines_of(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 0, done.stderr
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


def test_made_opportunities(made: Path) -> None:
    lines = lines_of(run(made))
    assert "opportunity.confirmed 1 4,000" in lines
    assert "opportunity.trial 2 4,050" in lines
    assert "opportunity.won 3 4,000" in lines
    assert "pool.nurture 1 4,000" in lines
    assert "opportunity.confirmed 10.0 % 75.0 % 3 of 4 42.9 % to 85.7 %" in lines
    assert "opportunity.trial 30.0 % 75.0 % 3 of 4 50.0 % to 83.3 %" in lines
    assert "opportunity.negotiation 70.0 % - the data has no day for it" in lines
    # 10 % of 4,000 and 30 % of 4,050; 75 % of 8,050. Then W1 and E2, all of two having been won.
    declared = [line for line in lines if line.startswith("by the rates declared")]
    observed = [line for line in lines if line.startswith("by the rates observed")]
    assert declared == ["by the rates declared 1,615", "by the rates declared 1,215"]
    assert observed == ["by the rates observed 6,038", "by the rates observed 4,050"]
    assert "won since 3,900" in lines and "of 2: 1 won, 0 lost, 1 still open" in lines
    assert "open for longer than any that ended (44 days): 1 of 3" in lines
    assert "open without the name of a company: 2 of 3" in lines


def test_data_that_is_not_there(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere")
    assert done.returncode != 0 and "products.csv" in done.stderr


def test_the_real_opportunities() -> None:
    shared = os.environ.get("STAGEGRAPH_SHARED")
    if not shared:
        pytest.skip("STAGEGRAPH_SHARED does not name a folder with data/crm-sales-opportunities")
    lines = lines_of(run(Path(shared) / "data" / "crm-sales-opportunities"))
    assert "opportunity.confirmed 500 1,073,986" in lines
    assert "opportunity.won 4,238 10,005,534" in lines
    assert "pool.nurture 2,473 5,946,468" in lines
    assert "opportunity.trial 30.0 % 63.2 % 4,238 of 6,711 51.1 % to 70.2 %" in lines
    assert "of 2,409: 559 won, 376 lost, 1,474 still open" in lines
    # What it says is what its README shows.
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    shown = {" ".join(line.split()) for line in readme.splitlines()}
    assert [line for line in lines if line not in shown] == []

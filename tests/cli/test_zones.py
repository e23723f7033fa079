# SPDX-License-Identifier: Apache-2.0
"""Time zones that come in data: which are known, and what is said of those that are not."""
import json

import pytest

RULES = """
stagegraph: 1
name: zones
{head}
facts:
  zone: string
  office: {{ type: enum, values: [America/New_York, Pacific/Apia] }}
events: {{ look: {{}} }}
actions: {{ tell: {{ hour: int }} }}
tables:
  by_name: {{ gives: {{ zone: string }}, rows: [{{ zone: Africa/Lagos }}] }}
stages:
  open:
    events:
      look: {{ do: [{{ tell: {{ hour: '${{{hour}}}' }} }}] }}
"""


def decide(command, hour, facts=None, head="time_zone: Europe/Berlin"):
    rules = command.write("zones.yaml", RULES.format(head=head, hour=hour))
    record = {"id": "A", "stage": "open", "entered": "2026-03-02T10:00:00Z", "facts": facts or {}}
    done = command("decide", rules, "--record", json.dumps(record), "--now",
                   "2026-03-02T12:00:00Z", "--event", '{"event": "look"}', "--format", "json")
    return done.json() if done.out else done


@pytest.mark.parametrize(
    ("hour", "facts", "expected"),
    [
        ('now.getHours("Asia/Tokyo")', {}, 21),
        ("now.getHours(zone)", {"zone": "Europe/Berlin"}, 13),
        ("now.getHours(zone)", {"zone": "+05:30"}, 17),
        ("now.getHours(zone)", {"zone": "UTC"}, 12),
        ("now.getHours(zone)", {"zone": "Pacific/Apia"}, 1),
        ("now.getHours(office)", {"office": "America/New_York"}, 7),
        ('now.getHours(table("by_name").zone)', {}, 13),
        ('["Asia/Seoul"].map(z, now.getHours(z))[0]', {}, 21),
    ],
)
def test_a_zone_that_the_ruleset_names_is_known(command, hour, facts, expected):
    decision = decide(command, hour, facts)
    assert decision["actions"][0]["arguments"]["hour"] == expected


def test_a_zone_that_it_does_not_name_is_an_error(command):
    decision = decide(command, "now.getHours(zone)", {"zone": "Asia/Dubai"})
    assert decision["outcome"] == "error"
    assert "the time zone 'Asia/Dubai' is not among those that were loaded" in json.dumps(decision)


@pytest.mark.parametrize("zones", ["Asia/Dubai", "[UTC, Asia/Dubai]"])
def test_time_zones_lists_others(command, zones):
    decision = decide(command, "now.getHours(zone)", {"zone": "Asia/Dubai"}, f"time_zones: {zones}")
    assert decision["actions"][0]["arguments"]["hour"] == 16


@pytest.mark.parametrize(
    ("head", "hour", "message"),
    [
        ("time_zones: [Asia/Beijing]", "1", "Did you mean 'Asia/Shanghai'?"),
        ("time_zone: CST", "1", "'CST' is an abbreviation"),
        ("", 'now.getHours("Asia/Beijing")', "Did you mean 'Asia/Shanghai'?"),
    ],
)
def test_check_finds_what_is_no_zone(command, head, hour, message):
    done = command("check", command.write("zones.yaml", RULES.format(head=head, hour=hour)))
    assert done.status == 1
    assert message in done.err and "unknown-name" in done.err


def test_check_finds_a_member_that_is_no_zone(command):
    text = RULES.format(head="", hour="now.getHours(office)").replace("Pacific/Apia", "Pacific/Apya")
    done = command("check", command.write("zones.yaml", text))
    assert done.status == 1
    assert "'Pacific/Apya' is not a time zone" in done.err


@pytest.mark.parametrize(
    ("head", "hour"), [("time_zone: Etc/GMT+8", "1"), ("", 'now.getHours("Etc/GMT+8")')]
)
def test_check_warns_of_signs(command, head, hour):
    done = command("check", command.write("zones.yaml", RULES.format(head=head, hour=hour)))
    assert done.status == 0
    assert "'Etc/GMT+8' is west of UTC" in done.err and "surprising-zone" in done.err


def test_check_says_which_database_it_is(command, doors):
    version = command("check", doors, "--format", "json").json()["tzdata"]
    assert command("check", doors).out.endswith(f"\ntime zones: tzdata {version}\n")


def test_eval_knows_the_zones_that_it_is_told(command):
    facts = '{"z": "Asia/Dubai"}'
    hour = ("eval", "timestamp(0).getHours(z)", "--facts", facts)
    assert command(*hour, "--time-zones", "UTC, Asia/Dubai").out == "4\n"
    unknown = command(*hour)
    assert unknown.status == 1 and "is not among those that were loaded" in unknown.err
    wrong = command(*hour, "--time-zones", "Asia/Beijing")
    assert wrong.status == 2 and "Did you mean 'Asia/Shanghai'?" in wrong.err

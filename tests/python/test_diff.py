# SPDX-License-Identifier: Apache-2.0
"""stagegraph.diff."""
import pytest

import stagegraph

RULES = """
stagegraph: 1
name: desk
title: { en: Desk, zh: 服务台 }
events: { go: {} }
stages:
  a: { title: { en: Asked, zh: 询问 }, events: { go: { to: b } } }
  b: { deadlines: { week: { within: 7 days, to: a } } }
"""


def test_changes_are_told_with_their_places():
    report = stagegraph.diff(RULES, RULES.replace("7 days", "10 days"))
    assert report["counts"]["next_step"] == 1 and not report["same_behaviour"]
    [change] = report["changes"]
    assert change["says"] == "week: 7 days → 10 days"
    assert change["heading"] == "Stage b"
    assert change["old_at"]["line"] == change["new_at"]["line"] == 8


def test_nothing_is_told_of_the_same():
    report = stagegraph.diff(RULES, RULES + "# comment\n")
    assert report["same_content"] and report["changes"] == []
    assert report["summary"] == "Only comments or layout differ. No record notices."


def test_texts_are_in_the_language_that_is_asked_for():
    renamed = RULES.replace("服务台", "前台").replace("to: b }", "to: b, when: 'true' }")
    english, chinese = (stagegraph.diff(RULES, renamed, language=tag) for tag in ("en", "zh"))
    assert [c["says"] for c in english["changes"] if c["section"] == "title"] == [
        "title in zh 服务台 → 前台"]
    assert [c["says"] for c in chinese["changes"] if c["section"] == "title"] == [
        "title 服务台 → 前台"]
    assert "Stage 询问 (a)" in [c["heading"] for c in chinese["changes"]]
    with pytest.raises(stagegraph.UsageError):
        stagegraph.diff(RULES, RULES, language="no language")


def test_what_is_wrong_with_either_is_told():
    with pytest.raises(stagegraph.RulesetError) as caught:
        stagegraph.diff(RULES.replace("to: b", "to: c"), RULES.replace("7 days", "7"),
                        old_file="old.yaml", new_file="new.yaml")
    assert {found.file for found in caught.value.diagnostics} == {"old.yaml", "new.yaml"}
    with pytest.raises(stagegraph.InputError):
        stagegraph.diff(RULES, "\ud800")
    with pytest.raises(TypeError):
        stagegraph.diff(RULES, None)

# SPDX-License-Identifier: Apache-2.0
"""The Chinese documents are in step with the English ones, and what is not is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scratch import ROOT

TOOL = ROOT / "tools/translations.py"
ENGLISH = """# Leads

<!-- file: leads.yaml -->
```yaml
says: { en: No need, zh: 暂无需求 }
title: Leads   # where they are
```

## Where to read on

| you | read |
| --- | --- |
| write | more |
"""
CHINESE = """<!-- follows: docs/leads.md 0 -->
# 线索

<!-- file: leads.yaml -->
```yaml
says: { en: No need, zh: 暂无需求 }
title: 线索（leads）  # 在哪里
```

## 接下来读什么

| 你 | 读 |
| --- | --- |
| 写 | 更多 |
"""


def run(root: Path, *arguments: str) -> str:
    command = [sys.executable, str(TOOL), "--root", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == (1 if done.stdout else 0), done.stderr
    return done.stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two pages in step."""
    (tmp_path / "docs/zh").mkdir(parents=True)
    (tmp_path / "docs/leads.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "docs/zh/leads.md").write_text(CHINESE, encoding="utf-8")
    run(tmp_path, "--accept")
    return tmp_path


def change(page: Path, old: str, new: str) -> None:
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_documents_are_in_step() -> None:
    assert run(ROOT) == ""


def test_chinese_texts_in_code_are_in_step(root: Path) -> None:
    assert run(root) == ""


def test_a_change_of_the_english_page_shows(root: Path) -> None:
    change(root / "docs/leads.md", "| more |", "| less |")
    assert "docs/leads.md has changed. See `git diff " in run(root)
    assert run(root, "--accept") == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## 接", "### 接", "headings"),
        ("| 写 | 更多 |\n", "", "rows of tables"),
        ("```\n\n##", "```\n\n```sh\ntrue\n```\n\n##", "2 blocks of code, 1"),
        ("says: {", "said: {", "code"),
        ("<!-- file: leads.yaml -->\n", "", "code"),
        ("title: 线索", "name: 线索", "code"),
        ("# 在哪里", "where", "code"),
        ("<!-- follows: docs/leads.md", "<!-- follows: docs/other.md", "first line"),
        ("<!-- follows: ", "<!-- about: ", "first line"),
    ],
)
def test_a_chinese_page_out_of_step_is_found(root: Path, old: str, new: str, message: str) -> None:
    change(root / "docs/zh/leads.md", old, new)
    assert message in run(root)


def test_a_summary_is_free_but_for_changes(root: Path) -> None:
    change(root / "docs/zh/leads.md", "follows", "summary of")
    change(root / "docs/zh/leads.md", "## 接下来读什么", "然后：")
    assert run(root) == ""
    change(root / "docs/leads.md", "# Leads", "# Prospects")
    assert "has changed" in run(root)


def test_a_page_without_an_english_one_is_found(root: Path) -> None:
    (root / "docs/leads.md").unlink()
    assert "there is no docs/leads.md" in run(root)

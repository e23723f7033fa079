# SPDX-License-Identifier: Apache-2.0
"""What the site is made of: every page is in the menu, links lead somewhere, the references name
everything that is public, and a page without a translation says so."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
import reference_c
import reference_cpp
import reference_python
from gather import NOT_TRANSLATED, Failure, Page, Site


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def site(gathered: Site, tmp_path: Path) -> Site:
    """A copy that a test may change."""
    again = copy.copy(gathered)
    again.folder, again.pages, again.files = tmp_path, dict(gathered.pages), {}
    return again


def rewritten(site: Site, text: str, address: str = "cli", source: str = "docs/cli.md") -> str:
    return site.rewritten(Page(address, source, text))


def test_every_page_is_in_the_menu_once(site: Site) -> None:
    listed = [page["page"] for group in site.menu() for page in group["pages"]]
    assert len(listed) == len(set(listed))
    assert {"index", "cli", "packs/b2b-trunk", "reference/c/deciding"} <= set(listed)


def test_a_page_in_no_menu_is_found(site: Site) -> None:
    site.pages["new"] = Page("new", "docs/new.md", "# New\n")
    with pytest.raises(Failure, match="new is in no menu"):
        site.menu()


def test_an_entry_without_a_page_is_found(site: Site) -> None:
    del site.pages["cli"]
    with pytest.raises(Failure, match="there is no page cli"):
        site.menu()


def test_a_chinese_page_without_an_english_one_is_found(site: Site) -> None:
    site.pages["zh/new"] = Page("zh/new", "docs/zh/new.md", "# 新\n")
    with pytest.raises(Failure, match=r"docs/zh/new\.md translates no page"):
        site.menu()


def test_a_dead_link_is_found(site: Site) -> None:
    with pytest.raises(Failure, match=r"docs/cli\.md: there is no docs/nowhere\.md"):
        rewritten(site, "[x](nowhere.md)")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("language.md#quotas", "./language.md#quotas"),
        ("../README.md", "./index.md"),
        ("packs", "./packs/index.md"),
        ("../examples/trunk", "./examples/trunk.md"),
        ("../rules/b2b-trunk.yaml", "./files/rules/b2b-trunk.yaml.md"),
        ("../include/stagegraph/stagegraph.h", "./reference/c/index.md"),
        ("zh/README.md", "./zh/index.md"),
        ("https://cel.dev", "https://cel.dev"),
        ("#run", "#run"),
    ],
)
def test_links_lead_to_the_sites_pages(site: Site, link: str, expected: str) -> None:
    assert rewritten(site, f"[x]({link})") == f"[x]({expected})"


def test_links_of_chinese_pages_stay_chinese(site: Site) -> None:
    text = "[x](../cli.md) [y](language.md) [z](../language.md)"
    told = rewritten(site, text, "zh/language", "docs/zh/language.md")
    assert told == "[x](./cli.md) [y](./language.md) [z](../language.md)"
    told = rewritten(site, text, "zh/other", "docs/zh/other.md")
    assert told == "[x](./cli.md) [y](./language.md) [z](./language.md)"


def test_anchors_lead_to_the_same_heading_of_a_translation(site: Site) -> None:
    text = "[x](language.md#quotas) [y](language.md)"
    assert rewritten(site, text, "zh/cli") == "[x](./language.md#限额) [y](./language.md)"
    assert rewritten(site, text) == "[x](./language.md#quotas) [y](./language.md)"
    summary = "[x](packs/b2b-trunk.md#the-practice)"
    assert rewritten(site, summary, "zh/cli") == "[x](./packs/b2b-trunk.md)"


def test_code_and_comments_are_left_alone(site: Site) -> None:
    text = "`[a](b)` <!-- [a](b) -->\n\n```sh\n[a](b)\n```\n"
    assert rewritten(site, text) == text


def test_a_page_without_a_translation_says_so(site: Site) -> None:
    site.write_page(Page("limits", "docs/limits.md", "# Limits\n\nAll of them.\n"))
    text = (site.folder / "pages/zh/limits.md").read_text(encoding="utf-8")
    assert text.startswith(f"# Limits\n\n{NOT_TRANSLATED}")
    assert NOT_TRANSLATED not in (site.folder / "pages/limits.md").read_text(encoding="utf-8")


def headings(pages: dict[str, str]) -> set[str]:
    return {found for text in pages.values() for found in re.findall(r"^#{2,3} (.+)$", text, re.M)}


def test_the_c_reference_has_every_function_and_enumeration() -> None:
    interface = reference_c.interface.read()
    wanted = {f.name for f in interface.functions} | {enum.type for enum in interface.enums}
    pages = reference_c.pages()
    assert wanted <= headings(pages)
    text = "".join(pages.values())
    assert all(f"`{name}` | {value} |" in text for e in interface.enums for name, value in e.members)


def test_the_c_reference_describes_a_function() -> None:
    text = reference_c.pages()["reference/c/deciding"]
    entry = text[text.index("## stg_decide\n") : text.index("## stg_approve\n")]
    assert "    const stg_record* record,\n" in entry
    assert "- `payload`: what the event carries, or `NULL`" in entry
    assert "**Errors**: `STG_STATUS_OVERDUE`" in entry
    assert "*Thread safety: exclusive · since 0.1" in entry


def test_the_cpp_reference_has_every_type() -> None:
    header = reference_cpp.HEADER.read_text(encoding="utf-8")
    public = re.sub(r"namespace detail \{.*?// namespace detail", "", header, flags=re.S)
    kinds = r"^(?:class|struct|enum class) (?:\[\[nodiscard\]\] )?(\w+)[^;]*?\{"
    wanted = set(re.findall(kinds, public, re.M))
    pages = reference_cpp.pages(lambda _: None)
    assert {"Ruleset", "Record", "Decision"} <= wanted <= headings(pages)
    text = "\n".join(pages.values())
    assert "Record(const Ruleset& ruleset, std::string_view id, Instant at);" in text
    assert "private:" not in text and "handle_" not in text


def test_the_python_reference_has_every_public_name() -> None:
    package = reference_python.Package()
    assert set(package.public) <= headings(reference_python.pages(lambda _: None))


def test_the_python_reference_describes_a_method() -> None:
    text = reference_python.pages(lambda _: None)["reference/python/ruleset"]
    entry = text[text.index("### Ruleset.load\n") : text.index("### Ruleset.loads\n")]
    assert "@classmethod\ndef load(\n    path: str | os.PathLike[str],\n" in entry
    assert "Loads a YAML file." in entry


def test_the_python_reference_describes_a_function() -> None:
    text = reference_python.pages(lambda _: None)["reference/python/diff"]
    entry = text[text.index("## diff\n") :]
    assert "def diff(\n    old: str,\n    new: str,\n    *,\n" in entry
    assert "Compares two versions of a ruleset" in entry and "json.loads" not in entry


def test_names_in_comments_are_links_to_the_c_reference() -> None:
    links = reference_c.linker(reference_c.interface.read().functions, "../c/")
    text = reference_cpp.pages(links)["reference/cpp/decisions"]
    assert "[`stg_decide`](../c/deciding.md#stg_decide)" in text

# SPDX-License-Identifier: Apache-2.0
"""The site as it is built: no dead link or anchor, nothing from other hosts, and a search that finds
English and Chinese words. Skips itself where node or the packages cannot be had."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote

import pytest
from gather import ROOT

HERE = Path(__file__).resolve().parent
LOADED = {"script": "src", "img": "src", "link": "href", "source": "src"}  # with the page itself


@dataclass
class Html(HTMLParser):
    """What a page links to, what it loads, and where one can link to in it."""

    text: str
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if values.get("id"):
            self.anchors.add(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in LOADED and LOADED[tag] in values:
            self.loads.append(values[LOADED[tag]])


@pytest.fixture(scope="module")
def into(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the site is built."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are needed to build the site")
    told = subprocess.check_output([node, "--version"], encoding="utf-8")
    if int(re.match(r"v(\d+)", told)[1]) < 18:
        pytest.skip(f"the site needs Node 18 or later, not {told.strip()}")
    folder = Path(os.environ.get("STAGEGRAPH_SITE_INTO") or tmp_path_factory.mktemp("site"))
    built = subprocess.run(
        [ROOT / "tools/site.sh", "--into", folder],
        capture_output=True, encoding="utf-8", timeout=1200, check=False,
    )  # fmt: skip
    assert "EINTEGRITY" not in built.stderr, built.stderr
    if not (folder / "site-work/node_modules/.installed").is_file():
        pytest.skip(f"npm cannot install what builds the site: {built.stderr.strip()}")
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def pages(into: Path) -> dict[str, Html]:
    """By address, such as /packs/b2b-trunk.html."""
    site = into / "site"
    return {
        f"/{path.relative_to(site).as_posix()}": Html(path.read_text(encoding="utf-8"))
        for path in sorted(site.glob("**/*.html"))
    }


def target(page: str, link: str) -> tuple[str, str]:
    """The file and the anchor that a link names."""
    path, _, anchor = link.partition("#")
    file = normpath(join(page, "..", unquote(path))) if path else page
    return (f"{file.rstrip('/')}/index.html" if path.endswith("/") else file), unquote(anchor)


def is_external(link: str) -> bool:
    return re.match(r"[a-z]+:|//", link) is not None


def test_every_link_leads_somewhere(into: Path, pages: dict[str, Html]) -> None:
    dead, checked = [], 0
    for page, html in pages.items():
        for link in html.links:
            if is_external(link):
                continue
            file, anchor = target(page, link)
            there = file in pages or (into / f"site{file}").is_file()
            if not there or (anchor and anchor not in pages[file].anchors):
                dead.append(f"{page}: {link}")
            checked += 1
    assert not dead, "\n".join(sorted(set(dead)))
    assert checked > 1000


def test_pages_load_nothing_from_elsewhere(into: Path, pages: dict[str, Html]) -> None:
    for page, html in pages.items():
        assert not [link for link in html.loads if is_external(link)], page
        missing = [link for link in html.loads if not (into / f"site{target(page, link)[0]}").is_file()]
        assert not missing, page


def test_each_page_is_there_in_both_languages(pages: dict[str, Html]) -> None:
    english = {page for page in pages if not page.startswith("/zh/") and page != "/404.html"}
    chinese = {page.removeprefix("/zh") for page in pages if page.startswith("/zh/")}
    assert english == chinese
    assert 'lang="zh-Hans"' in pages["/zh/index.html"].text
    assert "下面是英文原文" in pages["/zh/limits.html"].text
    assert "下面是英文原文" not in pages["/zh/rules-author.html"].text


def test_packs_have_pictures(pages: dict[str, Html]) -> None:
    assert "stateDiagram-v2" in pages["/packs/b2b-trunk.html"].text
    assert "公海" in re.search("(?s)stateDiagram-v2.*?</pre>", pages["/zh/packs/b2b-trunk.html"].text)[0]


def search(into: Path, language: str, *words: str) -> list[list[str]]:
    command = ["node", HERE / "search.mjs", into / "site-work", language, *words]
    return json.loads(subprocess.check_output(command, encoding="utf-8"))


def test_the_search_finds_english_words(into: Path) -> None:
    quota, function, part = search(into, "root", "quotas", "stg_decide", "one-week")
    assert "/language.html#quotas" in quota[:5]
    assert "/reference/c/deciding.html#stg_decide" in function[:3]
    assert part and not [page for page in quota + function + part if "/files/" in page]


def test_the_search_finds_chinese_words(into: Path) -> None:
    pool, win_rate, week, nothing = search(into, "zh", "公海", "赢率", "一周规则", "鲸鱼")
    assert any(page.startswith("/zh/packs/public-pool") for page in pool[:3])
    assert any(page.startswith("/zh/packs/b2b-trunk") for page in win_rate)
    assert any(page.startswith("/zh/packs/b2b-trunk") for page in week)
    assert not nothing

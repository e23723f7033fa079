#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Gathers the pages of the site: the documents where they stand, and the references.

    site/gather.py FOLDER        writes FOLDER/pages and FOLDER/menu.json

A page of the site has an address, such as `packs/b2b-trunk`, under which the builder finds its
text. Links between documents, which GitHub follows, are rewritten to addresses. What else a link
names is a file or a folder of the repository: it gets a page under `files/` that shows it.

Each page is there twice, in English and under `zh/`. A page that has no translation is there in
English, with a line that says so.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

import reference_c
import reference_cpp
import reference_python

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from check_prose import FENCE, HEADING, SPAN, TARGET, anchor_of  # noqa: E402

DOCUMENTS = (
    *("*.md", "docs/**/*.md", "src/README.md", "site/README.md"),
    *("examples/*/README.md", "bindings/*/README.md"),
)
PLACES = {
    "README.md": "index",
    "docs/README.md": "contents",
    "docs/zh/README.md": "zh/index",
    "src/README.md": "source",
    "site/README.md": "site",
    "include/stagegraph/stagegraph.h": "reference/c/index",
    "include/stagegraph/stagegraph.hpp": "reference/cpp/index",
}
KINDS = {
    **{".yaml": "yaml", ".py": "python", ".sh": "sh", ".c": "c", ".h": "c", ".cc": "cpp"},
    **{".cpp": "cpp", ".hpp": "cpp", ".cmake": "cmake", ".json": "json", ".mjs": "js"},
}
PICTURES = (".svg", ".png")
NOT_TRANSLATED = "::: info 本页暂无中文版\n下面是英文原文。\n:::"
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Failure(Exception):
    """Something a person has to mend."""


def address_of(source: str) -> str:
    """Of a document: where it is on the site."""
    if source in PLACES:
        return PLACES[source]
    path = PurePosixPath(source)
    if path.parts[0] in ("examples", "bindings"):
        return str(path.parent)
    inside = path.relative_to("docs") if path.parts[0] == "docs" else path
    if inside.name == "README.md":
        return str(inside.parent / "index")
    name = inside.stem if path.parts[0] == "docs" else inside.stem.lower()
    return str(inside.parent / name)


@dataclass
class Page:
    address: str
    source: str  # the document; for a reference, the page as if it were one: links are relative
    text: str

    @property
    def chinese(self) -> bool:
        return self.address.startswith("zh/")


def relative(path: str, folder: str) -> str:
    """The path from the folder, as the builder knows it for a page of its own."""
    found = relpath(path, folder)
    return found if found.startswith("../") else f"./{found}"


def anchors(text: str) -> list[str]:
    """Of the headings, in order."""
    found: list[str] = []
    for line in FENCE.sub("", text).splitlines():
        if heading := HEADING.match(line):
            name = anchor_of(heading[2])
            again = sum(re.fullmatch(rf"{re.escape(name)}(-\d+)?", one) is not None for one in found)
            found.append(f"{name}-{again}" if again else name)
    return found


def documents() -> list[Page]:
    found = {path for pattern in DOCUMENTS for path in ROOT.glob(pattern)}
    sources = sorted(path.relative_to(ROOT).as_posix() for path in found)
    return [Page(address_of(s), s, (ROOT / s).read_text(encoding="utf-8")) for s in sources]


def references() -> list[Page]:
    """As if they stood in docs/."""
    links = reference_c.linker(reference_c.interface.read().functions, "../c/")
    written = {
        **reference_c.pages(),
        **reference_cpp.pages(links),
        **reference_python.pages(links),
    }
    return [Page(address, f"docs/{address}.md", text + "\n") for address, text in written.items()]


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = {page.address: page for page in [*documents(), *references()]}
        self.by_source = {page.source: page.address for page in self.pages.values()}
        self.by_source |= {source: address for source, address in PLACES.items()}
        self.files: dict[str, str] = {}  # by address: the file or folder that a page shows

    # -- links -------------------------------------------------------------------------------------

    def place(self, source: str, chinese: bool) -> str:
        """The address of what a link names, by its path in the repository."""
        readme = f"{source}/README.md"
        address = self.by_source.get(source) or self.by_source.get(readme)
        if address:
            return f"zh/{address}" if chinese and not address.startswith("zh/") else address
        if not (ROOT / source).exists():
            raise Failure(f"there is no {source}")
        language = "zh/" if chinese else ""
        address = f"{language}files/{source}" + ("/index" if (ROOT / source).is_dir() else "")
        self.files[address] = source
        return address

    def anchor(self, source: str, address: str, anchor: str) -> str:
        """Where a link with an anchor of a document leads that is translated: by the order of the
        headings. A summary has other headings, so the link leads to its top."""
        translated = self.pages.get(address)
        if not anchor or not translated or translated.source == source:
            return anchor
        theirs = anchors((ROOT / source).read_text(encoding="utf-8"))
        ours = anchors(translated.text)
        if anchor not in theirs:
            raise Failure(f"{source} has no heading #{anchor}")
        return ours[theirs.index(anchor)] if len(theirs) == len(ours) else ""

    def picture(self, source: str) -> str:
        """Copies it and returns its path below the pages."""
        name = str(PurePosixPath(source).relative_to("docs"))
        copy = self.folder / "pages" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / source, copy)
        return name

    def target(self, page: Page, link: str) -> str:
        """The link as the site has it."""
        if re.match(r"[a-z][a-z0-9+.-]*:|#", link):
            return link
        name, _, anchor = link.partition("#")
        source = normpath(f"{PurePosixPath(page.source).parent}/{name}")
        here = str(PurePosixPath(page.address).parent)
        if source.endswith(PICTURES):
            return relative(self.picture(source), here)
        address = self.place(source, page.chinese)
        if address == page.address and source != page.source:  # a translation names its original
            address = self.place(source, False)
        anchor = self.anchor(source, address, anchor)
        return relative(f"{address}.md", here) + (f"#{anchor}" if anchor else "")

    def rewritten(self, page: Page) -> str:
        """The text with the site's links."""
        kept: list[str] = []

        def keep(found: re.Match[str]) -> str:
            kept.append(found[0])
            return f"\x00{len(kept) - 1}\x00"

        def change(found: re.Match[str]) -> str:
            return found[0].replace(found[1], self.target(page, found[1]), 1)

        text = page.text
        for left_alone in (FENCE, COMMENT, SPAN):
            text = left_alone.sub(keep, text)
        try:
            text = TARGET.sub(change, text)
        except Failure as failure:
            raise Failure(f"{page.source}: {failure}") from None
        while "\x00" in text:
            text = re.sub(r"\x00(\d+)\x00", lambda at: kept[int(at[1])], text)
        return text

    # -- pages -------------------------------------------------------------------------------------

    def write(self, address: str, text: str) -> None:
        path = self.folder / "pages" / f"{address}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def write_page(self, page: Page) -> None:
        self.write(page.address, self.rewritten(page))
        if page.chinese or f"zh/{page.address}" in self.pages:
            return
        again = Page(f"zh/{page.address}", page.source, page.text)
        title, _, rest = self.rewritten(again).partition("\n")
        self.write(again.address, f"{title}\n\n{NOT_TRANSLATED}\n{rest}")

    def write_files(self) -> None:
        """In both languages. A folder may show more files, which get pages in turn."""
        written: set[str] = set()
        for source in list(self.files.values()):
            self.place(source, False), self.place(source, True)
        while left := sorted(set(self.files) - written):
            for address in left:
                source = self.files[address]
                text = self.listing(address) if (ROOT / source).is_dir() else shown(source)
                self.write(address, f"---\nsearch: false\n---\n# {source}\n\n{text}\n")
                written.add(address)

    def listing(self, address: str) -> str:
        """The names in a folder. Those with a page, and those that show how it is used, are links."""
        source, here = self.files[address], str(PurePosixPath(address).parent)
        chinese = address.startswith("zh/")
        used = source.startswith(("rules", "examples"))
        lines = []
        for path in sorted((ROOT / source).iterdir()):
            name = path.relative_to(ROOT).as_posix()
            has_page = name in self.by_source or f"{name}/README.md" in self.by_source
            if has_page or (used and path.suffix in KINDS):
                lines.append(f"- [{path.name}]({relative(f'{self.place(name, chinese)}.md', here)})")
            elif not path.name.startswith((".", "__")):
                lines.append(f"- {path.name}")
        return "\n".join(lines)

    # -- menu --------------------------------------------------------------------------------------

    def title(self, address: str) -> str:
        first = re.search(r"^# (.+)$", self.pages[address].text, re.MULTILINE)
        if not first:
            raise Failure(f"{self.pages[address].source}: a page begins with a heading")
        return re.sub(r"`", "", first[1])

    def expanded(self, entry: dict[str, str]) -> list[dict[str, str]]:
        """An entry of menu.json; one with a star stands for every page that has no entry of its own."""
        address = entry["page"]
        if not address.endswith("/*"):
            return [entry]
        inside = [a for a in self.pages if a.startswith(address[:-1])]
        if address.startswith("reference/"):  # in the order of the source
            return [self.entry(a) for a in inside]
        return [self.entry(a) for a in sorted(inside)]

    def entry(self, address: str) -> dict[str, str]:
        if address.startswith("reference/") and address.endswith("/index"):
            return {"page": address, "en": "Overview", "zh": "概览"}
        english = self.title(address)
        chinese = f"zh/{address}"
        return {
            "page": address,
            "en": english,
            "zh": self.title(chinese) if chinese in self.pages else english,
        }

    def menu(self) -> list[dict[str, object]]:
        chosen = json.loads((ROOT / "site/menu.json").read_text(encoding="utf-8"))["groups"]
        groups = [
            {**group, "pages": [page for entry in group["pages"] for page in self.expanded(entry)]}
            for group in chosen
        ]
        listed = [page["page"] for group in groups for page in group["pages"]]
        wanted = {page.address.removeprefix("zh/") for page in self.pages.values()}
        problems = [f"{address} is in no menu" for address in sorted(wanted - set(listed))]
        problems += [f"there is no page {address}" for address in sorted(set(listed) - wanted)]
        problems += [
            f"{page.source} translates no page"
            for page in self.pages.values()
            if page.chinese and page.address.removeprefix("zh/") not in self.pages
        ]
        if problems:
            raise Failure("site/menu.json: " + ", ".join(problems))
        return groups

    def build(self) -> None:
        menu = self.menu()
        shutil.rmtree(self.folder / "pages", ignore_errors=True)
        for page in self.pages.values():
            self.write_page(page)
        self.write_files()
        text = json.dumps(menu, ensure_ascii=False, indent=1)
        (self.folder / "menu.json").write_text(text, encoding="utf-8")


def shown(source: str) -> str:
    path = ROOT / source
    kind = "cmake" if path.name == "CMakeLists.txt" else KINDS.get(path.suffix, "text")
    return f"``````{kind}\n{path.read_text(encoding='utf-8')}\n``````"


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: site/gather.py FOLDER", file=sys.stderr)
        return 2
    try:
        Site(Path(sys.argv[1])).build()
    except Failure as failure:
        print(f"site: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The folder of shared banks, read as a course with a page for each bank, so that it can be shown and checked."""

import re
from collections.abc import Mapping
from pathlib import Path

from elearn.content.course.banks import BANK_FILE, BANK_FOLDER, bank_of
from elearn.content.course.courses import LoadedCourse, load_texts
from elearn.content.course.parts import parts_of
from elearn.content.course.shared import SHARED, SHARED_BANKS
from elearn.content.kinds import opening_for
from elearn.content.text import is_id, read_file
from elearn.patterns import late
from elearn.problems import Problem

_OF_A_COURSE = frozenset({"E13", "E14", "E22", "W23", "W51"})
"""What only the course that draws can settle: a warning before, support, what is tested, and what was taught."""
_OUTCOME = late(r"^:outcome:[ \t]+(\S+)[ \t\r]*$", re.MULTILINE)
_FRONT = "---\ntitle: {title}\nversion: 1.0.0\nduration: 10 minutes\n{outcomes}---\n\n{title}\n"
_BANKS = "01-banks.md"


def load_banks(
    folder: Path, texts: Mapping[str, str] | None = None, title: str = "Question banks"
) -> LoadedCourse:
    """The banks in a folder of shared banks, with these texts in place of its files. Each is a page with its questions.

    The page's id is that of the bank. Of the problems only those of the banks are given (`problems_of_banks`).
    """
    unread: list[Problem] = []
    texts = _texts_in(folder, unread) if texts is None else texts
    banks = {name: text for name, text in texts.items() if BANK_FILE.fullmatch(name)}
    named = sorted({found for text in banks.values() for found in _OUTCOME.findall(text) if is_id(found)})
    outcomes = "".join(f"  {each}: {each}\n" for each in named)
    front = _FRONT.format(title=title, outcomes=f"outcomes:\n{outcomes}" if outcomes else "")
    made = {"course.md": front, _BANKS: f"# {title}\n\n{_pages(banks) or f'## {title}'}\n"}
    loaded = load_texts(folder, {**made, **banks})
    loaded.texts = banks
    loaded.problems = problems_of_banks(folder, [*unread, *loaded.problems])
    return loaded


def _texts_in(folder: Path, problems: list[Problem]) -> dict[str, str]:
    names = (f"{BANK_FOLDER}{path.name}" for path in sorted((folder / BANK_FOLDER).glob("*.md")))
    read = {name: read_file(folder / name, problems) for name in names}
    return {name: text for name, text in read.items() if text is not None}


def _pages(banks: Mapping[str, str]) -> str:
    opening = opening_for("draw")
    pages = []
    for name, text in sorted(banks.items()):
        parts = parts_of(name, text)
        asked = sum(len(page.blocks) for page in parts.pages)
        draw = f"{opening} {bank_of(name)}\n:questions: {asked}\n:::" if opening and asked else ""
        pages.append(f"## {parts.title or bank_of(name)} {{#{bank_of(name)}}}\n\n{draw}\n")
    return "\n".join(pages)


def problems_of_banks(folder: Path, problems: list[Problem]) -> list[Problem]:
    """The problems of the banks themselves, without what only a course can settle."""
    inside = f"{folder.as_posix()}/{BANK_FOLDER}"
    media = f"{folder.as_posix()}/media/"
    return [p for p in problems if p.path.startswith((inside, media)) and p.rule not in _OF_A_COURSE]


def shared_banks(courses: Path) -> list[tuple[str, str]]:
    """The ids (`banks/first-signs`) and the titles of the shared banks, as they are saved, by title."""
    found = []
    for path in (courses / SHARED / BANK_FOLDER).glob("*.md"):
        name = f"{BANK_FOLDER}{path.name}"
        if BANK_FILE.fullmatch(name):
            text = path.read_bytes().decode("utf-8-sig", errors="replace")
            bank = f"{SHARED_BANKS}{bank_of(name)}"
            found.append((bank, parts_of(name, text).title or bank))
    return sorted(found, key=lambda each: each[1].casefold())

"""What courses draw from shared banks: which pages do, and what a course is told of what is wrong in a bank."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from elearn.content.course import (
    SHARED_BANKS,
    START,
    module_ids,
    parts_of,
    shared_banks,
    shared_drawn,
    shared_folder,
)
from elearn.phrases import nphrase, phrase
from elearn.problems import Problem
from elearn.translations import gettext as _

RULE = "S93"
"""What a course is told of a shared bank that it draws from."""


class Draw(NamedTuple):
    """A block that asks `questions` of a shared `bank`: its file, its page, and its line from 1."""

    bank: str
    questions: int
    file: str
    page: str
    page_title: str
    line: int


def draws_in(files: Mapping[str, str]) -> Iterator[Draw]:
    """The draws from shared banks in a course's texts."""
    if not shared_drawn(files):
        return
    ids = module_ids(files)
    for name, text in sorted(files.items()):
        if SHARED_BANKS not in text or "/" in name:
            continue
        for page in parts_of(name, text, ids.get(name, "")).pages:
            for block in page.blocks:
                drawn = block.block.draws_from() if block.block else None
                if drawn and drawn.bank.startswith(SHARED_BANKS):
                    title = "" if page.id == START else page.title
                    yield Draw(drawn.bank, drawn.questions, name, page.id, title, block.span.start + 1)


def at_draws(folder: Path, files: Mapping[str, str], problems: Sequence[Problem]) -> list[Problem]:
    """The problems of a course. Those of a shared bank become one, at the block that draws from it."""
    shared = f"{shared_folder(folder).as_posix()}/"
    own = [each for each in problems if not each.path.startswith(shared)]
    rest = [each for each in problems if each.path.startswith(shared)]
    if not rest:
        return own
    told: dict[str, Draw] = {}
    for draw in draws_in(files):
        told.setdefault(draw.bank, draw)
    for bank, draw in told.items():
        file = f"{shared}bank/{bank.removeprefix(SHARED_BANKS)}.md"
        if here := [each for each in rest if each.path == file]:
            own.append(_told(f"{folder.as_posix()}/{draw.file}", draw, here))
            rest = [each for each in rest if each.path != file]
    if rest and told:  # in a picture of one of them
        draw = next(iter(told.values()))
        own.append(_told(f"{folder.as_posix()}/{draw.file}", draw, rest))
    return sorted(own)


def _told(path: str, draw: Draw, problems: Sequence[Problem]) -> Problem:
    errors = sum(each.severity == "error" for each in problems)
    message = (
        nphrase(
            "The shared bank “%(bank)s” has %(num)s error.",
            "The shared bank “%(bank)s” has %(num)s errors.",
            errors,
            bank=draw.bank,
        )
        if errors
        else nphrase(
            "The shared bank “%(bank)s” has %(num)s thing to look at.",
            "The shared bank “%(bank)s” has %(num)s things to look at.",
            len(problems),
            bank=draw.bank,
        )
    )
    remedy = phrase("Open it among the question banks that courses share, and put it right there.")
    return Problem(path, draw.line, 1, RULE, "error" if errors else "warning", message, remedy)


def offered(courses: Path) -> list[tuple[str, str]]:
    """The ids and the titles of the shared banks as they are saved, for the forms of courses."""
    return [(bank, _("%(title)s (shared)", title=title)) for bank, title in shared_banks(courses)]

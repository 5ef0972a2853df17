"""Finds and replaces words in what learners read. Ids, kinds, names of options, addresses and keys stay as they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from elearn.authoring.actions.layout import module_at
from elearn.authoring.actions.remedies import errors_of
from elearn.authoring.actions.work import Work, heading, refused
from elearn.checks import texts_of
from elearn.content.course import START, FileParts, module_ids, parts_of
from elearn.patterns import late
from elearn.phrases import nphrase, phrase

LONGEST = 200
"""Characters that can be looked for, and that can take their place."""
_AROUND = 40
"""Characters before and after what is found that are shown with it."""
_ADDRESS = late(r"\]\([^)\n]*\)|^[ \t]{0,3}\[[^\]\n]+\]:.*$|<[^<>\s]+>|\{[^{}\n]*\}", re.MULTILINE)
_KEY = late(r"[ \t]*-[ \t]+[\w-]+:(?:[ \t]+[a-z0-9][a-z0-9._/-]*[ \t\r]*$)?")
"""A key of an entry of a list in the front matter, and what it names."""
_BARE = late(r"(?:https?://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `case`: capital letters count. `whole`: it is no part of a longer word."""

    text: str
    case: bool = False
    whole: bool = False

    def pattern(self) -> re.Pattern[str]:
        """What matches it within a line. White space matches any."""
        said = r"[ \t]+".join(map(re.escape, self.text.split()))
        return re.compile(rf"(?<!\w){said}(?!\w)" if self.whole else said, 0 if self.case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where it stands: the file, the page's id, the line from 0, and the words on either side."""

    file: str
    page: str
    line: int
    before: str
    found: str
    after: str


class _Place(NamedTuple):
    """Where it stands in a file: the line, and the first and last column."""

    line: int
    start: int
    end: int


def find(files: Mapping[str, str], wanted: Wanted) -> Iterator[Hit]:
    """Every place in a course where learners read it, in the order of its files and lines. Nothing wanted: none."""
    for file in sorted(files, key=_in_order):
        places = _places(file, files[file], wanted)
        ids = _pages(parts_of(file, files[file])) if places else []
        lines = files[file].split("\n")
        for number, start, end in places:
            line = lines[number].removesuffix("\r")
            page = next((own for first, last, own in ids if first <= number < last), "")
            before = ("…" if start > _AROUND else "") + line[max(0, start - _AROUND) : start]
            after = line[end : end + _AROUND] + ("…" if len(line) > end + _AROUND else "")
            yield Hit(file, START if file == "course.md" else page, number, before, line[start:end], after)


def _places(file: str, text: str, wanted: Wanted) -> list[_Place]:
    if not wanted.text.split():
        return []
    pattern, lines = wanted.pattern(), text.split("\n")
    return [
        _Place(number, *each.span())
        for number, words in enumerate(_shown(file, text, lines))
        for each in pattern.finditer(words)
        if lines[number][each.start() : each.end()] == each[0]
    ]


def replace_all(work: Work) -> None:
    """The action `replace`: `text`, `with`, `case` and `whole`. What would make an error or another block stays.

    Raises InputFault if there is nothing to replace, or if the words can stand nowhere.
    """
    text, new = work.text("text"), work.text("with")
    wanted = Wanted(text, work.action.get("case") is True, work.action.get("whole") is True)
    if not text.split() or max(len(text), len(new)) > LONGEST or "\n" in new or "\r" in new:
        raise refused(
            phrase("These words cannot be looked for, or cannot be written instead."),
            phrase("Write up to %(most)s characters on one line.", most=LONGEST),
        )
    there = sum(
        len(wanted.pattern().findall(line)) for each in work.before.values() for line in each.split("\n")
    )
    places = {file: found for file, whole in work.before.items() if (found := _places(file, whole, wanted))}
    if not places:
        raise refused(phrase("It is not in the course."), phrase("Look at what you wrote under “Find”."))
    ids, all_places = module_ids(work.before), sum(map(len, places.values()))
    count = sum(_replaced(work, file, found, new, ids.get(file, "")) for file, found in places.items())
    if not count:
        message = phrase("These words cannot stand there without making something wrong.")
        raise refused(message, phrase("Write others."))
    _say(work, count, all_places - count, there - all_places)


def _say(work: Work, count: int, kept: int, left_out: int) -> None:
    work.said.append(
        nphrase("It was replaced in %(num)s place.", "It was replaced in %(num)s places.", count)
    )
    if kept:
        work.said.append(
            nphrase(
                "%(num)s place stays as it is, because the new words would make something wrong there.",
                "%(num)s places stay as they are, because the new words would make something wrong there.",
                kept,
            )
        )
    if left_out:
        work.said.append(
            nphrase(
                "%(num)s place in ids, settings or addresses stays as it is.",
                "%(num)s places in ids, settings or addresses stay as they are.",
                left_out,
            )
        )


def _replaced(work: Work, file: str, hits: Sequence[_Place], instead: str, module_id: str) -> int:
    """Write the file with as many of the hits replaced as can be. Gives how many: all, or those that do no harm."""
    before, told = work.files[file], errors_of(work.files)
    whole = _with(before, hits, instead, module_id, file)
    if _is_sound(work, file, before, whole, told):
        work.files[file] = whole
        return len(hits)
    count, by_line = 0, dict[int, list[_Place]]()
    for hit in hits:
        by_line.setdefault(hit.line, []).append(hit)
    for some in by_line.values():
        now = work.files[file]
        made = _with(now, some, instead, module_id, file)
        if _is_sound(work, file, now, made, told):
            work.files[file] = made
            count += len(some)
    return count


def _is_sound(
    work: Work, file: str, before: str, after: str, told: Mapping[tuple[str, str, str], int]
) -> bool:
    """Whether a file has the same pages and blocks after, and no error has come."""
    if _shape(parts_of(file, before)) != _shape(parts_of(file, after)):
        return False
    tells = errors_of({**work.files, file: after})
    return all(number <= told.get(kind, 0) for kind, number in tells.items())


def _shape(parts: FileParts) -> object:
    return [
        (page.heading, page.span, [(block.span, block.kind, block.name) for block in page.blocks])
        for page in parts.pages
    ]


def _with(text: str, hits: Sequence[_Place], instead: str, module_id: str, file: str) -> str:
    """A file's text with other words. A page whose id came from its title keeps it: it is written out."""
    lines = text.split("\n")
    for hit in sorted(hits, reverse=True):
        line = lines[hit.line]
        lines[hit.line] = line[: hit.start] + instead + line[hit.end :]
    if module_id:
        made = "\n".join(lines)
        old, new = module_at(file, text, module_id).pages, module_at(file, made, module_id).pages
        for one, other in zip(old, new, strict=False):
            if one.id != other.id and one.start == other.start and other.title:
                end = "\r" if lines[other.start].endswith("\r") else ""
                lines[other.start] = heading(2, other.title, one.id) + end
    return "\n".join(lines)


def _shown(file: str, text: str, lines: Sequence[str]) -> list[str]:
    """The lines of a file with all that learners do not read blanked out."""
    bare = [line.removesuffix("\r") for line in lines]
    if any("\r" in line for line in bare):
        return [""] * len(lines)
    shown = [""] * len(lines)
    for each in texts_of(text.removeprefix("\ufeff"), file):
        if each.is_note:
            continue
        for number, words in enumerate(each.text.split("\n"), each.line - 1):
            blanked = list(words.ljust(len(bare[number])))
            written = bare[number].removeprefix("\ufeff")
            for pattern in (_ADDRESS, _BARE, *([_KEY] if each.role == "front-matter" else [])):
                for found in pattern.finditer(written):
                    blanked[found.start() : found.end()] = "\0" * len(found[0])
            shown[number] = "".join(blanked)
    if text.startswith("\ufeff"):
        shown[0] = f"\0{shown[0]}"
    return shown


def _pages(parts: FileParts) -> list[tuple[int, int, str]]:
    return [(page.span.start, page.span.end, page.id) for page in parts.pages]


def _in_order(name: str) -> tuple[int, str]:
    """The introduction, then modules, then banks."""
    return (0 if name == "course.md" else 2 if "/" in name else 1), name

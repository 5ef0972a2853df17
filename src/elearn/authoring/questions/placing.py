"""Puts questions of a file into a bank or onto a page of a course, and says which are there already."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from elearn.authoring.actions import Done, do
from elearn.authoring.questions.making import block_text
from elearn.authoring.questions.model import Item
from elearn.authoring.questions.reading import sign_of
from elearn.content.course import BANK_FOLDER, module_ids, outcomes_in, parts_of
from elearn.content.forms import RefusedValues, read_values
from elearn.content.text import LONGEST_ID
from elearn.phrases import joined, nphrase, phrase
from elearn.problems import InputFault, Problem

_NAME = re.compile(r"^:name:[ \t]+(\S+)[ \t\r]*$", re.MULTILINE)

Files = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """Where questions go: a new bank with a `title`, or a page of a `file`. A bank's page is ""."""

    title: str = ""
    file: str = ""
    page: str = ""

    @property
    def is_bank(self) -> bool:
        """Whether it is a bank, which holds questions that give points."""
        return not self.file or self.file.startswith(BANK_FOLDER)


def already_in(files: Files, items: Sequence[Item]) -> dict[int, str]:
    """The title of the bank or page that has the same question already, by the item's number."""
    found: dict[object, str] = {}
    ids = module_ids(files)
    for name, text in files.items():
        if name != "course.md" and not name.startswith(BANK_FOLDER) and name not in ids:
            continue
        for page in parts_of(name, text, ids.get(name, "")).pages:
            for block in page.blocks:
                read = read_values(block.text) if block.name else None
                if read and read[1].get("stem"):
                    found.setdefault(sign_of(read[1]), page.title or name)
    signs = {item.number: sign_of(item.values) for item in items if item.kind}
    return {number: found[sign] for number, sign in signs.items() if sign in found}


def outcome_meant(course_md: str, written: str) -> str:
    """The id of the outcome that a file names by its id or its words, or ""."""
    wanted = " ".join(written.casefold().split())
    known = [(own, " ".join(words.casefold().split())) for own, words in outcomes_in(course_md) if own]
    return next((own for own, words in known if wanted and wanted in (own.casefold(), words)), "")


def bring_in(files: Files, items: Sequence[Item], outcomes: Mapping[int, str], place: Place) -> Done:
    """The edits that put the items where they go, as one step. `outcomes` are what each tests, by its number.

    Raises InputFault in words if they cannot go there.
    """
    if not items:
        raise _fault(phrase("No question is chosen."), phrase("Tick those that you want."))
    unmarked = [each for each in items if not each.marked]
    if place.is_bank and unmarked:
        says = nphrase(
            "%(num)s chosen question gives no points: “%(words)s”. A bank holds questions that give points.",
            "%(num)s chosen questions give no points: “%(words)s” and others. A bank holds questions that give points.",
            len(unmarked),
            words=unmarked[0].words,
        )
        raise _fault(says, phrase("Leave it out here, and bring it in onto a page."))
    points = _points(files, items, place) if place.is_bank else ""
    changed = [each for each in items if points and _given(each) != points]
    text = "\n\n".join(_blocks(files, [_with_points(each, points) for each in items], outcomes))
    if place.file:
        done = do(files, {"action": "add-block", "file": place.file, "page": place.page, "text": text})
    else:
        done = do(files, {"action": "add-bank", "title": place.title, "text": text})
    says = nphrase("%(num)s question is brought in.", "%(num)s questions are brought in.", len(items))
    to_write = sum(each.to_write for each in items)
    left = [
        nphrase("%(num)s text is still to be written.", "%(num)s texts are still to be written.", to_write)
    ]
    same = nphrase(
        "In a bank all questions give the same points, so %(num)s question now gives %(points)s.",
        "In a bank all questions give the same points, so %(num)s questions now give %(points)s.",
        len(changed),
        points=points,
    )
    told = [says, *([same] if changed else []), *(left if to_write else [])]
    return replace(done, said=joined(told), name=phrase("bring in questions"))


def _given(item: Item) -> str:
    return str(item.values.get("points") or "1")


def _with_points(item: Item, points: str) -> Item:
    """The item with other points, "" for its own."""
    return replace(item, values={**item.values, "points": points}) if points and item.marked else item


def _points(files: Files, items: Sequence[Item], place: Place) -> str:
    """The points that each question of a bank gives: those of its first one, or of the items if all give the same."""
    for page in parts_of(place.file, files[place.file]).pages if place.file in files else ():
        for block in page.blocks:
            read = read_values(block.text)
            if read and "points" in read[1]:
                return str(read[1]["points"])
    given = {_given(each) for each in items}
    return given.pop() if len(given) == 1 else "1"


def pages_of(files: Files) -> list[tuple[str, str, str, str]]:
    """Where questions can go, apart from a new bank: file, page, its title, and that of its module ("" for a bank)."""
    ids = module_ids(files)
    banks = [each for each in sorted(files) if each.startswith(BANK_FOLDER) and each.endswith(".md")]
    found = [(name, "", parts_of(name, files[name]).title or name, "") for name in banks]
    for name, own in ids.items():
        parts = parts_of(name, files[name], own)
        found += [(name, page.id, page.title, parts.title) for page in parts.pages if page.heading]
    return found


def _blocks(files: Files, items: Sequence[Item], outcomes: Mapping[int, str]) -> list[str]:
    names = {name for text in files.values() for name in _NAME.findall(text)}
    made = []
    for item in items:
        name = _free(item.name or "question", names)
        outcome = outcomes.get(item.number, "") if item.marked else ""
        try:
            made.append(block_text(item, name, outcome))
        except RefusedValues as refused:
            first = refused.problems[0]
            says = phrase("“%(words)s” cannot be written. %(why)s", words=item.words, why=first.message)
            raise _fault(says, phrase("Leave it out, and write it by hand.")) from refused
    return made


def _free(wanted: str, used: set[str]) -> str:
    """A name that nobody has, which is used from now on."""
    found, number = wanted, 2
    while found in used:
        end = f"-{number}"
        found, number = wanted[: LONGEST_ID - len(end)].rstrip("-") + end, number + 1
    used.add(found)
    return found


def _fault(message: str, remedy: str) -> InputFault:
    return InputFault([Problem("", 0, 0, "questions", "error", message, remedy)])

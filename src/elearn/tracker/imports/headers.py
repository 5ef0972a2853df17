"""Matches a file's header with the columns of its kind, and recognises a file of another kind.

Other systems write other headers. The ones that we know (`Column.also`) are taken, and the preview says so. One that is
nearly ours is a question, and so are two that could both be the same column.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from elearn.characters import plain
from elearn.phrases import either, joined, phrase
from elearn.problems import ProblemLog
from elearn.tracker.imports.base import Column, Kind
from elearn.tracker.imports.cells import person_name
from elearn.tracker.imports.plain_names import choice_of, named
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.reading import Table

ADDED: Final = frozenset({"row", "reason", "rejected_because"})
"""The columns that we add to a file of rejected rows. They say nothing about a file's kind."""

LISTED: Final = ("what", "id", "name")
"""The columns of the list of ids and names. It looks like a file of agencies, and holds other things too."""

LEAVE_OUT: Final = Choice("", phrase("Leave it out"))
_KINDS: Final = {
    "agencies": phrase("agencies"),
    "role-groups": phrase("role groups"),
    "people": phrase("people"),
    "courses": phrase("courses"),
    "editions": phrase("editions"),
    "requirements": phrase("requirements"),
    "equivalences": phrase("equivalences"),
    "counts-towards": phrase("courses that count towards hours or updates"),
    "exemptions": phrase("exemptions"),
    "completions": phrase("completions"),
    "headcounts": phrase("headcounts"),
    "returns": phrase("returns"),
    "outside": phrase("learning from elsewhere"),
    "roles": phrase("roles"),
    "sessions": phrase("sessions"),
    "attendance": phrase("attendance"),
}
"""Kinds of files in words."""
_NAME_THE_COURSE: Final = phrase(
    "If the whole file is about one course, choose that course above the file, or give --course. Otherwise each row "
    "has to name its course."
)
_NEARLY: Final = 0.8
"""From 0 to 1, how alike two headers are from which one may be a slip for the other."""
_WORD: Final = re.compile(r"[^\W_]+")
_WITHIN: Final = 0.85
"""The same if one contains the other, as “Emails” and “Email” do."""
FIRST_NAMES: Final = frozenset(
    ("firstname", "forename", "givenname", "firstnames", "forenames", "givennames")
)
LAST_NAMES: Final = frozenset(("surname", "lastname", "familyname"))
_LEAST_WORD: Final = 4
"""A header that contains the whole of ours may be ours too, if ours has so many letters."""


@dataclass(slots=True)
class Match:
    """Which of the kind's columns stands where in the file.

    `places`: the place of each column, from 0. `left_out`: the places of the others that have a header or may hold
    something. `settled`: those of `left_out` about which nobody need be asked. `questions`: what must be answered
    first. `doubted`: those of `left_out` that have a header of ours, and do not hold what it says.
    """

    places: dict[str, int] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    doubted: set[int] = field(default_factory=set)


def all_columns(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind, and those that only reports of other systems have."""
    return (*kind.columns, *kind.more)


def match_header(
    kind: Kind, header: Sequence[str], answers: Answers, known: Mapping[str, str] | None = None
) -> Match:
    """The place of each of the kind's columns, and what is left out.

    `known` are the headers of a report of a known shape: each with the column that it is, or "" if it is left out.
    They are compared as `key_of` says.
    """
    labels = labels_of(header)
    found = Match()
    wanted: dict[str, list[int]] = {}
    answered: dict[str, list[int]] = {}
    names = {column.name for column in all_columns(kind)}
    for place, label in enumerate(labels):
        answer = answers.get(f"column:{label}")
        if answer == "":
            found.settled.add(place)
        elif answer in names:
            answered.setdefault(answer, []).append(place)
        elif column := _column_of(kind, header[place], known or {}):
            wanted.setdefault(column, []).append(place)
    found.settled.update(place for column in answered for place in wanted.pop(column, ()))
    for column, places in (wanted | answered).items():
        question = ask_which(column, [labels[place] for place in places])
        chosen = question.answer(answers) if len(places) > 1 else labels[places[0]]
        if chosen is None:
            found.questions.append(question)
        else:
            found.places[column] = labels.index(chosen)
            found.settled.update(place for place in places if labels[place] != chosen)
    both = (*wanted.values(), *answered.values())
    taken = {*found.places.values(), *(place for places in both for place in places)}
    found.left_out = [place for place in range(len(header)) if place not in taken or place in found.settled]
    found.settled.update(
        place
        for place in found.left_out
        if column_name(header[place]) in ADDED or (known or {}).get(key_of(header[place])) == ""
    )
    for place in found.left_out:
        if place not in found.settled and (near := _near(kind, header[place], found.places)):
            found.questions.append(_is_it(labels[place], near))
    return found


def must_be_whole(
    kind: Kind,
    table: Table,
    filename: str,
    match: Match,
    kinds: Collection[type[Kind]] = (),
    given: Collection[str] = (),
    left_out: Collection[Question] = (),
) -> None:
    """Raise InputFault if a needed column is missing, or if the file is one of another of the `kinds`.

    `given` are the columns whose value comes with the import and not with the file. `left_out` are questions about
    columns that may turn out to be the missing ones.
    """
    must_not_be_the_list(kind, table.header, filename)
    log = ProblemLog(filename)
    asked = {question.key.partition(":")[2] for question in match.questions}
    asked |= _may_become(match.questions)
    missing = kind.missing({*match.places, *given, *asked})
    if not kind.known(table.header):
        _must_not_be_another(kind, table.header, match, bool(missing), kinds, log)
    missing = kind.missing({*match.places, *given, *asked, *_may_become(left_out)})
    there = phrase("The columns found are: %(columns)s.", columns=", ".join(filter(None, table.header)))
    for name in missing:
        message = phrase("The column %(column)s is missing.", column=name)
        remedy = phrase("A file of %(kind)s has %(columns)s.", kind=_words(kind), columns=_columns(kind))
        if name == "course" and kind.names_courses:
            remedy = _NAME_THE_COURSE
        log.error("header", table.header_row, message, joined((remedy, there)), column=0)
    log.raise_if_any()


def _may_become(questions: Collection[Question]) -> set[str]:
    """The columns that an answer to these questions would give."""
    return {choice.value for question in questions for choice in question.choices}


def must_not_be_the_list(kind: Kind, header: Sequence[str], filename: str) -> None:
    """Raise InputFault if the file is the list of ids and names, which people download to look things up."""
    if set(LISTED) <= {column_name(name) for name in header}:
        log = ProblemLog(filename)
        log.error(
            "kind",
            1,
            phrase("This is the list of ids and names, not a file of %(kind)s.", kind=_words(kind)),
            phrase(
                "The list is for looking things up. If it is a file of %(kind)s, keep only the columns %(columns)s.",
                kind=_words(kind),
                columns=_columns(kind),
            ),
        )
        log.raise_if_any()


def _must_not_be_another(
    kind: Kind,
    header: Sequence[str],
    match: Match,
    lacking: bool,
    kinds: Collection[type[Kind]],
    log: ProblemLog,
) -> None:
    """Raise InputFault if the file has the columns of another kind.

    If it has all that its own kind needs (not `lacking`), the other must know every column, and more of them. Only our
    own headers count for another kind: those of other systems fit several.
    """
    present = _sent({column_name(name) for name in header} - {""})
    fits: list[tuple[int, str, int]] = []
    taken = {column_name(header[place]): name for name, place in match.places.items() if place < len(header)}
    for other in kinds:
        known = present & {column.name for column in other.columns}
        if other.name != kind.name and not other().missing(known):
            own = sum(written == column or written not in known for written, column in taken.items())
            fits.append((len(known), other.name, own))
    count, name, own = max(fits, key=lambda fit: fit[0], default=(0, "", 0))
    if count > own and (lacking or count >= len(present - ADDED)):
        log.error(
            "kind",
            1,
            phrase(
                "This looks like a file of %(other)s, not of %(kind)s.",
                other=kind_words(name),
                kind=_words(kind),
            ),
            phrase(
                "Choose %(other)s. If it is one of %(kind)s, keep only the columns %(columns)s.",
                other=kind_words(name),
                kind=_words(kind),
                columns=_columns(kind),
            ),
        )
        log.raise_if_any()


def _sent(names: set[str]) -> set[str]:
    """The names of columns without those that we add to a file of rejected rows: our `reason` is no exemption's."""
    ours = ADDED if "rejected_because" not in names else ADDED - {"reason"}
    return names - ours if "row" in names else names


def labels_of(header: Sequence[str]) -> list[str]:
    """What each column of a file is called in a message: its header, with its letter if that is blank or not alone."""
    cells = [plain(cell) for cell in header]
    return [
        cell if cell and cells.count(cell) == 1 else _with_letters(cell, place)
        for place, cell in enumerate(cells)
    ]


def _with_letters(cell: str, place: int) -> str:
    if not cell.strip():
        return phrase("(column %(letters)s)", letters=letters(place))
    return phrase("%(header)s (column %(letters)s)", header=cell.lstrip(), letters=letters(place))


def letters(place: int) -> str:
    """A column's letters in a spreadsheet: A for place 0, AA for 26."""
    found = ""
    place += 1
    while place:
        place, last = divmod(place - 1, 26)
        found = chr(ord("A") + last) + found
    return found


def key_of(header: str) -> str:
    """A header for comparing: letters and digits alone, without case, so that “E-mail address” is “email address”."""
    text = unicodedata.normalize("NFKC", plain(header)).casefold()
    return "".join(character for character in text if character.isalnum())


@cache
def _own_key(name: str) -> str:
    """`key_of` for a name that we gave a column. Each header of a file is compared with all of them."""
    return key_of(name)


def _likeness(key: str, own: str) -> float:
    """How alike two keys are, from 0 to 1; 0 if their lengths alone say that they are not nearly alike."""
    most = 2 * min(len(key), len(own)) / (len(key) + len(own))
    return SequenceMatcher(None, key, own).ratio() if most >= _NEARLY else 0


def column_name(header: str) -> str:
    """A header as a column's name: small letters, with underscores for spaces and hyphens."""
    return "_".join(plain(header).replace("-", " ").replace("_", " ").split()).casefold()


def fits(kind: Kind, header: Sequence[str], given: Collection[str] = ()) -> bool:
    """Whether a row of texts is a header of this kind of file, or of a report that can be read as one."""
    present = {_column_of(kind, cell, {}) for cell in header} - {""}
    keys = {key_of(cell) for cell in header}
    if has_names(kind) and keys & FIRST_NAMES and keys & LAST_NAMES:
        present.add("name")
    if not kind.missing({*present, *given}):
        return True
    return kind.is_report(present) and not any(
        "@" in cell for cell in header
    )  # or it says "E-mail: …" of itself


def has_names(kind: Kind) -> bool:
    """Whether the rows of a kind give the names of people."""
    return any(column.read is person_name for column in kind.columns)


def _column_of(kind: Kind, header: str, known: Mapping[str, str]) -> str:
    """The column that a header surely is, or ""."""
    key = key_of(header)
    if not key or key in known:
        return known.get(key, "")
    named = column_name(header)
    for column in all_columns(kind):
        if named == column.name or key == _own_key(column.name):
            return column.name
    for column in all_columns(kind):
        if any(key == _own_key(each) for each in column.also):
            return column.name
    return ""


def _near(kind: Kind, header: str, places: Mapping[str, int]) -> list[str]:
    """The columns that the file does not have yet and that a header may be, the nearest first."""
    key, words = key_of(header), _spaced(header)
    alike: list[tuple[float, str]] = []
    for column in all_columns(kind):
        if column.name in places or not key or key in FIRST_NAMES | LAST_NAMES:
            continue
        best = 0.0
        for each in (column.name, *column.also):
            own = _own_key(each)
            ratio = _likeness(key, own)
            best = max(
                best, ratio if own not in key or ratio >= _WITHIN else 0
            )  # “Remark” is no slip for “Mark”
            if len(own) >= _LEAST_WORD and _spaced(each) in words:
                best = 1.0
        if best >= _NEARLY:
            alike.append((best, column.name))
    return [name for _, name in sorted(alike, key=lambda each: -each[0])[:3]]


def _spaced(header: str) -> str:
    """A header as its words with a space before, between and behind them, to look for whole words in it."""
    words = _WORD.findall(plain(header).casefold())
    return f" {' '.join(words)} "


def which(column: str) -> str:
    """The key of the question which of several headers is a column."""
    return f"which:{column}"


def ask_which(column: str, labels: Sequence[str]) -> Question:
    """Ask which of several headers is a column."""
    return Question(
        which(column),
        phrase("Which of these is the column %(column)s?", column=named(column)),
        tuple(Choice(label, label) for label in labels),
        phrase("The others are left out."),
    )


def _is_it(label: str, near: Sequence[str]) -> Question:
    choices = [Choice(name, choice_of(name)) for name in near]
    return Question(
        f"column:{label}",
        phrase("Is “%(header)s” the column %(column)s?", header=label, column=either(map(named, near))),
        (*choices, LEAVE_OUT),
        phrase("Its header is nearly the one that we know."),
    )


def kind_words(name: str) -> str:
    """What files of a kind are about, in words that other languages put after a colon or in quotation marks."""
    return _KINDS.get(name, name)


def _words(kind: Kind) -> str:
    return kind_words(kind.name)


def _columns(kind: Kind) -> str:
    return ", ".join(column.name for column in kind.columns)

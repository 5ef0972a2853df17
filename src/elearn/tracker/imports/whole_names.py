"""Joins a person's name from two columns, as most personnel systems write it: “First name” and “Surname”."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elearn.phrases import all_of, phrase
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.headers import FIRST_NAMES, LAST_NAMES, Match, has_names, key_of, labels_of
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.unread import is_unread
from elearn.tracker.imports.wide import Arranged, Rows


@dataclass(frozen=True, slots=True)
class _Parts:
    """The places of the two parts of a name. `sure`: the first one cannot be the whole name."""

    first: int
    last: int
    sure: bool


def with_whole_names(
    kind: Kind, header: Sequence[str], match: Match, plainly: Arranged, answers: Answers
) -> Arranged:
    """The file with a column for the whole name behind the others, if it has it in two columns."""
    found = _parts(kind, header, match)
    if found is None:
        return plainly
    labels = labels_of(header)
    question = Question(
        "whole-name",
        phrase("Does the column “%(header)s” hold the whole name?", header=labels[found.first]),
        (
            Choice("yes", phrase("Yes: “%(header)s” is left out", header=labels[found.last])),
            Choice(
                "no",
                phrase(
                    "No: the name is “%(first)s” and then “%(last)s”",
                    first=labels[found.first],
                    last=labels[found.last],
                ),
            ),
        ),
    )
    answer = "no" if found.sure else question.answer(answers)
    if answer is None:
        return Arranged(plainly.places, plainly.labels, questions=[question])
    if answer == "yes":
        return plainly
    keys = {f"column:{labels[place]}" for place in (found.first, found.last)}
    match.questions = [each for each in match.questions if each.key not in keys]
    match.left_out = [place for place in match.left_out if place not in (found.first, found.last)]
    match.places["name"] = len(header)
    called = all_of([labels[found.first], labels[found.last]])
    return Arranged(
        match.places, [*labels, called], lambda rows: _joined(rows, found, len(header)), is_wide=False
    )


def _parts(kind: Kind, header: Sequence[str], match: Match) -> _Parts | None:
    """Where the parts of names are, if the file has them and may have no whole name."""
    if not has_names(kind):
        return None
    keys = [key_of(each) for each in header]
    last = [place for place in match.left_out if keys[place] in LAST_NAMES and place not in match.settled]
    first = [place for place in match.left_out if keys[place] in FIRST_NAMES and place not in match.settled]
    whole = match.places.get("name")
    if len(last) != 1:
        return None
    if whole is None:
        return _Parts(first[0], last[0], sure=True) if len(first) == 1 else None
    return None if first else _Parts(whole, last[0], sure=keys[whole] in FIRST_NAMES)


def _joined(rows: Rows, parts: _Parts, width: int) -> Iterator[tuple[int, list[str]]]:
    """The rows with the whole name behind the last column. It is lost if a part of it is."""
    for number, cells in rows:
        both = [cells[place] for place in (parts.first, parts.last)]
        lost = [cell for cell in both if is_unread(cell)]
        name = lost[0] if lost else " ".join(filter(None, both))
        yield number, [*cells[:width], name, *cells[width:]]

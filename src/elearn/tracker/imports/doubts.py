"""Columns that nobody may leave out or take without asking: what they hold does not go with their header."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from elearn.characters import plain
from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports import outcomes
from elearn.tracker.imports.base import Column, Kind
from elearn.tracker.imports.cells import BASES, day, email, percent, reference, whole_percent
from elearn.tracker.imports.headers import (
    LEAVE_OUT,
    Match,
    all_columns,
    ask_which,
    labels_of,
    which,
)
from elearn.tracker.imports.naming import Names
from elearn.tracker.imports.plain_names import choice_of
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.reading import Table
from elearn.tracker.imports.surveys import Holds, LeftOut, Named
from elearn.tracker.imports.wide import Rows

_HOLDS: Final[dict[Any, Holds]] = {
    day: "days",
    email: "addresses",
    outcomes.result: "results",
    outcomes.status: "results",
    percent: "percentages",
    whole_percent: "percentages",
}
"""What a column holds, by how its cells are read."""
_WHAT: Final[dict[Holds, str]] = {
    "days": phrase("days"),
    "addresses": phrase("e-mail addresses"),
    "results": phrase("words for how a course went"),
    "yes or no": phrase("yes or no"),
    "percentages": phrase("percentages"),
    "agencies": phrase("agencies"),
    "role groups": phrase("role groups"),
    "courses": phrase("courses"),
    "bases": phrase("words for what figures come from"),
    "leavers": phrase("words for people who have left"),
}
_NAMES: Final[dict[str, Holds]] = {
    "agency": "agencies",
    "parent": "agencies",
    "role_group": "role groups",
    "course": "courses",
    "basis": "bases",
    "ends_on": "leavers",
}
"""The columns that name something, and what they hold. Without them, the rows would all be about one thing or all."""
_SAYS: Final[dict[Holds, frozenset[str]]] = {
    "agencies": frozenset(
        (
            *("site", "trust", "school", "employer", "organisation", "organization", "location", "service"),
            *("department", "team", "unit", "workplace", "institution", "agency"),
        )
    ),
    "courses": frozenset(
        (
            *(
                "training",
                "learning",
                "programme",
                "topic",
                "subject",
                "activity",
                "event",
                "session",
                "item",
            ),
            *("course", "module", "qualification", "competence", "competency"),
        )
    ),
}
"""Words in a header that may name what a row is about, although we know nothing of what the column holds."""
_LEFT: Final = (
    *(
        "leaver",
        "left",
        "terminated",
        "inactive",
        "resigned",
        "retired",
        "dismissed",
        "deceased",
        "suspended",
    ),
    *("ex-employee", "former employee", "no longer employed", "not employed", "departed", "ended"),
)
_NUMBERS: Final = frozenset({"staff_number", "username"})


def to_look_for(
    conn: Connection,
    kind: Kind,
    match: Match,
    given: Mapping[str, str],
    visible: Collection[str] | None,
    rows: Callable[[], Rows],
) -> Named:
    """The names that a left-out column must not hold unasked, because the file has no column for them.

    `visible` are the agencies that the sender may know of (None: all). `rows` reads those of the file.
    """
    found: dict[Holds, Mapping[str, Collection[str]]] = {}
    columns = {column.name for column in kind.columns} - match.places.keys()
    wanted = _blank_is_all(kind, match, rows) | (columns & {"parent", "basis"})
    wanted |= columns & {"course"} & given.keys()
    if _NUMBERS & match.places.keys():
        wanted |= columns & {"agency"} & given.keys()
    if "course" in wanted:
        found["courses"] = Names(dict(conn.tuples("select id, title from course"))).texts
    if "role_group" in wanted:
        found["role groups"] = Names(dict(conn.tuples("select id, name from role_group"))).texts
    if "basis" in wanted:
        found["bases"] = {each: (each,) for each in BASES}
    if "ends_on" in columns:
        found["leavers"] = {each: (each,) for each in _LEFT}
    if wanted & {"agency", "parent"}:
        agencies = dict(conn.tuples("select id, name from agency"))
        names = {each: name for each, name in agencies.items() if visible is None or each in visible}
        if "parent" in wanted and {"id", "name"} <= match.places.keys():
            place, name = match.places["id"], match.places["name"]
            names |= {cells[place]: cells[name] for _, cells in rows() if cells[place]}
        found["agencies"] = Names(names).texts
    return found


def _blank_is_all(kind: Kind, match: Match, rows: Callable[[], Rows]) -> set[str]:
    """The columns that the file has, and in which a blank cell means all, if there is one."""
    places = {
        column.name: match.places[column.name]
        for column in kind.columns
        if column.needed and column.blank is None and column.read is reference and column.name in match.places
    }
    return {name for name, place in places.items() if any(not cells[place] for _, cells in rows())}


def doubtful(kind: Kind, header: Sequence[str], match: Match, answers: Answers) -> dict[str, list[int]]:
    """The columns for results, each with its places: “Completed” may hold days. What was answered is beyond doubt."""
    labels = labels_of(header)
    found: dict[str, list[int]] = {}
    for column in all_columns(kind):
        if _HOLDS.get(column.read) == "results":
            own = {
                choice.value
                for each in match.questions
                if each.key == which(column.name)
                for choice in each.choices
            }
            found[column.name] = [
                place
                for place, label in enumerate(labels)
                if (place == match.places.get(column.name) or label in own)
                and f"column:{label}" not in answers
            ]
    return found


def give_up(
    match: Match, header: Sequence[str], doubted: Mapping[str, Sequence[int]], held: Mapping[int, LeftOut]
) -> None:
    """Leave out those of the `doubted` columns that hold no results, so that they are asked about."""
    labels = labels_of(header)
    for name, places in doubted.items():
        others = [place for place in places if _is_no_result(header[place], held[place])]
        match.left_out += others
        match.doubted.update(others)
        rest = [place for place in places if place not in others]
        if others and len(places) == 1:
            del match.places[name]
        elif others and len(rest) == 1:
            match.places[name] = rest[0]
            match.questions = [each for each in match.questions if each.key != which(name)]
        elif others and rest:
            again = ask_which(name, [labels[place] for place in rest])
            match.questions = [again if each.key == again.key else each for each in match.questions]


def _is_no_result(header: str, held: LeftOut) -> bool:
    """Whether a column for results holds only days, or says how many per cent are done, as “% complete” does."""
    if held.is_percentages:
        return "%" in header or "percent" in header.casefold()
    return held.is_days and not held.is_empty


def questions(
    kind: Kind,
    table: Table,
    match: Match,
    held: Mapping[int, LeftOut],
    answers: Answers,
    given: Mapping[str, str],
    named: Named,
) -> Iterator[Question]:
    """A question for each column that would be left out although it holds what one of ours may hold."""
    labels, quiet = labels_of(table.header), kind.quiet(table.header)
    asked = {question.key for question in match.questions}
    for place in match.left_out:
        key = f"column:{labels[place]}"
        if place in match.settled or key in asked:
            continue
        if place in match.doubted and ("days" in held[place].examples or "passed" not in match.places):
            columns = [
                column
                for column in all_columns(kind)
                if _HOLDS.get(column.read) in {*held[place].examples, "results"}
            ]
            what, example = next(iter(held[place].examples.items()))
            yield _may_be(key, labels[place], _why(what, example), columns, match, labels)
            continue
        if held[place].is_lost:
            columns = [column for column in kind.columns if column.name not in match.places]
            why = phrase("Its cells are errors or cannot be read, so nobody can see what it holds.")
            if columns:
                yield _may_be(key, labels[place], why, columns, match, labels)
            continue
        for what, example in held[place].examples.items():
            columns = [] if what in quiet else _holding(kind, what, held[place], match, given, named)
            if columns:
                yield _may_be(key, labels[place], _why(what, example), columns, match, labels)
                break
        else:
            columns = (
                []
                if kind.known(table.header)
                else _said(kind, table.header[place], held[place], given, named)
            )
            if columns:
                why = phrase(
                    "The import says what all rows are about, and this column may say something else."
                )
                yield _may_be(key, labels[place], why, columns, match, labels)


def _why(what: Holds, example: str) -> str:
    return phrase("It holds %(what)s, such as “%(example)s”.", what=_WHAT[what], example=example)


def _said(kind: Kind, header: str, held: LeftOut, given: Mapping[str, str], named: Named) -> list[Column]:
    """The columns that a header may mean, if the import gives their value and this one may give others."""
    words = set(plain(header).casefold().replace("_", " ").split())
    return [
        column
        for column in kind.columns
        if column.name in given
        and column.name in _NAMES
        and (what := _NAMES[column.name]) in named
        and not words.isdisjoint(_SAYS.get(what, ()))
        and not held.is_empty
        and not held.names_only(what, given[column.name])
    ]


def _holding(
    kind: Kind, what: Holds, held: LeftOut, match: Match, given: Mapping[str, str], named: Named
) -> list[Column]:
    """The columns of a kind that may hold this. None if it says only what is given with the import anyway."""
    missing = [column for column in all_columns(kind) if column.name not in match.places]
    results = [column for column in all_columns(kind) if _HOLDS.get(column.read) == "results"]
    if what == "yes or no":  # without any result, all would have passed
        return results if all(column in missing for column in results) else []
    if what == "percentages":
        return [
            column for column in missing if _HOLDS.get(column.read) == what and "passed" not in match.places
        ]
    if what in named:
        names = [name for name, holds in _NAMES.items() if holds == what]
        if any(held.names_only(what, given[name]) for name in names if name in given):
            return []
        return [column for column in kind.columns if column.name in names]
    return [column for column in all_columns(kind) if _HOLDS.get(column.read) == what]


def _may_be(
    key: str, label: str, why: str, columns: Iterable[Column], match: Match, labels: Sequence[str]
) -> Question:
    choices = []
    for column in columns:
        words = choice_of(column.name)
        if column.name in match.places:
            other = labels[match.places[column.name]]
            words = phrase("%(choice)s, and “%(header)s” is left out", choice=words, header=other)
        choices.append(Choice(column.name, words))
    return Question(key, phrase("What is the column “%(header)s”?", header=label), (*choices, LEAVE_OUT), why)

"""A true file, written in hostile ways: each fact comes out true, or is rejected, or is asked about."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from elearn.database import Database, open_database
from elearn.problems import InputFault
from elearn.tracker import imports
from elearn.tracker.imports import Preview, Question
from tests.depth import hostile_files
from tests.tracker.conftest import fill
from tests.tracker.hostile import DAYS, ORDERS, Hostile, written

DAY = st.dates(date(2021, 1, 1), date(2025, 6, 30))
EARLY = st.builds(date, st.integers(2021, 2025), st.integers(1, 12), st.integers(1, 12))
NAMES = ["Zoë Café", "Ann Bell", "Jürgen Brontë", "O'Neil, Pat", 'Kay "Kit" Ash', "Siân Rhŷs"]
OLD = ("cp1252", "mac_roman")
PLAIN_NAMES = ["Zoë Café", "Ann Bell", "Jürgen Brontë", "O'Neil, Pat", 'Kay "Kit" Ash']
HEADERS: Mapping[str, Sequence[str]] = {
    "email": ("email", "E-mail address", "Email\u00a0address", "EMAIL", "Work e-mail", "e\u200bmail"),
    "name": ("name", "Full name", "Employee name"),
    "staff_number": ("staff_number", "Staff no", "Staff number", "Employee number"),
    "agency": ("agency", "Organisation"),
    "role_group": ("role_group", "Role group", "Staff group"),
    "starts_on": ("starts_on", "Start date", "Starts on"),
    "ends_on": ("ends_on", "Leaving date", "Ended", "Gone", "end on"),
    "course": ("course", "Course name"),
    "completed_on": ("completed_on", "Completion date", "Date completed"),
    "score": ("score", "Grade", "Score (%)"),
    "passed": ("passed", "Result", "How it went", "Pased"),
}


def headers_for(data: st.DataObject, how: Hostile, *columns: str) -> dict[str, str]:
    """A header for each column. An old encoding cannot write every one."""
    old = how.kind == "csv" and how.encoding in OLD
    return {
        column: data.draw(st.sampled_from([each for each in HEADERS[column] if each.isascii() or not old]))
        for column in columns
    }


def hostiles(kinds: Sequence[str]) -> st.SearchStrategy[Hostile]:
    return st.builds(
        Hostile,
        kind=st.sampled_from(kinds),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"]),
        separator=st.sampled_from([",", ";", "\t", "|"]),
        said=st.booleans(),
        titles=st.sampled_from([0, 0, 1, 3]),
        cover=st.booleans(),
        decoys=st.sampled_from(["", "", "sheet", "rows"]),
        days=st.sampled_from(sorted(DAYS)),
        real_days=st.booleans(),
        quoted=st.booleans(),
        how=st.sampled_from(["error", "cut", "merged", "formula"]),
        lost=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=2, unique=True).map(tuple),
    )


def spelled(address: str, how: int) -> str:
    """An address as people and systems write it. All but the last mean the same."""
    return [
        address,
        address.upper(),
        f" {address}\u00a0",
        address.replace("@", "\u200b@"),
        address.replace("o", "\u043e", 1),
    ][how]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county in a file, which no example changes."""
    path = tmp_path_factory.mktemp("hostile") / "county.db"
    with open_database(str(path)) as db:
        fill(db)
    return path


def answer(question: Question, how: Hostile, headers: Mapping[str, str]) -> str:
    """What somebody who knows the truth would answer."""
    what, _, about = question.key.partition(":")
    truly = {header: column for column, header in headers.items()}
    values = [choice.value for choice in question.choices]
    if what == "days":
        short = [value for value in values if value == how.days]
        return (short or [value for value in values if value == ORDERS.get(how.days, "dmy")] or values)[0]
    return {
        "encoding": how.encoding,
        "sheet": "Table 2" if how.kind == "html" and how.cover else "True",
        "hidden-rows": "leave out",
        "column": truly.get(about, ""),
        "scores": "percent",
    }[what]


def asked(
    db: Database, kind: str, how: Hostile, headers: Mapping[str, str], rows: Sequence[Any]
) -> Preview | None:
    """The preview, after every question was answered truly. None: the whole file was refused."""
    data, name = written(how, list(headers.values()), rows)
    answers: dict[str, str] = {}
    for _ in range(5):
        try:
            found = imports.preview(db, kind, data, name, answers=answers)
        except InputFault:
            return None
        if not found.questions:
            return found
        event("asked")
        answers |= {question.key: answer(question, how, headers) for question in found.questions}
    raise AssertionError(f"It is asked again and again: {found.questions}")


SOME = settings(
    max_examples=hostile_files(),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SOME
@given(st.data(), hostiles(["csv", "xlsx", "openpyxl", "html"]))
def test_a_roster_comes_out_true_or_is_asked_about_or_rejected(
    county: Path, data: st.DataObject, how: Hostile
) -> None:
    names = PLAIN_NAMES if how.encoding in OLD else NAMES
    headers = headers_for(
        data, how, "email", "name", "staff_number", "agency", "role_group", "starts_on", "ends_on"
    )
    days = data.draw(st.sampled_from([DAY, EARLY]))
    truth, rows = [], []
    spellings = []
    for number in range(data.draw(st.integers(2, 5))):
        start = data.draw(days)
        ends = [None, date(2026, start.month, min(start.day, 28))]
        end = data.draw(st.sampled_from(ends))
        address, name = f"person.o{number}@new.example", names[number % len(names)]
        staff, agency, group = f"00{100 + number}", data.draw(st.sampled_from(["council", "trust"])), "R1"
        spelling = data.draw(st.sampled_from([0, 0, 1, 2, 3, 4]))
        spellings.append(spelling)
        truth.append((address, agency, group, start.isoformat(), name, staff, end and end.isoformat()))
        no_end = data.draw(st.sampled_from([None, "31/12/4712"])) if end is None else end
        rows.append([spelled(address, spelling), name, staff, agency, group, start, no_end])
    if how.encoding in OLD and how.kind == "csv" and {3, 4} & set(spellings):
        spellings = [0] * len(spellings)
        for row, true in zip(rows, truth, strict=True):
            row[0] = true[0]
    with open_database(str(county)) as db:
        found = asked(db, "people", how, headers, rows)
        good = [] if found is None else [line.values for line in found.to_apply]
    came = [
        tuple(
            values[name]
            for name in ("email", "agency", "role_group", "starts_on", "name", "staff_number", "ends_on")
        )
        for values in good
    ]
    assert set(came) <= set(truth)
    whole = not [each for each in how.lost if each[0] < len(rows)]
    if whole and 4 not in spellings:
        event("whole")
        assert sorted(came, key=str) == sorted(truth, key=str), found and [
            str(each) for each in found.problems()
        ]


@SOME
@given(st.data(), hostiles(["csv", "xlsx", "openpyxl", "html"]))
def test_completions_come_out_true_or_are_asked_about_or_rejected(
    county: Path, data: st.DataObject, how: Hostile
) -> None:
    headers = headers_for(data, how, "email", "course", "completed_on", "score", "passed")
    days = data.draw(st.sampled_from([DAY, EARLY]))
    truth: set[tuple[Any, ...]] = set()
    rows = []
    people = ["ann@council.example", "bo@council.example", "cy@school.example", "di@trust.example"]
    with open_database(str(county)) as db:
        with db.read() as conn:
            ids = dict(conn.tuples("select email, id from person"))
        for address in people[: data.draw(st.integers(1, 4))]:
            day = data.draw(days)
            course, score, result = data.draw(
                st.sampled_from(
                    [
                        ("neglect", None, "passed"),
                        ("neglect", 40, "failed"),
                        ("bruising", 90, "passed"),
                        ("bruising", 30, "failed"),
                        ("bruising", None, "not known"),
                        ("bruising", 80, "by score"),
                        ("bruising", 79, "by score"),
                        ("neglect", None, "not completed"),
                    ]
                )
            )
            outcome = {"by score": "passed" if score and score >= 80 else "failed"}.get(result, result)
            says = {
                "passed": "Pass",
                "failed": "Fail",
                "not known": "Completed",
                "by score": None,
                "not completed": "Not completed",
            }[result]
            if outcome != "not completed":
                truth.add((ids[address], course, day.isoformat(), outcome, score))
            rows.append([address, course, None if outcome == "not completed" else day, score, says])
        found = asked(db, "completions", how, headers, rows)
        good = [] if found is None else [line.values for line in found.to_apply]
    came = [
        (
            values["person"],
            values["course"],
            values["completed_on"],
            values["outcome"],
            None if values["score"] is None else round(values["score"]),
        )
        for values in good
    ]
    assert set(came) <= truth
    if not [each for each in how.lost if each[0] < len(rows)]:
        event("whole")
        assert set(came) == truth, found and [str(each) for each in found.problems()]

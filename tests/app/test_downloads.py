"""The files that people take away from screens: in the words of the screen, with the day, and a name beside each id."""

import csv
import io
from collections.abc import Callable
from contextvars import copy_context
from datetime import date

import pytest
import streamlit as st
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from elearn.app import owners
from elearn.database import Database
from elearn.days import today
from elearn.tracker import imports
from tests.app.conftest import screen

Open = Callable[..., AppTest]
Files = dict[str, list[dict[str, str]]]
PASSED = (
    "email,course,version,completed_on,score,passed\n"
    "ada@north.example,neglect,1,2026-03-20,90,yes\nsam@south.example,neglect,1,2026-05-20,90,yes\n"
)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """What a screen offers, by the name of the file. Each has an owner once it is made."""
    found: Files = {}
    owners.keep_owners()
    stored = MemoryMediaFileStorage("/media")

    def make(data: Callable[[], bytes], name: str) -> bytes:
        file = stored.load_and_get_id(data(), "text/csv", MediaFileKind.DOWNLOADABLE, name)
        assert file in owners._kept, "it would open for nobody"
        return stored.get_file(file).content

    def offered(_label: str, data: Callable[[], bytes], *, file_name: str, **_: object) -> None:
        content = copy_context().run(make, data, file_name)
        found[file_name] = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    monkeypatch.setattr(st, "download_button", offered)
    return found


@pytest.fixture
def in_june(county: Database, sign_in: Callable[[str], int]) -> None:
    imports.apply(county, imports.preview(county, "completions", PASSED.encode(), "passed.csv"))
    sign_in("bo")


@pytest.mark.usefixtures("in_june")
def test_coverage_is_said_as_the_screen_says_it(files: Files) -> None:
    app = screen("board").run()
    app.date_input(key="board_as_at").set_value(date(2026, 6, 10)).run()
    agencies = files["coverage-by-agency-and-course-2026-06-10.csv"]
    assert agencies[0] == {
        "Agency id": "north",
        "Agency": "North Trust",
        "Course id": "neglect",
        "Course": "Neglect",
        "As at": "2026-06-10",
        "In date": "1",
        "In scope": "4",
        "Percent": "25.0",
        "Against target": "Too little to say",
        "Target %": "90",
        "To reach target": "3",
        "Change since 31 March 2026": "0",
        "Days allowed": "0",
        "Lapsed": "1",
        "Never taken": "2",
        "Counted from": "Roster",
        "Result not known": "0",
        "In date because completed means passed": "0",
        "Notes": "Fewer than 10 people are in scope.",
    }
    assert agencies[1]["Change since 31 March 2026"] == "1"
    groups = {row["Role group"]: row for row in files["coverage-by-role-group-and-course-2026-06-10.csv"]}
    assert groups["Mainly with children and families"]["Role group id"] == "r3"
    assert groups["Regular contact"]["Against target"] == "Not asked"


@pytest.mark.usefixtures("in_june")
def test_figures_of_one_course_have_the_same_columns(files: Files) -> None:
    screen("board").run().selectbox(key="board_course").set_value("neglect").run()
    every = files[f"coverage-by-agency-and-course-{today()}.csv"]
    one = files[f"coverage-neglect-by-agency-{today()}.csv"]
    assert list(one[0]) == list(every[0])
    assert one == every
    assert f"coverage-neglect-by-role-group-{today()}.csv" in files


@pytest.mark.usefixtures("in_june", "changing")
def test_figures_that_are_being_worked_out_say_so(files: Files) -> None:
    screen("board").run()
    row = files[f"coverage-by-agency-and-course-{today()}.csv"][0]
    assert row["Against target"] == row["Notes"] == "Being worked out"
    assert not row["In date"] + row["In scope"] + row["Percent"] + row["Lapsed"] + row["To reach target"]


def test_the_list_of_who_is_due_comes_back_as_it_is(
    county: Database, files: Files, sign_in: Callable[[str], int]
) -> None:
    imports.enter(county, "courses", {"id": "hours", "title": "Hours", "kind": "hours"})
    asked = {
        "course": "hours",
        "agency": "north",
        "from": "2020-01-01",
        "renew_after_months": "12",
        "hours": "6",
    }
    imports.enter(county, "requirements", asked)
    sign_in("lea")
    screen("due").run()
    rows = files[f"who-is-due-{today()}.csv"]
    hours = [row for row in rows if row["course"] == "hours"]
    assert {row["State"] for row in hours} == {"Never taken (no course: leave this line blank)"}
    rows = [row for row in rows if row["course"] != "hours"] + hours
    assert {(row["agency"], row["Agency name"], row["Role group"]) for row in rows} == {
        ("north", "North Trust", "Mainly with children and families")
    }
    assert {row["State"] for row in rows if row not in hours} == {"Never taken", "Lapsed"}
    assert {row["Who is due as at"] for row in rows} == {str(today())}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows([{**rows[0], "completed_on": "2026-11-20", "passed": "yes"}, *rows[1:]])
    found = imports.preview(county, "completions", out.getvalue().encode(), "back.csv", "north")
    assert (found.questions, len(found.rejected), len(found.to_apply)) == ([], 0, 1)


def test_lessons_and_documents_name_their_day(
    open_as: Open, files: Files, sign_in: Callable[[str], int]
) -> None:
    sign_in("al")
    app = screen("themes").run()
    app.segmented_control(key="themes_shown").set_value("What was found").run()
    lessons = files[f"themes-{today()}.csv"]
    assert lessons[0]["As at"] == str(today())
    assert {row["Strength or to change"] for row in lessons} == {"Strength", "To change"}
    assert [row for row in lessons if row["Course ids"] and row["Courses"]]
    app = screen("publication").run()
    app.segmented_control(key="publication_shown").set_value("Documents").run()
    documents = files[f"documents-{today()}.csv"]
    assert documents[0]["As at"] == str(today())
    assert {"Held", "Not expected"} & set(documents[0].values())

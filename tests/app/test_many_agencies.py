"""A county of 1,700 agencies: no page sends more than a phone can take, and every agency can still be found."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.app import agency_rows, filters
from elearn.app.screens import SCREENS, board
from elearn.database import Database, open_database
from elearn.settings import settings
from elearn.tracker import imports
from elearn.tracker.scope import actor
from tests.app.conftest import person, said, screen
from tests.app.test_imports import send

Open = Callable[..., AppTest]
COURSES = 15
LARGEST = 300_000
"""How many bytes the elements of one page may have together."""


@pytest.fixture(scope="module")
def prepared_county(prepared_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county of six people, with 1,700 more agencies in three levels, and 14 more courses for everybody."""
    large = tmp_path_factory.mktemp("large") / "county.db"
    shutil.copyfile(prepared_county, large)
    agencies = ["id,name,kind,parent,target,basis"]
    agencies += [f"top{n},Service {n},council,,90," for n in range(20)]
    agencies += [f"school{n},School {n:03},school,south,90," for n in range(420)]
    agencies += [f"part{n},Part {n:04},team,top{n % 18},90," for n in range(1_160)]
    agencies += [f"class{n},Class {n},class,school1,90," for n in range(100)]
    courses = ["id,title,version,minutes", *(f"c{n},A course called {n},1,30" for n in range(1, COURSES))]
    requirements = ["course,agency,role_group,from,to,due_within_days,renew_after_months"]
    requirements += [f"c{n},,r3,2021-01-01,,30,12" for n in range(1, COURSES)]
    people = ["email,name,staff_number,agency,role_group,starts_on,ends_on"]
    people += [f"n{n}@many.example,New {n},{n},school{n},r3,2020-01-01," for n in range(120)]
    people += [f"m{n}@many.example,Many {n},{n},top{n},r3,2020-01-01," for n in range(20)]
    people += ["kay@many.example,Kay Class,900,class7,r3,2020-01-01,"]
    with open_database(str(large)) as database:
        for kind, lines in (
            ("agencies", agencies),
            ("courses", courses),
            ("people", people),
            ("requirements", requirements),
        ):
            preview = imports.preview(database, kind, "\n".join(lines).encode(), f"{kind}.csv")
            imports.apply(database, preview)
    return large


@pytest.fixture
def no_courses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the written courses away. They are not what makes a county large, and take long to check."""
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path / "none"))
    settings.cache_clear()


def size(app: AppTest) -> int:
    """How many bytes the elements of a page have, with the options of its widgets."""
    return sum(each.proto.ByteSize() for each in app if hasattr(getattr(each, "proto", None), "ByteSize"))


def rows(app: AppTest) -> list[str]:
    """The names of the rows of the table of agencies, from the top to the bottom."""
    table = said(app).partition('aria-label="Coverage by agency and course"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row"[^>]*>(?:<a [^>]*>)?([^<]*)', table)


def click(app: AppTest, words: str) -> AppTest:
    """Presses the button that says these words."""
    next(each for each in app.button if each.label == words).click()
    app.run()
    assert not app.exception
    return app


def test_no_page_is_too_large(open_as: Open, no_courses: None) -> None:
    pages: list[tuple[str, str, dict[str, str]]] = [("al", screen.module, {}) for screen in SCREENS]
    pages += [
        ("al", "directory", {"shown": "people"}),
        ("al", "directory", {"agency": "south"}),
        ("al", "directory", {"agency": "school1"}),
        ("al", "requirements", {"requirement": "1"}),
        ("al", "rights", {"person": "1"}),
    ]
    for name, module, query in pages:
        app = open_as(name, module, **query)
        assert not app.exception
        assert size(app) < LARGEST, module


def test_what_comes_before_streamlit_has_the_choices_of_a_large_county(
    open_as: Open, county: Database
) -> None:
    page = board.ahead(actor(county, person(county, "bo")))
    choices = re.findall(r"<p>([^<]+) <b[^>]*>([^<]+)</b></p>", page)
    app = open_as("bo", "board")
    day, find = app.date_input(key="board_as_at"), app.text_input(key="board_agency_find")
    course, agency = app.selectbox(key="board_course"), app.selectbox(key="board_agency")
    assert choices == [
        (day.label, day.value.strftime("%d/%m/%Y")),
        (course.label, course.options[0]),
        (find.label, find.placeholder),
        (agency.label, agency.options[0]),
    ]
    assert len(page) < LARGEST


def test_coverage_starts_with_the_agencies_at_the_top(open_as: Open) -> None:
    app = open_as("bo", "board")
    assert rows(app) == ["North Trust", *sorted(f"Service {n}" for n in range(20)), "South Schools"]
    assert "School 001" not in said(app)
    assert "Show the 420 agencies of South Schools" in said(app)
    assert 'aria-expanded="true"' not in said(app)


def test_an_agency_is_opened_paged_and_folded_again(open_as: Open) -> None:
    words = "Show the 420 agencies of South Schools"
    app = click(open_as("bo", "board"), words)
    assert rows(app)[-51:] == [*(f"School {n:03}" for n in range(50)), "Parts of South Schools"]
    assert "Showing 1 to 50 of 120. Left out: 300 agencies where no one is asked." in said(app)
    click(app, "Show the next 50 of South Schools")
    assert rows(app)[-51:-1] == [f"School {n:03}" for n in range(50, 100)]
    click(app, "Show the next 20 of South Schools")
    assert rows(app)[-21:-1] == [f"School {n:03}" for n in range(100, 120)]
    click(app, "Show the 50 before of South Schools")
    assert rows(app)[-51:-1] == [f"School {n:03}" for n in range(50, 100)]
    click(app, "Show the 50 before of South Schools")
    click(app, "Show the 100 agencies of School 001")
    assert "Class 7" in rows(app)
    assert rows(app).index("Class 7") == rows(app).index("School 001") + 1
    app.selectbox(key="board_course").set_value("neglect").run()
    assert "Class 7" in said(app)  # what is open stays open in the other table
    app.selectbox(key="board_course").set_value("").run()
    click(app, words)
    assert len(rows(app)) == 22
    assert "Class 7" not in said(app)


def test_a_page_stays_small_however_many_agencies_are_opened(open_as: Open) -> None:
    app = open_as("bo", "board")
    opened = [each.label for each in app.button if each.label.startswith("Show the ")]
    assert len(opened) == 19
    for words in opened[-6:]:
        click(app, words)
    assert size(app) < LARGEST
    assert len(rows(app)) <= agency_rows.MOST + 20  # with the rows that say what is left out
    assert app.session_state["board_opened"]


def test_each_level_is_ordered_by_its_lowest(open_as: Open) -> None:
    app = click(open_as("bo", "board"), "Show the 420 agencies of South Schools")
    app.selectbox(key="board_order_agency").set_value("neglect").run()
    assert not app.exception
    names = rows(app)
    assert {"School 000", "Service 3"} <= set(names)
    assert names.index("South Schools") + 1 == names.index("School 000")


def test_a_lead_finds_the_only_agency_at_the_top_open(open_as: Open, county: Database) -> None:
    with county.write() as conn:
        conn.execute("update role set agency = 'school1' where role = 'lead'")
    app = open_as("lea", "board")
    assert rows(app) == ["School 001", "Class 7", "Parts of School 001"]
    click(app, "Show the 100 agencies of School 001")
    assert rows(app) == ["School 001"]


def test_the_file_has_every_agency(
    open_as: Open, sign_in: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in("bo")
    files: dict[str, Any] = {}
    monkeypatch.setattr(
        st, "download_button", lambda _label, data, *, file_name, **_: files.update({file_name: data})
    )
    screen("board").run()
    [content] = [file() for name, file in files.items() if "by-agency" in name]
    found = {row["Agency id"] for row in csv.DictReader(content.decode("utf-8-sig").splitlines())}
    assert len(found) == 1_702


def test_an_agency_is_found_by_a_part_of_its_name(open_as: Open) -> None:
    app = open_as("bo", "board")
    assert len(app.selectbox(key="board_agency").options) == filters.OFFERED + 1
    app.text_input(key="board_agency_find").set_value("school 1").run()
    choice = app.selectbox(key="board_agency")
    assert choice.label == "Agency (20 of 168 found)"
    assert "School 100" in choice.options
    choice.set_value("school100").run()
    assert "0 of 1" in said(app)
    app.text_input(key="board_agency_find").set_value("nowhere").run()
    assert app.selectbox(key="board_agency").label == "Agency (none found)"
    assert app.selectbox(key="board_agency").value == "school100"


def test_a_form_offers_any_agency_after_a_search(open_as: Open, county: Database) -> None:
    app = open_as("al", "rights")
    app.text_input(key="rights_give_0_agency_find").set_value("school 417").run()
    app.selectbox(key="rights_give_0_agency").set_value("school417")
    app.text_input(key="rights_give_0_email").set_value("bo@north.example")
    app.radio(key="rights_give_0_role").set_value("lead")
    click(app, "Give the role")
    with county.read() as conn:
        assert conn.value(
            "select agency from role where person = :bo and role = 'lead'", {"bo": person(county, "bo")}
        )


def test_a_file_with_thousands_of_problems_is_answered_in_a_small_page(open_as: Open) -> None:
    header = "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
    wrong = "".join(f"w{n}@many.example,Wrong {n},{n},nowhere{n},r3,2020-01-01,\n" for n in range(3_000))
    app = send(open_as("al", "imports", kind="people"), (header + wrong).encode())
    assert not app.exception
    assert "3,000 rows cannot be applied" in said(app)
    assert size(app) < LARGEST

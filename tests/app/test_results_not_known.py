"""Completed is not passed: what a learner, a lead and the board read about a result that nobody knows."""

import csv
import io
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app.coverage_file import Figures, content
from elearn.app.screens import board_tables
from elearn.database import Database
from elearn.days import today
from elearn.tracker import Scope, standing
from tests.app.conftest import person, said

Open = Callable[..., AppTest]
COMPLETED = "Completed 27 November 2025, result not known"


@pytest.fixture
def completed(county: Database) -> Database:
    """Ada and Sam completed the course with result not known, and Bo is in date because the importer said so."""
    with county.write() as conn:
        people = {name: person(county, name) for name in ("ada", "sam", "bo")}
        conn.many(
            """
            insert into completion_without_result (person, course, completed_on, recorded_at)
            values (:person, 'neglect', '2025-11-27', 't')
            """,
            [{"person": people["ada"]}, {"person": people["sam"]}],
        )
        conn.execute(
            """
            insert into completion (person, course, completed_on, passed, how, taken_as_passed, recorded_at)
            values (:person, 'neglect', :day, 1, 'import', 1, 't')
            """,
            {"person": people["bo"], "day": today().isoformat()},
        )
        standing.refresh(conn, list(people.values()), {"neglect"})
    return county


@pytest.mark.usefixtures("completed")
def test_a_learner_reads_that_it_does_not_count_and_what_to_do(open_as: Open) -> None:
    words = said(open_as("ada", "learning"))
    assert COMPLETED in words
    assert "Ask your agency to send us your result." in words
    assert "result not known" not in said(open_as("bo", "learning"))


def test_a_learner_can_take_it_here_if_it_is_open_here(
    open_as: Open, completed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "elearn.app.own_learning.mint_tickets",
        lambda _db, _who, courses, **_more: dict.fromkeys(courses, "it"),
    )
    with completed.write() as conn:
        conn.execute(
            """
            insert into course_version (course, version, standard, package, sha256, published_at, position)
            values ('neglect', '1', 'scorm2004', 'p', 's', 't', 1)
            """
        )
        conn.execute("update course set ours = 1")
    words = said(open_as("ada", "learning"))
    assert "Take it here, or ask your agency to send us your result." in words


def test_a_course_that_is_not_required_has_a_place_of_its_own(open_as: Open, completed: Database) -> None:
    with completed.write() as conn:
        conn.execute("delete from requirement")
        standing.refresh(conn, None)
    words = said(open_as("ada", "learning"))
    assert "<h2>Completed, result not known</h2>" in words
    assert COMPLETED in words
    assert "Nothing is asked of you yet" not in words


@pytest.mark.usefixtures("completed")
def test_a_lead_reads_it_beside_the_person_to_remind(open_as: Open) -> None:
    words = said(open_as("lea", "due"))
    assert words.count(COMPLETED) == 1
    assert "1 person has completed it with result not known" in words
    assert "Sam" not in words


def test_an_administrator_reads_it_on_the_persons_page(open_as: Open, completed: Database) -> None:
    words = said(open_as("al", "directory", person=str(person(completed, "ada"))))
    assert "Completed, result not known" in words
    assert "27 November 2025" in words
    assert "Not passed" in words
    assert "result not known" not in said(open_as("al", "directory", person=str(person(completed, "bo"))))


@pytest.mark.usefixtures("completed")
def test_coverage_says_beside_the_figure_what_it_leaves_out_and_what_it_assumes(open_as: Open) -> None:
    both = "2 people have completed it with result not known; they are not counted as in date."
    taken = "1 of those in date counts because whoever imported said that completed means passed."
    app = open_as("bo", "board")
    assert f"{both} {taken}" in said(app)
    assert "1 of 6" in said(app)
    app.selectbox(key="board_course").set_value("neglect").run()
    assert f"{both} {taken}" in said(app)
    app.date_input(key="board_as_at").set_value("2025-11-26").run()
    assert "result not known;" not in said(app)


@pytest.mark.usefixtures("completed")
def test_a_lead_reads_the_counts_of_their_own_agency_alone(open_as: Open) -> None:
    words = said(open_as("lea", "board"))
    assert "1 person has completed it with result not known; they are not counted as in date." in words
    assert "2 people have completed" not in words


@pytest.mark.usefixtures("county")
def test_where_every_result_is_known_nothing_is_said(open_as: Open) -> None:
    assert "result not known;" not in said(open_as("bo", "board"))
    assert "result not known" not in said(open_as("lea", "due"))


@pytest.mark.usefixtures("completed")
def test_a_download_has_the_counts_of_each_row(open_as: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, list[dict[str, str]]] = {}

    def kept(figures_of: Callable[[Scope], Figures], name: str, key: str) -> None:
        file = content(figures_of(Scope.of_agencies(["north"]))).decode("utf-8-sig")
        files[key] = list(csv.DictReader(io.StringIO(file)))

    monkeypatch.setattr(board_tables.downloads, "coverage", kept)
    open_as("bo", "board")
    assert [
        (
            row["Agency id"],
            row["Course id"],
            row["Result not known"],
            row["In date because completed means passed"],
        )
        for row in files["board_heat_agency_csv"]
    ] == [("north", "neglect", "1", "1")]
    by_group = {row["Role group id"]: row for row in files["board_heat_role_group_csv"]}
    assert by_group["r3"]["Result not known"] == "1"
    assert "1 person has completed it with result not known" in by_group["r3"]["Notes"]

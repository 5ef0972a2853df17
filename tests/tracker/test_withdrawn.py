"""A withdrawn completion counts for nothing and is never forgotten. Minutes stay as they were when it was written."""

import re
from datetime import date
from pathlib import Path

import pytest

from elearn.database import Database
from elearn.reporting.coverage import coverage
from elearn.reporting.notes import result_notes
from elearn.tracker import answered, catalogue, counting, imports, registrations, standing
from elearn.tracker.learning import my_learning
from elearn.tracker.progress import Progress
from elearn.tracker.results import of_person
from elearn.tracker.scope import Scope
from tests.tracker.conftest import bring, person, register

HEADER = "email,course,version,completed_on,score,passed\n"
PASSED = "ann@council.example,bruising,1.0.0,2026-02-01,90,yes\n"
REQUIRED = (
    "course,agency,role_group,from,to,due_within_days,renew_after_months\nbruising,,,2026-01-01,,0,12\n"
)
DAY = date(2026, 3, 1)


def test_every_query_that_counts_passes_leaves_out_those_withdrawn() -> None:
    """They say it with `tracker.counting`, so none says `passed = 1` itself."""
    alone = re.compile(r"(?<!as_)\bpassed = 1\b")
    source = Path(counting.__file__).parents[1]
    found = [path.relative_to(source) for path in source.rglob("*.py") if alone.search(path.read_text())]
    assert [str(path) for path in found] == ["tracker/counting.py"]


def ann(db: Database) -> int:
    return person(db, "ann@council.example")


def completions(db: Database) -> list[tuple[int, str, int, int]]:
    """Passed, score, minutes and taken as passed of each that stands."""
    with db.read() as conn:
        return conn.tuples(
            """
            select passed, score, minutes, taken_as_passed from completion
             where id not in (select completion from completion_withdrawal) order by id
            """
        )


def withdraw(db: Database) -> None:
    """Withdraws the last completion."""
    with db.write() as conn:
        conn.execute(
            """
            insert into completion_withdrawal (completion, withdrawn_at, reason)
            select max(id), '2026-02-20T10:00:00.000Z', 'It was somebody else' from completion
            """
        )
        [(who, course)] = conn.tuples(
            "select person, course from completion where id = (select max(id) from completion)"
        )
        standing.refresh(conn, {who}, {course})


def in_date(db: Database) -> int | None:
    [row] = [
        row for row in coverage(db, Scope.everyone(), DAY, ["course"]) if row.keys["course"] == "bruising"
    ]
    return row.in_date


def test_nothing_counts_a_pass_that_was_withdrawn(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    bring(county, "completions", HEADER + PASSED)
    own = Scope.of_person(ann(county))
    assert (in_date(county), [done.course.id for done in my_learning(county, own, DAY).done]) == (
        1,
        ["bruising"],
    )
    withdraw(county)
    assert in_date(county) == 0
    mine = my_learning(county, own, DAY)
    assert (mine.done, [due.course.id for due in mine.due]) == ([], ["bruising"])
    [version] = catalogue.versions(county, "bruising")
    assert (version.begun, version.finished) == (0, 0)
    assert answered.people_in(county, "bruising", ["1.0.0"]) == 0


@pytest.mark.parametrize("row", [PASSED, PASSED.replace("90", "")])
def test_the_same_row_again_stays_withdrawn(county: Database, row: str) -> None:
    bring(county, "completions", HEADER + PASSED)
    withdraw(county)
    done = bring(county, "completions", HEADER + row)
    assert (done.preview.count("new"), done.preview.count("unchanged")) == (0, 1)
    assert completions(county) == []
    assert bring(county, "completions", HEADER + PASSED.replace("90", "95")).preview.count("new") == 1


def test_what_was_taken_as_passed_and_withdrawn_stays_so_whatever_comes_later(county: Database) -> None:
    said = "ann@council.example,bruising,1.0.0,2026-02-01,,completed\n"
    bring(county, "completions", HEADER + said, answers={"completed": "passed"})
    assert completions(county) == [(1, None, 20, 1)]
    withdraw(county)
    assert (
        bring(county, "completions", HEADER + said, answers={"completed": "passed"}).preview.count("new") == 0
    )
    assert bring(county, "completions", HEADER + said.replace("completed", "yes")).preview.count("new") == 0
    assert completions(county) == []
    bring(county, "completions", HEADER + PASSED)
    assert completions(county) == [(1, 90, 20, 0)]
    with county.read() as conn:
        assert conn.value("select count(*) from completion_withdrawal") == 1


def test_a_reflection_stays_with_the_result_that_takes_the_place_of_an_assumed_one(county: Database) -> None:
    said = "ann@council.example,bruising,1.0.0,2026-02-01,,completed\n"
    bring(county, "completions", HEADER + said, answers={"completed": "passed"})
    with county.write() as conn:
        conn.execute(
            """
            insert into reflection (person, course, written_on, text, completion, recorded_at)
            select person, 'learning-hours', '2026-02-02', 'I ask sooner now.', id, '' from completion
            """
        )
    bring(county, "completions", HEADER + PASSED)
    with county.read() as conn:
        about = conn.tuples(
            "select c.score, c.taken_as_passed from reflection f join completion c on c.id = f.completion"
        )
    assert about == [(90, 0)]


def test_a_pass_that_was_withdrawn_hides_no_completion_without_a_result(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    bring(county, "completions", HEADER + "ann@council.example,bruising,,2026-02-01,,completed\n")
    told = result_notes(county, Scope.everyone(), DAY)
    bring(county, "completions", HEADER + PASSED)
    assert result_notes(county, Scope.everyone(), DAY) == []
    withdraw(county)
    assert result_notes(county, Scope.everyone(), DAY) == told != []
    assert not of_person(county, Scope.everyone(), ann(county), DAY)[0].passed_since


def test_an_assumed_pass_that_was_withdrawn_is_told_beside_no_figure(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    said = "ann@council.example,bruising,1.0.0,2026-02-01,,completed\n"
    bring(county, "completions", HEADER + said, answers={"completed": "passed"})
    assert [note.taken_as_passed for note in result_notes(county, Scope.everyone(), DAY)] == [1]
    withdraw(county)
    assert result_notes(county, Scope.everyone(), DAY) == []


def test_whoever_loses_a_pass_can_begin_anew_on_the_same_day(county: Database) -> None:
    first = registrations.start(county, ann(county), "bruising")
    session = registrations.open_session(county, first.id, first.person)
    with county.write() as conn:
        passed = Progress(completion="completed", success="passed", score=90)
        registrations.record(conn, first.person, session.id, 1, passed)
    assert registrations.start(county, first.person, "bruising").id == first.id
    withdraw(county)
    assert registrations.start(county, first.person, "bruising").id != first.id


def test_minutes_are_those_of_the_file_or_of_the_course_at_the_time(county: Database) -> None:
    text = (
        "email,course,completed_on,minutes,participatory\n"
        "ann@council.example,neglect,2026-02-01,,\nann@council.example,neglect,2026-02-02,45,yes\n"
    )
    bring(county, "completions", text)
    bring(county, "courses", "id,title,version,minutes\nneglect,Neglect,3,90\n")
    bring(county, "completions", text)
    with county.read() as conn:
        rows = conn.tuples("select minutes, participatory from completion order by completed_on")
    assert rows == [(30, 0), (45, 1)]


def test_minutes_that_make_no_sense_are_refused(county: Database) -> None:
    header = "email,course,completed_on,minutes,participatory\n"
    text = header + "ann@council.example,neglect,2026-02-01,half an hour,perhaps\n"
    found = imports.preview(county, "completions", text.encode(), "f.csv")
    assert [problem.path for line in found.rejected for problem in line.problems] == [
        "minutes",
        "participatory",
    ]


def test_a_course_with_another_length_keeps_the_minutes_of_before(county: Database) -> None:
    bring(county, "completions", HEADER + PASSED)
    with county.write() as conn:
        conn.execute("update course set minutes = 55 where id = 'bruising'")
    register(county, version="2.0.0")
    assert [minutes for _, _, minutes, _ in completions(county)] == [20]

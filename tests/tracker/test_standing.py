"""After a large change, standing is worked out in short transactions. Until then, figures say so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from elearn.database import Database, DatabaseBusy, open_database
from elearn.reporting.coverage import CoverageRow, coverage
from elearn.tracker import imports, standing
from elearn.tracker.scope import Scope
from tests.tracker.conftest import bring

DAY = date(2025, 6, 1)
REQUIRED = "course,agency,role_group,from,to,due_within_days,renew_after_months\n"


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four people are many here, and each is written in a transaction of its own."""
    monkeypatch.setattr(standing, "AT_ONCE", 1)
    monkeypatch.setattr(standing, "_CHUNK", 3)
    monkeypatch.setattr(standing, "_AT_A_TIME", 1)


def require(db: Database, course: str = "bruising", start: str = "2023-01-01") -> None:
    bring(db, "requirements", f"{REQUIRED}{course},,,{start},,30,12\n")


def kept(db: Database) -> list[Any]:
    with db.read() as conn:
        return sorted(standing.lines_of(conn, Scope.everyone()))


def assert_settled(db: Database) -> None:
    """Nothing is left to do, and what is kept is what follows from the facts."""
    with db.read() as conn:
        assert standing.pending(conn) == frozenset()
        assert conn.value("select count(*) from unsettled") == 0
    before = kept(db)
    with db.write() as conn:
        standing.rebuild(conn)
    assert kept(db) == before


def by_course(db: Database) -> dict[str, CoverageRow]:
    return {row.keys["course"]: row for row in coverage(db, Scope.everyone(), DAY, ["course"])}


def stop_before_settling(monkeypatch: pytest.MonkeyPatch) -> Callable[[Database], int]:
    """The process ends between the fact and its standing. Returns the function that works it out."""
    settle = standing.settle
    monkeypatch.setattr(standing, "settle", lambda *_: 0)
    return settle


def test_figures_of_the_course_concerned_say_that_they_are_being_worked_out(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    require(county, "neglect")
    before = by_course(county)
    settle = stop_before_settling(monkeypatch)
    require(county, "bruising")
    during = by_course(county)
    assert during["bruising"].pending
    assert (during["bruising"].in_scope, during["bruising"].in_date, during["bruising"].percent) == (
        None,
    ) * 3
    assert during["neglect"] == before["neglect"]
    assert [row.pending for row in coverage(county, Scope.everyone(), DAY, [])] == [True]
    assert settle(county) == 4
    assert not by_course(county)["bruising"].pending
    assert by_course(county)["bruising"].in_scope
    assert_settled(county)


@pytest.mark.parametrize("written", [0, 1, 2, 3])
def test_whoever_comes_next_finishes_what_was_interrupted(
    county: Database, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    write, left = standing._write_settled, iter(range(written))

    def until_the_power_fails(*given: Any) -> bool:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return write(*given)

    with monkeypatch.context() as failing:
        failing.setattr(standing, "_write_settled", until_the_power_fails)
        with pytest.raises(KeyboardInterrupt):
            require(county)
    assert by_course(county)["bruising"].pending
    assert standing.settle(county) == 4 - written
    assert_settled(county)


def completed(db: Database) -> None:
    with db.write() as conn:
        conn.execute(
            """
            insert into completion (person, course, completed_on, passed, how, recorded_at)
            values (2, 'bruising', '2025-01-31', 1, 'player', '')
            """
        )
        standing.refresh(conn, {2}, {"bruising"})


def moved(db: Database) -> None:
    row = {"id": "oak-school", "name": "Oak School", "parent": "council", "basis": "headcount"}
    imports.enter(db, "agencies", row, replacing="oak-school")


def added(db: Database) -> None:
    post = {"email": "ed@new.example", "name": "Ed Fox", "agency": "new", "role_group": "R3"}
    bring(db, "agencies", "id,name\nnew,New agency\n")
    imports.enter(db, "people", {**post, "starts_on": "2024-01-01"})


@pytest.mark.parametrize("arrives", [completed, moved, added, lambda db: require(db, "neglect")])
def test_facts_that_arrive_meanwhile_count(
    county: Database, monkeypatch: pytest.MonkeyPatch, arrives: Callable[[Database], None]
) -> None:
    write, waiting = standing._write_settled, [arrives]

    def after_something_else(*given: Any) -> bool:
        if waiting:
            waiting.pop()(county)
        return write(*given)

    monkeypatch.setattr(standing, "_write_settled", after_something_else)
    require(county)
    assert not waiting
    assert_settled(county)


def test_two_processes_may_work_it_out_at_once(
    county: Database, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = stop_before_settling(monkeypatch)
    require(county)
    with open_database(address) as other, ThreadPoolExecutor(2) as both:
        done = list(both.map(settle, (county, other)))
    assert max(done) <= 4 <= sum(done)
    assert_settled(county)


def test_a_change_that_is_made_is_never_called_refused(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> bool:
        raise DatabaseBusy("The database is busy. Nothing was changed; try again in a moment.")

    with monkeypatch.context() as held:
        held.setattr(standing, "_write_settled", busy)
        require(county)
    assert by_course(county)["bruising"].pending
    standing.settle(county)
    assert_settled(county)


def test_progress_is_told_in_people(county: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = stop_before_settling(monkeypatch)
    require(county)
    told: list[tuple[int, int]] = []
    settle(county, lambda done, total: told.append((done, total)))
    assert list(dict.fromkeys(told)) == [(0, 4), (3, 4), (4, 4)]


def test_an_import_tells_who_is_worked_out_and_can_be_interrupted_there(county: Database) -> None:
    def told_by(course: str, working_out: Callable[[int, int], None]) -> None:
        found = imports.preview(
            county, "requirements", f"{REQUIRED}{course},,,2023-01-01,,30,12\n".encode(), "f.csv"
        )
        imports.apply(county, found, working_out=working_out)

    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        told_by("bruising", interrupt)
    assert by_course(county)["bruising"].pending
    standing.settle(county)
    assert_settled(county)
    assert not by_course(county)["bruising"].pending
    told: list[tuple[int, int]] = []
    told_by("neglect", lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 4), (4, 4))

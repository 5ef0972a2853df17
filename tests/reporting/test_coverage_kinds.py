"""The worked examples of docs/coverage.md about kinds of requirement, renewals, and everything that counts."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from elearn.database import Connection, Database
from elearn.tracker import STATES, standing
from elearn.tracker.renewals import last_day_in_date
from elearn.tracker.scope import Scope

Learns = Callable[[Connection, int], None]
COURSES = {"bruising": "course", "other": "course", "old": "course", "hours": "hours", "cpd": "update"}


@pytest.fixture
def county(db: Database) -> Database:
    with db.write() as conn:
        conn.execute("insert into agency (id, name) values ('hospital', 'Hospital')")
        conn.execute("insert into agency_within (agency, within) values ('hospital', 'hospital')")
        conn.execute("insert into role_group (id, name) values ('R2', 'Regular contact')")
        conn.many(
            "insert into course (id, title, kind, minutes) values (:id, :id, :kind, 60)",
            [{"id": id, "kind": kind} for id, kind in COURSES.items()],
        )
    return db


def require(conn: Connection, course: str, **columns: Any) -> None:
    row = {"course": course, "from_day": "2026-01-01", "due_within_days": 30, **columns}
    conn.execute(
        f"insert into requirement ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)})", row
    )


def passed(
    day: str, course: str = "bruising", *, minutes: int = 60, taught: bool = False, result: int = 1
) -> Learns:
    def learns(conn: Connection, person: int) -> None:
        version = conn.value("select count(*) from completion")
        row = {"person": person, "course": course, "day": day, "minutes": minutes, "taught": int(taught)}
        conn.execute(
            """
            insert into completion (person, course, version, completed_on, passed, how, minutes, participatory,
                                    recorded_at)
            values (:person, :course, :version, :day, :result, 'import', :minutes, :taught, '')
            """,
            {**row, "version": str(version), "result": result},
        )

    return learns


def withdrawn(day: str) -> Learns:
    def learns(conn: Connection, person: int) -> None:
        passed(day)(conn, person)
        conn.execute(
            """
            insert into completion_withdrawal (completion, withdrawn_at, reason)
            select max(id), '', 'Recorded for the wrong person' from completion
            """
        )

    return learns


def elsewhere(day: str, state: str = "approved", course: str | None = None) -> Learns:
    def learns(conn: Connection, person: int) -> None:
        conn.execute(
            """
            insert into outside_learning (person, title, provider, completed_on, minutes, participatory, course,
                                          recorded_at, state)
            values (:person, 'Away day', 'A trust', :day, 60, 1, :course, '', :state)
            """,
            {"person": person, "day": day, "course": course, "state": state},
        )

    return learns


def reflected(day: str, on: str = "completion") -> Learns:
    """A reflection on the latest thing that the person learned, of this kind."""

    def learns(conn: Connection, person: int) -> None:
        about = conn.value(f"select max(id) from {on} where person = :person", {"person": person})
        conn.execute(
            f"""
            insert into reflection (person, course, written_on, text, {on}, recorded_at)
            values (:person, 'cpd', :day, 'What I do otherwise now.', :about, '')
            """,
            {"person": person, "day": day, "about": about},
        )

    return learns


def somebody(conn: Connection, *learning: Learns) -> int:
    """Someone in post since 2020 who has learned this."""
    person = conn.value(
        """
        insert into person (email, name) select count(*) || '@hospital.example', 'A person' from person returning id
        """
    )
    conn.execute(
        "insert into post (person, agency, role_group, starts_on) values (:person, 'hospital', 'R2', '2020-01-01')",
        {"person": person},
    )
    for learns in learning:
        learns(conn, person)
    return int(person)


def states(db: Database, rows: list[tuple[list[Learns], str]], course: str = "bruising") -> list[str | None]:
    """For each row: the state on its day of someone who has learned what it says."""
    with db.write() as conn:
        people = [somebody(conn, *learning) for learning, _ in rows]
        standing.refresh(conn, None)
        lines = list(standing.lines_of(conn, Scope.everyone()))
    found: list[str | None] = []
    for person, (_, day) in zip(people, rows, strict=True):
        on = date.fromisoformat(day).toordinal()
        [state] = [
            STATES[line.spell.state]
            for each, line in lines
            if each == person and line.course == course and line.spell.start <= on <= line.spell.end
        ] or [None]
        found.append(state)
    return found


def assert_until(db: Database, rows: list[tuple[list[Learns], str]]) -> None:
    """Each is in date to the day, and not on the next; and the day of the last pass knows it."""
    after = [(learning, (date.fromisoformat(day) + timedelta(1)).isoformat()) for learning, day in rows]
    assert states(db, [*rows, *after]) == ["in_date"] * len(rows) + ["lapsed"] * len(rows)


def test_a_renewal_from_the_old_expiry_loses_nothing_and_adds_nothing_twice(county: Database) -> None:
    with county.write() as conn:
        require(conn, "bruising", from_day="2020-01-01", renew_after_months=12, renew_from="expiry")
    again = {
        ("2024-12-10",): "2026-03-10",
        ("2024-12-09",): "2025-12-09",
        ("2025-03-10",): "2026-03-10",
        ("2025-03-11",): "2026-03-11",
        ("2024-12-10", "2024-12-11"): "2026-03-10",
    }
    assert_until(
        county, [([passed(day) for day in ("2024-03-10", *days)], last) for days, last in again.items()]
    )


def test_a_renewal_to_a_fixed_day_ends_on_the_first_such_day_after_its_months(county: Database) -> None:
    with county.write() as conn:
        require(
            conn, "bruising", from_day="2020-01-01", renew_after_months=12, renew_from="day", renew_on="03-31"
        )
    lasts = {"2024-03-31": "2025-03-31", "2024-04-01": "2026-03-31", "2025-01-10": "2026-03-31"}
    assert_until(county, [([passed(day)], last) for day, last in lasts.items()])


def test_the_29th_of_february_is_the_last_of_february_in_most_years(county: Database) -> None:
    with county.write() as conn:
        require(
            conn, "bruising", from_day="2020-01-01", renew_after_months=12, renew_from="day", renew_on="02-29"
        )
    lasts = {"2023-02-28": "2024-02-29", "2024-02-29": "2025-02-28", "2024-03-01": "2026-02-28"}
    assert_until(county, [([passed(day)], last) for day, last in lasts.items()])


def test_hours_in_a_window_of_which_a_share_is_participatory(county: Database) -> None:
    with county.write() as conn:
        require(
            conn,
            "hours",
            renew_after_months=12,
            minutes=120,
            participatory_percent=50,
            counts_outside=1,
        )
    year = [passed("2025-03-01"), passed("2025-09-01", "other", taught=True)]
    alone = [passed("2026-02-01", minutes=120), passed("2026-02-01", "other")]
    rows = {
        "a": (year, "2026-03-01", "in_date"),
        "b": (year, "2026-03-02", "lapsed"),
        "c": ([*year, passed("2026-02-20", "old")], "2026-09-01", "in_date"),
        "d": ([*year, passed("2026-02-20", "old")], "2026-09-02", "lapsed"),
        "e": (alone, "2026-02-01", "never"),
        "f": ([*alone, elsewhere("2026-04-01", "waiting")], "2026-04-01", "never"),
        "g": ([*alone, elsewhere("2026-04-01")], "2026-04-01", "in_date"),
        "h": ([passed("2026-02-01", taught=True), passed("2026-02-01", taught=True)], "2026-02-01", "never"),
        "i": (
            [passed("2026-02-01", taught=True), passed("2026-02-02", taught=True)],
            "2026-02-02",
            "in_date",
        ),
    }
    found = states(county, [(learning, day) for learning, day, _ in rows.values()], "hours")
    assert dict(zip(rows, found, strict=True)) == {key: row[2] for key, row in rows.items()}


def test_an_update_is_met_by_a_reflection_on_something_that_counts(county: Database) -> None:
    with county.write() as conn:
        require(conn, "cpd", renew_after_months=12, counts_outside=1)
        conn.execute("insert into counts_towards (course, other) values ('cpd', 'bruising')")
    wrote = [passed("2025-03-01"), reflected("2025-03-20")]
    late = [passed("2025-03-21"), reflected("2025-03-20")]
    rows = {
        "a": (wrote, "2026-03-20", "in_date"),
        "b": (wrote, "2026-03-21", "lapsed"),
        "c": ([passed("2026-01-10")], "2026-02-01", "never"),
        "d": (
            [elsewhere("2025-03-01", "waiting"), reflected("2025-03-20", "outside_learning")],
            "2026-03-20",
            "never",
        ),
        "e": (
            [elsewhere("2025-03-01"), reflected("2025-03-20", "outside_learning")],
            "2026-03-20",
            "in_date",
        ),
        "on what came later": (late, "2026-03-20", "never"),
        "on another course": (
            [passed("2025-03-01", "other"), reflected("2025-03-20")],
            "2026-03-20",
            "never",
        ),
        "withdrawn": ([withdrawn("2025-03-01"), reflected("2025-03-20")], "2026-03-20", "never"),
    }
    found = states(county, [(learning, day) for learning, day, _ in rows.values()], "cpd")
    assert dict(zip(rows, found, strict=True)) == {key: row[2] for key, row in rows.items()}


@pytest.mark.parametrize("counts", [0, 1])
def test_what_counts_for_a_course_besides_its_own_passes(county: Database, counts: int) -> None:
    with county.write() as conn:
        require(conn, "bruising", renew_after_months=12, counts_replaced=counts, counts_outside=counts)
        conn.execute(
            """
            insert into equivalence (course, other, kind, from_day, to_day)
            values ('bruising', 'other', 'equivalent', '2025-01-01', '2025-12-31'),
                   ('bruising', 'old', 'replaced', '2020-01-01', null),
                   ('other', 'hours', 'equivalent', '2020-01-01', null)
            """
        )
    allowed = "in_date" if counts else "never"
    rows = {
        "the last day of an equivalence": ([passed("2025-12-31", "other")], "2026-12-31", "in_date"),
        "the day after": ([passed("2026-01-01", "other")], "2026-02-01", "never"),
        "replaced": ([passed("2025-06-01", "old")], "2026-06-01", allowed),
        "elsewhere": ([elsewhere("2025-06-01", course="bruising")], "2026-06-01", allowed),
        "elsewhere, for another": ([elsewhere("2025-06-01", course="other")], "2026-06-01", "never"),
        "taught": ([passed("2025-06-01", taught=True)], "2026-06-01", "in_date"),
        "withdrawn": ([withdrawn("2026-02-01")], "2026-02-01", "never"),
        "failed": ([passed("2026-02-01", "other", result=0)], "2026-02-01", "never"),
    }
    found = states(county, [(learning, day) for learning, day, _ in rows.values()])
    assert dict(zip(rows, found, strict=True)) == {key: row[2] for key, row in rows.items()}


def test_editions_are_in_force_side_by_side_and_the_one_furthest_behind_decides(county: Database) -> None:
    with county.write() as conn:
        conn.execute(
            """
            insert into standard_edition (id, standard, edition, from_day, to_day)
            values ('4', 'Standard', '4th', '2020-01-01', '2025-12-31'), ('5', 'Standard', '5th', '2025-10-01', null)
            """
        )
        require(conn, "bruising", from_day="2020-01-01", renew_after_months=36, edition="4", role_group="R2")
        require(conn, "bruising", from_day="2020-01-01", renew_after_months=12, edition="5")
    first, both = [passed("2024-03-01")], [passed("2024-03-01"), passed("2026-02-01")]
    rows = [
        (first, "2025-09-30"),
        (first, "2025-10-01"),
        (both, "2026-02-01"),
        (both, "2027-02-01"),
        (both, "2027-02-02"),
    ]
    assert states(county, rows) == ["in_date", "lapsed", "in_date", "in_date", "lapsed"]


@pytest.mark.parametrize(
    ("rule", "day", "last"),
    [
        ({"renew_after_months": 12}, "2025-01-31", date(2026, 1, 31)),
        ({"renew_after_months": 12, "renew_from": "expiry"}, "2025-01-31", date(2026, 3, 10)),
        (
            {"renew_after_months": 12, "renew_from": "day", "renew_on": "03-31"},
            "2025-01-31",
            date(2026, 3, 31),
        ),
        ({"renew_after_months": None}, "2025-01-31", None),
        ({"renew_after_months": 12, "from_day": "2025-02-01"}, "2025-01-31", None),
    ],
)
def test_a_certificate_can_say_the_last_day_by_the_rules_of_its_own_day(
    county: Database, rule: dict[str, Any], day: str, last: date | None
) -> None:
    with county.write() as conn:
        require(conn, "bruising", **{"from_day": "2020-01-01", **rule})
        require(conn, "bruising", from_day="2026-01-01", renew_after_months=1, role_group="R2")
        person = somebody(conn, passed("2024-03-10"), passed(day), passed("2025-06-01"))
        assert last_day_in_date(conn, person, "bruising", date.fromisoformat(day)) == last


def test_a_change_of_what_counts_reaches_everyone_whom_it_is_about(county: Database) -> None:
    with county.write() as conn:
        require(conn, "bruising", renew_after_months=12)
        person = somebody(conn, passed("2026-01-05", "other"))
        standing.refresh(conn, None)
        conn.execute(
            """
            insert into equivalence (course, other, kind, from_day)
            values ('bruising', 'other', 'equivalent', '2026-01-01')
            """
        )
        assert standing.refresh_required(conn, {"bruising"}) is None
        [line] = [
            line
            for each, line in standing.lines_of(conn, Scope.everyone())
            if each == person and not line.spell.state
        ]
        assert date.fromordinal(line.spell.due or 0) == date(2027, 1, 5)

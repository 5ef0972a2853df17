"""Laws of certificates and withdrawals: what was issued stays, and undoing a withdrawal leaves no trace in figures."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import Database
from elearn.tracker import certificates, standing, withdrawals
from tests.tracker.conftest import bring
from tests.tracker.test_withdrawals import WHY, earn

one_county = settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
BO = "bo@council.example"
FIRST = date(2023, 6, 1)
REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    bruising,,,2023-01-01,,30,24
    bruising,council,R3,2024-01-01,2025-12-31,60,12
    neglect,council,,2023-01-01,,30,36
"""
EDITS = (
    "update course set title = 'Another title', minutes = 999",
    "update course_outcome set text = 'Something else'",
    "delete from course_outcome",
    "update requirement set renew_after_months = 1",
    "update requirement set to_day = '2023-01-31'",
    "delete from requirement",
    "update person set name = 'Somebody Else'",
    "update post set ends_on = '2023-05-31' where ends_on is null",
    "update completion set minutes = 1, participatory = 1",
)
"""What may change after a certificate was issued."""


def kept(db: Database) -> list[tuple[Any, ...]]:
    with db.read() as conn:
        return conn.tuples("select person, spells from standing order by person")


def whole(db: Database) -> list[tuple[Any, ...]]:
    """Everybody's standing, worked out from the facts alone."""
    with db.write() as conn:
        standing.rebuild(conn)
    return kept(db)


@given(st.lists(st.sampled_from(EDITS), max_size=4, unique=True))
@one_county
def test_a_certificate_says_for_good_what_it_said_when_it_was_issued(
    county: Database, edits: list[str]
) -> None:
    with county.write() as conn:
        try:
            with conn.savepoint():
                conn.execute("delete from requirement")
                conn.execute(
                    """
                    insert into requirement (course, from_day, due_within_days, renew_after_months)
                    values ('bruising', '2023-01-01', 30, 24)
                    """
                )
                id = conn.value(
                    """
                    insert into completion (person, course, version, completed_on, passed, how, taught_session,
                                            minutes, participatory, recorded_at)
                    values (:bo, 'bruising', '1.0.0', '2026-02-01', 1, 'player', null, 45, 1, 't') returning id
                    """,
                    {"bo": conn.value("select id from person where email = :bo", {"bo": BO})},
                )
                code = certificates.issue(conn, id, "A partnership")
                assert certificates.issue(conn, id, "Another") == code
                frozen = conn.row("select * from certificate where code = :code", {"code": code})
                assert frozen is not None
                said = (frozen["name"], frozen["minutes"], frozen["valid_until"], frozen["outcomes"])
                assert said == ("Bo Carr", 45, "2028-02-01", '["Refer without delay"]')
                for edit in edits:
                    conn.execute(edit)
                assert conn.row("select * from certificate where code = :code", {"code": code}) == frozen
                raise _Undone
        except _Undone:
            pass


class _Undone(Exception):
    """Takes the example's rows out again."""


def begin_again(db: Database) -> None:
    """Takes out what earlier examples earned. The first one brings in the requirements."""
    if kept(db) == []:
        bring(db, "requirements", REQUIRED)
    with db.write() as conn:
        tables = ("completion_withdrawal", "certificate", "completion", "play_session")
        for table in (*tables, "interaction", "outcome_result", "registration"):
            conn.execute(f"delete from {table}")
    whole(db)


DAYS = st.lists(st.integers(0, 1_300), min_size=1, max_size=5, unique=True)


@pytest.mark.deep
@given(DAYS, st.data())
@one_county
def test_withdrawing_and_undoing_gives_the_same_standing(
    county: Database, days: list[int], data: st.DataObject
) -> None:
    begin_again(county)
    ids = [earn(county, BO, FIRST + timedelta(day)) for day in sorted(days)]
    before = kept(county)
    assert before == whole(county)
    gone = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    for id in gone:
        withdrawals.withdraw(county, id, WHY, by=None)
    without = kept(county)
    assert without == whole(county)
    with county.write() as conn:  # as if they had never been
        conn.execute("update completion set passed = 0 where id in :gone", {"gone": gone})
    assert whole(county) == without
    with county.write() as conn:
        conn.execute("update completion set passed = 1 where id in :gone", {"gone": gone})
    for id in data.draw(st.permutations(gone)):
        withdrawals.undo(county, id, by=None)
    assert kept(county) == before

"""Withdrawing a completion: who may, what follows for standing and certificate, and undoing it."""

from datetime import UTC, date, datetime

import pytest

from elearn.database import Database
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import actor, certificates, completed, registrations, withdrawals
from elearn.tracker.completed import Completed
from elearn.tracker.progress import Progress
from elearn.tracker.scope import Actor, Scope, give_role
from tests.tracker.conftest import bring, person

PASSED = Progress(completion="completed", success="passed", score=90, ended=True)
WHY = "They were not in the room; the list had the wrong line ticked."
ADMINISTRATOR, LEAD = "di@trust.example", "ann@council.example"


def reader(db: Database, email: str) -> Actor:
    return actor(db, person(db, email))


def earn(db: Database, email: str, day: date = date(2026, 1, 10)) -> int:
    """Passes the course in our player. Returns the completion's id."""
    registration = registrations.start(db, person(db, email), "bruising", afresh=True)
    session = registrations.open_session(db, registration.id, registration.person)
    with db.write() as conn:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        recorded = registrations.record(conn, registration.person, session.id, 1, PASSED, at=at)
    assert recorded.completion is not None
    return recorded.completion


def brought(db: Database, email: str, by: Actor | None = None, agency: str | None = None) -> int:
    """Brings in a file with one completion. Returns its id."""
    bring(
        db,
        "completions",
        f"email,course,completed_on\n{email},neglect,2026-02-01\n",
        by=by,
        **({"agency": agency} if agency else {}),
    )
    [found] = of(db, email)
    return found.id


def of(db: Database, email: str, by: Actor | None = None) -> list[Completed]:
    return completed.of_person(db, Scope.everyone(), person(db, email), by=by)


def test_a_withdrawn_completion_stays_and_its_certificate_is_revoked(county: Database) -> None:
    administrator = reader(county, ADMINISTRATOR)
    id = earn(county, "bo@council.example")
    [before] = of(county, "bo@council.example", administrator)
    assert (before.source, before.may_withdraw, before.withdrawn_on) == ("player", True, None)
    frozen = certificates.lookup(county, before.certificate or "")

    done = withdrawals.withdraw(county, id, f"  {WHY}\n", by=administrator)
    assert (done.name, done.title, done.reason) == ("Bo Carr", "About bruising", WHY)
    [after] = of(county, "bo@council.example")
    assert (after.reason, after.completed_on, after.passed) == (WHY, date(2026, 1, 10), True)
    assert after.withdrawn_on is not None
    revoked = certificates.lookup(county, before.certificate or "")
    assert revoked.revoked_on == after.withdrawn_on

    withdrawals.undo(county, id, by=administrator)
    assert of(county, "bo@council.example", administrator) == [before]
    assert certificates.lookup(county, before.certificate or "") == frozen
    with county.read() as conn:
        steps = conn.tuples(
            """
            select action, actor, detail from audit_event
             where subject = :id and action like 'completion.%' order by id
            """,
            {"id": str(id)},
        )
    assert [step[0] for step in steps] == ["completion.earned", "completion.withdrawn", "completion.restored"]
    assert steps[1][1:] == (administrator.person, f'{{"reason": "{WHY}"}}')


def test_whoever_takes_the_course_again_on_the_same_day_earns_a_new_pass(county: Database) -> None:
    id = earn(county, "bo@council.example")
    withdrawals.withdraw(county, id, WHY, by=None)
    again = registrations.start(county, person(county, "bo@council.example"), "bruising")
    session = registrations.open_session(county, again.id, again.person)
    with county.write() as conn:
        recorded = registrations.record(
            conn, again.person, session.id, 1, PASSED, at=datetime(2026, 1, 10, 15, tzinfo=UTC)
        )
    assert recorded.completion not in (None, id)


def test_the_same_row_in_another_file_brings_nothing_back(county: Database) -> None:
    id = brought(county, "bo@council.example")
    withdrawals.withdraw(county, id, WHY, by=None)
    assert brought(county, "bo@council.example") == id
    [found] = of(county, "bo@council.example")
    assert found.withdrawn_on is not None


def test_a_lead_withdraws_what_their_own_file_said_and_nothing_else(county: Database) -> None:
    lead, administrator = reader(county, LEAD), reader(county, ADMINISTRATOR)
    theirs = brought(county, "bo@council.example", by=lead, agency="council")
    earned = earn(county, "bo@council.example")
    assert {each.id: each.may_withdraw for each in of(county, "bo@council.example", lead)} == {
        theirs: True,
        earned: False,
    }
    with pytest.raises(NotAllowed, match="Only an administrator"):
        withdrawals.withdraw(county, earned, WHY, by=lead)
    withdrawals.withdraw(county, theirs, WHY, by=lead)
    withdrawals.undo(county, theirs, by=lead)

    elsewhere = brought(county, "cy@school.example", by=administrator)
    with pytest.raises(NotFound):
        withdrawals.withdraw(county, elsewhere, WHY, by=lead)


def test_a_lead_leaves_what_somebody_else_brought_in(county: Database) -> None:
    lead = reader(county, LEAD)
    for_all = brought(county, "bo@council.example", by=reader(county, ADMINISTRATOR))
    with pytest.raises(NotAllowed, match="Ask whoever brought it in"):
        withdrawals.withdraw(county, for_all, WHY, by=lead)
    with county.write() as conn:
        conn.execute("update import_batch set agency = 'social-work'")
    withdrawals.withdraw(county, for_all, WHY, by=lead)


@pytest.mark.parametrize(("agency", "may"), [("social-work", True), ("trust", False), (None, False)])
def test_a_lead_withdraws_attendance_of_their_own_session(
    county: Database, agency: str | None, may: bool
) -> None:
    id = brought(county, "bo@council.example")
    with county.write() as conn:
        session = conn.value(
            """
            insert into taught_session (course, held_on, delivery, agency, state, recorded_at)
            values ('neglect', '2026-02-01', 'single', :agency, 'held', '2026-02-01') returning id
            """,
            {"agency": agency},
        )
        conn.execute("update completion set taught_session = :session", {"session": session})
    [found] = of(county, "bo@council.example", reader(county, LEAD))
    assert (found.source, found.held_on, found.may_withdraw) == ("session", date(2026, 2, 1), may)
    if may:
        withdrawals.withdraw(county, id, WHY, by=reader(county, LEAD))
        with county.write() as conn:
            place = {"session": session, "bo": person(county, "bo@council.example")}
            conn.execute(
                "insert into taught_place (session, person, state) values (:session, :bo, 'no-show')", place
            )
        with pytest.raises(InputFault, match="Correct the list"):
            withdrawals.undo(county, id, by=reader(county, LEAD))
        with county.write() as conn:
            conn.execute("update taught_place set state = 'attended'")
        withdrawals.undo(county, id, by=reader(county, LEAD))


def test_nobody_withdraws_their_own_and_others_none_at_all(county: Database) -> None:
    with county.write() as conn:
        give_role(conn, person(county, "bo@council.example"), "board")
    for email in (ADMINISTRATOR, LEAD):
        id = earn(county, email)
        with pytest.raises(NotAllowed, match="your own"):
            withdrawals.withdraw(county, id, WHY, by=reader(county, email))
    for email in ("bo@council.example", "cy@school.example"):
        with pytest.raises(NotAllowed):
            withdrawals.withdraw(county, id, WHY, by=reader(county, email))


def test_everything_that_is_wrong_is_said_at_once(county: Database) -> None:
    id = earn(county, "bo@council.example")
    with pytest.raises(InputFault, match="Nothing says why"):
        withdrawals.withdraw(county, id, " \n ", by=None)
    with pytest.raises(InputFault, match="nothing to undo"):
        withdrawals.undo(county, id, by=None)
    withdrawals.withdraw(county, id, WHY, by=None)
    with pytest.raises(InputFault) as wrong:
        withdrawals.withdraw(county, id, "x" * 501, by=None)
    assert str(wrong.value.problems[0].message).startswith("The reason has 501")
    assert len(wrong.value.problems) == 2
    with pytest.raises(NotFound):
        withdrawals.withdraw(county, 10_000, WHY, by=None)

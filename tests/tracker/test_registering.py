"""People who register by themselves: links, rights, open courses, what they are counted in, and how they leave."""

from datetime import UTC, date, datetime, timedelta

import pytest

from elearn.database import Database
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.reporting.coverage import coverage
from elearn.tracker import (
    board_rules,
    directory,
    leaving,
    open_courses,
    registering,
    registrations,
    sessions,
    standing,
    withdrawals,
)
from elearn.tracker.leaving import DID, REMOVED
from elearn.tracker.progress import Interaction, OutcomeResult, Progress
from elearn.tracker.scope import Actor, Scope, actor, give_role, take_role
from tests.tracker.conftest import bring, person, register

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PAT = "pat@home.example"
PASSED = Progress(
    completion="completed",
    success="passed",
    score=90,
    interactions=[Interaction(0, "q1", "choice")],
    outcomes=[OutcomeResult("refer", 90)],
    ended=True,
)


@pytest.fixture
def open_county(county: Database) -> Database:
    """The county, whose board lets anyone register, with one open course."""
    board_rules.set_rule(county, board_rules.ANYONE_MAY_LEARN, True, by=None)
    open_courses.set_open(county, "bruising", True, by=None)
    return county


def link(db: Database, email: str = PAT, at: datetime = NOW) -> sessions.Turn:
    return registering.mint_in_turn(db, email, name="Pat", language="cy", asked_at=at, now=at)


def registered(db: Database, email: str = PAT, name: str = "Pat Parent") -> Actor:
    now = datetime.now(UTC)
    session = registering.redeem(db, link(db, email, now).token, name)
    assert session
    found = sessions.session_actor(db, session)
    assert found
    return found


def pass_bruising(db: Database, who: int) -> None:
    registration = registrations.start(db, who, "bruising")
    session = registrations.open_session(db, registration.id, who)
    with db.write() as conn:
        registrations.record(conn, who, session.id, 1, PASSED)


def count(db: Database, table: str, where: str = "1 = 1", **values: object) -> int:
    with db.read() as conn:
        return int(conn.value(f"select count(*) from {table} where {where}", values))


def test_only_who_opens_the_link_becomes_a_person(open_county: Database) -> None:
    before = count(open_county, "person")
    made = link(open_county, at=datetime.now(UTC))
    assert made.token
    assert made.person == 0
    assert count(open_county, "person") == before
    assert registering.name_of(open_county, made.token) == "Pat"
    with pytest.raises(InputFault, match="no name"):
        registering.redeem(open_county, made.token, " \u200b ")
    session = registering.redeem(open_county, made.token, "  Pat\n Parent ")
    assert session
    who = sessions.session_actor(open_county, session)
    assert who is not None
    assert (who.name, who.email, who.language, who.registered, who.roles) == (
        "Pat Parent", PAT, "cy", True, frozenset(),
    )  # fmt: skip
    assert registering.redeem(open_county, made.token, "Pat") is None
    assert registering.redeem(open_county, "invented", "Pat") is None


def test_a_link_runs_out_and_goes_in_turn(open_county: Database) -> None:
    first = link(open_county)
    assert registering.name_of(open_county, first.token) is None or datetime.now(UTC) < NOW
    for number in range(1, sessions.LINKS_AT_ONCE):
        assert link(open_county, at=NOW + timedelta(seconds=number)).token
    late = NOW + timedelta(seconds=10)
    waits = link(open_county, at=late)
    assert not waits.token
    assert waits.waits_until == NOW + timedelta(seconds=sessions.LINKS_AT_ONCE - 1) + sessions.LINK_EVERY
    assert registering.mint_in_turn(
        open_county, PAT, name="Pat", language="", asked_at=NOW, now=late
    ) == sessions.Turn()  # one was made since  # fmt: skip
    assert link(open_county, "other@home.example", late).token


def test_links_that_ran_out_are_not_kept(open_county: Database) -> None:
    link(open_county)
    link(open_county, "late@home.example", NOW + sessions.LINK_LASTS + sessions.CLEANED_AFTER)
    assert count(open_county, "registration_link", "email = :email", email=PAT) == 0


def test_nobody_registers_unless_the_board_allows_it(county: Database) -> None:
    assert not registering.is_allowed(county)
    assert link(county) == sessions.Turn()
    board_rules.set_rule(county, board_rules.ANYONE_MAY_LEARN, True, by=None)
    made = link(county, at=datetime.now(UTC))
    board_rules.set_rule(county, board_rules.ANYONE_MAY_LEARN, False, by=None)
    before = count(county, "person")
    with pytest.raises(NotAllowed):
        registering.redeem(county, made.token, "Pat")
    assert count(county, "person") == before
    board_rules.set_rule(county, board_rules.ANYONE_MAY_LEARN, True, by=None)
    assert registering.redeem(county, made.token, "Pat")  # the link was not used up


def test_who_is_known_by_the_time_is_signed_in_as_who_they_are(open_county: Database) -> None:
    two = [link(open_county, at=datetime.now(UTC)) for _ in range(2)]
    assert link(open_county, "ann@council.example") == sessions.Turn()
    tokens = [
        registering.redeem(open_county, each.token, f"Pat {each.token[:3]}") for each in two if each.token
    ]
    people = {sessions.session_person(open_county, token) for token in tokens if token}
    assert len(people) == 1


def test_ending_all_sessions_ends_a_link_that_registers_too(open_county: Database) -> None:
    made = link(open_county, at=datetime.now(UTC))
    bring(
        open_county,
        "people",
        f"email,name,staff_number,agency,role_group,starts_on,ends_on\n{PAT},Pat,P1,trust,R3,2023-01-01,\n",
    )
    sessions.end_sessions(open_county, person(open_county, PAT), by=None)
    assert registering.redeem(open_county, made.token, "Pat") is None


def test_somebody_who_registered_starts_open_courses_alone(open_county: Database) -> None:
    pat = registered(open_county)
    register(open_county, "for-staff")
    with pytest.raises(NotAllowed, match="staff of agencies"):
        registrations.start(open_county, pat.person, "for-staff")
    with pytest.raises(NotFound):
        registrations.start(open_county, pat.person, "none")
    begun = registrations.start(open_county, pat.person, "bruising")
    open_courses.set_open(open_county, "bruising", False, by=None)
    assert registrations.start(open_county, pat.person, "bruising").id == begun.id  # who has begun may finish
    pass_bruising(open_county, pat.person)
    with pytest.raises(NotAllowed):
        registrations.start(open_county, pat.person, "bruising", afresh=True)
    assert registrations.start(open_county, person(open_county, "ann@council.example"), "for-staff")


def test_nobody_starts_what_is_no_course(open_county: Database) -> None:
    with open_county.write() as conn:
        conn.execute("update course set kind = 'hours' where id = 'bruising'")
    with pytest.raises((NotAllowed, NotFound)):
        registrations.start(open_county, person(open_county, "ann@council.example"), "bruising")
    with pytest.raises(NotFound):
        open_courses.set_open(open_county, "bruising", False, by=None)
    assert open_courses.open_courses(open_county) == []


def test_who_may_open_and_close_a_course(open_county: Database) -> None:
    ann = person(open_county, "ann@council.example")
    for role, may in (("board", False), ("trainer", True)):
        with open_county.write() as conn:
            give_role(conn, ann, role)
        who = actor(open_county, ann)
        if may:
            assert open_courses.set_open(open_county, "bruising", False, by=who)
            assert not open_courses.set_open(open_county, "bruising", False, by=who)
            assert open_courses.set_open(open_county, "bruising", True, by=who)
        else:
            with pytest.raises(NotAllowed):
                open_courses.set_open(open_county, "bruising", False, by=who)
    with pytest.raises(NotFound):
        open_courses.set_open(open_county, "none", True, by=None)
    with pytest.raises(InputFault, match="never published here"):
        open_courses.set_open(open_county, "neglect", True, by=None)
    [listed] = open_courses.open_courses(open_county)
    assert (listed.id, listed.minutes, listed.outcomes) == ("bruising", 20, ("Refer without delay",))
    assert count(open_county, "audit_event", "action in ('course.opened', 'course.closed')") == 3
    board_rules.set_rule(open_county, board_rules.ANYONE_MAY_LEARN, False, by=None)
    assert open_courses.open_courses(open_county) == []


def test_they_are_outside_every_denominator(open_county: Database) -> None:
    bring(
        open_county,
        "requirements",
        "course,agency,role_group,from,to,due_within_days,renew_after_months\nbruising,,,2023-01-01,,30,24\n",
    )
    day = date.today()
    dimensions = (
        ("course",),
        ("agency", "course"),
        ("role_group", "course"),
        ("agency", "role_group", "course"),
    )
    before = [coverage(open_county, Scope.everyone(), day, by) for by in dimensions]
    pat = registered(open_county)
    pass_bruising(open_county, pat.person)
    assert [coverage(open_county, Scope.everyone(), day, by) for by in dimensions] == before
    standing.settle(open_county)
    assert [coverage(open_county, Scope.everyone(), day, by) for by in dimensions] == before


def test_an_agency_that_names_them_makes_them_staff_and_what_they_passed_counts(
    open_county: Database,
) -> None:
    pat = registered(open_county)
    pass_bruising(open_county, pat.person)
    day = date.today()
    bring(
        open_county,
        "requirements",
        "course,agency,role_group,from,to,due_within_days,renew_after_months\nbruising,,,2023-01-01,,30,24\n",
    )
    [before] = [
        each
        for each in coverage(open_county, Scope.everyone(), day, ("course",))
        if each.keys["course"] == "bruising"
    ]
    bring(
        open_county,
        "people",
        f"email,name,staff_number,agency,role_group,starts_on,ends_on\n{PAT},Pat Parent,P1,council,R1,2024-01-01,\n",
    )
    staff = actor(open_county, pat.person)
    assert (staff.registered, staff.email) == (False, PAT)
    [after] = [
        each
        for each in coverage(open_county, Scope.everyone(), day, ("course",))
        if each.keys["course"] == "bruising"
    ]
    assert (after.in_scope, after.in_date) == (before.in_scope + 1, before.in_date + 1)
    with pytest.raises(InputFault, match="staff"):
        leaving.remove(open_county, pat.person, by=staff)
    with pytest.raises(NotAllowed):
        leaving.own(open_county, by=staff)


def test_a_role_makes_them_staff_until_it_is_taken(open_county: Database) -> None:
    pat = registered(open_county)
    with open_county.write() as conn:
        give_role(conn, pat.person, "trainer")
    assert not actor(open_county, pat.person).registered
    with open_county.write() as conn:
        take_role(conn, pat.person, "trainer")
    assert actor(open_county, pat.person).registered


def test_administrators_see_who_registered_by_themselves(open_county: Database) -> None:
    pat = registered(open_county)
    [found] = directory.people(open_county, Scope.everyone(), NOW.date(), search="Pat").rows
    assert (found.id, found.registered) == (pat.person, True)
    [ann] = directory.people(open_county, Scope.everyone(), NOW.date(), search="Ann Bell").rows
    assert not ann.registered
    alone = directory.people(open_county, Scope.everyone(), NOW.date(), registered=True)
    assert [each.id for each in alone.rows] == [pat.person]


def test_whoever_registered_removes_their_account_with_all_that_is_kept(open_county: Database) -> None:
    pat, other = registered(open_county), registered(open_county, "other@home.example")
    pass_bruising(open_county, pat.person)
    pass_bruising(open_county, other.person)
    sessions.mint_ticket(open_county, pat.person, "bruising")
    with pytest.raises(NotAllowed):
        leaving.remove(open_county, pat.person, by=other)
    kept = {table: count(open_county, table) for table, _ in REMOVED}
    leaving.own(open_county, by=pat)
    with pytest.raises(NotFound):
        actor(open_county, pat.person)
    assert count(open_county, "person", "email = :email", email=PAT) == 0
    assert count(open_county, "audit_event", "actor = :person", person=pat.person) == 0
    assert count(open_county, "audit_event", "action = 'person.left'") == 1
    for table in (
        "certificate",
        "completion",
        "interaction",
        "outcome_result",
        "play_session",
        "registration",
    ):
        assert count(open_county, table) == kept[table] - 1, table
    pass_bruising(open_county, registered(open_county).person)  # and may come again


def test_the_audit_keeps_no_words_about_who_removed_their_account(open_county: Database) -> None:
    pat, other = registered(open_county), registered(open_county, "other@home.example")
    for each in (pat, other):
        pass_bruising(open_county, each.person)
        with open_county.read() as conn:
            of = "select max(id) from completion where person = :person"
            done = conn.value(of, {"person": each.person})
        withdrawals.withdraw(open_county, done, "The answers were a brother’s", by=None)
    leaving.own(open_county, by=pat)
    with open_county.read() as conn:
        details = conn.column(
            "select detail from audit_event where action = 'completion.withdrawn' order by id"
        )
    assert ["brother" in each for each in details] == [False, True]


def test_an_administrator_removes_such_an_account_and_no_other(open_county: Database) -> None:
    pat, ann = registered(open_county), person(open_county, "ann@council.example")
    with open_county.write() as conn:
        give_role(conn, ann, "administrator")
    admin = actor(open_county, ann)
    with pytest.raises(InputFault):
        leaving.remove(open_county, person(open_county, "bo@council.example"), by=admin)
    with pytest.raises(NotFound):
        leaving.remove(open_county, 10**6, by=admin)
    leaving.remove(open_county, pat.person, by=admin)
    assert count(open_county, "audit_event", "action = 'person.left' and actor = :ann", ann=ann) == 1


def test_every_table_that_names_a_person_is_thought_of(empty_file: object) -> None:
    """A new table about people needs a line in `leaving`, unless the database lets go of the person by itself."""
    import sqlite3

    known = {(table, "person") for table, _ in REMOVED} | set(DID) | {("audit_event", "actor")}
    elsewhere = {
        ("post", "person"),
        ("role", "person"),
        ("signing_role", "person"),
    }  # they have none of these
    with sqlite3.connect(str(empty_file)) as conn:
        tables = [name for (name,) in conn.execute("select name from sqlite_master where type = 'table'")]
        named = {
            (table, row[3])
            for table in tables
            for row in conn.execute(f"pragma foreign_key_list('{table}')")
            if row[2] == "person" and row[6] not in ("CASCADE", "SET NULL")
        }
    assert named - known - elsewhere == set()

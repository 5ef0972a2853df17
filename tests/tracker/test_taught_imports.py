"""Taught sessions and lists of attendance by file."""

from datetime import date, timedelta

import pytest

from elearn.database import Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import imports
from elearn.tracker.scope import give_role
from elearn.tracker.taught import NewSession, marking, places, planning, sessions
from tests.tracker.conftest import bring, counts, person
from tests.tracker.test_taught import DAY, inter, passed, who

LIST = """\
email,agency,staff_number,name,state
bo@council.example,,,Bo Carr,walked in
,oak-school,S1,Cy Dunn,walked in
"""


def states(db: Database, number: int) -> dict[str, tuple[str, bool]]:
    return {each.name: (each.state, each.booked) for each in places.places(db, None, number).rows}


def test_a_list_of_attendance_becomes_completions_and_the_same_list_again_changes_nothing(
    county: Database,
) -> None:
    number = planning.plan(county, None, inter(held_on=date(2024, 3, 10), minutes=60))
    assert bring(county, "attendance", LIST, session=number).applied == 2
    assert states(county, number) == {"Bo Carr": ("attended", False), "Cy Dunn": ("attended", False)}
    assert passed(county, "bo") == passed(county, "cy") == [("2024-03-10", 60)]
    before = counts(county)
    assert bring(county, "attendance", LIST, session=number).unchanged == 2
    after = counts(county)
    kept = ("taught_place", "completion", "certificate", "completion_withdrawal", "standing")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_a_corrected_list_withdraws_and_gives_back(county: Database) -> None:
    number = planning.plan(county, None, inter())
    text = "email,state,booked\nbo@council.example,{},yes\n"
    for state, count in (("attended", 1), ("no-show", 0), ("present", 1), ("apologies", 0)):
        bring(county, "attendance", text.format(state), session=number)
        assert len(passed(county, "bo")) == count


def test_whether_somebody_who_is_not_on_the_list_had_booked_is_asked(county: Database) -> None:
    number = planning.plan(county, None, inter())
    marking.book(county, None, number, person(county, "cy@school.example"))
    data = b"email,state\nbo@council.example,attended\ncy@school.example,attended\n"
    found = imports.preview(county, "attendance", data, "list.csv", session=number)
    (line,) = found.rejected
    assert [each.rule for each in line.problems] == [imports.UNLISTED]
    for answer, booked in (("walked-in", False), ("booked", True)):
        told = imports.preview(
            county, "attendance", data, "l.csv", session=number, answers={imports.UNLISTED: answer}
        )
        assert not told.rejected
        assert {line.values["booked"] for line in told.rows} == {True, booked}
    wrong = imports.preview(county, "attendance", data, "l.csv", session=number, answers={"unlisted": "x"})
    assert "unlisted" in wrong.unknown_answers


def test_each_row_that_cannot_be_kept_says_why(county: Database) -> None:
    number = planning.plan(county, None, inter())
    later = planning.plan(county, None, inter(held_on=today() + timedelta(9)))
    off = planning.plan(county, None, inter(place="Off"))
    planning.cancel(county, None, off, reason="Snow")
    marking.walk_in(county, None, number, person(county, "cy@school.example"))
    rows = f"""\
        session,email,state
        {number},nobody@council.example,walked in
        {number},cy@school.example,no-show
        {number},bo@council.example,banana
        {later},bo@council.example,attended
        {off},bo@council.example,booked
        9999,bo@council.example,booked
        {number},,booked
        {number},di@trust.example,walked in
        {number},di@trust.example,no-show
    """
    data = "\n".join(line.strip() for line in rows.splitlines()).encode()
    found = imports.preview(county, "attendance", data, "list.csv")
    rules = [line.problems[0].rule for line in found.rejected]
    assert rules == [
        "unmatched",
        "walked-in",
        "value",
        "future",
        "cancelled",
        "unknown",
        "blank",
        "repeated",
    ]
    with pytest.raises(InputFault):
        imports.apply(county, found)
    assert len(passed(county, "di")) == 0


def test_a_file_for_one_session_takes_no_row_of_another_and_no_other_kind_has_a_session(
    county: Database,
) -> None:
    one, two = (planning.plan(county, None, inter(place=place)) for place in "ab")
    data = f"session,email,state\n{two},bo@council.example,walked in\n".encode()
    found = imports.preview(county, "attendance", data, "list.csv", session=one)
    assert [line.problems[0].rule for line in found.rejected] == ["held"]
    with pytest.raises(NotFound):
        imports.preview(county, "headcounts", b"agency\n", "h.csv", session=one)


def test_names_that_we_know_otherwise_are_noted(county: Database) -> None:
    number = planning.plan(county, None, inter())
    data = b"email,name,state\nbo@council.example,Bob Carter,walked in\n"
    found = imports.preview(county, "attendance", data, "list.csv", session=number)
    assert any("Bob Carter" in note and "Bo Carr" in note for note in found.notes)


def test_a_lead_brings_the_list_of_their_own_session_and_books_their_own_people_elsewhere(
    county: Database,
) -> None:
    ann = who(county, "ann")
    own = planning.plan(county, ann, NewSession("neglect", DAY, "single", "council"))
    other = planning.plan(county, None, inter())
    text = "email,state\nbo@council.example,{}\ncy@school.example,{}\n"
    found = imports.preview(
        county, "attendance", text.format("walked in", "walked in").encode(), "l", by=ann, session=own
    )
    assert [line.problems[0].rule for line in found.rejected] == ["unmatched"]
    imports.apply(county, found, ann, accept_valid=True)
    assert states(county, own) == {"Bo Carr": ("attended", False)}
    data = text.format("attended", "booked").encode()
    found = imports.preview(
        county, "attendance", data, "l", by=ann, session=other, answers={"unlisted": "booked"}
    )
    assert [line.problems[0].rule for line in found.rejected] == ["held", "unmatched"]
    data = text.format("booked", "booked").encode()
    found = imports.preview(county, "attendance", data, "l", by=ann, session=other)
    imports.apply(county, found, ann, accept_valid=True)
    assert states(county, other) == {"Bo Carr": ("expected", True)}


def test_a_trainer_brings_the_list_of_a_session_that_they_planned_and_the_board_of_none(
    county: Database,
) -> None:
    with county.write() as conn:
        give_role(conn, person(county, "cy@school.example"), "trainer")
        give_role(conn, person(county, "bo@council.example"), "board")
        conn.execute("insert into person (email, name) values ('ghost@trust.example', 'Gil Host')")
    trainer, board = who(county, "cy"), who(county, "bo")
    own, other = planning.plan(county, trainer, inter()), planning.plan(county, None, inter(place="x"))
    data = b"email,state\ndi@trust.example,walked in\n"
    for actor, number, rules in ((trainer, own, []), (trainer, other, ["unmatched"])):
        found = imports.preview(county, "attendance", data, "l.csv", by=actor, session=number)
        assert [line.problems[0].rule for line in found.rejected] == rules
    found = imports.preview(county, "attendance", data, "l.csv", by=board, session=own)
    assert found.count("rejected") == 1
    with pytest.raises(NotAllowed):
        imports.preview(county, "attendance", data, "l.csv", by=who(county, "ghost"), session=own)


SESSIONS = """\
course,held_on,delivery,agency,place,places,minutes,participatory,passes
neglect,2026-03-10,inter-agency,,Town Hall,30,180,yes,yes
Neglect,2026-03-10,inter-agency,,Library,20,180,yes,
neglect,2026-04-10,single,oak-school,,12,90,no,
"""


def test_sessions_by_file_are_known_by_course_day_agency_and_place(county: Database) -> None:
    assert bring(county, "sessions", SESSIONS).applied == 3
    assert bring(county, "sessions", SESSIONS).unchanged == 3
    found = {(each.held_on.isoformat(), each.place): each for each in sessions.sessions(county, None).rows}
    hall = found["2026-03-10", "Town Hall"]
    assert (hall.places, hall.minutes, hall.passes) == (30, 180, True)
    assert found["2026-04-10", ""].participatory is False
    done = bring(county, "sessions", SESSIONS.replace("Town Hall,30,180", "TOWN HALL,40,170"))
    assert (done.applied, done.unchanged) == (1, 2)
    assert sessions.one(county, None, hall.id)[0].places == 40
    bring(county, "sessions", "course,held_on,delivery,place\nneglect,2026-03-10,inter,Town Hall\n")
    assert sessions.one(county, None, hall.id)[0].minutes == 170


def test_a_file_of_sessions_says_whether_attending_passes_if_the_course_is_assessed(
    county: Database,
) -> None:
    data = b"course,held_on,delivery\nbruising,2026-03-10,inter\n"
    found = imports.preview(county, "sessions", data, "s.csv")
    assert [line.problems[0].path for line in found.rejected] == ["passes"]
    bring(
        county,
        "sessions",
        "course,held_on,delivery,passes\nbruising,2026-03-10,inter,no\n",
    )
    assert [each.passes for each in sessions.sessions(county, None).rows] == [False]


def test_a_lead_brings_single_agency_sessions_of_their_own_agencies(county: Database) -> None:
    ann = who(county, "ann")
    data = (
        b"course,held_on,delivery,agency\nneglect,2026-03-10,single,social-work\n"
        b"neglect,2026-03-10,inter,social-work\nneglect,2026-03-10,single,oak-school\n"
    )
    with pytest.raises(NotAllowed):
        imports.preview(county, "sessions", data, "s.csv", by=ann)
    found = imports.preview(county, "sessions", data, "s.csv", "council", by=ann)
    assert len(found.rejected) == 2
    imports.apply(county, found, ann, accept_valid=True)
    (kept,) = sessions.sessions(county, ann).rows
    assert kept.agency == "social-work"
    assert kept.by_name == "Ann Bell"


def test_a_trainer_finds_nobody_of_elsewhere_by_guessing_staff_numbers(county: Database) -> None:
    with county.write() as conn:
        give_role(conn, person(county, "bo@council.example"), "trainer")
    trainer = who(county, "bo")
    number = planning.plan(county, trainer, inter())

    def told(*row: str) -> list[tuple[str, str]]:
        data = "agency,staff_number,name,state\n" + ",".join(row) + "\n"
        found = imports.preview(county, "attendance", data.encode(), "l.csv", by=trainer, session=number)
        assert not found.notes
        return [
            (str(each.message).replace(row[1], "…"), str(each.remedy))
            for line in found.rejected
            for each in line.problems
        ]

    refused = told("oak-school", "X7", "", "booked")
    assert refused
    for row in (("S1", ""), ("S1", "Someone Else"), ("Sl", "Cy Dunn")):
        assert told("oak-school", *row, "booked") == refused
    assert told("oak-school", "S1", "cy dunn", "booked") == []  # as on a list that they signed
    marking.book(county, None, number, person(county, "cy@school.example"))
    assert told("oak-school", "S1", "", "booked") == []  # the trainer sees who is on the list

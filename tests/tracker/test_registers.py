"""The registers around reviews: who may keep them, who sees what, and that every step is logged."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from elearn.database import Database
from elearn.days import add_months, today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import scope
from elearn.tracker.registers import (
    actions,
    archive,
    dissemination,
    impact,
    markers,
    meetings,
    notifications,
    workshops,
)
from elearn.tracker.scope import Actor
from tests.engines import Engine
from tests.tracker.conftest import AGENCIES, PEOPLE, ROLE_GROUPS, bring, counts, person

REVIEW, OTHER = "wrenshire-2022-orchard", "wrenshire-2023-harbour"


EMAILS = {"ann": "ann@council", "bo": "bo@council", "cy": "cy@school", "di": "di@trust"}


def fill_county(db: Database) -> None:
    """Ann leads the council, Bo sits on the board, Cy leads the schools, Di administers, Eve learns, and Tim trains."""
    for kind, text in (("agencies", AGENCIES), ("role-groups", ROLE_GROUPS), ("people", PEOPLE)):
        bring(db, kind, text)
    who = {name: person(db, f"{email}.example") for name, email in EMAILS.items()}
    with db.write() as conn:
        conn.execute("insert into person (id, email, name) values (99, 'eve@x.example', 'Eve Ford')")
        conn.execute("insert into person (id, email, name) values (98, 'tim@x.example', 'Tim Gray')")
        scope.give_role(conn, who["ann"], "lead", "council")
        scope.give_role(conn, who["bo"], "board")
        scope.give_role(conn, who["cy"], "lead", "schools")
        scope.give_role(conn, who["di"], "administrator")
        scope.give_role(conn, 98, "trainer")


@pytest.fixture
def begins_as(engine: Engine) -> str:
    """The county that a test may write in."""
    return engine.made("registers", fill_county)


@pytest.fixture
def county(db: Database) -> Database:
    """The county that a test may write in."""
    return db


@pytest.fixture
def people(county: Database) -> dict[str, Actor]:
    """Everyone who acts here, by first name."""
    ids = {name: person(county, f"{email}.example") for name, email in EMAILS.items()}
    return {name: scope.actor(county, id) for name, id in {**ids, "eve": 99, "tim": 98}.items()}


def asked(db: Database, actor: Actor, review: str = REVIEW) -> int:
    return archive.ask(db, actor, review, purpose="training", reason="For a team meeting")


def told(agency: str, review: str = REVIEW, reached: int = 12) -> dissemination.Dissemination:
    return dissemination.Dissemination(review, agency, "team briefing", "Duty team", reached, today())


def seen(agency: str | None, action: int | None = None) -> impact.ImpactEntry:
    return impact.ImpactEntry(
        f"{REVIEW}#r1", agency, "practice", "Marks are recorded on the day", "48 of 50 records", "audit of records",
        today(), action,
    )  # fmt: skip


def notified(reference: str = "N-1", panel_due: date | None = None) -> notifications.Notified:
    return notifications.Notified(
        reference, "child", "An infant was seriously hurt", today() - timedelta(9), panel_due
    )


def states(db: Database, actor: Actor) -> dict[int, str]:
    return {row.id: row.state for row in archive.requests(db, actor).rows}


# requests to the archive


def test_a_granted_request_opens_the_review_until_its_day_and_no_longer(
    county: Database, people: dict[str, Actor]
) -> None:
    request = asked(county, people["eve"])
    assert archive.granted(county, 99, today()) == set()
    until = today() + timedelta(30)
    archive.decide(county, people["bo"], request, grant=True, reason="For training", until=until)
    assert archive.granted(county, 99, today()) == archive.granted(county, 99, until) == {REVIEW}
    assert (
        archive.granted(county, 99, until + timedelta(1))
        == archive.granted(county, 99, today() - timedelta(1))
        == set()
    )
    assert archive.granted(county, people["bo"].person, today()) == set()
    with county.write() as conn:
        conn.execute(
            "update archive_request set until_day = :day", {"day": (today() - timedelta(1)).isoformat()}
        )
    assert states(county, people["eve"]) == {request: "expired"}
    assert asked(county, people["eve"]) != request


@pytest.mark.parametrize("close", ["refuse", "withdraw", "end", "give back"])
def test_a_request_that_is_refused_withdrawn_or_ended_opens_nothing_and_may_be_made_again(
    county: Database, people: dict[str, Actor], close: str
) -> None:
    request = asked(county, people["eve"])
    if close in ("end", "give back"):
        archive.decide(county, people["bo"], request, grant=True, reason="Yes", until=today())
    if close == "refuse":
        archive.decide(county, people["bo"], request, grant=False, reason="Read the briefing first")
    elif close == "end":
        archive.end(county, people["di"], request, reason="The review is to be amended")
    else:
        archive.withdraw(county, people["eve"], request)
    assert archive.granted(county, 99, today()) == set()
    assert asked(county, people["eve"]) > request


def test_each_step_of_a_request_is_kept_with_who_took_it_and_why(
    county: Database, people: dict[str, Actor]
) -> None:
    request = asked(county, people["eve"])
    archive.decide(county, people["bo"], request, grant=False, reason="Read the briefing first")
    trail = archive.steps(county, people["eve"], request)
    assert [(step.name, step.action) for step in trail] == [
        ("Eve Ford", "archive.asked"),
        ("Bo Carr", "archive.refused"),
    ]
    assert trail[1].detail["reason"] == "Read the briefing first"


def test_nobody_decides_a_request_of_their_own_and_a_learner_decides_none(
    county: Database, people: dict[str, Actor]
) -> None:
    own, hers = asked(county, people["bo"]), asked(county, people["eve"])
    with pytest.raises(NotAllowed, match="their own"):
        archive.decide(county, people["bo"], own, grant=True, reason="Mine", until=today())
    for name in ("ann", "eve", "tim"):
        with pytest.raises(NotAllowed, match="board"):
            archive.decide(county, people[name], own, grant=True, reason="No", until=today())
    assert states(county, people["di"]) == {own: "asked", hers: "asked"}


def test_a_learner_sees_their_own_requests_and_no_other_s(county: Database, people: dict[str, Actor]) -> None:
    own, other = asked(county, people["eve"]), asked(county, people["ann"])
    assert set(states(county, people["eve"])) == {own}
    assert set(states(county, people["bo"])) == {own, other}
    for act in (
        lambda: archive.steps(county, people["eve"], other),
        lambda: archive.withdraw(county, people["eve"], other),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_request_says_all_that_is_wrong_with_it_at_once(county: Database, people: dict[str, Actor]) -> None:
    with pytest.raises(InputFault) as caught:
        archive.ask(county, people["eve"], "../etc", purpose="curiosity", reason="  ")
    assert {problem.path for problem in caught.value.problems} == {"Review", "What for", "Why you need it"}
    asked(county, people["eve"])
    with pytest.raises(InputFault, match="asked for this review already"):
        asked(county, people["eve"])


@pytest.mark.parametrize(
    "until",
    [
        lambda day: None,
        lambda day: day - timedelta(1),
        lambda day: add_months(day, 12) + timedelta(1),
    ],
    ids=["no day", "yesterday", "more than a year away"],
)
def test_a_grant_ends_on_a_day_within_a_year(
    county: Database, people: dict[str, Actor], until: Callable[[date], date | None]
) -> None:
    request = asked(county, people["eve"])
    with pytest.raises(InputFault, match="Until"):
        archive.decide(county, people["bo"], request, grant=True, reason="Yes", until=until(today()))
    assert states(county, people["eve"]) == {request: "asked"}


# notifications and meetings


def test_a_notification_goes_from_the_day_it_is_known_to_the_review_that_follows(
    county: Database, people: dict[str, Actor]
) -> None:
    bo = people["bo"]
    number = notifications.add(county, bo, notified(panel_due=today() - timedelta(2)))
    row, _ = notifications.one(county, bo, number, today())
    assert (row.late_panel, row.late_rapid) == (True, False)
    notifications.panel_told(county, bo, number, today() - timedelta(1), rapid_due=today() + timedelta(20))
    notifications.rapid_done(county, bo, number, today())
    notifications.decide(
        county,
        bo,
        number,
        decision="learning review",
        reasons="Below the criteria",
        edition="2023",
        on=today(),
    )
    notifications.panel_answered(county, bo, number, answer="agrees", on=today())
    notifications.led_to(county, bo, number, REVIEW)
    notifications.keep_aid(county, bo, number, {"facts": ["died"]})
    row, steps = notifications.one(county, bo, number, today())
    assert (row.late_panel, row.decision, row.review) == (False, "learning review", REVIEW)
    assert row.aid == {"facts": ["died"]}
    assert [step.action.split(".")[1] for step in steps] == [
        "added", "panel_told", "rapid_done", "decided", "panel_answered", "led_to", "aid_kept",
    ]  # fmt: skip


def test_what_is_overdue_comes_first_and_can_be_seen_alone(
    county: Database, people: dict[str, Actor]
) -> None:
    di = people["di"]
    notifications.add(county, di, notified("N-1", today() + timedelta(1)))
    late = notifications.add(county, di, notified("N-2", today() - timedelta(1)))
    notifications.add(county, di, notified("N-3", today()))
    found = notifications.notifications(county, di, today())
    assert (found.total, found.rows[0].id) == (3, late)
    assert [row.id for row in notifications.notifications(county, di, today(), overdue=True).rows] == [late]
    assert notifications.notifications(county, di, today(), search="n-3").total == 1


@pytest.mark.parametrize("name", ["ann", "eve", "tim", "cy"])
def test_the_register_is_the_board_s_alone(county: Database, people: dict[str, Actor], name: str) -> None:
    number, who = notifications.add(county, people["bo"], notified()), people[name]
    before = counts(county)
    for act in (
        lambda: notifications.add(county, who, notified("N-2")),
        lambda: notifications.notifications(county, who, today()),
        lambda: notifications.one(county, who, number, today()),
        lambda: notifications.panel_told(county, who, number, today(), rapid_due=None),
        lambda: meetings.arrange(county, who, today()),
        lambda: meetings.consider(county, who, 1, number),
        lambda: meetings.meetings(county, who),
        lambda: markers.answer(county, who, REVIEW, "referral", answer="met", evidence="Minutes"),
        lambda: markers.answers(county, who, REVIEW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert counts(county) == before


def test_days_of_a_notification_keep_their_order(county: Database, people: dict[str, Actor]) -> None:
    bo = people["bo"]
    with pytest.raises(InputFault, match="still to come"):
        notifications.add(
            county, bo, notifications.Notified("N-0", "child", "Said", today() + timedelta(1), None)
        )
    number = notifications.add(county, bo, notified())
    with pytest.raises(InputFault, match="became known"):
        notifications.panel_told(county, bo, number, today() - timedelta(30), rapid_due=None)
    notifications.panel_told(county, bo, number, today() - timedelta(3), rapid_due=None)
    with pytest.raises(InputFault, match="Panel was told"):
        notifications.rapid_done(county, bo, number, today() - timedelta(5))
    with pytest.raises(InputFault, match="is in the register"):
        notifications.add(county, bo, notified())
    with pytest.raises(NotFound):
        notifications.rapid_done(county, bo, 999, today())


@pytest.mark.parametrize("reference", ["", "Jo Bloggs", "Jo-Bloggs", "N 1", "../1", "x" * 39 + "12"])
def test_a_notification_s_reference_is_a_running_number_and_no_name(
    county: Database, people: dict[str, Actor], reference: str
) -> None:
    with pytest.raises(InputFault, match="Reference"):
        notifications.add(county, people["bo"], notified(reference))


def test_the_subgroup_considers_notifications_at_its_meetings(
    county: Database, people: dict[str, Actor]
) -> None:
    bo = people["bo"]
    number = notifications.add(county, bo, notified())
    meeting = meetings.arrange(county, bo, today() + timedelta(7), "By video")
    meetings.consider(county, bo, meeting, number)
    meetings.consider(county, bo, meeting, number, "A learning review is advised")
    [found] = meetings.meetings(county, bo)
    assert [(item.reference, item.outcome) for item in found.items] == [
        ("N-1", "A learning review is advised")
    ]
    with pytest.raises(InputFault):
        meetings.arrange(county, bo, today() + timedelta(7))
    with pytest.raises(NotFound):
        meetings.consider(county, bo, meeting, 999)


# quality markers


def test_a_quality_marker_is_answered_with_evidence_and_can_be_answered_anew(
    county: Database, people: dict[str, Actor]
) -> None:
    with pytest.raises(InputFault, match="Evidence"):
        markers.answer(county, people["bo"], REVIEW, "referral", answer="met")
    markers.answer(county, people["bo"], REVIEW, "referral", answer="not yet")
    markers.answer(county, people["di"], REVIEW, "referral", answer="met", evidence="Minutes of the subgroup")
    markers.answer(county, people["bo"], REVIEW, "report", answer="not applicable")
    found = markers.answers(county, people["bo"], REVIEW)
    assert (found["referral"].answer, found["referral"].name) == ("met", "Di Eames")
    assert markers.progress(county, people["bo"], ["referral", "report", "analysis"]) == {REVIEW: 2}
    assert markers.progress(county, people["bo"], ["analysis"]) == {}


# dissemination, actions, impact


def test_an_agency_s_parts_count_for_it_and_an_error_is_struck_out(
    county: Database, people: dict[str, Actor]
) -> None:
    dissemination.add(county, people["ann"], told("council", reached=10))
    wrong = dissemination.add(county, people["ann"], told("social-work", reached=5))
    cell = dissemination.matrix(county, people["bo"], [REVIEW, OTHER])
    assert cell == {
        ("council", REVIEW): dissemination.Cell(2, 15, today()),
        ("social-work", REVIEW): dissemination.Cell(1, 5, today()),
    }
    dissemination.strike(county, people["ann"], wrong, reason="Recorded twice")
    assert dissemination.matrix(county, people["bo"], [REVIEW])["council", REVIEW].reached == 10
    assert dissemination.records(county, people["bo"], agency="council").total == 1


def test_an_action_s_barrier_and_progress_are_kept_with_what_they_were(
    county: Database, people: dict[str, Actor]
) -> None:
    ann = people["ann"]
    number = actions.add(
        county,
        ann,
        recommendation=f"{REVIEW}#r1",
        agency="social-work",
        action="Audit records",
        due=today() - timedelta(1),
    )
    [row] = actions.actions(county, ann, today(), review=REVIEW).rows
    assert (row.late, row.state, row.impacts) == (True, "not started", 0)
    blocked = actions.Change("in progress", today(), "no system or data for it", "No body map in the record")
    actions.change(county, ann, number, blocked)
    actions.change(county, ann, number, blocked)
    assert actions.actions(county, ann, today(), barred=True).total == 1
    assert actions.barriers(county, people["bo"]) == [actions.Barrier("no system or data for it", 1, 1)]
    _, steps = actions.one(county, ann, number)
    assert [step.action for step in steps] == ["action.added", "action.changed"]
    assert steps[1].detail["state"] == ["not started", "in progress"]
    assert steps[1].detail["barrier"] == ["", "no system or data for it"]


def test_an_action_is_closed_with_evidence_of_impact_or_a_reason(
    county: Database, people: dict[str, Actor]
) -> None:
    ann = people["ann"]
    number = actions.add(
        county, ann, recommendation=f"{REVIEW}#r1", agency="council", action="Train", due=None
    )
    for state in ("impact evidenced", "closed"):
        with pytest.raises(InputFault, match=r"[Ii]mpact"):
            actions.change(county, ann, number, actions.Change(state, None))
    actions.change(county, ann, number, actions.Change("closed", None, because="Replaced by a newer one"))
    actions.change(county, ann, number, actions.Change("embedded", None))
    impact.add(county, ann, seen("council", number))
    actions.change(county, ann, number, actions.Change("impact evidenced", None))
    actions.change(county, ann, number, actions.Change("closed", None))
    assert actions.one(county, ann, number)[0].state == "closed"


def test_a_lead_reads_and_writes_no_row_of_another_agency(county: Database, people: dict[str, Actor]) -> None:
    ann, cy = people["ann"], people["cy"]
    number = actions.add(
        county, cy, recommendation=f"{REVIEW}#r1", agency="oak-school", action="Train", due=None
    )
    record = dissemination.add(county, cy, told("schools"))
    impact.add(county, cy, seen("oak-school", number))
    before = counts(county)
    for refused in (
        lambda: dissemination.add(county, ann, told("schools")),
        lambda: dissemination.strike(county, ann, record, reason="Not mine"),
        lambda: actions.add(
            county, ann, recommendation=f"{REVIEW}#r1", agency="trust", action="Train", due=None
        ),
        lambda: actions.change(county, ann, number, actions.Change("delivered", None)),
        lambda: actions.one(county, ann, number),
        lambda: impact.add(county, ann, seen("oak-school", number)),
        lambda: impact.add(county, ann, seen("council", number)),
        lambda: impact.add(county, ann, seen(None)),
        lambda: impact.add(county, ann, seen("no-such-agency")),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            refused()
    assert counts(county) == before
    assert actions.actions(county, ann, today()).total == dissemination.records(county, ann).total == 0
    assert impact.impacts(county, ann).total == 0
    assert dissemination.matrix(county, ann, [REVIEW]) == {}
    assert actions.barriers(county, ann) == []
    assert {row.agency for row in actions.actions(county, cy, today()).rows} == {"oak-school"}


@pytest.mark.parametrize("name", ["eve", "tim"])
def test_who_leads_no_agency_records_nothing(county: Database, people: dict[str, Actor], name: str) -> None:
    who, before = people[name], counts(county)
    for refused in (
        lambda: dissemination.add(county, who, told("council")),
        lambda: actions.add(
            county, who, recommendation=f"{REVIEW}#r1", agency="council", action="Train", due=None
        ),
        lambda: impact.add(county, who, seen("council")),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert counts(county) == before
    impact.add(county, people["bo"], seen(None))
    assert actions.actions(county, who, today()).total == impact.impacts(county, who).total == 0


def test_what_the_board_saw_for_the_whole_partnership_is_every_lead_s_to_read(
    county: Database, people: dict[str, Actor]
) -> None:
    impact.add(county, people["bo"], seen(None))
    for name in ("bo", "ann", "cy"):
        [row] = impact.impacts(county, people[name], review=REVIEW).rows
        assert (row.agency, row.name) == (None, "Bo Carr")


# workshops


def test_a_workshop_keeps_what_was_learned_on_each_tier(county: Database, people: dict[str, Actor]) -> None:
    held = workshops.Held(
        REVIEW, today(), "Health visiting\n\n Police ", " Ask why \n", "", "One form for all", "The form"
    )
    workshops.add(county, people["tim"], held)
    for name in ("bo", "ann", "tim", "di"):
        [row] = workshops.workshops(county, people[name], review=REVIEW).rows
        assert (row.services, row.individual) == ("Health visiting\nPolice", "Ask why")
    with pytest.raises(NotAllowed):
        workshops.workshops(county, people["eve"])
    with pytest.raises(NotAllowed):
        workshops.add(county, people["ann"], held)
    with pytest.raises(InputFault, match="any tier"):
        workshops.add(county, people["tim"], workshops.Held(REVIEW, today(), "Police"))


# all of them


@pytest.fixture
def many(county: Database, people: dict[str, Actor]) -> Callable[[int], int]:
    """Adds fifty-five records of one agency. Returns how many a page holds."""
    for number in range(55):
        dissemination.add(county, people["di"], told("trust", reached=number + 1))
    return lambda page: len(dissemination.records(county, people["di"], page=page).rows)


def test_lists_come_a_page_at_a_time(many: Callable[[int], int]) -> None:
    assert [many(1), many(2), many(3)] == [50, 5, 0]


def test_nothing_is_written_without_its_note(county: Database, people: dict[str, Actor]) -> None:
    before = counts(county)
    asked(county, people["eve"])
    notifications.add(county, people["bo"], notified())
    meetings.arrange(county, people["bo"], today())
    markers.answer(county, people["bo"], REVIEW, "referral", answer="not yet")
    dissemination.add(county, people["ann"], told("council"))
    actions.add(
        county, people["ann"], recommendation=f"{REVIEW}#r1", agency="council", action="Train", due=None
    )
    impact.add(county, people["bo"], seen(None))
    workshops.add(county, people["bo"], workshops.Held(REVIEW, today(), "Police", "Ask why"))
    after = counts(county)
    assert sum(after.values()) - sum(before.values()) == 16
    assert after["audit_event"] - before["audit_event"] == 8

"""The registers around reviews: who may keep them, who sees what, and that every step is logged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from elearn.database import Database
from elearn.days import add_months, today
from elearn.phrases import Phrase, phrase
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
    subgroup,
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


WANTED = archive.Unlisted("Marrowshire Safeguarding Children Partnership", "Child J", "about 2012")


def asked_unlisted(db: Database, actor: Actor, wanted: archive.Unlisted = WANTED) -> int:
    return archive.ask_for_unlisted(db, actor, wanted, purpose="training", reason="For a team meeting")


def test_what_is_not_in_the_library_can_be_asked_for_and_opens_only_the_review_that_the_board_finds(
    county: Database, people: dict[str, Actor]
) -> None:
    eve, bo = people["eve"], people["bo"]
    request = asked_unlisted(county, eve)
    [found] = archive.requests(county, eve).rows
    assert (found.listed, found.slug, found.wanted_label) == (False, "", "Child J")
    until = today() + timedelta(30)
    with pytest.raises(InputFault, match="Until"):
        archive.decide(county, bo, request, grant=True, reason="Here it is", held_as=REVIEW)
    with pytest.raises(InputFault, match="No review is chosen"):
        archive.decide(county, bo, request, grant=True, reason="Here it is", until=until, held_as="")
    archive.decide(county, bo, request, grant=True, reason="Here it is", until=until, held_as=REVIEW)
    assert archive.grants(county, 99, until) == {REVIEW: archive.Grant(REVIEW, until, "training", request)}
    assert archive.granted(county, 99, until + timedelta(1)) == set()
    assert archive.latest_of_each(county, eve)[REVIEW].id == request
    assert [row.id for row in archive.requests(county, bo, review=REVIEW).rows] == [request]
    with pytest.raises(InputFault, match="may read this review now"):
        asked(county, eve)
    archive.end(county, bo, request, reason="Amended")
    assert archive.granted(county, 99, until) == set()
    assert archive.steps(county, eve, request)[1].detail["held_as"] == REVIEW


def test_an_answer_without_a_review_opens_nothing_and_is_closed(
    county: Database, people: dict[str, Actor]
) -> None:
    eve, bo = people["eve"], people["bo"]
    request, own = asked_unlisted(county, eve), asked_unlisted(county, bo)
    with pytest.raises(NotAllowed, match="their own"):
        archive.decide(county, bo, own, grant=True, reason="Mine")
    archive.decide(county, bo, request, grant=True, reason="Ask the board that held it")
    assert states(county, eve) == {request: "answered"}
    assert archive.grants(county, 99, today()) == archive.latest_of_each(county, eve) == {}
    assert [step.action for step in archive.steps(county, eve, request)][1:] == ["archive.answered"]
    with pytest.raises(NotAllowed):
        archive.withdraw(county, eve, request)
    with pytest.raises(NotFound):
        archive.end(county, bo, request, reason="No")
    assert asked_unlisted(county, eve) > request


@pytest.mark.parametrize(
    "again",
    [
        WANTED,
        archive.Unlisted(" marrowshire safeguarding  children partnership", "CHILD J", "2012"),
        archive.Unlisted("Marrowshire Safeguarding Children Partnership", "Child-J", "2012?"),
    ],
)
def test_one_person_asks_once_for_what_is_not_listed_and_for_another_too(
    county: Database, people: dict[str, Actor], again: archive.Unlisted
) -> None:
    first = asked_unlisted(county, people["eve"])
    with pytest.raises(InputFault, match="asked for this review already"):
        asked_unlisted(county, people["eve"], again)
    assert asked_unlisted(county, people["ann"], again)
    for board, label, year in (
        ("Marrowshire Safeguarding Children Partnership", "Child K", "2012"),
        ("Marrowshire Safeguarding Children Partnership", "Child J", "2013"),
        ("Marrowshire", "Child J", "2012"),
        ("Марровшир", "Ребёнок Й", ""),
        ("Марровшир", "Ребёнок К", ""),
    ):
        assert asked_unlisted(county, people["eve"], archive.Unlisted(board, label, year)) > first


def test_what_is_not_listed_needs_a_board_and_a_label(county: Database, people: dict[str, Actor]) -> None:
    with pytest.raises(InputFault) as caught:
        archive.ask_for_unlisted(
            county, people["eve"], archive.Unlisted("", " ", "y" * 121), purpose="x", reason=""
        )
    assert [problem.path for problem in caught.value.problems] == [
        "Its label, or what it is known by", "The board that held it", "The year, or about when", "What for",
        "Why you need it",
    ]  # fmt: skip
    assert archive.requests(county, people["eve"]).total == 0


def test_the_request_that_waits_longest_comes_first_then_the_latest_of_those_that_are_decided(
    county: Database, people: dict[str, Actor]
) -> None:
    first, second, third, fourth = (
        asked(county, people[name], review)
        for name, review in (("eve", REVIEW), ("ann", REVIEW), ("eve", OTHER), ("ann", OTHER))
    )
    for request in (first, second):
        archive.decide(county, people["bo"], request, grant=False, reason="No")
    rows = archive.requests(county, people["bo"]).rows
    assert [row.id for row in rows] == [third, fourth, second, first]


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


def test_the_register_is_sorted_by_the_day_that_is_next_due(
    county: Database, people: dict[str, Actor]
) -> None:
    di, day = people["di"], today()

    def added(name: str, due: int | None, rapid: int | None = None) -> int:
        panel = None if due is None else day + timedelta(due)
        number = notifications.add(county, di, notified(name, panel))
        if rapid is not None:
            told = day - timedelta(5)
            notifications.panel_told(county, di, number, told, rapid_due=day + timedelta(rapid))
        return number

    def decided(number: int) -> int:
        notifications.decide(
            county, di, number, decision="no review", reasons="Below", edition="2026", on=day
        )
        return number

    soon = added("N-1", 1)
    late = added("N-2", -1)
    now = added("N-3", 0)
    later_review = added("N-4", -9, rapid=9)
    latest_review = added("N-5", -9, rapid=-3)
    done = decided(added("N-6", None))
    waits = added("N-7", None)
    reviewed = added("N-8", -9, rapid=-2)
    notifications.rapid_done(county, di, reviewed, day)
    known_later = notifications.add(
        county, di, notifications.Notified("N-9", "adult", "Hurt", day - timedelta(1), None)
    )
    found = notifications.notifications(county, di, day)
    assert [(row.id, row.next_step, row.next_due and (row.next_due - day).days) for row in found.rows] == [
        (latest_review, "rapid", -3),
        (late, "panel", -1),
        (now, "panel", 0),
        (soon, "panel", 1),
        (later_review, "rapid", 9),
        (known_later, "decision", None),
        (reviewed, "decision", None),
        (waits, "decision", None),
        (done, "", None),
    ]
    overdue = notifications.notifications(county, di, day, overdue=True).rows
    assert [row.id for row in overdue] == [latest_review, late]
    assert notifications.notifications(county, di, day, search="n-3").total == 1


def test_the_next_meeting_comes_first_and_the_past_ones_follow(
    county: Database, people: dict[str, Actor]
) -> None:
    for days in (30, -60, 0, 7, -1):
        meetings.arrange(county, people["bo"], today() + timedelta(days))
    held = [(each.held_on - today()).days for each in meetings.meetings(county, people["bo"])]
    assert held == [0, 7, 30, -1, -60]
    assert [each.held_on for each in meetings.meetings(county, people["bo"], size=1)] == [today()]


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


def test_a_rapid_review_follows_the_notification_of_the_panel(
    county: Database, people: dict[str, Actor]
) -> None:
    bo = people["bo"]
    number = notifications.add(county, bo, notified(panel_due=today()))
    with pytest.raises(InputFault, match="no day says when the Panel was told"):
        notifications.rapid_done(county, bo, number, today())
    notifications.panel_told(county, bo, number, today() - timedelta(3), rapid_due=None)
    notifications.rapid_done(county, bo, number, today() - timedelta(2))
    with pytest.raises(InputFault, match="Panel told on"):
        notifications.panel_told(county, bo, number, today() - timedelta(1), rapid_due=None)


def test_a_decision_outside_the_guidance_is_refused_unless_somebody_says_why_it_is_kept(
    county: Database, people: dict[str, Actor]
) -> None:
    bo = people["bo"]
    number = notifications.add(county, bo, notified())
    decision = {"decision": "serious case review", "reasons": "Said", "edition": "2026", "on": today()}
    reasons = (phrase("%(edition)s does not know it.", edition="2026"), phrase("The Panel was not told."))
    with pytest.raises(InputFault) as refused:
        notifications.decide(county, bo, number, **decision, outside=reasons, insisted=" ")
    assert [problem.message for problem in refused.value.problems] == list(reasons)
    row, steps = notifications.one(county, bo, number, today())
    assert (row.decision, len(steps)) == ("", 1)
    notifications.decide(county, bo, number, **decision, outside=reasons, insisted="A court asked for it")
    row, steps = notifications.one(county, people["di"], number, today())
    assert (row.found_outside, row.insisted) == (reasons, "A court asked for it")
    assert all(isinstance(each, Phrase) for each in row.found_outside)
    assert steps[-1].detail["insisted"] == "A court asked for it"
    notifications.decide(county, bo, number, **{**decision, "decision": "no review"}, insisted="Not needed")
    row, steps = notifications.one(county, bo, number, today())
    assert (row.found_outside, row.insisted) == ((), "")
    assert steps[-2].detail["insisted"] == "A court asked for it"


@pytest.mark.parametrize("reference", ["", "Jo Bloggs", "Jo-Bloggs", "N 1", "../1", "x" * 39 + "12"])
def test_a_notification_s_reference_is_a_running_number_and_no_name(
    county: Database, people: dict[str, Actor], reference: str
) -> None:
    with pytest.raises(InputFault, match="Your own reference"):
        notifications.add(county, people["bo"], notified(reference))


def test_the_subgroup_considers_notifications_at_its_meetings(
    county: Database, people: dict[str, Actor]
) -> None:
    bo = people["bo"]
    number = notifications.add(county, bo, notified())
    meeting = meetings.arrange(county, bo, today(), "By video")
    meetings.consider(county, bo, meeting, number)
    meetings.consider(county, bo, meeting, number, "A learning review is advised")
    meetings.consider(county, bo, meeting, number)  # which takes nothing away
    [found] = meetings.meetings(county, bo)
    assert [(item.reference, item.outcome) for item in found.items] == [
        ("N-1", "A learning review is advised")
    ]
    with pytest.raises(InputFault):
        meetings.arrange(county, bo, today())
    later = meetings.arrange(county, bo, today() + timedelta(7))
    with pytest.raises(InputFault, match="still to come"):
        meetings.consider(county, bo, later, number, "A learning review is advised")
    assert meetings.one(county, bo, later).items == ()
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


def test_what_changed_after_many_recommendations_is_read_at_once_by_whoever_may_see_it(
    county: Database, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impact, "_AT_ONCE", 1)
    bo = people["bo"]
    for agency in ("council", "oak-school", None):
        impact.add(county, bo, seen(agency))
    wanted = [f"{REVIEW}#r1", f"{REVIEW}#r2", f"{OTHER}#r1"]
    for name, agencies in {
        "bo": {"council", "oak-school", None},
        "di": {"council", "oak-school", None},
        "ann": {"council", None},
        "cy": {"oak-school", None},
        "eve": set(),
        "tim": set(),
    }.items():
        found = impact.recorded_after(county, people[name], wanted)
        assert {each.agency for records in found.values() for each in records} == agencies
        assert set(found) == ({f"{REVIEW}#r1"} if agencies else set())
        assert impact.recorded_after(county, people[name], []) == {}


def test_actions_are_sorted_by_the_day_that_is_due_and_what_is_delivered_comes_after(
    county: Database, people: dict[str, Actor]
) -> None:
    def added(state: str, days: int | None) -> int:
        due = None if days is None else today() + timedelta(days)
        number = actions.add(
            county,
            people["ann"],
            recommendation=f"{REVIEW}#r1",
            agency="council",
            action="Body maps",
            due=due,
        )
        reason = "Done" if state == "closed" else ""
        actions.change(county, people["ann"], number, actions.Change(state, due, because=reason))
        return number

    delivered, closed = added("delivered", -90), added("closed", -99)
    undated, soon = added("not started", None), added("in progress", 5)
    later, late, latest = added("not started", 50), added("in progress", -5), added("not started", -50)
    rows = actions.actions(county, people["ann"], today()).rows
    assert [row.id for row in rows] == [latest, late, soon, later, undated, delivered, closed]
    assert [row.late for row in rows] == [True, True, False, False, False, False, False]


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


# lessons at the subgroup


def held(
    db: Database, actor: Actor, strategic: str = "One form for all", questions: str = "Who keeps it?"
) -> int:
    record = workshops.Held(REVIEW, today(), "Police", "Ask why", "Tell each other", strategic, questions)
    return workshops.add(db, actor, record)


def agendas(db: Database, actor: Actor) -> dict[date | None, list[tuple[str, str]]]:
    """By day of a meeting (None: they wait), the lessons on its agenda with their tiers."""
    found: dict[date | None, list[tuple[str, str]]] = {}
    for each in subgroup.lessons(db, actor):
        found.setdefault(each.meets_on, []).append((each.tier, each.lesson))
    return found


def says(**changes: object) -> subgroup.Decision:
    """A decision that is right, with changes."""
    right = subgroup.Decision("yes", "It is so in every service", "nothing")
    return replace(right, **changes)  # type: ignore[arg-type]


def test_a_workshop_s_questions_and_strategic_lessons_go_to_the_next_meeting(
    county: Database, people: dict[str, Actor]
) -> None:
    bo, tim, day = people["bo"], people["tim"], today()
    held(county, tim)
    items = [("", "Who keeps it?"), ("strategic", "One form for all")]
    assert agendas(county, bo) == {None: items}
    meetings.arrange(county, bo, day - timedelta(9))
    assert agendas(county, bo) == {None: items}
    meetings.arrange(county, bo, day + timedelta(9))
    assert agendas(county, bo) == {day + timedelta(9): items}
    meetings.arrange(county, bo, day)
    held(county, tim, "Ask once", "Ask once")
    assert agendas(county, bo) == {day + timedelta(9): items, day: [("strategic", "Ask once")]}
    for name in ("ann", "tim", "di"):
        assert len(subgroup.lessons(county, people[name], reviews=[REVIEW])) == 3
        assert subgroup.lessons(county, people[name], reviews=[OTHER]) == []
    with pytest.raises(NotAllowed):
        subgroup.lessons(county, people["eve"])


def test_a_lesson_of_another_tier_is_put_to_the_subgroup_by_hand_and_once(
    county: Database, people: dict[str, Actor]
) -> None:
    tim = people["tim"]
    workshop = held(county, tim, "", "")
    subgroup.ask(county, tim, workshop, "local", "Tell each other")
    assert agendas(county, tim) == {None: [("local", "Tell each other")]}
    with pytest.raises(InputFault, match="already"):
        subgroup.ask(county, tim, workshop, "local", "Tell each other")
    for tier, lesson in (("individual", "Tell each other"), ("local", ""), ("services", "Police"), ("", "")):
        with pytest.raises(NotFound):
            subgroup.ask(county, tim, workshop, tier, lesson)
    with pytest.raises(NotAllowed):
        subgroup.ask(county, people["ann"], workshop, "individual", "Ask why")


def test_a_lesson_moves_to_another_meeting_or_waits_until_it_has_an_outcome(
    county: Database, people: dict[str, Actor]
) -> None:
    bo, day = people["bo"], today()
    first, later = meetings.arrange(county, bo, day), meetings.arrange(county, bo, day + timedelta(9))
    held(county, bo)
    one, other = (each.id for each in subgroup.lessons(county, bo))
    subgroup.put(county, bo, [one, other], later)
    assert len(meetings.one(county, bo, later).lessons) == 2
    subgroup.put(county, bo, [other], None)
    subgroup.put(county, bo, [one], first)
    assert list(agendas(county, bo)) == [day, None]
    subgroup.decide(county, bo, one, first, says())
    before = counts(county)
    with pytest.raises(InputFault, match="decided on this lesson"):
        subgroup.put(county, bo, [other, one], later)
    with pytest.raises(NotFound):
        subgroup.put(county, bo, [other], 999)
    with pytest.raises(NotFound):
        subgroup.put(county, bo, [other, 999], later)
    assert counts(county) == before
    assert list(agendas(county, bo)) == [day, None]


def test_a_meeting_says_whether_a_lesson_applies_and_a_later_one_may_decide_anew(
    county: Database, people: dict[str, Actor]
) -> None:
    bo, day = people["bo"], today()
    early, late = (meetings.arrange(county, bo, day - timedelta(ago)) for ago in (9, 2))
    held(county, bo, "")
    [lesson] = subgroup.lessons(county, bo)
    subgroup.put(county, bo, [lesson.id], early)
    assert meetings.one(county, bo, early).without_outcome(day) == (0, 1)
    subgroup.decide(county, bo, lesson.id, early, says(applies="no", follows=""))
    assert meetings.one(county, bo, early).without_outcome(day) == (0, 0)
    procedure = says(applies="in part", follows="procedure", follow_up="The referral form", due=day)
    subgroup.decide(county, bo, lesson.id, late, procedure)
    [now] = meetings.one(county, bo, late).lessons
    assert (now.applies, now.follows, now.follow_up, now.due) == (
        "in part",
        "procedure",
        "The referral form",
        day,
    )
    assert (now.decided_by, now.decided_on, now.meets_on) == (bo.name, day, day - timedelta(2))
    with pytest.raises(InputFault, match="later meeting"):
        subgroup.decide(county, bo, lesson.id, early, says())
    steps = subgroup.trail(county, bo, lesson.id)
    assert [step.detail.get("applies") for step in steps] == [None, "no", "in part"]


def test_the_action_that_follows_is_added_with_the_decision(
    county: Database, people: dict[str, Actor]
) -> None:
    bo, meeting = people["bo"], meetings.arrange(county, people["bo"], today())
    held(county, bo)
    question, lesson = (each.id for each in subgroup.lessons(county, bo))
    new = actions.NewAction(f"{REVIEW}#r1", "council", "One form for the county", today())
    subgroup.decide(county, bo, lesson, meeting, says(follows="action", new_action=new))
    [action] = actions.actions(county, bo, today()).rows
    assert (action.action, action.agency) == ("One form for the county", "council")
    subgroup.decide(county, bo, question, meeting, says(follows="action", action=action.id))
    for name, seen_by in (("bo", True), ("ann", True), ("cy", False), ("tim", False)):
        for each in subgroup.lessons(county, people[name]):
            assert each.follows == "action"
            assert (each.action == action.id, bool(each.action_text), bool(each.agency_name)) == (
                seen_by,
            ) * 3


WRONG = {
    "nothing is said": (subgroup.Decision("", ""), ["whether it applies", "“Why”"]),
    "another word": (says(applies="perhaps", follows="prayer"), ["perhaps", "prayer"]),
    "nothing follows": (says(follows=""), ["said what follows"]),
    "something follows from no": (says(applies="no"), ["nothing follows from it"]),
    "no procedure": (says(follows="procedure"), ["no day", "Which procedure"]),
    "no course": (says(follows="course"), ["What is to be written"]),
    "a course's title": (says(follows="course", course="Ask why"), ["is not a course"]),
    "no action": (says(follows="action"), ["No action is chosen"]),
    "an empty action": (
        says(why="", follows="action", new_action=actions.NewAction("r1", "council", "", None)),
        ["“Why”", "is not a recommendation", "“What the agency does”"],
    ),
    "an action of another review": (
        says(follows="action", new_action=actions.NewAction(f"{OTHER}#r1", "council", "A form", None)),
        ["another review"],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_decision_says_everything_that_is_wrong_and_writes_nothing(
    county: Database, people: dict[str, Actor], case: str
) -> None:
    bo, meeting = people["bo"], meetings.arrange(county, people["bo"], today())
    held(county, bo, "")
    [lesson] = subgroup.lessons(county, bo)
    decision, messages = WRONG[case]
    before = counts(county)
    with pytest.raises(InputFault) as fault:
        subgroup.decide(county, bo, lesson.id, meeting, decision)
    found = " ".join(problem.message for problem in fault.value.problems)
    assert [each for each in messages if each not in found] == []
    assert (counts(county), subgroup.lessons(county, bo)) == (before, [lesson])


def test_nobody_decides_for_a_meeting_that_is_still_to_come_or_without_the_right(
    county: Database, people: dict[str, Actor]
) -> None:
    bo = people["bo"]
    meeting = meetings.arrange(county, bo, today() + timedelta(1))
    held(county, bo, "")
    [lesson] = subgroup.lessons(county, bo)
    before = counts(county)
    with pytest.raises(InputFault, match="still to come"):
        subgroup.decide(county, bo, lesson.id, meeting, says())
    new = actions.NewAction(f"{REVIEW}#r1", "nowhere", "One form", None)
    past = meetings.arrange(county, bo, today())
    for number, at, decision, refusal in (
        (lesson.id, 999, says(), NotFound),
        (999, past, says(), NotFound),
        (lesson.id, past, says(follows="action", action=999), NotFound),
        (lesson.id, past, says(follows="action", new_action=new), NotAllowed),
    ):
        with pytest.raises(refusal):
            subgroup.decide(county, bo, number, at, decision)
    for name in ("ann", "eve", "tim"):
        for act in (
            lambda who: subgroup.decide(county, who, lesson.id, past, says()),
            lambda who: subgroup.put(county, who, [lesson.id], past),
            lambda who: subgroup.trail(county, who, lesson.id),
            lambda who: meetings.one(county, who, past),
        ):
            with pytest.raises(NotAllowed):
                act(people[name])
    assert sum(counts(county).values()) - sum(before.values()) == 2  # the meeting, and its note


def test_a_notification_without_an_outcome_is_counted_when_its_meeting_is_past(
    county: Database, people: dict[str, Actor]
) -> None:
    bo, day = people["bo"], today()
    past, present = meetings.arrange(county, bo, day - timedelta(1)), meetings.arrange(county, bo, day)
    first, second = (notifications.add(county, bo, notified(name)) for name in ("N-1", "N-2"))
    for meeting in (past, present):
        meetings.consider(county, bo, meeting, first)
        meetings.consider(county, bo, meeting, second, "A learning review")
    assert [meetings.one(county, bo, each).without_outcome(day) for each in (past, present)] == [
        (1, 0),
        (0, 0),
    ]


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

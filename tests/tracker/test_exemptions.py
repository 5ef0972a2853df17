"""Exemptions that leads ask for: who may ask and decide, what is refused, and what follows from an approval."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from elearn.database import Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.reporting import who
from elearn.settings import Settings
from elearn.tracker import addresses, exemptions, scope
from elearn.tracker.scope import Actor, Scope
from tests.engines import Engine
from tests.mailbox import mailbox, parts_of
from tests.tracker.conftest import bring, counts, fill_and_give_roles, person

ANN, BO, CY, DI = "ann@council.example", "bo@council.example", "cy@school.example", "di@trust.example"
FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)


def with_requirements(db: Database) -> None:
    """Neglect is required of R3 everywhere, and bruising of R2 at schools."""
    fill_and_give_roles(db)
    bring(
        db,
        "requirements",
        """\
        course,agency,role_group,from,to,due_within_days,renew_after_months
        neglect,,R3,2023-01-01,,30,12
        bruising,schools,R2,2023-01-01,,30,
        """,
    )


@pytest.fixture
def begins_as(engine: Engine) -> str:
    """The county, with requirements."""
    return engine.made("exemptions", with_requirements)


@pytest.fixture
def ann(db: Database) -> Actor:
    """The lead of the council."""
    return scope.actor(db, person(db, ANN))


@pytest.fixture
def di(db: Database) -> Actor:
    """The only administrator."""
    return scope.actor(db, person(db, DI))


def ask(db: Database, by: Actor, **given: Any) -> int:
    """Asks for Bo, in May 2026, unless something else is given."""
    asked: dict[str, Any] = {
        "person": person(db, BO),
        "course": "neglect",
        "from_day": FIRST,
        "to_day": LAST,
        "reason": "On a long secondment",
    }
    return exemptions.ask(db, by, **{**asked, **given})


def trail(db: Database, request: int) -> list[tuple[str, int | None]]:
    """What the audit has of a request."""
    with db.read() as conn:
        return conn.tuples(
            "select action, actor from audit_event where subject = :subject order by id",
            {"subject": f"exemption-request:{request}"},
        )


def in_scope(db: Database, on: date) -> bool:
    """Whether Bo is asked to take neglect on a day."""
    states = ("in_date", "grace", "lapsed", "never")
    rows = who(db, Scope.everyone(), on, states=states, course="neglect").rows
    return any(row.email == BO for row in rows)


def said(fault: pytest.ExceptionInfo[InputFault]) -> list[str]:
    """The messages of a refusal."""
    return [problem.message for problem in fault.value.problems]


def test_coverage_follows_an_approval_and_nothing_before(db: Database, ann: Actor, di: Actor) -> None:
    request = ask(db, ann)
    assert in_scope(db, FIRST)
    [row] = exemptions.waiting(db, di).rows
    assert (row.id, row.person, row.title, row.from_day, row.to_day) == (
        request,
        person(db, BO),
        "Neglect",
        FIRST,
        LAST,
    )
    assert (row.asker, row.reason, row.days_waiting(today() + timedelta(3))) == (
        "Ann Bell",
        "On a long secondment",
        3,
    )
    decided = exemptions.approve(db, request, by=di)
    assert decided.request.state == "approved"
    assert [in_scope(db, on) for on in (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1))] == [
        True,
        False,
        False,
        True,
    ]
    assert exemptions.waiting(db, di).total == 0
    with db.read() as conn:
        assert conn.tuples("select id, person, course, from_day, to_day, reason from exemption") == [
            (decided.exemption, row.person, "neglect", "2026-05-01", "2026-05-31", "On a long secondment")
        ]
    assert trail(db, request) == [("exemption.asked", ann.person), ("exemption.approved", di.person)]


def test_an_approval_may_have_other_days(db: Database, ann: Actor, di: Actor) -> None:
    request = ask(db, ann, to_day=None)
    exemptions.approve(db, request, by=di, days=(FIRST, LAST), reason="Until it ends")
    assert not in_scope(db, LAST)
    assert in_scope(db, LAST + timedelta(1))
    with db.read() as conn:
        [kept] = exemptions.of_person(conn, ann.people_scope(), person(db, BO))
    assert (kept.to_day, kept.decision, kept.decider) == (None, "Until it ends", "Di Eames")


def test_somebody_without_an_address_may_be_exempt_too(db: Database, ann: Actor, di: Actor) -> None:
    bo = person(db, BO)
    with db.write() as conn:
        conn.execute(
            "update person set email = :key where id = :id",
            {"key": addresses.key_without_address(), "id": bo},
        )
    exemptions.approve(db, ask(db, ann, person=bo), by=di)
    with db.read() as conn:
        assert conn.column("select person from exemption") == [bo]


def test_a_refusal_needs_a_reason_and_changes_nothing(db: Database, ann: Actor, di: Actor) -> None:
    request = ask(db, ann)
    with pytest.raises(InputFault):
        exemptions.refuse(db, request, by=di, reason=" ")
    decided = exemptions.refuse(db, request, by=di, reason="A month is not enough to go without it")
    assert (decided.request.state, decided.exemption) == ("refused", None)
    assert in_scope(db, FIRST)
    [answer] = exemptions.answers(db, ann, today())
    assert answer.decision == "A month is not enough to go without it"
    with pytest.raises(NotAllowed, match="decided or taken back"):
        exemptions.approve(db, request, by=di)


def test_whoever_asked_may_take_it_back(db: Database, ann: Actor, di: Actor) -> None:
    request = ask(db, ann)
    with pytest.raises(NotFound):
        exemptions.take_back(db, di, request)
    exemptions.take_back(db, ann, request)
    for again in (
        lambda: exemptions.take_back(db, ann, request),
        lambda: exemptions.approve(db, request, by=di),
        lambda: exemptions.refuse(db, request, by=None, reason="No"),
    ):
        with pytest.raises(NotAllowed):
            again()
    assert ask(db, ann) > request


def test_everything_that_is_wrong_is_said_at_once(db: Database, ann: Actor) -> None:
    before = counts(db)
    with pytest.raises(InputFault) as fault:
        ask(db, ann, course="bruising", to_day=FIRST - timedelta(1), reason="")
    assert {problem.path for problem in fault.value.problems} == {
        "What they need not do",
        "Last day",
        "Reason",
    }
    with pytest.raises(InputFault):
        ask(db, ann, reason="x" * 501)
    assert counts(db) == before


BESIDE = [(date(2026, 4, 1), date(2026, 4, 30)), (date(2026, 6, 1), None)]
ACROSS = [
    (date(2026, 4, 1), FIRST),
    (LAST, None),
    (date(2026, 1, 1), None),
    (date(2026, 5, 10), date(2026, 5, 12)),
]


def test_days_that_overlap_are_refused(db: Database, ann: Actor, di: Actor) -> None:
    def all_refused(words: str) -> None:
        for first, last in ACROSS:
            with pytest.raises(InputFault) as fault:
                ask(db, ann, from_day=first, to_day=last)
            [message] = said(fault)
            assert words in message

    request = ask(db, ann)
    all_refused("asked for already")
    exemptions.approve(db, request, by=di)
    all_refused("exempt already")
    for first, last in BESIDE:
        ask(db, ann, from_day=first, to_day=last)


def test_an_approval_that_would_overlap_by_now_is_refused(db: Database, ann: Actor, di: Actor) -> None:
    request = ask(db, ann)
    bring(
        db,
        "exemptions",
        f"""\
        email,course,from,to,reason
        {BO},neglect,2026-05-10,,Example
        """,
    )
    with pytest.raises(InputFault) as fault:
        exemptions.approve(db, request, by=di)
    assert "exempt already: from 10 May 2026" in said(fault)[0]
    exemptions.approve(db, request, by=di, days=(FIRST, date(2026, 5, 9)))


def test_nobody_decides_what_they_asked_for_if_there_is_another_administrator(
    db: Database, ann: Actor, di: Actor
) -> None:
    with db.write() as conn:
        scope.give_role(conn, ann.person, "administrator")
    ann = scope.actor(db, ann.person)
    own = ask(db, ann)
    with pytest.raises(NotAllowed, match="Ask another administrator"):
        exemptions.approve(db, own, by=ann)
    with pytest.raises(NotAllowed, match="Ask another administrator"):
        exemptions.refuse(db, own, by=ann, reason="No")
    exemptions.approve(db, own, by=di)
    about_di = ask(db, ann, person=di.person)
    with pytest.raises(NotAllowed, match="about themselves"):
        exemptions.approve(db, about_di, by=di)
    with db.write() as conn:
        scope.take_role(conn, ann.person, "administrator")
    exemptions.approve(db, about_di, by=di)  # there is nobody else


ACTS: dict[str, Callable[[Database, Actor, int], Any]] = {
    "ask": lambda db, by, _request: ask(db, by, from_day=date(2027, 1, 1), to_day=None),
    "take back": lambda db, by, request: exemptions.take_back(db, by, request),
    "approve": lambda db, by, request: exemptions.approve(db, request, by=by),
    "refuse": lambda db, by, request: exemptions.refuse(db, request, by=by, reason="No"),
    "list": lambda db, by, _request: exemptions.waiting(db, by),
    "read": lambda db, by, request: exemptions.request_of(db, request, by=by),
}


@pytest.mark.parametrize(("role", "agency"), [("board", None), ("lead", "schools")])
def test_others_may_do_nothing_of_it(db: Database, ann: Actor, role: str, agency: str | None) -> None:
    request = ask(db, ann)
    with db.write() as conn:
        scope.give_role(conn, person(db, CY), role, agency)
    before = counts(db)
    for act in ACTS.values():
        with pytest.raises((NotAllowed, NotFound)):
            act(db, scope.actor(db, person(db, CY)), request)
    for name in ("approve", "refuse", "list", "read"):
        with pytest.raises(NotAllowed):
            ACTS[name](db, ann, request)
    assert counts(db) == before


def test_another_agency_s_lead_reads_nothing_of_it(db: Database, ann: Actor, di: Actor) -> None:
    exemptions.refuse(db, ask(db, ann), by=di, reason="No")
    with db.write() as conn:
        scope.give_role(conn, person(db, CY), "lead", "schools")
    cy = scope.actor(db, person(db, CY))
    assert exemptions.answers(db, cy, today()) == []
    with db.read() as conn:
        assert exemptions.of_person(conn, cy.people_scope(), person(db, BO)) == []
        assert exemptions.of_person(conn, Scope.nothing(), person(db, BO)) == []
    assert exemptions.answers(db, scope.actor(db, person(db, BO)), today()) == []


def test_an_answer_is_shown_for_thirty_days(db: Database, ann: Actor, di: Actor) -> None:
    exemptions.refuse(db, ask(db, ann), by=di, reason="No")
    assert len(exemptions.answers(db, ann, today() + timedelta(30))) == 1
    assert exemptions.answers(db, ann, today() + timedelta(31)) == []


def test_an_exemption_that_ends_soon_is_shown_unless_another_follows(
    db: Database, ann: Actor, di: Actor
) -> None:
    exemptions.approve(db, ask(db, ann), by=di)

    def shown(on: date) -> list[str]:
        return [row.name for row in exemptions.ending_soon(db, ann.people_scope(), on)]

    early = LAST - timedelta(exemptions.SOON)
    assert shown(early - timedelta(1)) == []
    assert shown(early) == shown(LAST) == ["Bo Carr"]
    assert shown(LAST + timedelta(1)) == []
    assert exemptions.ending_soon(db, Scope.of_agencies(["schools"]), LAST) == []
    exemptions.approve(db, ask(db, ann, from_day=LAST + timedelta(1), to_day=None), by=di)
    assert shown(LAST) == []


def test_the_lead_is_told_by_mail_without_the_person_or_a_reason(db: Database, ann: Actor, di: Actor) -> None:
    decided = exemptions.refuse(db, ask(db, ann), by=di, reason="Too long")
    with mailbox() as box:
        told = Settings(smtp_url=box.url, organisation="Wrenshire", base_url="https://learn.example")
        assert exemptions.tell(db, told, decided.request, by=di) == "We told Ann Bell by e-mail."
        mail = box.wait_for(1)
    assert (mail["To"], mail["Subject"]) == (ANN, "Refused: the exemption that you asked for")
    for part in parts_of(mail):
        assert "Neglect" in part
        assert f"https://learn.example/who-is-due?person={decided.request.person}" in part
        assert "Bo Carr" not in part
        assert "Too long" not in part
        assert "secondment" not in part
    assert "no mail server" in exemptions.tell(db, Settings(smtp_url=""), decided.request, by=di)
    assert exemptions.tell(db, Settings(smtp_url=""), decided.request, by=ann) == ""


def test_an_exemption_of_somebody_without_an_address_is_approved_by_their_number(
    db: Database, di: Actor
) -> None:
    bring(
        db,
        "people",
        "email,name,staff_number,agency,role_group,starts_on,ends_on\n,Sam Heron,0042,council,R3,2023-01-01,\n",
    )
    with db.read() as conn:
        sam = conn.value("select id from person where name = 'Sam Heron'")
    exemptions.approve(db, ask(db, scope.actor(db, person(db, ANN)), person=sam), by=di)
    with db.read() as conn:
        assert conn.column("select person from exemption where course = 'neglect'") == [sam]

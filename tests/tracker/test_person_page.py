"""A person's page: what a lead sees of somebody who also works elsewhere, what others see, and why each state is so."""

from datetime import date
from typing import Any

import pytest

from elearn.database import Database
from elearn.problems import NotFound
from elearn.tracker import PersonPage, exemptions, person_page, scope, standing
from elearn.tracker.scope import Actor, Scope
from tests.engines import Engine
from tests.tracker.conftest import bring, fill_and_give_roles, person

BO = "bo@council.example"
ON = date(2026, 11, 30)


def with_two_employers(db: Database) -> None:
    """Bo works for the council and for a school, and each requires something of its own."""
    fill_and_give_roles(db)
    bring(
        db,
        "people",
        """\
        email,name,staff_number,agency,role_group,starts_on,ends_on
        bo@council.example,Bo Carr,S9,oak-school,R2,2024-09-01,
        """,
    )
    bring(
        db,
        "requirements",
        """\
        course,agency,role_group,from,to,due_within_days,renew_after_months
        neglect,,R3,2023-01-01,,30,24
        neglect,council,R3,2024-01-01,,30,12
        neglect,schools,,2023-01-01,,30,6
        bruising,schools,R2,2023-01-01,,30,
        """,
    )
    bring(
        db,
        "completions",
        """\
        email,course,version,completed_on,score,passed
        bo@council.example,neglect,2,2026-05-04,90,yes
        """,
    )


@pytest.fixture
def begins_as(engine: Engine) -> str:
    """The county, in which Bo has two employers."""
    return engine.made("two-employers", with_two_employers)


def seen_by(db: Database, who: Scope, on: date = ON) -> PersonPage:
    """Bo's page for a reader."""
    return person_page(db, who, person(db, BO), on)


def states(page: PersonPage) -> list[tuple[str, str, Any]]:
    """What is required, at which agency, and the last day in date or the due day."""
    return [
        (row.why.course, row.why.cell[0], row.why.due and date.fromordinal(row.why.due))
        for row in page.required
    ]


def test_a_lead_sees_the_posts_and_requirements_of_their_own_agencies_alone(db: Database) -> None:
    page = seen_by(db, Scope.of_agencies(["council"]))
    assert (page.name, page.email) == ("Bo Carr", BO)
    assert [post.agency for post in page.posts] == ["social-work"]
    assert states(page) == [("neglect", "social-work", date(2027, 5, 4))]
    named = [page.namings[under.requirement] for under in page.required[0].why.unders]
    assert [(each.agency, each.role_group) for each in named] == [
        ("Wrenshire Council", "Mainly with children"),
        (None, "Mainly with children"),
    ]
    school = seen_by(db, Scope.of_agencies(["schools"]))
    assert [post.agency for post in school.posts] == ["oak-school"]
    assert states(school) == [
        ("bruising", "oak-school", date(2024, 10, 1)),
        ("neglect", "oak-school", date(2026, 11, 4)),
    ]
    assert len(states(seen_by(db, Scope.everyone()))) == 3


@pytest.mark.parametrize("who", [Scope.nothing(), Scope.of_agencies(["trust"]), Scope.of_person(1)])
def test_others_see_nobody(db: Database, who: Scope) -> None:
    with pytest.raises(NotFound):
        seen_by(db, who)


def test_the_board_sees_no_names(db: Database) -> None:
    with db.write() as conn:
        conn.execute("delete from role")
        scope.give_role(conn, person(db, "ann@council.example"), "board")
    board: Actor = scope.actor(db, person(db, "ann@council.example"))
    with pytest.raises(NotFound):
        seen_by(db, board.people_scope())


def test_a_lead_still_sees_somebody_who_has_left(db: Database) -> None:
    page = seen_by(db, Scope.of_agencies(["council"]), date(2022, 1, 1))
    assert (page.posts_now, page.required) == ([], [])
    assert len(page.posts) == 1


@pytest.mark.parametrize(
    ("on", "state", "due"),
    [
        (date(2023, 4, 30), 1, date(2023, 5, 1)),
        (date(2023, 5, 2), 3, date(2023, 5, 1)),
        (date(2026, 5, 4), 0, date(2027, 5, 4)),
        (date(2027, 5, 5), 2, date(2027, 5, 4)),
    ],
)
def test_it_is_as_at_any_day_and_as_the_standing_says(db: Database, on: date, state: int, due: date) -> None:
    [row] = seen_by(db, Scope.of_agencies(["council"]), on).required
    assert row.why.state == state
    assert row.why.due == due.toordinal()
    with db.read() as conn:
        [kept] = [
            line.spell
            for who, line in standing.lines_of(conn, Scope.everyone())
            if who == person(db, BO)
            and line.agency == "social-work"
            and line.spell.start <= on.toordinal() <= line.spell.end
        ]
    assert (kept.state, kept.due) == (state, due.toordinal())


def test_an_exemption_and_what_was_asked_for_are_there(db: Database) -> None:
    ann = scope.actor(db, person(db, "ann@council.example"))
    request = exemptions.ask(
        db, ann, person(db, BO), course="neglect", from_day=ON, to_day=None, reason="Teaches it"
    )
    page = seen_by(db, ann.people_scope())
    assert [each.state for each in page.requests] == ["waiting"]
    exemptions.approve(db, request, by=None)
    page = seen_by(db, ann.people_scope())
    [row] = page.required
    assert (row.why.state, row.reason) == (None, "Teaches it")
    assert [each.from_day for each in page.exemptions] == [ON]

"""Who may do what. No function of the tracker returns a row outside a scope."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.database import Database
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import certificates, directory, learning, scope
from elearn.tracker.names import load_names
from elearn.tracker.scope import Actor, Scope
from tests.conftest import Fresh
from tests.depth import examples
from tests.tracker.conftest import person

DAY = date(2026, 1, 1)
AGENCIES = ["a0", "a1", "a2", "a3", "a4", "a5"]
PEOPLE = range(1, 7)


def grant(db: Database, email: str, role: str, agency: str | None = None) -> Actor:
    found = person(db, email)
    with db.write() as conn:
        scope.give_role(conn, found, role, agency)
    return scope.actor(db, found)


def test_a_lead_sees_their_agency_and_its_children(county: Database) -> None:
    lead = scope.actor(county, person(county, "ann@council.example"))
    assert lead.coverage_scope() == lead.people_scope() == Scope.of_agencies(["council"])
    assert [row.id for row in directory.agencies(county, lead.coverage_scope(), DAY).rows] == [
        "social-work",
        "council",
    ]
    assert {row.name for row in directory.people(county, lead.people_scope(), DAY).rows} == {
        "Ann Bell",
        "Bo Carr",
    }


def test_a_board_sees_figures_of_all_and_names_of_none(county: Database) -> None:
    board = grant(county, "bo@council.example", "board")
    assert board.coverage_scope() == Scope.everyone()
    assert board.people_scope() == Scope.nothing()
    assert not board.may("import")


def test_an_administrator_sees_all(county: Database) -> None:
    administrator = scope.actor(county, person(county, "di@trust.example"))
    assert administrator.coverage_scope() == administrator.people_scope() == Scope.everyone()


def test_a_trainer_and_a_learner_see_no_figures(county: Database) -> None:
    learner = scope.actor(county, person(county, "bo@council.example"))
    trainer = grant(county, "cy@school.example", "trainer")
    for each in (learner, trainer):
        assert each.coverage_scope() == each.people_scope() == each.import_scope() == Scope.nothing()
    assert (trainer.may("author"), learner.may("author")) == (True, False)


def test_a_right_that_is_taken_away_is_gone_at_the_next_action(county: Database) -> None:
    lead = person(county, "ann@council.example")
    with county.write() as conn:
        conn.execute("delete from role where person = :person", {"person": lead})
    assert scope.actor(county, lead).coverage_scope() == Scope.nothing()


def test_a_refusal_says_who_may(county: Database) -> None:
    with pytest.raises(NotAllowed, match="administrators"):
        scope.actor(county, person(county, "bo@council.example")).must("administer")
    with pytest.raises(NotFound):
        scope.actor(county, 999)


def test_a_role_given_twice_is_held_once_and_a_lead_needs_an_agency(county: Database) -> None:
    grant(county, "bo@council.example", "board")
    assert grant(county, "bo@council.example", "board").roles == {"board"}
    with pytest.raises(ValueError, match="agency"):
        grant(county, "bo@council.example", "lead")
    with pytest.raises(ValueError, match="agency"):
        grant(county, "bo@council.example", "trainer", "council")


@pytest.mark.parametrize(
    "odd",
    [Scope("agencies"), Scope("person"), Scope.of_agencies([]), Scope("whatever")],  # type: ignore[arg-type]
)
def test_a_scope_that_says_nothing_gives_nothing(county: Database, odd: Scope) -> None:
    assert odd.on_agency("agency.id") == odd.on_person("person.id") == "1 = 0"
    assert directory.people(county, odd, DAY).total == 0


def fill(db: Database, parents: list[int | None], posts: set[tuple[int, int]]) -> dict[str, set[str]]:
    """Writes a county in which every person has a fact of every sort.

    Returns each agency with its ancestors.
    """
    above: dict[str, set[str]] = {}
    with db.write() as conn:
        conn.execute("insert into role_group (id, name) values ('R1', 'One')")
        conn.execute("insert into course (id, title) values ('c', 'Course')")
        for place, agency in enumerate(AGENCIES):
            parent = parents[place]
            mother = AGENCIES[parent] if parent is not None and parent < place else None
            above[agency] = {agency} | (above[mother] if mother else set())
            conn.execute(
                "insert into agency (id, name, parent) values (:a, :a, :p)", {"a": agency, "p": mother}
            )
            pairs = [{"a": agency, "w": within} for within in above[agency]]
            conn.many("insert into agency_within (agency, within) values (:a, :w)", pairs)
            row = {"a": agency}
            conn.execute(
                "insert into requirement (course, agency, from_day) values ('c', :a, '2020-01-01')", row
            )
            conn.execute(
                """insert into import_batch (kind, file, sha256, at, agency, applied, unchanged, rejected)
                   values ('people', :a, '', '', :a, 0, 0, 0)""",
                row,
            )
        for each in PEOPLE:
            row = {"p": each, "e": f"p{each}@x.example", "c": f"CODE-{each}"}
            conn.execute("insert into person (id, email, name) values (:p, :e, :e)", row)
            conn.execute(
                "insert into exemption (person, course, from_day) values (:p, 'c', '2020-01-01')", row
            )
            conn.execute(
                """insert into completion (id, person, course, completed_on, passed, how, recorded_at)
                   values (:p, :p, 'c', '2025-01-01', 1, 'import', '')""",
                row,
            )
            conn.execute(
                """insert into certificate (code, completion, name, title, version, completed_on, issued_at)
                   values (:c, :p, :e, 'Course', '', '2025-01-01', '')""",
                row,
            )
        conn.many(
            "insert into post (person, agency, role_group, starts_on) values (:p, :a, 'R1', '2020-01-01')",
            [{"p": who, "a": AGENCIES[place]} for who, place in posts],
        )
    return above


def given_rows(db: Database, within: Scope) -> dict[str, set[Any]]:
    """Returns what each function gives, as agencies and people."""
    people = directory.people(db, within, DAY).rows
    certified = set()
    for each in PEOPLE:
        try:
            certified.add(int(certificates.own(db, within, f"code-{each}").name[1]))
        except NotFound:
            continue
    return {
        "agencies": {row.id for row in directory.agencies(db, within, DAY).rows}
        | {agency.id for agency in load_names(db, within).agencies}
        | {post.agency for row in people for post in row.posts if within.kind != "person"}
        | {row.agency for row in directory.requirements(db, within).rows}
        | {row.agency for row in directory.imports(db, within).rows},
        "listed people": {row.id for row in people},
        "exempt people": {row.person for row in directory.exemptions(db, within).rows},
        "certified people": certified,
    }


@settings(max_examples=examples(30))
@given(
    parents=st.lists(st.none() | st.integers(0, 4), min_size=6, max_size=6),
    posts=st.sets(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 5)), max_size=8),
    lead_of=st.sets(st.sampled_from([*AGENCIES, "no-such-agency"]), max_size=3),
)
def test_no_door_gives_a_row_outside_the_scope(
    fresh: Fresh,
    parents: list[int | None],
    posts: set[tuple[int, int]],
    lead_of: set[str],
) -> None:
    with fresh() as db:
        above = fill(db, parents, posts)
        allowed = {agency for agency in AGENCIES if above[agency] & lead_of}
        staff = {who for who, place in posts if AGENCIES[place] in allowed}
        everyone = {key: set(PEOPLE) for key in ("listed people", "exempt people", "certified people")}

        assert given_rows(db, Scope.of_agencies(lead_of)) == {"agencies": allowed} | dict.fromkeys(
            everyone, staff
        )
        assert given_rows(db, Scope.everyone()) == {"agencies": set(AGENCIES)} | everyone
        assert given_rows(db, Scope.of_person(2)) == {"agencies": set()} | {key: {2} for key in everyone}
        assert given_rows(db, Scope.nothing()) == {"agencies": set()} | {key: set() for key in everyone}

        assert [done.course.id for done in learning.my_learning(db, Scope.of_person(2), DAY).done] == ["c"]
        assert learning.my_learning(db, Scope.nothing(), DAY).done == []
        for too_wide in (Scope.everyone(), Scope.of_agencies(AGENCIES)):
            with pytest.raises(NotAllowed):
                learning.my_learning(db, too_wide, DAY)

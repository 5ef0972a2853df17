"""Recommendations that nobody acts on: who owns one, what answers it, in which order, and who sees it."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest

from elearn.database import Connection, Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import scope
from elearn.tracker.registers import actions, dissemination, unanswered
from elearn.tracker.registers.unanswered import Groups, Recommended
from elearn.tracker.scope import Actor
from tests.engines import Engine
from tests.tracker.test_registers import fill_county, person

ON = date(2026, 6, 1)
GROUPS: Groups = {
    "all agencies": None,
    "safeguarding partners": (("children's services", "council"), ("integrated care board",), ("police",)),
}
PEOPLE = {"ann": "ann@council.example", "bo": "bo@council.example", "cy": "cy@school.example", "eve": ""}


@pytest.fixture
def begins_as(engine: Engine) -> str:
    """The county that a test may write in."""
    return engine.made("registers", fill_county)


@pytest.fixture
def people(db: Database) -> dict[str, Actor]:
    """Ann leads the council, Bo is on the board, Cy leads the schools, and Eve learns."""
    return {name: scope.actor(db, person(db, email) if email else 99) for name, email in PEOPLE.items()}


def told(
    agency: str, review: str = "a", reached: int | None = 12, **more: bool
) -> dissemination.Dissemination:
    return dissemination.Dissemination(review, agency, "e-mail", "Everybody", reached, today(), **more)


def rows(found: unanswered.Unanswered) -> list[tuple[str, str | None]]:
    return [(row.recommendation, row.agency or row.owner) for row in found.rows]


def asked(db: Database, who: Actor, *recommended: Recommended, **more: object) -> unanswered.Unanswered:
    return unanswered.unanswered(db, who, recommended, GROUPS, ON, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("Schools", "schools"),
        ("school", "schools"),
        ("schools of wrenshire", "schools"),
        ("Wren-Valley  trust", "trust"),
        ("HEALTH", "trust"),
        ("council", "council"),
        ("social-work", "social-work"),
        ("Oak School’s", "oak-school"),
    ],
)
def test_an_owner_is_the_topmost_agency_of_that_kind_id_or_name(
    db: Database, people: dict[str, Actor], words: str, agency: str
) -> None:
    found = asked(db, people["bo"], Recommended("a#r1", (words,), ON))
    assert rows(found) == [("a#r1", agency)]


def test_words_that_nobody_here_is_and_a_recommendation_for_nobody_are_rows_of_their_own(
    db: Database, people: dict[str, Actor]
) -> None:
    open_ones = (Recommended("a#r1", ("youth justice", "police", "schools")), Recommended("a#r2"))
    found = asked(db, people["bo"], *open_ones)
    assert rows(found) == [("a#r1", "schools"), ("a#r1", "youth justice"), ("a#r1", "police"), ("a#r2", "")]
    assert rows(asked(db, people["cy"], *open_ones)) == [("a#r1", "schools")]
    assert rows(asked(db, people["bo"], *open_ones, agency="schools")) == [("a#r1", "schools")]


def test_all_agencies_are_those_at_the_top_and_partners_are_the_three_with_whoever_is_missing_named(
    db: Database, people: dict[str, Actor]
) -> None:
    every = asked(db, people["bo"], Recommended("a#r1", ("All agencies", "schools"), ON))
    assert rows(every) == [("a#r1", "schools"), ("a#r1", "trust"), ("a#r1", "council")]
    partners = asked(db, people["bo"], Recommended("a#r1", ("safeguarding partners",), ON))
    assert rows(partners) == [("a#r1", "council"), ("a#r1", "integrated care board"), ("a#r1", "police")]


def test_an_action_or_a_dissemination_of_the_owner_or_within_it_answers_and_is_said(
    db: Database, people: dict[str, Actor]
) -> None:
    ann, bo = people["ann"], people["bo"]
    both = Recommended("a#r1", ("council", "schools")), Recommended("a#r2", ("council", "schools"))
    assert asked(db, bo, *both).total == 4
    actions.add(db, ann, recommendation="a#r1", agency="social-work", action="A plan", due=None)
    assert rows(asked(db, bo, *both)) == [("a#r1", "schools"), ("a#r2", "schools"), ("a#r2", "council")]
    wrong = dissemination.add(db, people["cy"], told("oak-school"))
    assert rows(asked(db, bo, *both)) == [("a#r2", "council")]
    assert unanswered.answered(db, bo, both, GROUPS, review="a") == [
        unanswered.Answered("a#r1", "schools", "Schools of Wrenshire", False, True),
        unanswered.Answered("a#r1", "council", "Wrenshire Council", True, False),
        unanswered.Answered("a#r2", "schools", "Schools of Wrenshire", False, True),
    ]
    before = unanswered.stamp(db)
    dissemination.strike(db, people["cy"], wrong, reason="Recorded twice")
    assert asked(db, bo, *both).total == 3
    assert unanswered.stamp(db) != before


def test_what_is_longest_overdue_comes_first_and_what_has_no_day_last(
    db: Database, people: dict[str, Actor]
) -> None:
    days = {"none": None, "next": ON, "long": ON - timedelta(days=300), "late": ON - timedelta(days=1)}
    recommended = [Recommended(f"a#{name}", ("council",), day) for name, day in days.items()]
    found = asked(db, people["ann"], *recommended)
    assert [row.recommendation for row in found.rows] == ["a#long", "a#late", "a#next", "a#none"]
    assert [row.days_late for row in found.rows] == [300, 1, 0, 0]
    assert (found.total, found.late, found.next_due, found.recommendations) == (4, 2, ON, 4)
    assert asked(db, people["ann"], *recommended, late=True).total == 2


def test_a_lead_sees_their_agency_and_its_parts_and_no_parent_and_a_learner_nothing(
    db: Database, people: dict[str, Actor]
) -> None:
    with db.write() as conn:
        scope.give_role(conn, 99, "lead", "social-work")
    eve = scope.actor(db, 99)
    each = Recommended("a#r1", ("council", "social-work", "schools"), ON)
    assert {agency for _, agency in rows(asked(db, people["ann"], each))} == {"council", "social-work"}
    assert rows(asked(db, eve, each)) == [("a#r1", "social-work")]
    with pytest.raises(NotAllowed):
        asked(db, people["eve"], each)


def test_zero_people_ask_whether_it_was_done_and_count_only_once_somebody_says_so(
    db: Database, people: dict[str, Actor]
) -> None:
    cy, bo, each = people["cy"], people["bo"], Recommended("a#r1", ("schools",), ON)
    for reached in (0, None):
        with pytest.raises(InputFault, match="Was it done"):
            dissemination.add(db, cy, told("schools", reached=reached))
    first, second = (_as_before(db, "oak-school") for _ in range(2))
    assert asked(db, bo, each).total == 1
    cell = dissemination.matrix(db, bo, ["a"])["schools", "a"]
    assert (cell.times, cell.reached, cell.latest, cell.unclear) == (0, 0, None, 2)
    assert all(record.unclear for record in dissemination.records(db, cy, unclear=True).rows)
    dissemination.say_done(db, cy, first)
    assert asked(db, bo, each).total == 0
    dissemination.say_done(db, cy, second, reached=7)
    cell = dissemination.matrix(db, bo, ["a"])["schools", "a"]
    assert (cell.times, cell.reached, cell.latest, cell.uncounted, cell.unclear) == (2, 7, today(), 1, 0)
    for who, number in ((people["ann"], _as_before(db, "oak-school")), (cy, first)):
        with pytest.raises(NotFound):
            dissemination.say_done(db, who, number)
    dissemination.add(db, cy, told("schools", reached=None, done_without_count=True))
    with db.read() as conn:
        steps = conn.column(
            "select action from audit_event where subject = :s order by id", {"s": f"dissemination:{first}"}
        )
    assert steps == ["dissemination.said_done"]


def _as_before(db: Database, agency: str) -> int:
    """A record with 0 people, as they could be made before anybody was asked whether it was done."""
    with db.write() as conn:
        number: int = conn.value(
            """
            insert into dissemination (review, agency, how, audience, reached, given_on, recorded_at)
            values ('a', :agency, 'e-mail', 'Everybody', 0, :day, '2026-01-01T00:00:00.000+00:00') returning id
            """,
            {"agency": agency, "day": today().isoformat()},
        )
    return number


@pytest.mark.parametrize("seed", range(12))
def test_the_list_is_what_it_is_by_hand_in_any_county(
    db: Database, people: dict[str, Actor], seed: int
) -> None:
    by = Random(seed)
    kinds = ("police", "schools", "health", "")
    with db.write() as conn:
        parents = _a_county(conn, by, kinds)
        recommended = _recommendations(conn, by, kinds, list(parents))
        scope.give_role(conn, 99, "lead", "x1")
        scope.give_role(conn, 98, "board")
        expected = list(_by_hand(conn, recommended, parents))
    for who, theirs in ((98, lambda _: True), (99, lambda id: id and "x1" in _above(parents, id))):
        wanted = [row for row in expected if theirs(row[1])]
        pages = [asked(db, scope.actor(db, who), *recommended, page=page, size=7) for page in range(1, 40)]
        found = [(row.recommendation, row.agency, row.due) for page in pages for row in page.rows]
        assert sorted(found, key=str) == sorted(wanted, key=str)
        assert {page.total for page in pages} == {len(wanted)}
        assert {page.late for page in pages} == {sum(due is not None and due < ON for *_, due in wanted)}
        days = [due or date.max for *_, due in found]
        assert days == sorted(days)


def _a_county(conn: Connection, by: Random, kinds: tuple[str, ...]) -> dict[str, str | None]:
    """Twelve agencies beside those that are there, each at the top or within an earlier one. Returns all parents."""
    for number in range(12):
        parent = f"x{by.randrange(number)}" if number and by.random() < 0.5 else None
        conn.execute(
            "insert into agency (id, name, kind, parent) values (:id, :id, :kind, :parent)",
            {"id": f"x{number}", "kind": by.choice(kinds), "parent": parent},
        )
    parents = dict(conn.tuples("select id, parent from agency"))
    conn.execute("delete from agency_within")
    pairs = [{"agency": id, "within": above} for id in parents for above in _above(parents, id)]
    conn.many("insert into agency_within (agency, within) values (:agency, :within)", pairs)
    return parents


def _above(parents: dict[str, str | None], id: str | None) -> list[str]:
    return [id, *_above(parents, parents[id])] if id else []


def _recommendations(
    conn: Connection, by: Random, kinds: tuple[str, ...], agencies: list[str]
) -> list[Recommended]:
    words = (*filter(None, kinds), "all agencies", "x3", "housing")
    found = []
    for review in "abcde":
        for id in range(by.randrange(1, 4)):
            owners = tuple(by.sample(words, by.randrange(0, 4)))
            due = by.choice((None, ON + timedelta(days=by.randrange(-90, 90))))
            found.append(Recommended(f"{review}#r{id}", owners, due))
            for agency in by.sample(agencies, 2):
                conn.execute(
                    """
                    insert into recommendation_action (recommendation, agency, action, recorded_at, changed_at)
                    values (:recommendation, :agency, 'A plan', '', '')
                    """,
                    {"recommendation": f"{review}#r{id}", "agency": agency},
                )
        conn.execute(
            """
            insert into dissemination
                   (review, agency, how, audience, reached, given_on, struck, done_without_count, recorded_at)
            values (:review, :agency, 'e-mail', 'All', :reached, '2026-01-01', :struck, :uncounted, '')
            """,
            {
                "review": review,
                "agency": by.choice(agencies),
                "reached": by.choice((0, 9)),
                "struck": by.randrange(2),
                "uncounted": by.randrange(2),
            },
        )
    return found


def _by_hand(
    conn: Connection, recommended: Iterable[Recommended], parents: dict[str, str | None]
) -> Iterable[tuple[str, str | None, date | None]]:
    """Each recommendation with an owner that has not acted, and its day. None: no agency here is called so."""
    called = {
        id: {id, name.lower(), kind} for id, name, kind in conn.tuples("select id, name, kind from agency")
    }
    acted = set(conn.tuples("select recommendation, agency from recommendation_action"))
    told_of = {
        (review, agency)
        for review, agency, reached, struck, uncounted in conn.tuples(
            "select review, agency, reached, struck, done_without_count from dissemination"
        )
        if not struck and (reached or uncounted)
    }
    for each in recommended:
        owners: set[str] = set()
        for words in each.owners or ("",):
            if words == "all agencies":
                theirs = {id for id in parents if not parents[id]}
            else:
                theirs = {id for id in parents if words and words in called[id]}
                theirs = {id for id in theirs if theirs.isdisjoint(_above(parents, parents[id]))}
            if not theirs:
                yield each.reference, None, each.due
            owners |= theirs
        for owner in owners:
            parts = [id for id in parents if owner in _above(parents, id)]
            if not any((each.reference, id) in acted or (each.review, id) in told_of for id in parts):
                yield each.reference, owner, each.due

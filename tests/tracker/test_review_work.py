"""Draft reviews in work: each is its person's alone, a change that came first is never lost, and they are bounded."""

import pytest

from elearn.database import Database
from elearn.problems import ElearnError, NotAllowed, NotFound
from elearn.tracker import scope
from elearn.tracker.imports import remove
from elearn.tracker.registers import impact, review_work
from elearn.tracker.scope import Actor
from tests.tracker.conftest import person
from tests.tracker.test_registers import seen


@pytest.fixture
def trainer(county: Database) -> Actor:
    """Bo, who writes courses."""
    with county.write() as conn:
        scope.give_role(conn, person(county, "bo@council.example"), "trainer")
    return scope.actor(county, person(county, "bo@council.example"))


@pytest.fixture
def other(county: Database) -> Actor:
    """Cy, who writes courses too."""
    with county.write() as conn:
        scope.give_role(conn, person(county, "cy@school.example"), "trainer")
    return scope.actor(county, person(county, "cy@school.example"))


def test_a_change_is_kept_only_over_what_its_window_has_seen(county: Database, trainer: Actor) -> None:
    id = review_work.begin(county, trainer, "{}", name="a.pdf", report="x", document="[]")
    assert review_work.document(county, trainer, id) == "[]"
    assert review_work.keep(county, trainer, id, 1, "{1}")
    assert not review_work.keep(county, trainer, id, 1, "{2}")
    work = review_work.one(county, trainer, id)
    assert (work.draft, work.revision, work.has_unsaved) == ("{1}", 2, True)
    review_work.saved_as(county, trainer, id, "{1}", "ferry.md", "abc")
    work = review_work.one(county, trainer, id)
    assert (work.file, work.file_sha, work.has_unsaved) == ("ferry.md", "abc", False)
    review_work.keep(county, trainer, id, work.revision, "{3}")
    assert review_work.one(county, trainer, id).has_unsaved
    assert review_work.begin(county, trainer, "{}", name="b.pdf", report="x") == id
    assert review_work.begin(county, trainer, "{}", name="ferry.md", file="ferry.md") == id


def test_nobody_else_sees_or_changes_it(county: Database, trainer: Actor, other: Actor) -> None:
    id = review_work.begin(county, trainer, "{}", name="a.pdf", report="x")
    for act in (
        lambda: review_work.one(county, other, id),
        lambda: review_work.document(county, other, id),
        lambda: review_work.keep(county, other, id, 1, "{1}"),
        lambda: review_work.saved_as(county, other, id, "{}", "a.md", ""),
        lambda: review_work.replaced(county, other, id, "{}", ""),
        lambda: review_work.has_seen(county, other, id, "", ""),
        lambda: review_work.confirmed(county, other, id),
    ):
        with pytest.raises(NotFound):
            act()
    review_work.remove(county, other, id)
    assert review_work.all_of(county, other) == []
    assert [each.id for each in review_work.all_of(county, trainer)] == [id]
    learner = scope.actor(county, person(county, "ann@council.example"))
    with pytest.raises(NotAllowed):
        review_work.begin(county, learner, "{}", name="a.pdf")


def test_what_is_saved_makes_room_and_what_is_not_never_does(county: Database, trainer: Actor) -> None:
    for number in range(review_work.MOST):
        review_work.begin(county, trainer, "{}", name="a.pdf", report=f"x{number}")
    with pytest.raises(ElearnError, match="You have 20 drafts in work"):
        review_work.begin(county, trainer, "{}", name="a.pdf", report="one more")
    third = review_work.all_of(county, trainer)[3].id
    review_work.saved_as(county, trainer, third, "{}", "a.md", "abc")
    review_work.begin(county, trainer, "{}", name="a.pdf", report="one more")
    held = {each.id for each in review_work.all_of(county, trainer)}
    assert third not in held
    assert len(held) == review_work.MOST
    with pytest.raises(ElearnError, match="more than we can keep"):
        review_work.begin(county, trainer, "x" * (review_work.LONGEST + 1), name="a.pdf", report="long")


def test_it_goes_when_it_is_confirmed_deleted_or_its_person_is_removed(
    county: Database, trainer: Actor, other: Actor
) -> None:
    id = review_work.begin(county, trainer, "{}", name="a.md", file="a.md", file_sha="abc")
    review_work.confirmed(county, trainer, id)
    assert review_work.all_of(county, trainer) == []
    review_work.begin(county, trainer, "{}", name="a.md", file="a.md", file_sha="abc")
    theirs = review_work.begin(county, other, "{}", name="a.md", file="a.md", file_sha="abc")
    review_work.forget_file(county, trainer, "a.md", "deleted")
    assert review_work.all_of(county, trainer) == []
    assert [each.id for each in review_work.all_of(county, other)] == [theirs]
    with county.read() as conn:
        done = conn.column("select action from audit_event where subject = 'review:a' order by id")
    assert done == ["review.confirmed", "review.deleted"]


def test_a_person_who_is_removed_takes_their_work_along(county: Database, trainer: Actor) -> None:
    with county.write() as conn:
        conn.execute("insert into person (id, email, name) values (77, 'tim@x.example', 'Tim Gray')")
        scope.give_role(conn, 77, "trainer")
    review_work.begin(county, scope.actor(county, 77), "{}", name="a.pdf")
    with county.write() as conn:
        conn.execute("delete from role where person = 77")
    remove(county, "person", 77, by=None, shown=None)
    with county.read() as conn:
        assert conn.value("select count(*) from review_work") == 0


def test_entries_of_registers_that_name_a_review_are_counted(county: Database, trainer: Actor) -> None:
    board = scope.actor(county, person(county, "di@trust.example"))
    entry = seen(None)
    impact.add(county, board, entry)
    slug = entry.recommendation.partition("#")[0]
    assert review_work.entries_about(county, trainer, slug) == 1
    assert review_work.entries_about(county, trainer, slug[:-1]) == 0

"""Regular updates: what one may reflect on, and who may read a reflection."""

from dataclasses import fields
from datetime import date

import pytest

from elearn.database import Database
from elearn.days import add_months, today
from elearn.problems import InputFault, NotFound
from elearn.tracker import outside
from elearn.tracker.outside import Decision
from tests.tracker.conftest import bring, person
from tests.tracker.outside import as_actor, learned, require_update

ANN, BO, CY, DI = "ann@council.example", "bo@council.example", "cy@school.example", "di@trust.example"
UPDATE = "yearly-update"


@pytest.fixture
def passed(county: Database) -> Database:
    """Bo passed a course a month ago, and another two years ago. Everyone needs a yearly update."""
    require_update(county)
    rows = [
        f"bo@council.example,neglect,{number},{add_months(today(), months)}"
        for number, months in ((2, -1), (1, -24))
    ]
    bring(county, "completions", "email,course,version,completed_on\n" + "\n".join(rows))
    return county


def update(db: Database, email: str = BO, day: date | None = None) -> outside.Update:
    return outside.update_of(db, as_actor(db, email), UPDATE, day or today())


def test_somebody_reflects_on_what_they_learned_lately(passed: Database) -> None:
    bo = as_actor(passed, BO)
    found = update(passed)
    assert (found.required, found.months, found.written) == (True, 12, ())
    [choice] = found.choices
    assert (choice.title, choice.day, choice.source) == ("Neglect", add_months(today(), -1), "course")
    id = outside.reflect(passed, bo, UPDATE, about=choice.key, text="I now ask about the day before.")
    [written] = update(passed).written
    assert (written.id, written.written_on, written.about, written.counts) == (id, today(), "Neglect", True)
    with pytest.raises(InputFault, match="already"):
        outside.reflect(passed, bo, UPDATE, about=choice.key, text="Again.")


def test_learning_from_elsewhere_can_be_chosen_once_it_is_approved(passed: Database) -> None:
    bo = as_actor(passed, BO)
    id = outside.record(passed, bo, learned(completed_on=add_months(today(), -2)))
    assert [each.source for each in update(passed).choices] == ["course"]
    outside.approve(passed, None, id, Decision())
    assert [each.source for each in update(passed).choices] == ["course", "elsewhere"]
    outside.reflect(passed, bo, UPDATE, about=f"outside:{id}", text="I ask more.")
    outside.take_back(passed, bo, id)
    assert [(each.about, each.counts) for each in update(passed).written] == [("Study day on neglect", False)]


def test_learning_from_elsewhere_is_not_offered_if_the_update_does_not_count_it(county: Database) -> None:
    require_update(county, outside=False)
    id = outside.record(county, as_actor(county, BO), learned(completed_on=add_months(today(), -2)))
    outside.approve(county, None, id, Decision())
    assert update(county).choices == ()


def test_only_the_courses_that_count_towards_an_update_are_offered(passed: Database) -> None:
    with passed.write() as conn:
        conn.execute(
            "insert into counts_towards (course, other) values (:update, 'bruising')", {"update": UPDATE}
        )
    assert update(passed).choices == ()


@pytest.mark.parametrize(
    "about", ["", "completion:99999", "completion:x", "outside:1", "reflection:1", ":", "completion:²"]
)
def test_nobody_reflects_on_what_they_did_not_learn(passed: Database, about: str) -> None:
    outside.record(passed, as_actor(passed, CY), learned())
    with pytest.raises(InputFault, match="What you learned"):
        outside.reflect(passed, as_actor(passed, BO), UPDATE, about=about, text="Words.")


def test_everything_that_is_wrong_is_said_at_once(passed: Database) -> None:
    with pytest.raises(InputFault) as fault:
        outside.reflect(passed, as_actor(passed, BO), UPDATE, about="", text=" ")
    assert [each.path for each in fault.value.problems] == ["What you learned", "Your reflection"]
    with pytest.raises(NotFound):
        outside.reflect(passed, as_actor(passed, BO), "neglect", about="", text="Words.")


def test_correcting_a_reflection_keeps_its_day(passed: Database) -> None:
    bo = as_actor(passed, BO)
    id = outside.reflect(passed, bo, UPDATE, about=update(passed).choices[0].key, text="First words.")
    with passed.write() as conn:
        conn.execute("update reflection set written_on = '2026-01-05'")
    outside.correct_reflection(passed, bo, id, text="Better words.")
    [written] = update(passed).written
    assert (written.text, written.written_on) == ("Better words.", date(2026, 1, 5))
    with pytest.raises(InputFault):
        outside.correct_reflection(passed, bo, id, text="")


def test_a_reflection_stays_with_whoever_wrote_it(passed: Database) -> None:
    """Leads and administrators see that there is one, of which day and on what. No text, not in the audit either."""
    bo, ann, di, cy = (as_actor(passed, each) for each in (BO, ANN, DI, CY))
    secret = "What I wrote for myself."
    id = outside.reflect(passed, bo, UPDATE, about=update(passed).choices[0].key, text=secret)
    outside.correct_reflection(passed, bo, id, text=f"{secret} And more.")
    for reader in (bo, ann, di):
        [seen] = outside.written_by(passed, reader, bo.person)
        assert (seen.course_title, seen.written_on, seen.about) == ("Yearly update", today(), "Neglect")
    assert {each.name for each in fields(outside.Written)} == {"course_title", "written_on", "about"}
    with pytest.raises(NotFound):
        outside.written_by(passed, cy, bo.person)
    for other in (ann, di, cy):
        assert outside.update_of(passed, other, UPDATE, today()).written == ()
        with pytest.raises(NotFound):
            outside.correct_reflection(passed, other, id, text="Mine.")
    with passed.read() as conn:
        told = " ".join(conn.column("select detail from audit_event"))
    assert secret not in told
    assert person(passed, BO) == bo.person

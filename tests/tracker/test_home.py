"""What a learner's home shows first, in which order, how much is left, and the catalogue."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.database import Database
from elearn.tracker import catalogue, choices, home_of, my_learning, open_courses, registrations
from elearn.tracker.learning import Begun, Course, Due, MyLearning
from elearn.tracker.progress import Progress
from elearn.tracker.scope import Scope, actor, give_role
from tests.tracker.conftest import bring, person, register

TODAY = date(2026, 6, 15)
DAYS = st.one_of(st.none(), st.integers(-400, 400).map(lambda days: TODAY + timedelta(days)))
STATES = st.sampled_from(("grace", "lapsed", "never"))


@st.composite
def learnings(draw: st.DrawFn) -> MyLearning:
    """Up to forty courses that are due or begun, of every kind."""
    due: list[Due] = []
    begun: list[Begun] = []
    for number in range(draw(st.integers(0, 40))):
        kind = draw(st.sampled_from(("course", "course", "course", "hours", "update")))
        minutes = draw(st.one_of(st.none(), st.integers(1, 300)))
        course = Course(f"c{number}", draw(st.sampled_from("abc")), minutes, draw(st.booleans()), True, kind)
        if kind == "course" and draw(st.booleans()):
            state = draw(st.one_of(st.none(), STATES, st.just("in_date")))
            by = draw(DAYS) if state else None
            progress = draw(st.floats(0, 1))
            begun.append(Begun(course, number, "1", progress, None, False, "2026-06-01", state, by))
        else:
            due.append(Due(course, draw(STATES), draw(DAYS)))
    return MyLearning(due, begun)


@pytest.mark.property
@given(learnings())
def test_everything_is_there_once_and_what_is_most_urgent_comes_first(mine: MyLearning) -> None:
    home = home_of(mine, TODAY)
    shown = [each.course.id for each in (*home.due, *home.going_on)]
    assert sorted(shown) == sorted(each.course.id for each in (*mine.due, *mine.in_progress))
    assert home.waiting == len(shown)
    late = [each.state != "grace" or (each.by is not None and each.by < TODAY) for each in home.due]
    assert late == sorted(late, reverse=True), "what is late comes before what is in its days"
    for group in (True, False):
        days = [each.by or date.max for each, is_late in zip(home.due, late, strict=True) if is_late is group]
        assert days == sorted(days)
    assert all(each.state in (None, "in_date") and each.begun for each in home.going_on)
    able = [each for each in (*home.due, *home.going_on) if each.can_be_done]
    assert home.next is (able[0] if able else None)
    if home.next:
        assert home.next.course.kind == "update" or home.next.begun or home.next.course.playable
    again = home_of(MyLearning(mine.due[::-1], mine.in_progress), TODAY)
    assert [each.course.id for each in again.due] == [each.course.id for each in home.due]


@pytest.mark.property
@given(learnings())
def test_the_minutes_left_are_rounded_up_and_added_up(mine: MyLearning) -> None:
    home = home_of(mine, TODAY)
    for each in (*home.due, *home.going_on):
        if each.course.minutes is None or each.course.kind != "course":
            assert each.minutes_left is None
            continue
        assert each.minutes_left is not None
        assert 1 <= each.minutes_left <= each.course.minutes
        left = each.course.minutes * (1 - (each.begun.progress if each.begun else 0))
        assert left - 1e-6 <= each.minutes_left < max(left + 1, 1.0001)
    assert home.minutes_due == sum(each.minutes_left or 0 for each in home.due)
    assert home.unknown_minutes == sum(
        each.course.kind == "course" and each.course.minutes is None for each in home.due
    )


@pytest.mark.parametrize(
    ("minutes", "progress", "left"), [(10, 0.7, 3), (30, 0.9, 3), (25, 0.0, 25), (25, 1.0, 1)]
)
def test_a_part_that_comes_out_even_is_not_rounded_up(minutes: int, progress: float, left: int) -> None:
    course = Course("c", "C", minutes, True, True)
    begun = Begun(course, 1, "1", progress, None, False, "2026-06-01", "grace", TODAY)
    [step] = home_of(MyLearning(in_progress=[begun]), TODAY).due
    assert step.minutes_left == left
    withdrawn = replace(begun, course=replace(course, playable=False))
    assert home_of(MyLearning(in_progress=[withdrawn]), TODAY).next, "whoever has begun goes on"


REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    bruising,,R1,2023-01-01,,30,24
    neglect,council,,2023-01-01,,30,36
"""


def test_the_catalogue_has_what_one_may_take_and_where_one_stands(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    register(county, "choice")
    register(county, "gone")
    ann = person(county, "ann@council.example")
    with county.write() as conn:
        conn.execute("insert into course (id, title, kind) values ('hours', 'Hours', 'hours')")
        give_role(conn, ann, "trainer")
    catalogue.withdraw(county, "gone", "1.0.0", reason="Old", by=actor(county, ann))
    found = {each.course.id: each for each in choices(county, actor(county, ann), TODAY)}
    assert set(found) == {"bruising", "choice"}, (
        "neither what is taught elsewhere, nor withdrawn, nor no course"
    )
    assert (found["bruising"].required, found["bruising"].where) == (True, "not-begun")
    assert found["bruising"].step is not None
    assert found["bruising"].step.by is not None
    assert found["bruising"].asked == ("Incidental contact",)
    assert (found["choice"].required, found["choice"].outcomes) == (False, ("Refer without delay",))

    registration = registrations.start(county, ann, "choice")
    session = registrations.open_session(county, registration.id, ann)
    with county.write() as conn:
        registrations.record(conn, ann, session.id, 1, Progress(progress=0.5))
    [begun] = [each for each in choices(county, actor(county, ann), TODAY) if each.course.id == "choice"]
    assert begun.where == "going-on"
    passed = Progress(completion="completed", success="passed", ended=True)
    with county.write() as conn:
        at = datetime(2026, 6, 15, 12, tzinfo=UTC)
        registrations.record(conn, ann, session.id, 2, passed, at=at)
    [done] = [each for each in choices(county, actor(county, ann), TODAY) if each.course.id == "choice"]
    assert (done.where, done.done is not None) == ("done", True)


def test_whoever_registered_is_offered_what_is_open_and_keeps_what_they_passed(county: Database) -> None:
    register(county, "for-staff")
    with county.write() as conn:
        pat = conn.value(
            "insert into person (email, name, registered) values ('pat@home.example', 'Pat', 1) returning id"
        )
    assert choices(county, actor(county, pat), TODAY) == []
    open_courses.set_open(county, "bruising", True, by=None)
    [choice] = choices(county, actor(county, pat), TODAY)
    assert (choice.course.id, choice.open, choice.asked) == ("bruising", True, ())
    assert open_courses.published_to(county, actor(county, pat)) == {"bruising"}
    registrations.start(county, pat, "bruising")
    open_courses.set_open(county, "bruising", False, by=None)
    home = home_of(my_learning(county, Scope.of_person(pat), TODAY), TODAY)
    assert home.next is not None
    assert (home.next.course.id, home.next.course.playable) == ("bruising", False)

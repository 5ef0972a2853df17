"""Beside a figure: who completed a course with a result that nobody knows, and who counts because somebody said so."""

from datetime import date
from random import Random

import pytest

from elearn.problems import NotFound
from elearn.reporting.coverage import coverage
from elearn.reporting.notes import ResultNote, as_dicts, result_notes
from elearn.tracker import standing
from elearn.tracker.scope import Scope
from tests.reporting import worlds
from tests.reporting.test_coverage_examples import BASICS, PEOPLE, bring

DAY = date(2026, 4, 5)
EVERYONE = Scope.everyone()
STAFF = (
    PEOPLE
    + "a@x.example,Ada Wren,,hospital,R2,2020-01-01,\nb@x.example,Ben Wren,,hospital,R3,2020-01-01,\n"
    + "c@x.example,Cat Wren,,school,R2,2020-01-01,\nd@x.example,Dan Wren,,homes,R2,2020-01-01,\n"
    + "e@x.example,Eve Wren,,charity,R2,2020-01-01,\nf@x.example,Fay Wren,,health,R2,2020-01-01,\n"
    + "f@x.example,Fay Wren,,school,R3,2020-01-01,\n"
)


@pytest.fixture
def county(db):
    bring(db, **BASICS, people=STAFF)
    return db


def completed(db, name, day, version=""):
    """Keeps that somebody completed the course, with nothing about passing it."""
    keep(
        db,
        name,
        "insert into completion_without_result (person, course, version, completed_on, recorded_at) "
        "values (:person, 'bruising', :version, :day, '')",
        day=day,
        version=version,
    )


def passed(db, name, day, *, taken=False, passed=True, version="1"):
    """Keeps a result. `taken`: the importer said that completed means passed."""
    keep(
        db,
        name,
        "insert into completion (person, course, version, completed_on, passed, how, taken_as_passed, recorded_at) "
        "values (:person, 'bruising', :version, :day, :passed, 'import', :taken, '')",
        day=day,
        taken=int(taken),
        passed=int(passed),
        version=version,
    )


def keep(db, name, sql, **values):
    with db.write() as conn:
        person = conn.value("select id from person where email = :email", {"email": f"{name}@x.example"})
        conn.execute(sql, {"person": person, **values})
        standing.refresh(conn, [person], {"bruising"})


def notes(db, day=DAY, scope=EVERYONE, by=("course",), **given):
    """The notes as (keys besides the course, not known, taken as passed)."""
    found = result_notes(db, scope, day, by, **given)
    assert {note.keys["course"] for note in found} <= {"bruising"}
    return [(*(value for key, value in note.keys.items() if key != "course"), *note[1:]) for note in found]


def test_there_is_nothing_to_say_where_every_result_is_known(county):
    passed(county, "a", "2026-03-01")
    passed(county, "b", "2026-03-01", passed=False)
    assert notes(county) == []


def test_whoever_completed_it_with_result_not_known_is_counted_beside_the_figure_and_not_in_it(county):
    completed(county, "a", "2026-03-01")
    completed(county, "a", "2026-03-02")
    completed(county, "b", "2026-04-05")
    completed(county, "c", "2026-04-06")
    assert notes(county) == [(2, 0)]
    [figure] = coverage(county, EVERYONE, DAY, ["course"])[:1]
    assert (figure.keys["course"], figure.in_date) == ("bruising", 0)
    assert notes(county, date(2026, 3, 1)) == [(1, 0)]
    assert notes(county, date(2026, 2, 28)) == []


def test_a_result_of_the_day_or_a_later_pass_says_more(county):
    completed(county, "a", "2026-03-01")
    passed(county, "a", "2026-03-01", passed=False)
    assert notes(county) == []
    completed(county, "b", "2026-02-01")
    assert notes(county) == [(1, 0)]
    passed(county, "b", "2026-03-01")
    assert notes(county) == []
    assert notes(county, date(2026, 2, 28)) == [(1, 0)]
    assert notes(county, date(2026, 12, 1)) == []  # the pass has lapsed, and is later than the other report


def test_whoever_is_in_date_anyway_is_not_counted_until_that_lapses(county):
    passed(county, "a", "2026-01-10")
    completed(county, "a", "2026-03-01")
    assert notes(county, date(2026, 7, 10)) == []
    assert notes(county, date(2026, 7, 11)) == [(1, 0)]


def test_whoever_need_not_take_it_is_not_counted(county):
    completed(county, "a", "2025-03-01")
    assert notes(county, date(2025, 12, 31)) == []  # nothing was required yet
    assert notes(county, date(2026, 1, 1)) == [(1, 0)]
    bring(county, exemptions="email,course,from,to,reason\na@x.example,bruising,2026-02-01,,Leave\n")
    assert notes(county) == []


def test_a_pass_by_an_assumption_counts_as_long_as_it_is_the_latest(county):
    passed(county, "a", "2026-01-10", taken=True)
    passed(county, "a", "2026-01-10", taken=True, version="2")
    passed(county, "b", "2026-01-10", taken=True)
    passed(county, "c", "2026-01-10", taken=True)
    passed(county, "c", "2026-01-10", version="2")
    assert notes(county) == [(0, 2)]
    passed(county, "b", "2026-03-01")
    assert notes(county) == [(0, 1)]
    assert notes(county, date(2026, 2, 28)) == [(0, 2)]
    assert notes(county, date(2026, 7, 11)) == []  # lapsed, so nobody counts by it


def test_each_agency_and_role_group_has_its_own_people_and_a_person_counts_once(county):
    for name in "abdef":
        completed(county, name, "2026-03-01")
    passed(county, "c", "2026-03-01", taken=True)
    assert notes(county) == [(4, 1)]  # not Eve, whose agency returns its own figures
    assert notes(county, by=("agency", "course")) == [
        ("health", 3, 0),
        ("homes", 1, 0),
        ("hospital", 2, 0),
        ("school", 1, 1),
    ]
    assert notes(county, by=("role-group",)) == [("R2", 3, 1), ("R3", 2, 0)]
    assert notes(county, by=("recommendation",)) == notes(county)


def test_a_lead_reads_of_their_own_agencies_alone(county):
    for name in "abcf":
        completed(county, name, "2026-03-01")
    health, school = (Scope.of_agencies([id]) for id in ("health", "school"))
    assert notes(county, scope=health) == [(3, 0)]
    assert notes(county, scope=school) == [(2, 0)]
    assert notes(county, scope=health, within="hospital") == [(2, 0)]
    assert notes(county, scope=health, by=("agency",)) == [("health", 3, 0), ("hospital", 2, 0)]
    with pytest.raises(NotFound):
        notes(county, scope=health, within="school")
    assert notes(county, scope=Scope.nothing()) == []
    assert notes(county, scope=Scope.of_person(1)) == []


def test_a_figure_that_is_being_worked_out_has_no_note_yet(county, monkeypatch):
    completed(county, "a", "2026-03-01")
    with county.write() as conn:
        monkeypatch.setattr(standing, "AT_ONCE", 0)
        standing.refresh(conn, None, {"bruising"})
    assert notes(county) == []
    rows = coverage(county, EVERYONE, DAY, ["course"])
    told = as_dicts(rows, [ResultNote({"course": "reviews"}, 1, 0)])
    assert [(row["not_known"], row["taken_as_passed"]) for row in told] == [(None, None), (1, 0)]
    standing.settle(county)
    assert notes(county) == [(1, 0)]


def test_rows_have_the_counts_only_if_there_is_anything_to_say(county):
    by = ["agency", "course", "recommendation"]
    with county.write() as conn:
        conn.execute("insert into course_recommendation (course, recommendation) values ('bruising', 'x#r1')")
        standing.changes.note(conn, "bruising")
    rows = coverage(county, EVERYONE, DAY, by)
    assert as_dicts(rows, result_notes(county, EVERYONE, DAY, by)) == [row.as_dict() for row in rows]
    completed(county, "c", "2026-03-01")
    told = as_dicts(rows, result_notes(county, EVERYONE, DAY, by))
    assert {row["agency"]: row["not_known"] for row in told}["school"] == 1
    assert sum(row["not_known"] for row in told) == 1
    assert all(list(row)[-3:] == ["rag", "not_known", "taken_as_passed"] for row in told)


def test_the_words_say_how_many_and_why():
    assert ResultNote({}, 2, 14).in_words() == (
        "2 people have completed it with result not known; they are not counted as in date. "
        "14 of those in date count because whoever imported said that completed means passed."
    )
    assert ResultNote({}, 1, 0).in_words() == (
        "1 person has completed it with result not known; they are not counted as in date."
    )
    assert ResultNote({}, 0, 1200).in_words().startswith("1,200 of those in date count because")
    assert ResultNote({}, 0, 1).in_words().startswith("1 of those in date counts because")


@pytest.mark.parametrize("seed", range(6))
def test_in_a_random_county_the_counts_are_those_of_a_plain_count(db, seed):
    chance = Random(seed)
    made = worlds.world(chance, 20)
    for agency in made.agencies:
        agency.basis = "roster"
    with db.write() as conn:
        worlds.lay_out(conn, made)
        worlds.record(conn, worlds.facts(made))
        conn.execute("update completion set taken_as_passed = 1 where passed = 1 and id % 2 = 0")
        for person in made.people:
            conn.execute(
                """
                insert into completion_without_result (person, course, completed_on, recorded_at)
                values (:person, :course, :day, '')
                """,
                {
                    "person": person,
                    "course": chance.choice(made.courses),
                    "day": worlds.a_day(chance).isoformat(),
                },
            )
        standing.rebuild(conn)
    for day in worlds.telling_days(chance, made, 12):
        for by in (("course",), ("agency", "course"), ("agency", "role_group", "course")):
            assert {tuple(note.keys.values()): note[1:] for note in result_notes(db, EVERYONE, day, by)} == (
                counted_plainly(db, day, by)
            ), (day, by)


def counted_plainly(db, day, by):
    """The same from the facts and the lists of people, one person at a time."""
    found = {}
    with db.read() as conn:
        unknown = conn.tuples("select person, course, completed_on from completion_without_result")
        results = conn.tuples(
            """
            select person, course, completed_on, passed, taken_as_passed from completion
             where id not in (select completion from completion_withdrawal)
            """
        )
        agencies, groups = conn.column("select id from agency"), conn.column("select id from role_group")
        courses = conn.column("select id from course")
        lines = list(standing.lines_of(conn, EVERYONE))
        within = set(conn.tuples("select agency, within from agency_within"))
    today = day.isoformat()
    for agency in agencies if "agency" in by else [""]:
        for group in groups if "role_group" in by else [""]:
            for course in courses:
                best = {}
                for person, line in lines:
                    here = (not agency or (line.agency, agency) in within) and group in ("", line.role_group)
                    in_force = line.spell.start <= day.toordinal() <= line.spell.end
                    if here and in_force and line.course == course:
                        best[person] = min(best.get(person, 9), line.spell.state)
                counts = [0, 0]
                for person, state in best.items():
                    own = [each[2:] for each in results if each[:2] == (person, course)]
                    passes = [(on, taken) for on, good, taken in own if good and on <= today]
                    last = max((on for on, _ in passes), default="")
                    counts[0] += state > 0 and any(
                        last < on <= today and on not in {each[0] for each in own}
                        for who, what, on in unknown
                        if (who, what) == (person, course)
                    )
                    counts[1] += state == 0 and last > "" and all(taken for on, taken in passes if on == last)
                if any(counts):
                    key = {"agency": agency, "role_group": group, "course": course}
                    found[tuple(key[each] for each in by)] = tuple(counts)
    return found

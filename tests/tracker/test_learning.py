"""A learner's own page, their certificates, and the lists that an administrator reads."""

from datetime import UTC, date, datetime

import pytest

from elearn.database import Database
from elearn.problems import NotFound
from elearn.tracker import certificates, directory, learning, registrations
from elearn.tracker.learning import MyLearning
from elearn.tracker.progress import Progress
from elearn.tracker.scope import Scope
from tests.tracker.conftest import bring, person, register

PASSED = Progress(completion="completed", success="passed", score=90, ended=True)
REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    bruising,,,2023-01-01,,30,24
    neglect,council,,2023-01-01,,30,36
"""


def mine(db: Database, email: str, as_at: date) -> MyLearning:
    return learning.my_learning(db, Scope.of_person(person(db, email)), as_at)


def commit(db: Database, email: str, progress: Progress, at: datetime) -> registrations.Recorded:
    registration = registrations.start(db, person(db, email), "bruising")
    session = registrations.open_session(db, registration.id, registration.person)
    with db.write() as conn:
        return registrations.record(conn, registration.person, session.id, 1, progress, at=at)


def test_what_is_due_says_until_when_and_the_soonest_comes_first(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    bring(
        county,
        "people",
        """\
        email,name,staff_number,agency,role_group,starts_on,ends_on
        new@council.example,New Comer,N1,council,R1,2026-06-01,
        """,
    )
    due = mine(county, "new@council.example", date(2026, 6, 15)).due
    assert [(each.course.id, each.state, each.by, each.course.playable) for each in due] == [
        ("bruising", "grace", date(2026, 7, 1), True),
        ("neglect", "grace", date(2026, 7, 1), False),
    ]
    assert [each.state for each in mine(county, "new@council.example", date(2026, 7, 2)).due] == [
        "never",
        "never",
    ]


def test_a_course_begun_is_in_progress_then_done_then_due_again(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    ann = "ann@council.example"
    commit(county, ann, Progress(progress=0.5, score=40, success="failed"), datetime(2026, 1, 9, tzinfo=UTC))
    now = mine(county, ann, date(2026, 1, 10))
    assert [(each.course.id, each.progress, each.failed) for each in now.in_progress] == [
        ("bruising", 0.5, True)
    ]
    assert [each.course.id for each in now.due] == ["neglect"]

    recorded = commit(county, ann, PASSED, datetime(2026, 1, 10, tzinfo=UTC))
    now = mine(county, ann, date(2026, 1, 10))
    assert now.in_progress == []
    [done] = now.done
    assert (done.course.id, done.completed_on, done.score, done.required) == (
        "bruising",
        date(2026, 1, 10),
        90,
        True,
    )
    assert (done.valid_until, done.lapsed) == (date(2028, 1, 10), False)
    assert done.certificate is not None
    assert recorded.completion is not None

    later = mine(county, ann, date(2028, 1, 11))
    assert [(each.course.id, each.state, each.by) for each in later.due][-1] == (
        "bruising",
        "lapsed",
        date(2028, 1, 10),
    )
    assert [each.lapsed for each in later.done] == [True]


def test_a_course_that_nobody_requires_is_still_done(county: Database) -> None:
    bring(county, "completions", "email,course,completed_on\nann@council.example,neglect,2024-04-01\n")
    [done] = mine(county, "ann@council.example", date(2026, 1, 1)).done
    assert (done.required, done.valid_until, done.certificate) == (False, None, None)


def test_a_certificate_says_what_was_so_when_it_was_earned(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    commit(county, "ann@council.example", PASSED, datetime(2026, 1, 31, tzinfo=UTC))
    [done] = mine(county, "ann@council.example", date(2026, 2, 1)).done
    code = done.certificate or ""
    before = certificates.lookup(county, code)
    assert (before.name, before.title, before.version) == ("Ann Bell", "About bruising", "1.0.0")
    assert (before.completed_on, before.valid_until) == (date(2026, 1, 31), date(2028, 1, 31))

    register(county, version="2.0.0")
    header = "email,name,agency,role_group,starts_on"
    bring(county, "people", f"{header}\nann@council.example,Ann Other,council,R1,2023-04-01\n")
    bring(county, "requirements", REQUIRED.replace(",30,24", ",30,6"))
    assert certificates.lookup(county, f" {code.lower()} ") == before


def test_a_certificate_shows_to_its_owner_alone_and_a_code_cannot_be_guessed(county: Database) -> None:
    commit(county, "ann@council.example", PASSED, datetime(2026, 1, 31, tzinfo=UTC))
    [done] = mine(county, "ann@council.example", date(2026, 2, 1)).done
    code = done.certificate or ""
    assert len(code.replace("-", "")) == 20
    with pytest.raises(NotFound):
        certificates.own(county, Scope.of_person(person(county, "bo@council.example")), code)
    with pytest.raises(NotFound, match="letter by letter"):
        certificates.lookup(county, "AAAAA-AAAAA-AAAAA-AAAAA")


def test_an_administrator_searches_and_turns_pages(county: Database) -> None:
    rows = "\n".join(f"p{n:03}@trust.example,Person {n:03},trust,R1,2024-01-01" for n in range(120))
    bring(county, "people", f"email,name,agency,role_group,starts_on\n{rows}\n")
    everyone, day = Scope.everyone(), date(2026, 1, 1)
    first = directory.people(county, everyone, day, search="PERSON", size=50)
    assert (first.total, len(first.rows), first.rows[0].name) == (120, 50, "Person 000")
    last = directory.people(county, everyone, day, search="person", page=3, size=50)
    assert [row.name for row in last.rows][-1] == "Person 119"
    assert last.rows[0].posts[0].agency_name == "Wren Valley Trust"
    assert directory.people(county, everyone, day, search="100%").total == 0
    assert directory.people(county, everyone, day, search="p_000").total == 0
    assert directory.people(county, everyone, day, agency="council").total == 2
    trust = directory.agencies(county, everyone, day, search="wren valley").rows[0]
    assert (trust.people, trust.basis) == (121, "headcount")
    assert [row.people for row in directory.role_groups(county, day)] == [121, 1, 2]


def test_requirements_exemptions_courses_and_imports_are_listed(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    bring(
        county,
        "exemptions",
        "email,course,from,to,reason\nbo@council.example,bruising,2026-01-01,,Long leave\n",
    )
    everyone = Scope.everyone()
    listed = directory.requirements(county, everyone)
    assert [(row.title, row.agency_name) for row in listed.rows] == [
        ("About bruising", None),
        ("Neglect", "Wrenshire Council"),
    ]
    assert directory.requirements(county, Scope.of_agencies(["trust"])).total == 1
    assert directory.exemptions(county, everyone, search="bo carr").rows[0].reason == "Long leave"
    assert [row.id for row in directory.courses(county)] == ["bruising", "neglect"]
    latest = directory.imports(county, everyone).rows[0]
    assert (latest.kind, latest.applied, latest.by_name) == ("exemptions", 1, None)

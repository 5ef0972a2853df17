"""Publishing versions of a course and withdrawing them: which one people start, and what stays."""

import pytest

from elearn.database import Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import audit, catalogue, directory, imports, numbering, registrations, scope
from elearn.tracker.catalogue import PublishedVersion
from elearn.tracker.changes import current_version
from elearn.tracker.learning import my_learning
from elearn.tracker.progress import Progress
from elearn.tracker.scope import Actor, Scope, actor
from tests.tracker.conftest import bring, person, register

ADMINISTRATOR, LEAD, LEARNER = "di@trust.example", "ann@council.example", "bo@council.example"
REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    bruising,,,2023-01-01,,0,
"""


def who(db: Database, email: str = ADMINISTRATOR) -> Actor:
    return actor(db, person(db, email))


def withdraw(db: Database, version: str, reason: str = "A number in it was wrong.") -> None:
    catalogue.withdraw(db, "bruising", version, reason=reason, by=who(db))


def one(db: Database, version: str) -> PublishedVersion:
    """A published version of the course."""
    (found,) = [each for each in catalogue.versions(db, "bruising") if each.version == version]
    return found


def current(db: Database) -> str | None:
    """The version that people start, or None if nobody can. Everything that says so must agree."""
    bring(db, "requirements", REQUIRED)
    listed = next((each.version for each in catalogue.versions(db, "bruising") if each.current), None)
    due = my_learning(db, Scope.of_person(person(db, ADMINISTRATOR)), today()).due
    (mine,) = [each.course for each in due if each.course.id == "bruising"]
    (required,) = directory.requirements(db, Scope.everyone()).rows
    state = catalogue.publication_states(db, today())["bruising"]
    try:
        opens = catalogue.playable(db, "bruising").version
    except NotFound:
        opens = None
    assert opens == listed == state.version
    assert {mine.playable, required.startable, "bruising" in catalogue.published(db)} == {listed is not None}
    assert mine.ours
    assert required.ours
    return listed


def test_the_version_published_last_is_current_whatever_its_number_says(county: Database) -> None:
    for version in ("10.0.0", "9.0.0"):
        register(county, version=version)
    assert current(county) == "9.0.0"
    assert [each.version for each in catalogue.versions(county, "bruising")] == ["9.0.0", "10.0.0", "1.0.0"]
    register(county, version="10.0.0")
    assert current(county) == "10.0.0"


def test_a_withdrawn_version_gives_way_to_the_one_published_before_it(county: Database) -> None:
    for version in ("10.0.0", "9.0.0"):
        register(county, version=version)
    withdraw(county, "10.0.0")
    assert current(county) == "9.0.0"
    withdraw(county, "9.0.0")
    assert current(county) == "1.0.0"
    withdraw(county, "1.0.0")
    assert current(county) is None
    assert catalogue.publication_states(county, today())["bruising"].required


def test_a_version_says_who_published_it_who_withdrew_it_and_why(county: Database) -> None:
    register(county, version="2.0.0", by=person(county, LEAD))
    withdraw(county, "2.0.0", "  The law changed. ")
    found = one(county, "2.0.0")
    assert (found.by_name, found.withdrawn_by_name, found.reason) == (
        "Ann Bell",
        "Di Eames",
        "The law changed.",
    )
    assert found.withdrawn_at is not None
    assert one(county, "1.0.0").by_name is None
    with county.read() as conn:
        steps = [(each.action, each.name, each.detail) for each in audit.trail(conn, "bruising")]
    assert steps == [
        ("course.registered", None, {"version": "1.0.0"}),
        ("course.registered", "Ann Bell", {"version": "2.0.0"}),
        ("course.withdrawn", "Di Eames", {"version": "2.0.0", "reason": "The law changed."}),
    ]


def test_publishing_a_withdrawn_version_again_lifts_the_withdrawal(county: Database) -> None:
    register(county, version="2.0.0")
    withdraw(county, "1.0.0")
    register(county, by=person(county, LEAD))
    assert current(county) == "1.0.0"
    found = one(county, "1.0.0")
    assert (found.withdrawn_at, found.reason, found.by_name) == (None, "", "Ann Bell")
    with county.read() as conn:
        last = audit.trail(conn, "bruising")[-1]
    assert (last.action, last.name) == ("course.registered", "Ann Bell")


def test_whoever_has_begun_a_withdrawn_version_finishes_it_and_nobody_else_starts(county: Database) -> None:
    ann, bo = person(county, LEAD), person(county, LEARNER)
    begun = registrations.start(county, ann, "bruising")
    withdraw(county, "1.0.0")
    assert registrations.start(county, ann, "bruising").id == begun.id
    for starts, afresh in ((bo, False), (ann, True)):
        with pytest.raises(NotFound, match="not open at the moment"):
            registrations.start(county, starts, "bruising", afresh=afresh)
    assert registrations.find(county, begun.id, ann).open
    session = registrations.open_session(county, begun.id, begun.person)
    with county.write() as conn:
        passed = Progress(completion="completed", success="passed", score=90)
        assert registrations.record(conn, session.person, session.id, 1, passed).completion is not None
    assert [done.version for done in my_learning(county, Scope.of_person(ann), today()).done] == ["1.0.0"]
    assert (one(county, "1.0.0").begun, one(county, "1.0.0").finished) == (1, 1)


def test_begun_counts_each_person_once_with_those_whose_completion_came_in_a_file(county: Database) -> None:
    for _ in range(2):
        registrations.start(county, person(county, LEAD), "bruising", afresh=True)
    bring(
        county,
        "completions",
        """\
        email,course,version,completed_on,score,passed
        bo@council.example,bruising,1.0.0,2026-01-01,90,yes
        bo@council.example,bruising,1.0.0,2026-02-01,95,yes
        cy@school.example,bruising,1.0.0,2026-02-01,20,no
        di@trust.example,bruising,0.9.0,2026-02-01,90,yes
        """,
    )
    assert (one(county, "1.0.0").begun, one(county, "1.0.0").finished) == (3, 1)


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_a_withdrawal_has_a_reason_of_some_length(county: Database, reason: str) -> None:
    with pytest.raises(InputFault):
        withdraw(county, "1.0.0", reason)
    assert current(county) == "1.0.0"


def test_a_version_is_withdrawn_once_and_only_if_it_is_there(county: Database) -> None:
    with pytest.raises(NotFound, match=r"7\.0\.0"):
        withdraw(county, "7.0.0")
    withdraw(county, "1.0.0", "The first reason.")
    with pytest.raises(InputFault, match="withdrawn already"):
        withdraw(county, "1.0.0", "Another.")
    assert one(county, "1.0.0").reason == "The first reason."


@pytest.mark.parametrize("role", ["lead", "board", None])
def test_only_trainers_and_administrators_withdraw(county: Database, role: str | None) -> None:
    bo = person(county, LEARNER)
    if role:
        with county.write() as conn:
            scope.give_role(conn, bo, role, "council" if role == "lead" else None)
    with pytest.raises(NotAllowed):
        catalogue.withdraw(county, "bruising", "1.0.0", reason="Because.", by=actor(county, bo))
    with county.write() as conn:
        scope.give_role(conn, bo, "trainer")
    catalogue.withdraw(county, "bruising", "1.0.0", reason="Because.", by=actor(county, bo))
    assert current(county) is None


def refused(db: Database, version: str, sha: str) -> bool:
    with db.read() as conn:
        try:
            numbering.refuse_other_content(conn, "bruising", version, sha)
        except InputFault as fault:
            return "Give it a higher number, 1.0.1 or above" in fault.problems[0].remedy
    return False


def test_other_content_of_a_version_from_before_is_refused_once_somebody_was_examined_on_the_first(
    county: Database,
) -> None:
    assert not refused(county, "1.0.0", "other")
    registrations.start(county, person(county, LEAD), "bruising")
    assert refused(county, "1.0.0", "other")
    assert not refused(county, "1.0.0", "1.0.0")
    assert not refused(county, "1.1.0", "other")


def test_whatever_changes_a_title_or_an_answer_moves_the_stamp_and_never_back(county: Database) -> None:
    seen = {current_version(county)}

    def moved() -> bool:
        before = len(seen)
        seen.add(current_version(county))
        return len(seen) > before

    register(county, content="b")
    assert moved()
    withdraw(county, "1.0.0")
    assert moved()
    register(county, content="b")
    assert moved()
    register(county, version="2.0.0")
    assert moved()
    withdraw(county, "2.0.0")
    assert moved()
    register(county)
    assert moved()
    register(county)
    assert not moved()


FILES = {
    "requirements": ("course,agency,role_group,from", "{},,,2026-01-01"),
    "exemptions": ("email,course,from,reason", "ann@council.example,{},2026-01-01,Away"),
    "completions": ("email,course,completed_on", "ann@council.example,{},2026-01-01"),
    "returns": ("agency,role_group,course,period_end,headcount,in_date", "council,R1,{},2026-01-01,5,3"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_row_that_names_a_course_that_is_only_written_says_to_publish_it(
    county: Database, kind: str
) -> None:
    header, row = FILES[kind]
    data = "\n".join([header, row.format("SAFER-sleep"), row.format("nonsense")]).encode()
    found = imports.preview(county, kind, data, "a.csv", written={"safer-sleep": "Safer sleep at home"})
    first, second = found.problems()
    assert (first.rule, second.rule) == ("unpublished", "unknown")
    assert first.message == "The course “safer-sleep” is written here but not published yet."
    assert "press “Publish here”, or run `elearn build safer-sleep`" in first.remedy
    assert found.unpublished == {first.line: "safer-sleep"}
    register(county, "safer-sleep")
    assert imports.apply(county, found, accept_valid=True).applied == 1


@pytest.mark.parametrize(
    ("named", "written", "rule"),
    [
        ("safer-sleep", (), "unknown"),
        ("safer-sleep", ["safer-sleep"], "unpublished"),
        ("safer sleep at home", {"safer-sleep": "Safer sleep at home"}, "unpublished"),
        ("neglekt", {"neglect": "Neglect", "safer-sleep": "Safer sleep at home"}, "unknown"),
    ],
)
def test_ids_are_enough_and_titles_are_understood(
    county: Database, named: str, written: dict[str, str], rule: str
) -> None:
    data = f"course,agency,role_group,from\n{named},,,2026-01-01\n".encode()
    found = imports.preview(county, "requirements", data, "a.csv", written=written)
    assert [each.rule for each in found.problems()] == [rule]

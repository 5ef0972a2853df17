"""The demonstration is a county to show to people, the same each time, and never mixed with a real one."""

import csv
import io
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from elearn import demo
from elearn.database import Database, open_database, schema
from elearn.database.schema import MIGRATIONS, packed_standings
from elearn.demo.county import AGENCIES, BRUISING, WHEN_HELD
from elearn.demo.files import files
from elearn.demo.workforce import BOARD, TRAINER
from elearn.guidance import Decided, against, editions_for
from elearn.library import open_library
from elearn.problems import ElearnError
from elearn.reporting.coverage import coverage
from elearn.settings import settings
from elearn.tracker import catalogue, scope, settle, standing
from elearn.tracker.board_rules import ONLY_APPROVED, set_rule
from elearn.tracker.registers import meetings, notifications
from tests.serving import copy_prepared

DAY = date(2026, 11, 22)
EVERYONE = scope.Scope.everyone()


@pytest.fixture(scope="module")
def prepared(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A demonstration, as `elearn demo --prepare` leaves it."""
    folder = tmp_path_factory.mktemp("prepared") / "demonstration"
    copy_prepared(shared_folder, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ELEARN_DATABASE", str(folder / "elearn.db"))
        patch.setenv("ELEARN_PACKAGES", str(folder / "packages"))
        settings.cache_clear()
        with open_database() as db:
            yield db
    settings.cache_clear()


def rows_of(kind: str, day: date = DAY) -> list[dict[str, str]]:
    found = next(file for file in files(day) if file.kind == kind)
    return list(csv.DictReader(io.StringIO(found.data.decode())))


def counts(db: Database) -> dict[str, int]:
    tables = (
        "person",
        "post",
        "completion",
        "requirement",
        "exemption",
        "headcount",
        "standing",
        "role",
    )
    with db.read() as conn:
        return {table: conn.value(f"select count(*) from {table}") for table in tables}


def started(db: Database) -> date:
    """The day from which the county was counted back: today, unless midnight came since."""
    with db.read() as conn:
        return date.fromisoformat(
            conn.value("select subject from audit_event where action = 'demonstration.begun'")
        )


def person(db: Database, email: str) -> int:
    with db.read() as conn:
        found = conn.value("select id from person where email = :email", {"email": email})
    assert found is not None
    return int(found)


def test_the_same_day_gives_the_same_county():
    made = [file.data for file in files(DAY)]
    assert made == [file.data for file in files(DAY)]
    assert made != [file.data for file in files(date(2026, 11, 23))]


def test_twenty_agencies_have_two_thousand_people_in_post(prepared):
    with prepared.read() as conn:
        assert conn.value("select count(*) from agency") == 20
        in_post = "select count(distinct person) from post where starts_on <= :day and coalesce(ends_on, :day) >= :day"
        assert conn.value(in_post, {"day": started(prepared).isoformat()}) == 2000
        assert set(conn.column("select distinct basis from agency")) == {"roster", "headcount", "return"}


def test_preparing_again_changes_nothing(prepared):
    before = counts(prepared)
    told: list[tuple[str, int, int]] = []
    demo.prepare(lambda label, done, total: told.append((label, done, total)))
    assert counts(prepared) == before
    assert told[-1] == ("Ready", told[-1][2], told[-1][2])


def test_a_course_that_was_changed_under_its_number_stays_as_it_was_published(
    prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    course = "when-is-a-review-held"
    before = catalogue.versions(prepared, course)
    shutil.copytree(settings().courses / course, tmp_path / course)
    with (tmp_path / course / "01-what-a-review-is-for.md").open("a", encoding="utf-8") as file:
        file.write("\nA word more.\n")
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path))
    settings.cache_clear()
    demo.prepare()
    settings.cache_clear()
    assert catalogue.versions(prepared, course) == before


@pytest.mark.deep
def test_it_starts_again_after_somebody_has_tried_the_board_s_rule(prepared):
    before = counts(prepared)
    set_rule(prepared, ONLY_APPROVED, True, by=None)
    try:
        demo.prepare()
    finally:
        set_rule(prepared, ONLY_APPROVED, False, by=None)
    assert counts(prepared) == before


def test_a_run_that_was_cut_short_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ELEARN_DATABASE", str(tmp_path / "demo.db"))
    monkeypatch.setenv("ELEARN_PACKAGES", str(tmp_path / "packages"))
    settings.cache_clear()

    class CutShort(Exception):
        pass

    def stop(label: str, done: int, total: int) -> None:
        if "completions" in label:
            raise CutShort

    with pytest.raises(CutShort):
        demo.prepare(stop)
    demo.prepare()
    with open_database() as db, db.read() as conn:
        assert conn.value("select count(*) from completion where taught_session is null") == len(
            rows_of("completions", started(db))
        )
    settings.cache_clear()


def test_a_database_with_other_facts_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ELEARN_DATABASE", str(tmp_path / "real.db"))
    settings.cache_clear()
    with open_database() as db:
        with db.write() as conn:
            conn.execute("insert into agency (id, name) values ('ours', 'Ours')")
        with pytest.raises(ElearnError, match="ELEARN_DATABASE"):
            demo.prepare()
        assert counts(db)["person"] == 0
    settings.cache_clear()


def test_each_agency_is_in_date_at_about_its_rate(prepared):
    rates = {agency.id: agency for agency in AGENCIES}
    for row in coverage(prepared, scope.Scope.everyone(), started(prepared), ["agency", "course"]):
        agency = rates[row.keys["agency"]]
        if (
            row.keys["course"] == "safeguarding-awareness"
            and agency.people >= 80
            and agency.basis == "roster"
        ):
            assert row.percent == pytest.approx(100 * agency.in_date, abs=9)


def test_schools_learn_in_september_and_january_and_not_in_august():
    months = Counter(
        row["completed_on"][5:7]
        for row in rows_of("completions")
        if row["email"].endswith("@schools.wrenshire.example")
    )
    assert months["08"] < 0.01 * months.total()
    assert {month for month, _ in months.most_common(2)} == {"09", "01"}


def test_five_people_are_offered_each_with_what_their_role_may(prepared):
    rights = {who.role: scope.actor(prepared, person(prepared, who.email)) for who in demo.PEOPLE}
    assert set(rights) == {"Learner", "Trainer", "Agency lead", "Board member", "Administrator"}
    assert not rights["Learner"].roles
    assert rights["Trainer"].may("author")
    assert rights["Agency lead"].lead_of == {"community-health"}
    assert rights["Board member"].may("coverage")
    assert rights["Administrator"].may("administer")


def test_every_step_of_sign_off_has_somebody_who_is_not_the_trainer(prepared):
    with prepared.read() as conn:
        held = conn.tuples(
            "select held.role, person.name from signing_role held join person on person.id = held.person"
        )
    assert {role for role, _ in held} == set(scope.SIGNING)
    assert TRAINER.name not in {name for _, name in held}


@pytest.mark.parametrize("learner", [demo.LEARNER, demo.SECOND_LEARNER])
@pytest.mark.parametrize("course", [WHEN_HELD, BRUISING])
def test_a_learner_who_passes_raises_their_agencys_figure_by_exactly_one(prepared, learner, course):
    day = started(prepared)
    learner_id = person(prepared, learner.email)

    def figure() -> tuple[int | None, int | None]:
        [row] = [
            row
            for row in coverage(prepared, scope.Scope.everyone(), day, ["agency", "course"])
            if row.keys == {"agency": learner.agency, "course": course}
        ]
        return row.in_date, row.in_scope

    in_date, in_scope = figure()
    with prepared.write() as conn:
        conn.execute(
            """
            insert into completion (person, course, version, completed_on, passed, how, recorded_at)
            values (:person, :course, '1.0.0', :day, 1, 'import', '')
            """,
            {"person": learner_id, "course": course, "day": day.isoformat()},
        )
        standing.refresh(conn, [learner_id])
    assert in_date is not None
    assert figure() == (in_date + 1, in_scope)


def test_a_database_of_the_version_before_keeps_every_row_and_every_figure(
    prepared: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its figures were kept in other tables, and are worked out again from the facts."""
    prepared.backup(tmp_path / "today.db")
    with open_database(str(tmp_path / "today.db")) as here:
        _require_courses_alone(here)
        _keeps_every_row_and_figure(here, str(tmp_path / "old.db"), monkeypatch)


def _keeps_every_row_and_figure(prepared: Database, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(schema, "MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(packed_standings)])
        with open_database(place) as old, old.read() as conn:
            ours = "select name from sqlite_master where type = 'table' and name not like '%sqlite%'"
            tables = [name for name in conn.column(ours) if name not in ("standing", "tally")]
            columns = {each.name: ", ".join(each.columns) for each in conn.tables()}
    with sqlite3.connect(place) as raw:
        raw.execute("attach ? as today", [str(prepared.path)])
        for table in tables:
            raw.execute(f"insert into {table} select {columns[table]} from today.{table}")
    raw.close()
    with open_database(place) as upgraded:
        assert all(row.pending for row in coverage(upgraded, EVERYONE, DAY, ["agency", "course"]))
        settle(upgraded)
        assert upgraded.check() == []
        for by in (["agency", "role-group", "course"], ["recommendation"], []):
            assert coverage(upgraded, EVERYONE, DAY, by) == coverage(prepared, EVERYONE, DAY, by)
        with upgraded.read() as conn, prepared.read() as today:
            for table in tables:
                every_row = f"select {columns[table]} from {table}"
                assert conn.tuples(every_row) == today.tuples(every_row), table


def _require_courses_alone(db: Database) -> None:
    """Takes out hours, updates and equivalences, of which the version before knows nothing."""
    with db.write() as conn:
        other = "select id from course where kind <> 'course'"
        conn.execute("delete from equivalence")
        for table in ("reflection", "requirement"):
            conn.execute(f"delete from {table} where course in ({other})")
        conn.execute("delete from course where kind <> 'course'")
        standing.refresh(conn, None)
    settle(db)


def test_the_registers_hold_a_handful_of_each(prepared):
    with prepared.read() as conn:
        for table in (
            "notification",
            "archive_request",
            "dissemination",
            "recommendation_action",
            "impact",
            "workshop",
            "subgroup_lesson",
            "quality_marker_answer",
            "meeting_item",
            "outside_learning",
            "outside_evidence",
            "reflection",
        ):
            assert conn.value(f"select count(*) from {table}"), table
        assert conn.value("select count(*) from recommendation_action where barrier <> ''") > 1
        assert conn.value("select count(*) from archive_request where state = 'asked'") == 2
        assert conn.value("select count(*) from impact where agency is not null and action is null") == 0, (
            "what an agency changed comes from an action of its own, or it is asked for one"
        )


def test_its_notifications_agree_with_their_decisions_their_meetings_and_the_reviews_that_followed(prepared):
    library = open_library(settings().reviews, settings().courses)
    with prepared.read() as conn:
        board = scope.actor(
            prepared, conn.value("select id from person where email = :email", {"email": BOARD.email})
        )
    entries = notifications.notifications(prepared, board, started(prepared)).rows
    outcomes = {
        item.notification: (meeting.held_on, item.outcome)
        for meeting in meetings.meetings(prepared, board)
        for item in meeting.items
        if item.outcome
    }
    decided = [each for each in entries if each.decision]
    assert decided
    for each in decided:
        days = (each.known_on, each.decided_on, each.panel_told_on, each.rapid_done_on)
        assert against(Decided(each.kind, each.decision, each.edition, *days)) == ()
        assert each.edition == editions_for(each.kind, each.known_on, each.decided_on)[0].name
        assert each.rapid_done_on <= each.decided_on
        assert library.reviews[each.review].type == each.decision
        held_on, outcome = outcomes[each.id]
        assert each.decision in outcome.lower()
        assert each.rapid_done_on <= held_on <= each.decided_on
    for each in entries:
        if not each.decision and each.id in outcomes:
            assert " review is advised" not in outcomes[each.id][1]

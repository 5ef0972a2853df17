"""A database that an earlier version made is brought up to date with its rows, on each engine."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.database import Database, open_database, schema
from elearn.database.schema import MIGRATIONS, expiries, practices, published_versions
from elearn.problems import ElearnError
from elearn.tracker import catalogue
from tests.engines import Engine, Postgres

VERSIONS = {"1.0.0": "2026-01-01", "9.0.0": "2026-03-01", "10.0.0": "2026-03-01", "2.0.0": "2026-02-01"}
LATEST = MIGRATIONS[-1].__name__
EARLIER = [migration.__name__ for migration in MIGRATIONS[:-1]]
WORKED_OUT = {"standing", "tally", "change", "unsettled", "unsettled_course", "standing_code"}
"""Tables whose rows follow from those of others."""


@pytest.fixture
def new(engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Where no database has been made yet."""
    address = engine.address(engine.empty()) if isinstance(engine, Postgres) else str(tmp_path / "elearn.db")
    yield address
    engine.drop(address)


def fill(db: Database) -> None:
    """Puts a row into every table that has none, with a value of its own in every column."""
    with db.write() as conn:
        conn.execute("insert into agency (id, name) values ('a', 'A')")
        conn.execute("insert into role_group (id, name) values ('r', 'R')")
        conn.execute("insert into person (id, email, name) values (7, 'p@x.example', 'P')")
        conn.execute("insert into course (id, title, version, ours) values ('c', 'C', '1.0.0', 1)")
        conn.execute(
            """
            insert into import_batch (id, kind, file, sha256, at, by, agency, applied, unchanged, rejected)
            values (3, 'people', 'f', 'h', 't', 7, 'a', 1, 2, 3)
            """
        )
        for statement in _ROWS.strip().splitlines():
            table = statement.split()[0]
            if table in {each.name for each in conn.tables()}:
                conn.execute(f"insert into {statement}")


# ruff: noqa: E501
_ROWS = """
agency_within values ('a', 'a')
post (id, person, agency, role_group, starts_on) values (5, 7, 'a', 'r', '2024-01-01')
role values (7, 'lead', 'a')
course_outcome values ('c', '1.0.0', 'o', 'Do it')
course_recommendation values ('c', 'x-y1#r1')
requirement (id, course, from_day) values (4, 'c', '2024-01-01')
exemption (id, person, course, from_day) values (2, 7, 'c', '2024-01-01')
headcount values ('a', 'r', '2024-01-01', 9, 'payroll')
aggregate_return (agency, role_group, course, period_end, headcount, in_date) values ('a', 'r', 'c', '2024-01-01', 9, 8)
registration (id, person, course, version, standard, started_at, last_at, score) values (6, 7, 'c', '1', 's', 't', 't', 80.5)
play_session (id, registration, position, opened_at, base_seconds) values ('s', 6, 1, 't', 1.5)
interaction (registration, position, question, type) values (6, 0, 'q', 'choice')
outcome_result values (6, 'o', 80.5, 'passed')
completion (id, person, course, completed_on, passed, how, registration, recorded_at) values (8, 7, 'c', '2024-02-01', 1, 'player', 6, 't')
completion_without_result (id, person, course, completed_on, import_batch, recorded_at) values (9, 7, 'c', '2024-03-01', 3, 't')
certificate (code, completion, name, title, version, completed_on, valid_until, issued_at) values ('code', 8, 'P', 'C', '1', '2024-02-01', null, 't')
evaluation_response values (1, 6, 'q', 'good', 't')
sign_in_link values ('h1', 7, '2999', null)
session values ('h2', 7, 't', '2999')
launch_ticket values ('h3', 7, 'c', '2999', null)
audit_event (id, at, actor, action) values (11, 't', 7, 'a.b')
"""


def kept(db: Database) -> dict[str, list[dict[str, object]]]:
    """Every row of every table whose rows are facts."""
    with db.read() as conn:
        return {
            table.name: conn.rows(f"select * from {table.name}")
            for table in conn.tables()
            if table.name not in WORKED_OUT
        }


@pytest.mark.parametrize("last", EARLIER)
def test_every_row_of_an_earlier_version_is_kept(
    new: str, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[: EARLIER.index(last) + 1])
        with open_database(new) as old:
            fill(old)
            before = kept(old)
    with open_database(new, backup_made=True) as database:
        after = kept(database)
        assert database.check() == []
        with database.write() as conn:  # numbers go on after those that are there
            assert (
                conn.value("insert into person (email, name) values ('q@x.example', 'Q') returning id") == 8
            )
    for table, rows in before.items():
        if table == "recommendation_action":
            continue
        assert len(after[table]) == len(rows), table
        for now, then in zip(after[table], rows, strict=True):
            then = {"published_at" if name == "built_at" else name: value for name, value in then.items()}
            assert then.items() <= now.items(), table


@pytest.mark.parametrize("state", ["delivered", "closed"])
@pytest.mark.parametrize("evidence", ["", "Audit of 20 files"])
def test_an_action_that_was_recorded_before_actions_had_a_description_is_kept(
    new: str, monkeypatch: pytest.MonkeyPatch, state: str, evidence: str
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[:2])
        with open_database(new) as old, old.write() as conn:
            conn.execute("insert into agency (id, name) values ('a', 'A')")
            conn.execute(
                """
                insert into recommendation_action (id, recommendation, agency, due, state, barrier, evidence)
                values (4, 'x-y1#r1', 'a', '2026-05-01', :state, 'No money', :evidence)
                """,
                {"state": state, "evidence": evidence},
            )
    with open_database(new, backup_made=True) as database, database.read() as conn:
        [found] = conn.rows("select * from recommendation_action")
    assert (found["id"], found["recommendation"], found["agency"], found["due"]) == (
        4,
        "x-y1#r1",
        "a",
        "2026-05-01",
    )
    assert (found["state"], found["barrier"], found["barrier_note"]) == (state, "", "No money")
    assert evidence in found["action"]
    assert found["closed_because"] == (evidence if state == "closed" else "")


def test_what_earlier_workshops_put_to_the_subgroup_waits_for_a_meeting(
    new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (
        ("One form for all", "Ask once\nOne form for all\nAsk once"),
        ("", "Who keeps it; and how’s it paid?\n Two  spaces \n\nA last line\n"),
        ("", ""),
    )
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(practices)])
        with open_database(new) as old, old.write() as conn:
            for strategic, to_subgroup in texts:
                conn.execute(
                    """
                    insert into workshop (review, held_on, services, individual, strategic, to_subgroup, recorded_at)
                    values ('x-y1', '2026-05-01', 'Police', 'Ask why', :strategic, :to_subgroup, 't')
                    """,
                    {"strategic": strategic, "to_subgroup": to_subgroup},
                )
    with open_database(new, backup_made=True) as database, database.read() as conn:
        rows = conn.tuples("select workshop, tier, lesson, meeting, applies from subgroup_lesson order by id")
    assert rows == [
        (1, "", "Ask once", None, ""),
        (1, "strategic", "One form for all", None, ""),
        (2, "", "Who keeps it; and how’s it paid?", None, ""),
        (2, "", "Two  spaces", None, ""),
        (2, "", "A last line", None, ""),
    ]


@pytest.mark.parametrize("current", VERSIONS)
def test_versions_that_were_built_before_keep_their_day_and_the_current_one_stays_current(
    new: str, monkeypatch: pytest.MonkeyPatch, current: str
) -> None:
    with monkeypatch.context() as before:
        before.setattr(schema, "MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(published_versions)])
        with open_database(new) as old, old.write() as conn:
            conn.execute(
                "insert into course (id, title, version, ours) values ('sleep', 'Sleep', :version, 1)",
                {"version": current},
            )
            conn.many(
                """
                insert into course_version (course, version, standard, package, sha256, built_at)
                values ('sleep', :version, 'scorm2004', :version, :version, :at)
                """,
                [{"version": each, "at": f"{day}T09:00:00.000+00:00"} for each, day in VERSIONS.items()],
            )
    with open_database(new, backup_made=True) as database:
        found = catalogue.versions(database, "sleep")
        assert {each.version: each.published_at[:10] for each in found} == VERSIONS
        assert [each.version for each in found if each.current] == [current]
        assert found[0].version == current
        assert {(each.by_name, each.withdrawn_at) for each in found} == {(None, None)}
        with database.read() as conn:
            assert len(set(conn.column("select position from course_version"))) == len(VERSIONS)
        assert database.check() == []


def test_an_sqlite_file_is_copied_before_it_is_changed_and_a_new_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "elearn.db"
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[:-1])
        with open_database(str(place)) as old:
            fill(old)
            before = kept(old)
        assert [path.name for path in tmp_path.glob("*.before-*")] == []
    with open_database(str(place)):
        copies = list(tmp_path.glob("*.before-*"))
    assert [path.name for path in copies] == [f"elearn.db.before-{LATEST}"]
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[:-1])
        with open_database(str(copies[0])) as copy:
            assert kept(copy) == before


def test_an_sqlite_file_that_cannot_be_copied_is_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "elearn.db"
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[:-1])
        open_database(str(place)).close()
    in_the_way = tmp_path / f"elearn.db.before-{LATEST}"
    in_the_way.mkdir()
    with pytest.raises(ElearnError, match="could not be copied"):
        open_database(str(place))
    in_the_way.rmdir()
    with open_database(str(place)) as database:
        assert database.pending() == []
    assert in_the_way.is_file()


def test_a_database_of_a_newer_version_is_left_alone(new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_database(new).close()
    monkeypatch.setattr(schema, "MIGRATIONS", MIGRATIONS[:-1])
    with pytest.raises(ElearnError, match=rf"newer elearn \({LATEST}\)"):
        open_database(new)


def test_a_server_s_database_in_use_is_changed_only_once_a_backup_was_made(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = postgres.address(postgres.empty())
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[:-1])
        open_database(new).close()
    with pytest.raises(ElearnError, match="Make a backup, then run `elearn db migrate --backup-made`"):
        open_database(new)
    with open_database(new, backup_made=True) as database:
        assert database.pending() == []


def test_whichever_process_starts_first_changes_it_and_the_others_wait(
    new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[:2])
        with open_database(new) as old:
            fill(old)
            before = kept(old)["registration"]
    code = "import sys; from elearn.database import open_database; open_database(sys.argv[1]).close()"
    environment = {**os.environ, "ELEARN_BACKUP_MADE": "1"}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, new], env=environment, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [process.communicate()[1] for process in running] == [""] * 4
    with open_database(new) as database:
        assert database.pending() == []
        assert kept(database)["registration"] == before


def test_an_old_process_goes_on_beside_a_new_one(new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "MIGRATIONS", MIGRATIONS[:-1])
        old = open_database(new)
        fill(old)
    with open_database(new, backup_made=True) as database:
        for number, each in enumerate((old, database, old)):
            with each.write() as conn:
                conn.execute("insert into agency (id, name) values (:id, 'B')", {"id": f"b{number}"})
        with old.read() as conn:
            assert conn.value("select count(*) from agency") == 4
    old.close()


def test_a_migration_only_adds() -> None:
    class Tables:
        def execute(self, sql: str, /) -> None:
            said.append(" ".join(sql.lower().split()))

    said: list[str] = []
    for migration in MIGRATIONS[MIGRATIONS.index(expiries) :]:
        migration(Tables())
    for each in said:
        assert re.match(
            # No code names an index, so one may take the place of another.
            r"(create|drop) (unique )?index |create table |alter table \w+ add column |insert into |update ",
            each,
        )
        assert not each.startswith("alter") or "not null" not in each or " default " in each, each

"""A database that an earlier version made is brought up to date with its rows."""

from pathlib import Path

import pytest

from elearn.database import open_database, schema
from elearn.database.schema import MIGRATIONS, published_versions
from elearn.tracker import catalogue

VERSIONS = {"1.0.0": "2026-01-01", "9.0.0": "2026-03-01", "10.0.0": "2026-03-01", "2.0.0": "2026-02-01"}


@pytest.mark.parametrize("current", VERSIONS)
def test_versions_that_were_built_before_keep_their_day_and_the_current_one_stays_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, current: str
) -> None:
    place = str(tmp_path / "elearn.db")
    with monkeypatch.context() as before:
        before.setattr(schema, "MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(published_versions)])
        with open_database(place) as old, old.write() as conn:
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
    with open_database(place) as database:
        found = catalogue.versions(database, "sleep")
        assert {each.version: each.published_at[:10] for each in found} == VERSIONS
        assert [each.version for each in found if each.current] == [current]
        assert found[0].version == current
        assert {(each.by_name, each.withdrawn_at) for each in found} == {(None, None)}
        with database.read() as conn:
            assert len(set(conn.column("select position from course_version"))) == len(VERSIONS)
        assert database.check() == []

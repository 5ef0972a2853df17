"""Long files in slices, and a file that was applied before."""

import csv
import gc
import io
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import Database, open_database
from elearn.tracker import imports, roles, scope
from elearn.tracker.imports import again, examining
from elearn.tracker.imports.limits import Limits
from elearn.tracker.imports.previews import Preview
from elearn.tracker.imports.understanding import Asked
from tests.depth import examples
from tests.tracker.conftest import bring, fill, person, plan_first_session, register
from tests.tracker.test_entry import everything
from tests.tracker.test_import_kinds import KINDS

HEADER = ["email", "name", "staff_number", "agency", "role_group", "starts_on", "ends_on"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["ann@council.example", "bo@council.example", "zo@c.example", "yo@c.example", "bad"]),
        st.sampled_from(["Ann Bell", "Bo Carr", "ANN BELL", "Zo Ng"]),
        st.sampled_from(["", "C1", "c2", "Z9"]),
        st.sampled_from(["council", "Social work teams", "trust", "nowhere"]),
        st.sampled_from(["R1", "R3"]),
        st.sampled_from(["2023-04-01", "2023-05-01", "2024-01-01", "soon"]),
        st.sampled_from(["", "2023-12-31", "2024-06-30"]),
    ),
    max_size=12,
)
TRIES = st.lists(
    st.tuples(
        st.sampled_from(["ann@council.example", "di@trust.example", "who@c.example", ""]),
        st.sampled_from(["", "social-work", "trust"]),
        st.sampled_from(["", "C2", "t1"]),
        st.sampled_from(["neglect", "About bruising", "nope"]),
        st.sampled_from(["2024-04-01", "2024-04-02", "2999-01-01"]),
        st.sampled_from(["", "85", "40%"]),
        st.sampled_from(["", "no"]),
    ),
    max_size=12,
)
FILES = st.one_of(
    ROWS.map(lambda rows: ("people", as_csv(HEADER, rows))),
    TRIES.map(
        lambda rows: (
            "completions",
            as_csv(["email", "agency", "staff_number", "course", "completed_on", "score", "passed"], rows),
        )
    ),
)


def as_csv(header: list[str], rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def in_full(found: Preview) -> tuple[object, ...]:
    """All that a preview says, row by row."""
    rows = [(line.number, line.action, line.values, line.problems) for line in found.rows]
    return found.as_dict(), rows, imports.rejected_file(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a county, which examples copy."""
    folder = tmp_path_factory.mktemp("counties")
    with open_database(str(folder / "county.db")) as db:
        fill(db)
    return folder


def copy(folder: Path) -> Database:
    """A copy of the county in the folder, in the place of the last one."""
    for old in folder.glob("copy.db*"):
        old.unlink()
    with open_database(str(folder / "county.db")) as county:
        county.backup(folder / "copy.db")
    return open_database(str(folder / "copy.db"))


SOME = settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SOME
@given(FILES, st.integers(1, 4), st.sampled_from([None, "council"]), st.booleans())
def test_what_a_file_does_does_not_depend_on_the_size_of_a_slice(
    folder: Path, sent: tuple[str, bytes], size: int, agency: str | None, change: bool
) -> None:
    kind, data = sent
    with open_database(str(folder / "county.db")) as db, pytest.MonkeyPatch.context() as patch:
        whole = imports.preview(db, kind, data, "a.csv", agency, change_addresses=change)
        patch.setattr(examining, "SLICE", size)
        sliced = imports.preview(db, kind, data, "a.csv", agency, change_addresses=change)
        assert in_full(sliced) == in_full(whole)


@SOME
@given(FILES, st.sampled_from([None, "council"]), st.booleans())
def test_a_file_that_was_applied_says_nothing_new_whether_or_not_its_rows_are_examined(
    folder: Path, sent: tuple[str, bytes], agency: str | None, change: bool
) -> None:
    kind, data = sent
    with copy(folder) as db, pytest.MonkeyPatch.context() as patch:
        people = {row[0] for row in everything(db)["person"]}
        while (first := imports.preview(db, kind, data, "a.csv", agency, change_addresses=change)).rejected:
            wrong = {line.number for line in first.rejected}
            lines = enumerate(data.split(b"\r\n"), 1)
            data = b"\r\n".join(line for number, line in lines if number not in wrong)
        imports.apply(db, first)
        kept = everything(db)
        assert people <= {row[0] for row in kept["person"]}
        second = imports.preview(db, kind, data, "a.csv", agency)
        assert second.kept.is_listed == (first.total == 0)
        patch.setattr("elearn.tracker.imports.staging.applied_before", lambda *_: None)
        full = imports.preview(db, kind, data, "a.csv", agency)
        assert full.count("unchanged") == second.count("unchanged") == first.total
        imports.apply(db, second)
        assert everything(db) == kept


@settings(SOME, max_examples=examples(24))
@given(FILES, st.integers(0, 12))
def test_a_file_in_two_halves_writes_the_facts_of_the_whole(
    folder: Path, sent: tuple[str, bytes], half: int
) -> None:
    kind, data = sent
    header, *rows = data.split(b"\r\n")[:-1]
    rows = list(
        {row.split(b",")[0]: row for row in rows if b"@" in row}.values()
    )  # one row about each person
    with copy(folder) as db:
        for part in (rows[:half], rows[half:]):
            found = imports.preview(db, kind, b"\n".join([header, *part]), "a.csv")
            imports.apply(db, found, accept_valid=True)
        parts = everything(db)
    with copy(folder) as db:
        found = imports.preview(db, kind, b"\n".join([header, *rows]), "a.csv")
        imports.apply(db, found, accept_valid=True)
        assert facts(everything(db)) == facts(parts)


def facts(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, object]:
    """The people, posts and completions, without the numbers that each got."""
    people = {row[0]: row[1:] for row in tables["person"]}
    return {
        "people": sorted(map(str, people.values())),
        "posts": sorted(str((people[row[1]], row[2:])) for row in tables["post"]),
        "tries": sorted(str((people[row[1]], row[2:8])) for row in tables["completion"]),
    }


def as_before(db: Database, kind: str, data: bytes) -> bool:
    """Whether the file is known, so that its rows are not examined."""
    found = imports.preview(db, kind, data, "again.csv")
    assert found.total == len(found.rows) == dedent(data.decode()).count("\n") - 1
    assert found.kept.is_listed or "nothing that it says has changed since" in found.notes[-1]
    return not found.kept.is_listed


def retitled(db: Database) -> None:
    with db.write() as conn:
        conn.execute("update course set title = 'Renamed' where id = 'bruising'")


def renamed(db: Database) -> None:
    imports.correct_person(
        db, person(db, "el@trust.example"), {"email": "el@trust.example", "name": "El Fry-Dean"}
    )


CHANGES: dict[str, Callable[[Database], object]] = {
    "a form": lambda db: imports.enter(
        db,
        "people",
        {**dict(zip(HEADER, ("u@c.example", "U V", "", "trust", "R1", "2024-01-01", ""), strict=True))},
    ),
    "a correction": renamed,
    "an end": lambda db: imports.end(db, "person", person(db, "el@trust.example"), "2025-01-01"),
    "an end of an agency": lambda db: imports.end(db, "agency", "trust", "2025-01-01"),
    "a removal": lambda db: imports.remove(db, "role_group", "R2-spare"),
    "another file of agencies": lambda db: bring(db, "agencies", "id,name\nnew,New\n"),
    "a course that is published": lambda db: register(db, "sleep"),
    "a course with another title": retitled,
}
HARMLESS: dict[str, Callable[[Database], object]] = {
    "the same file again": lambda db: bring(db, "people", KINDS["people"]),
    "completions": lambda db: bring(
        db, "completions", "email,course,completed_on\nann@council.example,neglect,2024-01-09\n"
    ),
    "a role": lambda db: roles.give(db, "new.one@trust.example", "board", None, by=None),
}


@pytest.mark.parametrize("change", [*CHANGES, *HARMLESS])
def test_a_file_is_examined_again_if_anything_it_depends_on_may_have_changed(
    county: Database, change: str
) -> None:
    bring(county, "role-groups", "id,name\nR2-spare,Spare\n")
    data = dedent(KINDS["people"]).encode()
    assert not as_before(county, "people", data)
    imports.apply(county, imports.preview(county, "people", data, "people.csv"))
    assert as_before(county, "people", data)
    (CHANGES | HARMLESS)[change](county)
    assert as_before(county, "people", data) == (change in HARMLESS)


@pytest.mark.parametrize("kind", imports.KINDS)
def test_each_kind_knows_a_file_that_was_applied_unless_screens_change_the_same(
    county: Database, kind: str
) -> None:
    plan_first_session(county, kind)
    data = dedent(KINDS[kind]).encode()
    imports.apply(county, imports.preview(county, kind, data, "first.csv"))
    assert as_before(county, kind, data) == (
        kind not in ("roles", "courses", "sessions", "attendance", "outside")
    )
    assert imports.preview(county, kind, data + b" ", "other bytes.csv").kept.is_listed


def test_a_file_is_known_only_for_the_same_agency_and_to_those_who_know_the_same(county: Database) -> None:
    data = b"email,name,agency,role_group,starts_on\nzo@c.example,Zo Ng,council,R1,2024-01-01\n"

    def known(agency: str | None, by: scope.Actor | None = None) -> bool:
        return not imports.preview(county, "people", data, "a.csv", agency, by=by).kept.is_listed

    lead = scope.actor(county, person(county, "ann@council.example"))
    imports.apply(county, imports.preview(county, "people", data, "a.csv", "council", by=lead), lead)
    assert known("council", lead)
    assert not known(None)
    assert not known("council")
    imports.apply(county, imports.preview(county, "people", data, "a.csv", "council"))
    assert known("council")
    assert not known("council", lead)


def test_a_file_that_is_known_is_examined_if_something_changes_before_it_is_applied(county: Database) -> None:
    data = dedent(KINDS["people"]).encode()
    bring(county, "people", KINDS["people"])
    found = imports.preview(county, "people", data, "people.csv")
    assert not found.kept.is_listed
    renamed(county)
    assert imports.apply(county, found).applied == 1


def test_progress_counts_rows_that_are_done(county: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "SLICE", 10)
    rows = "".join(f"p{n}@c.example,Pat Ng,council,R1,2024-01-01\n" for n in range(35))
    data = f"email,name,agency,role_group,starts_on\n{rows}\n".encode()
    read: list[tuple[int, int]] = []
    found = imports.preview(
        county, "people", data, "a.csv", progress=lambda done, total: read.append((done, total))
    )
    assert [done for done, _ in read] == [10, 20, 30, 35, 35]
    assert read[-1] == (35, 35)
    assert all(done <= total for done, total in read)
    written: list[tuple[int, int]] = []
    imports.apply(county, found, progress=lambda done, total: written.append((done, total)))
    assert written[-1] == (35, 35)
    assert written == sorted(written)


def references_followed(db: Database, kind: str, data: bytes) -> int:
    """How many references Python's collector would follow after the last slice of a file was examined."""
    found: list[int] = []

    def count(done: int, total: int) -> None:
        if done + examining.SLICE == total:
            gc.collect()  # it stops to follow what holds only texts, until something else is put there
            gc.disable()
        if done == total:
            found.append(sum(map(len, map(gc.get_referents, gc.get_objects()))))

    try:
        imports.preview(db, kind, data, "a.csv", progress=count)
    finally:
        gc.enable()
    return found[0]


@pytest.mark.parametrize("kind", ["people", "completions"])
def test_the_collector_looks_through_little_of_a_long_file(
    county: Database, address: str, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(examining, "SLICE", 10)
    files = {
        "people": [f"p{n}@c.example,Pat Ng {n},N{n},council,R1,2024-01-01" for n in range(4_000)],
        "completions": [f"ann@council.example,neglect,{n},2024-01-01,{n % 100}" for n in range(4_000)],
    }
    headers = {
        "people": "email,name,staff_number,agency,role_group,starts_on",
        "completions": "email,course,version,completed_on,score",
    }
    short, long = (
        references_followed(county, kind, "\n".join([headers[kind], *files[kind][:most]]).encode())
        for most in (1_000, 4_000)
    )
    assert long - short < 2 * 3_000  # the row itself, and little more


def test_the_surroundings_of_a_file_are_kept_without_any_name(county: Database) -> None:
    bring(county, "people", KINDS["people"])
    with county.read() as conn:
        detail = conn.value("select detail from audit_event order by id desc limit 1")
        assert again.surroundings(conn, Limits(), Asked()) in detail
    assert "El Fry" not in detail


@pytest.mark.parametrize("kind", ["people", "completions"])
def test_what_another_imports_while_rows_are_staged_is_seen_before_they_are_written(
    county: Database, address: str, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    data = dedent(KINDS[kind]).encode()
    found = imports.preview(county, kind, data, "mine.csv")
    stage = imports.KINDS[kind].stage
    theirs: list[object] = []

    def others_come_first(self: imports.Kind, *arguments: Any) -> None:
        stage(self, *arguments)
        if not theirs:
            theirs.append(None)
            with open_database(address) as other:
                theirs.append(bring(other, kind, KINDS[kind]))

    monkeypatch.setattr(imports.KINDS[kind], "stage", others_come_first)
    assert imports.apply(county, found).applied == 0
    assert len(theirs) == 2
    assert imports.preview(county, kind, data, "mine.csv").count("unchanged") == found.total

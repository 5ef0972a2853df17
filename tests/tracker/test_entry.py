"""One row by a form: as a file would bring it, and what it can do beyond that: replace, end and remove."""

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from elearn.database import Database, open_database
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.reporting.coverage import CoverageRow, coverage
from elearn.tracker import current_version, directory, imports, languages, scope, standing
from elearn.tracker.imports import removal
from elearn.tracker.imports.stored import THINGS
from elearn.tracker.scope import Actor, Scope
from tests.tracker.conftest import counts, person
from tests.tracker.test_import_kinds import KINDS, rows

REQUIREMENT = {"course": "neglect", "agency": "council", "from": "01/01/2024", "due_within_days": "30"}
ANN = {
    "email": "ann@council.example",
    "name": "Ann Bell",
    "staff_number": "C1",
    "agency": "council",
    "role_group": "R1",
    "starts_on": "2023-04-01",
}


def first_row(kind: str) -> dict[str, str]:
    """A good row of a kind, by column."""
    return next(csv.DictReader(io.StringIO(dedent(KINDS[kind]))))


def as_file(row: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue().encode()


def everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the database, without what differs between a file and a form, and between two moments."""
    left_out = ("import_batch", "audit_event")
    with db.read() as conn:
        found = {
            table: sorted(
                [
                    tuple(
                        str(value) for name, value in row.items() if name not in ("recorded_at", "built_at")
                    )
                    for row in conn.rows(f"select * from {table}")
                ]
            )
            for table in counts(db)
            if table not in left_out
        }
        return {**found, "standing": sorted(standing.lines_of(conn, Scope.everyone()))}


@contextmanager
def unchanged(db: Database) -> Iterator[None]:
    before = counts(db)
    yield
    assert counts(db) == before


def assert_as_rebuilt(db: Database) -> None:
    """The standings that were kept as rows changed are those that follow from the facts."""
    kept = everything(db)
    with db.write() as conn:
        standing.rebuild(conn)
    assert everything(db) == kept


def courses_of_standing(db: Database) -> set[str]:
    with db.read() as conn:
        return {line.course for _, line in standing.lines_of(conn, Scope.everyone())}


def who(db: Database, email: str) -> Actor:
    return scope.actor(db, person(db, email))


def required(db: Database, **changed: str) -> int:
    entered = imports.enter(db, "requirements", {**REQUIREMENT, **changed})
    assert isinstance(entered.id, int)
    return entered.id


def refused(db: Database, *call: Any, **options: Any) -> str:
    """What a call of a function says when it refuses. Nothing has changed then."""
    function, *arguments = call
    with unchanged(db), pytest.raises(InputFault) as fault:
        function(db, *arguments, **options)
    return " ".join(f"{each.message} {each.remedy}" for each in fault.value.problems)


@pytest.fixture
def twin(county: Database, tmp_path: Path) -> Iterator[Database]:
    """A copy of the county."""
    county.backup(tmp_path / "twin.db")
    with open_database(str(tmp_path / "twin.db")) as opened:
        yield opened


FORMS = [kind for kind in imports.KINDS if kind not in ("sessions", "attendance", "outside")]
"""Taught sessions, their lists, and learning from elsewhere have forms of their own, which write them otherwise."""


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_writes_what_a_file_of_one_row_writes(county: Database, twin: Database, kind: str) -> None:
    row = first_row(kind)
    done = imports.apply(twin, imports.preview(twin, kind, as_file(row), "one.csv"))
    stamp = current_version(county)
    entered = imports.enter(county, kind, row)
    assert everything(county) == everything(twin)
    assert (entered.action != "unchanged") == (done.applied == 1)
    assert (current_version(county) != stamp) == (done.applied == 1)
    again = imports.enter(county, kind, row)
    assert (again.action, again.batch, again.id) == ("unchanged", None, entered.id)


def test_several_faults_are_told_at_once_and_a_blank_form_is_told_what_it_needs(county: Database) -> None:
    assert "There is no course “nope”" in (
        said := refused(county, imports.enter, "requirements", {**REQUIREMENT, "course": "nope", "from": "x"})
    )
    assert "“x” in from is not a date" in said
    assert "The cell in email is blank" in refused(county, imports.enter, "people", {})


def test_a_row_that_is_there_is_not_overwritten_by_a_form_that_adds(county: Database) -> None:
    assert "already such an agency" in refused(
        county, imports.enter, "agencies", {"id": "TRUST", "name": "Another"}, new=True
    )
    other = {**ANN, "name": "Another Ann", "agency": "schools", "staff_number": ""}
    assert "is the address of Ann Bell" in refused(county, imports.enter, "people", other, new=True)
    assert imports.enter(county, "people", {**other, "name": "Ann Bell"}, new=True).action == "new"


def test_what_forms_brought_is_not_in_the_list_of_files(county: Database) -> None:
    before = directory.imports(county, Scope.everyone()).total
    required(county)
    assert directory.imports(county, Scope.everyone()).total == before


def test_the_audit_says_what_was_entered_and_no_more_of_people_than_it_must(county: Database) -> None:
    by = who(county, "di@trust.example")
    imports.enter(county, "exemptions", {**first_row("exemptions"), "reason": "On a ward"}, by=by)
    imports.enter(county, "people", {**ANN, "ends_on": "2024-01-01"}, by=by)
    imports.enter(county, "agencies", {"id": "new", "name": "New one"}, by=by)
    events = rows(county, "select action, actor, detail from audit_event order by id desc limit 3")
    assert {(event["action"], event["actor"]) for event in events} == {("entry.applied", by.person)}
    assert "New one" in events[0]["detail"]
    words = events[1]["detail"] + events[2]["detail"]
    assert f'"person": {person(county, "ann@council.example")}' in words
    for private in ("ann@", "Ann", "C1", "ward"):
        assert private not in words


def test_a_lead_enters_people_of_their_own_agency_only(county: Database) -> None:
    lead = who(county, "ann@council.example")
    new = {**first_row("people"), "agency": "social-work"}
    with pytest.raises(NotAllowed, match="which agency"):
        imports.enter(county, "people", new, by=lead)
    with pytest.raises(NotFound):
        imports.enter(county, "people", new, by=lead, agency="trust")
    assert "There is no agency" in refused(
        county, imports.enter, "people", {**new, "agency": "trust"}, by=lead, agency="council"
    )
    post = imports.enter(county, "people", new, by=lead, agency="council").id
    assert post is not None
    imports.end(county, "post", post, "01/02/2026", by=lead, agency="council")
    [theirs] = rows(county, "select id from post where agency = 'trust' and role_group = 'R3'")
    for act in (
        lambda: imports.enter(county, "people", new, by=lead, agency="council", replacing=theirs["id"]),
        lambda: imports.end(county, "post", theirs["id"], "01/02/2026", by=lead, agency="council"),
        lambda: imports.end(county, "person", person(county, "di@trust.example"), "01/02/2026", by=lead),
        lambda: imports.remove(county, "post", post, by=lead),
        lambda: imports.end(county, "agency", "council", "01/02/2026", by=lead, agency="council"),
        lambda: imports.correct_person(county, 1, {"email": "a@b.example", "name": "A"}, by=lead),
        lambda: imports.enter(county, "requirements", REQUIREMENT, by=lead, agency="council"),
    ):
        with unchanged(county), pytest.raises((NotAllowed, NotFound)):
            act()


@pytest.mark.parametrize("email", ["ann@council.example", "bo@council.example"])
@pytest.mark.parametrize("read", [imports.references, imports.texts_of, imports.open_rows])
@pytest.mark.parametrize("thing", ["agency", "person", "post"])
def test_what_forms_show_is_for_administrators(county: Database, email: str, read: Any, thing: str) -> None:
    id = "trust" if thing == "agency" else 1
    assert read(county, thing, id, by=who(county, "di@trust.example")) == read(county, thing, id)
    with pytest.raises(NotAllowed):
        read(county, thing, id, by=who(county, email))


def test_who_requires_a_course_that_is_withdrawn_is_told_that_nobody_can_start_it(county: Database) -> None:
    row = {**REQUIREMENT, "course": "bruising", "role_group": ""}
    assert not any(
        "publish" in each for each in imports.preview(county, "requirements", as_file(row), "r.csv").notes
    )
    with county.write() as conn:
        conn.execute("update course set version = '' where id = 'bruising'")
    [note] = imports.preview(county, "requirements", as_file(row), "r.csv").notes
    assert "Nobody can start these courses until you publish them again" in note
    assert imports.enter(county, "requirements", row).notes == [note]


def test_a_requirement_may_change_its_key_and_standings_follow(county: Database) -> None:
    first = required(county)
    changed = {**REQUIREMENT, "agency": "", "role_group": "R3", "from": "2024-02-01"}
    entered = imports.enter(county, "requirements", changed, replacing=first)
    kept = rows(county, "select id, agency, role_group, from_day from requirement")
    assert kept == [{"id": entered.id, "agency": None, "role_group": "R3", "from_day": "2024-02-01"}]
    assert_as_rebuilt(county)
    other = required(county)
    assert "already such a requirement" in refused(
        county, imports.enter, "requirements", REQUIREMENT, replacing=entered.id
    )
    with unchanged(county), pytest.raises(InputFault):
        imports.enter(county, "requirements", {**REQUIREMENT, "from": "never"}, replacing=other)


@pytest.mark.parametrize(("agency", "role_group"), [("council", "R1"), ("council", ""), ("", "R1"), ("", "")])
def test_a_requirement_of_some_is_added_changed_ended_and_removed_and_standings_follow(
    county: Database, agency: str, role_group: str
) -> None:
    row = {**REQUIREMENT, "agency": agency, "role_group": role_group, "course": "bruising"}
    required(county)
    id = required(county, **row)
    assert "bruising" in courses_of_standing(county)
    assert_as_rebuilt(county)
    imports.enter(county, "requirements", {**row, "due_within_days": "5"}, replacing=id)
    assert_as_rebuilt(county)
    imports.end(county, "requirement", id, "01/06/2025")
    assert_as_rebuilt(county)
    imports.remove(county, "requirement", id)
    assert "bruising" not in courses_of_standing(county)
    assert_as_rebuilt(county)


@pytest.mark.parametrize("changed", [{"parent": "trust"}, {"parent": ""}, {"basis": "headcount"}])
@pytest.mark.parametrize("agency", ["schools", "oak-school"])
def test_an_agency_that_moves_or_counts_otherwise_takes_its_figures_along(
    county: Database, agency: str, changed: dict[str, str]
) -> None:
    required(county, agency="")
    required(county, agency="council", course="bruising")
    before = imports.texts_of(county, "agency", agency)

    def figures() -> list[CoverageRow]:
        return coverage(county, Scope.everyone(), date(2024, 6, 1), ["agency", "course"])

    kept = figures()
    moved = imports.enter(county, "agencies", {**before, **changed}, replacing=agency)
    assert_as_rebuilt(county)
    assert moved.action == "unchanged" or figures() != kept
    imports.enter(county, "agencies", before, replacing=agency)
    assert_as_rebuilt(county)


def test_a_post_may_start_on_another_day_or_be_another_person_s(county: Database) -> None:
    required(county)
    [post] = rows(county, "select id from post where staff_number = 'C1'")
    moved = imports.enter(county, "people", {**ANN, "starts_on": "2024-03-01"}, replacing=post["id"])
    assert rows(county, "select starts_on from post where staff_number = 'C1'") == [
        {"starts_on": "2024-03-01"}
    ]
    assert_as_rebuilt(county)
    twin = {**ANN, "email": "ann.two@council.example", "name": "Ann Two"}
    imports.enter(county, "people", twin, replacing=moved.id)
    assert not rows(county, "select 1 from post where person = 1")
    assert_as_rebuilt(county)


def test_an_id_may_change_until_something_refers_to_it(county: Database) -> None:
    group = {"id": "R4", "name": "Others"}
    said = refused(county, imports.enter, "role-groups", {**group, "id": "no good"}, replacing="R1")
    assert "cannot be an id" in said
    assert "in it" not in said
    said = refused(county, imports.enter, "role-groups", group, replacing="R1")
    assert "cannot be given another id: 1 person has or had a post in it" in said
    imports.enter(county, "role-groups", group)
    imports.enter(county, "role-groups", {**group, "id": "R5"}, replacing="R4")
    assert [row["id"] for row in rows(county, "select id from role_group")] == ["R1", "R2", "R3", "R5"]


def test_the_second_of_two_who_change_a_row_is_told_what_it_says_now(county: Database) -> None:
    shown = imports.texts_of(county, "agency", "trust")
    assert (shown["basis"], shown["parent"]) == ("headcount", "")
    imports.enter(county, "agencies", {**shown, "target": "80"}, replacing="trust", shown=shown)
    mine = {**shown, "name": "The Trust"}
    said = refused(county, imports.enter, "agencies", mine, replacing="trust", shown=shown)
    assert "Someone has changed this since you opened it." in said
    assert "The value in target was “90” and is “80” now." in said
    assert "Someone has changed" in refused(county, imports.remove, "agency", "trust", shown=shown)
    now = imports.texts_of(county, "agency", "trust")
    imports.enter(county, "agencies", mine, replacing="trust", shown=now)
    imports.enter(county, "agencies", {"id": "gone", "name": "Gone"})
    imports.remove(county, "agency", "gone")
    with pytest.raises(NotFound, match="no such agency"):
        imports.enter(county, "agencies", {"id": "gone", "name": "Back"}, replacing="gone")


@pytest.mark.parametrize(
    "thing", ["agency", "role_group", "course", "post", "requirement", "exemption", "edition", "equivalence"]
)
def test_what_a_form_shows_of_a_row_saves_as_it_was(county: Database, thing: str) -> None:
    kind = THINGS[thing].kind
    id = imports.enter(county, kind, first_row(kind)).id
    assert id is not None
    shown = imports.texts_of(county, thing, id)
    assert list(shown) == [column.name for column in imports.KINDS[kind].columns]
    assert imports.enter(county, kind, shown, replacing=id, shown=shown).action == "unchanged"


@pytest.mark.parametrize("thing", ["requirement", "exemption", "post", "edition", "equivalence"])
def test_a_row_ends_and_not_before_it_starts(county: Database, thing: str) -> None:
    required(county, agency="", course="bruising")
    kind = THINGS[thing].kind
    id = imports.enter(county, kind, {**first_row(kind), "agency": "council"}).id
    assert id is not None
    last = next(c for c in imports.KINDS[kind].columns if c.key in ("to_day", "ends_on")).name
    day = "01/01/2020"
    usual = refused(county, imports.enter, kind, {**imports.texts_of(county, thing, id), last: day})
    assert "is before" in usual
    assert refused(county, imports.end, thing, id, day) == usual
    assert "is not a date" in refused(county, imports.end, thing, id, "soon")
    assert "is blank" in refused(county, imports.end, thing, id, " ")
    stamp = current_version(county)
    imports.end(county, thing, id, "01/06/2025", by=who(county, "di@trust.example"))
    assert imports.texts_of(county, thing, id)[last] == "01/06/2025"
    assert current_version(county) != stamp
    assert_as_rebuilt(county)


def test_someone_who_left_has_no_open_post_and_an_earlier_end_stays(county: Database) -> None:
    required(county, agency="")
    cy = person(county, "cy@school.example")
    assert imports.open_rows(county, "person", cy).posts == 1
    assert imports.end(county, "person", cy, "2025-01-31").posts == 1
    ends = rows(county, f"select ends_on from post where person = {cy} order by starts_on")
    assert [row["ends_on"] for row in ends] == ["2024-08-31", "2025-01-31"]
    assert_as_rebuilt(county)
    assert "Nothing is open" in refused(county, imports.end, "person", cy, "2025-01-31")


def test_an_agency_ends_with_its_posts_and_requirements_after_those_within_it(county: Database) -> None:
    required(county)
    required(county, agency="", course="bruising")
    said = refused(county, imports.end, "agency", "council", "2025-01-31")
    assert "1 person is still in post" in said
    assert "Social work teams" in said
    assert imports.end(county, "agency", "social-work", "2025-01-31").posts == 1
    done = imports.end(county, "agency", "council", "2025-01-31")
    assert (done.posts, done.requirements) == (1, 1)
    assert rows(county, "select count(*) as n from requirement where to_day is null") == [{"n": 1}]
    assert_as_rebuilt(county)


def test_a_role_group_ends_with_its_posts_and_requirements(county: Database) -> None:
    required(county, agency="", role_group="R3")
    assert "is before 2023-04-01 in starts_on" in refused(
        county, imports.end, "role_group", "R3", "2023-03-31"
    )
    done = imports.end(county, "role_group", "R3", "2025-01-31")
    assert (done.posts, done.requirements) == (2, 1)
    assert_as_rebuilt(county)


@pytest.mark.parametrize("thing", THINGS)
def test_a_mistake_is_removed_and_the_audit_keeps_what_it_said(county: Database, thing: str) -> None:
    required(county, agency="", course="bruising")
    made = {
        "agency": ("agencies", {"id": "oops", "name": "Oops", "parent": "council"}),
        "role_group": ("role-groups", {"id": "R9", "name": "Nine"}),
        "course": ("courses", {"id": "safer-sleep", "title": "Safer sleep"}),
        "post": ("people", {**ANN, "role_group": "R2"}),
        "requirement": ("requirements", {**REQUIREMENT, "course": "bruising"}),
        "edition": ("editions", first_row("editions")),
        "equivalence": ("equivalences", first_row("equivalences")),
        "exemption": ("exemptions", {**first_row("exemptions"), "course": "bruising"}),
        "person": ("people", first_row("people")),
    }
    before = everything(county)
    kind, row = made[thing]
    id = imports.enter(county, kind, row).id
    assert id is not None
    if thing == "person":
        imports.remove(county, "post", id)
        id = person(county, row["email"])
        with county.write() as conn:
            conn.execute(f"insert into session values ('x', {id}, '2026-01-01', '2026-01-02')")
    by = who(county, "di@trust.example")
    imports.remove(county, thing, id, by=by)
    assert everything(county) == before
    assert_as_rebuilt(county)
    [event] = rows(county, "select action, actor, detail from audit_event order by id desc limit 1")
    assert (event["action"], event["actor"]) == ("entry.removed", by.person)
    assert ('"Oops"' if thing == "agency" else f'"{thing}"') in event["detail"]
    assert "@" not in event["detail"]
    with pytest.raises(NotFound):
        imports.remove(county, thing, id)


def test_what_something_refers_to_stays_and_says_what_does_and_what_to_do(county: Database) -> None:
    required(county)
    said = refused(county, imports.remove, "agency", "council")
    assert (
        "1 agency is part of it, 1 person has or had a post there, 1 person is its lead and 1 requirement"
        in said
    )
    assert "end it instead" in said
    assert imports.references(county, "person", person(county, "ann@council.example")) == [
        "they have or had 1 post",
        "they have 1 role",
    ]
    assert "1 requirement names it" in refused(county, imports.remove, "course", "neglect")
    assert "people have or had a post in it" in refused(county, imports.remove, "role_group", "R3")


def test_every_column_that_may_name_a_row_is_considered_before_it_is_removed(empty_file: Path) -> None:
    tables = {each.table: name for name, each in THINGS.items()}
    with open_database(str(empty_file)) as db, db.read() as conn:
        then = {
            (tables[to], table, column): on_delete
            for table in conn.column("select name from sqlite_master where type = 'table'")
            for column, to, on_delete in conn.tuples(
                f'select "from", "table", on_delete from pragma_foreign_key_list(\'{table}\')'
            )
            if to in tables and table not in removal.WORKED_OUT
        }
    pointing, in_schema = set(then), {each for each, says in then.items() if says != "NO ACTION"}
    considered = in_schema | {
        *((thing, each.table, each.column) for thing, found in removal.REFERENCES.items() for each in found),
        *((thing, *each) for thing, found in removal.GOES_ALONG.items() for each in found),
    }
    assert pointing - considered == set(), (
        "say in imports/removal.py whether these keep a row from being removed"
    )
    assert considered - pointing == set()


def test_a_person_s_address_is_corrected_and_their_old_links_stop_working(county: Database) -> None:
    by, ann = who(county, "di@trust.example"), person(county, "ann@council.example")
    shown = imports.texts_of(county, "person", ann)
    assert shown == {"email": "ann@council.example", "name": "Ann Bell", "language": ""}
    with county.write() as conn:
        conn.execute(f"insert into session values ('x', {ann}, '2026-01-01', '2999-01-02')")
    mine = {"email": "Ann.Bell@council.example", "name": "Ann Bell"}
    assert imports.correct_person(county, ann, mine, by=by, shown=shown).action == "changed"
    assert person(county, "ann.bell@council.example") == ann
    assert counts(county)["session"] == 0
    assert "someone else" in refused(
        county, imports.correct_person, ann, {"email": "di@trust.example", "name": "Ann Bell"}
    )
    said = refused(county, imports.correct_person, ann, {"email": "no", "name": ""})
    assert "is not an e-mail address" in said
    assert "The cell in name is blank" in said
    assert "Someone has changed" in refused(county, imports.correct_person, ann, mine, shown=shown)
    own = {"email": "di.eames@trust.example", "name": "Di Eames"}
    with county.write() as conn:
        conn.execute(f"insert into session values ('y', {by.person}, '2026-01-01', '2999-01-02')")
    imports.correct_person(county, by.person, own, by=by)
    assert counts(county)["session"] == 1


def test_a_person_s_language_is_set_and_taken_back_and_by_nobody_else(county: Database) -> None:
    by, ann = who(county, "di@trust.example"), person(county, "ann@council.example")
    name = {"email": "ann@council.example", "name": "Ann Bell"}
    assert imports.correct_person(county, ann, {**name, "language": "cy"}, by=by).action == "changed"
    assert languages.of_person(county, ann) == "cy"
    assert imports.correct_person(county, ann, name, by=by).action == "unchanged"
    with pytest.raises(InputFault, match="Klingon"):
        imports.correct_person(county, ann, {**name, "language": "Klingon"}, by=by)
    imports.correct_person(county, ann, {**name, "language": ""}, by=by)
    assert languages.of_person(county, ann) == ""
    own = who(county, "ann@council.example")
    languages.choose(county, ann, "cy", by=own)
    assert who(county, "ann@council.example").language == "cy"
    with pytest.raises(NotAllowed, match="their own language"):
        languages.choose(county, person(county, "bo@council.example"), "cy", by=own)
    with pytest.raises(ValueError, match="none of our languages"):
        languages.choose(county, ann, "xx", by=own)

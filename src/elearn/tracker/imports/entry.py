"""One row by a form: the same examination, the same messages and the same writing as for a row of a file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from elearn.database import Connection, Database, Row
from elearn.phrases import phrase
from elearn.problems import BadValue, InputFault, NotFound, Problem
from elearn.tracker import audit, changes, standing
from elearn.tracker.imports import removal, stored
from elearn.tracker.imports.base import Kind, Progress
from elearn.tracker.imports.cells import email as read_email
from elearn.tracker.imports.cells import language as read_language
from elearn.tracker.imports.cells import person_name
from elearn.tracker.imports.examining import examined
from elearn.tracker.imports.filerows import Action, FileRow
from elearn.tracker.imports.headers import kind_words
from elearn.tracker.imports.importing import find_kind
from elearn.tracker.imports.limits import (
    Limits,
    held_agencies,
    must_be_holdable,
    must_import,
    visible_agencies,
)
from elearn.tracker.imports.seen import must_be_seen
from elearn.tracker.imports.staging import keep_batch
from elearn.tracker.imports.stored import THINGS, Id
from elearn.tracker.imports.understanding import Asked, Understood, as_a_form
from elearn.tracker.scope import Actor

_ENTERED: dict[str, str] = {each.kind: name for name, each in THINGS.items() if name != "person"}
"""By kind, the thing that a row of it is."""
_THERE = {
    "": phrase("There is already such a row."),
    "agency": phrase("There is already such an agency."),
    "role_group": phrase("There is already such a role group."),
    "course": phrase("There is already such a course."),
    "post": phrase("There is already such a post."),
    "edition": phrase("There is already such an edition."),
    "requirement": phrase("There is already such a requirement."),
    "equivalence": phrase("There is already such an equivalence."),
    "exemption": phrase("There is already such an exemption."),
}
_NOT_THERE = {
    "agency": phrase("There is no such agency at the agency. Look at the list again."),
    "post": phrase("There is no such post at the agency. Look at the list again."),
    "requirement": phrase("There is no such requirement at the agency. Look at the list again."),
    "exemption": phrase("There is no such exemption at the agency. Look at the list again."),
}
"""By what belongs to an agency."""
_WRITE_THAT_NAME = phrase(
    "Write that name, or correct the address. A name is changed on the person’s own page."
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What a form did. `action` is new, changed or unchanged. `id` is the row's, if it has a page of its own.

    `batch` is the row of `import_batch`, or None if nothing was written. `notes` are what an import would note.
    """

    action: Action
    id: Id | None
    batch: int | None
    notes: list[str] = field(default_factory=list)


def enter(
    db: Database,
    kind: str,
    values: Mapping[str, str],
    *,
    by: Actor | None = None,
    agency: str | None = None,
    new: bool = False,
    replacing: Id | None = None,
    shown: Mapping[str, str] | None = None,
    written: Collection[str] = (),
    seen: int | None = None,
    working_out: Progress | None = None,
) -> Entered:
    """Write one row of one of the `KINDS`. `values` are the texts of all its columns; one that is not there is blank.

    `by`, `agency` and `written` are as for `preview`. Without more, the row is added, or changes the row with the same
    key, as a file does. With `new`, a row that is there already is refused. `replacing` is the id of the row that this
    one takes the place of, even if its key changes. `shown` are the texts that the form showed of it: if they are no
    longer true, the row is refused. `seen` is the version of the facts at which the effect of this was shown: if rules
    changed since, the row is refused too. `working_out` is told afterwards how many people's standing is worked out,
    of how many. Raises InputFault with every problem (`path` is the column), NotFound and NotAllowed.
    """
    with db.write() as conn:
        must_be_seen(conn, seen)
        entered = enter_within(
            conn,
            kind,
            values,
            by=by,
            agency=agency,
            new=new,
            replacing=replacing,
            shown=shown,
            written=written,
        )
    standing.settle_now(db, working_out)
    return entered


def enter_within(
    conn: Connection,
    kind: str,
    values: Mapping[str, str],
    *,
    by: Actor | None = None,
    agency: str | None = None,
    new: bool = False,
    replacing: Id | None = None,
    shown: Mapping[str, str] | None = None,
    written: Collection[str] = (),
) -> Entered:
    """`enter` in the caller's transaction, for what belongs together with the row. It settles nothing afterwards.

    It raises the same. Use it for rows that are about a few people.
    """
    what = find_kind(kind)
    must_import(what, agency, by)
    must_be_holdable(what, "", agency)
    typed = as_a_form(what, [values.get(column.name, "").strip() for column in what.columns])
    held, visible = held_agencies(conn, agency, by), visible_agencies(conn, by)
    line, notes = _examined(conn, what, typed, held, visible, written, by, replacing)
    before = None if replacing is None else _before(conn, kind, replacing, shown, held)
    if before is not None and not _same_key(kind, before, line):
        _make_room(conn, kind, before, line)
        what = find_kind(kind)
        line, notes = _examined(conn, what, typed, held, visible, written, by)
        new = True
    if not line.good:
        raise InputFault(replace(problem, line=0) for problem in line.problems)
    if new:
        _must_be_new(conn, kind, line, before)
    batch = None
    if line.action != "unchanged":
        batch = _written(conn, what, line, by, agency, before)
    thing = _ENTERED.get(kind)
    id = stored.id_of(conn, thing, line.values) if thing else None
    return Entered(line.action, id, batch, notes)


def thing_of(kind: str) -> str:
    """What a row of a kind is, by the name that it has in `THINGS`."""
    return _ENTERED[kind]


def examined_entry(
    conn: Connection,
    kind: str,
    values: Mapping[str, str],
    *,
    by: Actor | None,
    new: bool,
    replacing: Id | None,
    shown: Mapping[str, str] | None,
    written: Collection[str],
) -> FileRow:
    """The row that `enter` would write with the same arguments. It writes nothing, and raises what `enter` raises."""
    what = find_kind(kind)
    must_import(what, None, by)
    typed = as_a_form(what, [values.get(column.name, "").strip() for column in what.columns])
    line, _ = _examined(conn, what, typed, None, visible_agencies(conn, by), written, by, replacing)
    before = None if replacing is None else _before(conn, kind, replacing, shown, None)
    if not line.good:
        raise InputFault(replace(problem, line=0) for problem in line.problems)
    if before is not None and not _same_key(kind, before, line):
        removal.must_be_free(conn, _ENTERED[kind], before["id"], "be given another id")
        new = True
    if new:
        _must_be_new(conn, kind, line, before)
    return line


def correct_person(
    db: Database,
    person: int,
    values: Mapping[str, str],
    *,
    by: Actor | None = None,
    shown: Mapping[str, str] | None = None,
) -> Entered:
    """Correct a person's `email` and `name`, and set their `language`, if it is given. "" lets the setting decide.

    A file cannot correct an address: there, another one is another person.

    If the address changes, links to sign in that were sent to the old one stop working, and so do open sessions,
    unless it is the administrator's own. Raises InputFault, NotFound, and NotAllowed unless `by` is an administrator.
    """
    if by is not None:
        by.must("administer")
    read = _read_person(values)
    with db.write() as conn:
        before = stored.row(conn, "person", person)
        stored.must_be_as_shown("person", shown, before)
        taken = stored.id_of(conn, "person", read)
        if taken not in (None, person):
            message = phrase("%(email)s is someone else’s address.", email=read["email"])
            remedy = phrase("Each person needs their own address.")
            raise InputFault([_fault("email", "taken", message, remedy)])
        changed = sorted(name for name in read if before[name] != read[name])
        if not changed:
            return Entered("unchanged", person, None)
        written = ", ".join(f"{name} = :{name}" for name in read)
        conn.execute(f"update person set {written} where id = :id", {**read, "id": person})
        if "email" in changed:
            is_self = by is not None and by.person == person
            for table in ("sign_in_link",) if is_self else ("sign_in_link", "session"):
                conn.execute(f"delete from {table} where person = :id", {"id": person})
        batch = removal.keep(
            conn, "person", "entry.applied", person, by, {"person": person, "changed": changed}
        )
        changes.note_people(conn, {person})
    return Entered("changed", person, batch)


def _examined(
    conn: Connection,
    kind: Kind,
    typed: Understood,
    held: frozenset[str] | None,
    visible: frozenset[str] | None,
    written: Collection[str],
    by: Actor | None,
    replacing: Id | None = None,
) -> tuple[FileRow, list[str]]:
    limits = Limits(held, visible, written, by_form=True, replacing=replacing, by=by)
    done = examined(conn, kind, typed, limits, Asked())
    [line], [kept] = done.sheet.lines, done.kept
    line.action, line.problems = kept.action, kept.problems
    return line, done.sheet.finished_notes()


def _before(
    conn: Connection, kind: str, id: Id, shown: Mapping[str, str] | None, held: frozenset[str] | None
) -> Row:
    """The stored row that is replaced. Raises NotFound, and InputFault if it is no longer as shown."""
    if kind not in _ENTERED:
        raise NotFound(
            phrase(
                "A row of %(kind)s has no id. Give the row with the same key instead.", kind=kind_words(kind)
            )
        )
    thing = _ENTERED[kind]
    found = stored.row(conn, thing, id)
    if held is not None and found.get("agency", found["id"]) not in held:
        raise NotFound(_NOT_THERE[thing])
    stored.must_be_as_shown(thing, shown, found)
    return found


def _same_key(kind: str, before: Row, line: FileRow) -> bool:
    return all(line.values.get(name) == before[name] for name in THINGS[_ENTERED[kind]].key)


def _make_room(conn: Connection, kind: str, before: Row, line: FileRow) -> None:
    """Take the old row away, so that the row with another key can be examined and written in its place.

    If something refers to the old row, or there is a row with the new key, this is refused. What is wrong with the
    new row itself is more useful to know, so that comes first.
    """
    thing = _ENTERED[kind]
    if line.good:
        _must_be_new(conn, kind, line, before)
        removal.must_be_free(conn, thing, before["id"], "be given another id")
    if not removal.references_of(conn, thing, before["id"]):
        removal.take_out(conn, thing, before["id"])


def _must_be_new(conn: Connection, kind: str, line: FileRow, before: Row | None) -> None:
    """Raise InputFault if the row is there already, or if its address belongs to a person of another name.

    The person of the row `before`, which this one replaces, may get another name.
    """
    if line.action != "new":
        remedy = phrase("Open that one and change it, or correct this one.")
        raise InputFault([_fault("", "there", _THERE[_ENTERED.get(kind, "")], remedy)])
    if kind == "people":
        name = conn.value(
            "select name from person where email = :email and name <> :name and id <> :known",
            {**line.values, "known": before["person"] if before else 0},
        )
        if name is not None:
            message = phrase("%(email)s is the address of %(name)s.", email=line.values["email"], name=name)
            raise InputFault([_fault("email", "there", message, _WRITE_THAT_NAME)])


def _written(
    conn: Connection, kind: Kind, line: FileRow, by: Actor | None, agency: str | None, before: Row | None
) -> int:
    """Write the row, and record who did. Returns the id of the `import_batch`."""
    told = {
        "kind": kind.name,
        "file": "",
        "sha256": "",
        "agency": agency,
        "applied": 1,
        "unchanged": 0,
        "rejected": 0,
    }
    actor = by.person if by else None
    batch = keep_batch(conn, told, actor)
    kind.apply(conn, [line], batch)
    if before is not None:
        removal.refresh_standing(conn, _ENTERED[kind.name], before)
    values = dict(line.values)
    if "email" in values and "person" not in values:
        values["person"] = conn.value("select id from person where email = :email", values)
    detail: dict[str, Any] = {"kind": kind.name, "values": stored.for_audit(values)}
    if before is not None:
        detail["replacing"] = before["id"]
    audit.note(conn, "entry.applied", actor=actor, subject=str(batch), detail=detail)
    return batch


def _read_person(values: Mapping[str, str]) -> dict[str, str]:
    read: dict[str, str] = {}
    problems = []
    for name, reader in (("email", read_email), ("name", person_name)):
        cell = values.get(name, "").strip()
        if not cell:
            message = phrase("The cell in %(column)s is blank.", column=name)
            problems.append(_fault(name, "blank", message, phrase("Fill it in.")))
            continue
        try:
            read[name] = reader(cell, name)
        except BadValue as error:
            problems.append(_fault(name, "value", error.message, error.remedy))
    if "language" in values:
        cell = values["language"].strip()
        try:
            read["language"] = read_language(cell, "language") if cell else ""
        except BadValue as error:
            problems.append(_fault("language", "value", error.message, error.remedy))
    if problems:
        raise InputFault(problems)
    return read


def _fault(column: str, rule: str, message: str, remedy: str) -> Problem:
    return Problem(column, 0, 0, rule, "error", message, remedy)

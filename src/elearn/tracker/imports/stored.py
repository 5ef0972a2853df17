"""One row of what is kept, by the columns of its kind of file and as texts, so that a form can show and change it."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from elearn.database import Connection, Database, Row
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound, Problem
from elearn.tracker.addresses import has_address_sql, shown
from elearn.tracker.imports.cells import day
from elearn.tracker.imports.importing import KINDS
from elearn.tracker.scope import Actor

Id = int | str


class Thing(NamedTuple):
    """What a row is: its kind of file, its table, what one is called, and how to find it.

    `key` are the values that tell it from others, and `by_key` is the condition that they match.
    """

    kind: str
    table: str
    word: str
    key: tuple[str, ...]
    select: str
    by_key: str


_LATEST: Final = f"""
(select post.{{column}} from post
  where post.person = person.id and post.staff_number <> '' and not ({has_address_sql("person.email")})
  order by post.starts_on desc, post.id desc limit 1)
"""
"""Of somebody without an address, what their latest post says: that is how a file names them."""
THINGS: Final[dict[str, Thing]] = {
    "agency": Thing(
        "agencies",
        "agency",
        "agency",
        ("id",),
        "select id, name, kind, parent, target, basis from agency",
        "id = :id",
    ),
    "role_group": Thing(
        "role-groups",
        "role_group",
        "role group",
        ("id",),
        "select id, name, level from role_group",
        "id = :id",
    ),
    "course": Thing(
        "courses",
        "course",
        "course",
        ("id",),
        "select id, title, version, minutes, kind from course",
        "id = :id",
    ),
    "person": Thing(
        "people",
        "person",
        "person",
        ("email",),
        "select id, id as person, email, name, language from person",
        "email = :email",
    ),
    "post": Thing(
        "people",
        "post",
        "post",
        ("email", "agency", "role_group", "starts_on"),
        """
        select post.id, post.person, person.email, person.name, person.language, post.staff_number, post.agency,
               post.role_group, post.starts_on, post.ends_on
          from post join person on person.id = post.person
        """,
        """
        person.email = :email and post.agency = :agency and post.role_group = :role_group
        and post.starts_on = :starts_on
        """,
    ),
    "requirement": Thing(
        "requirements",
        "requirement",
        "requirement",
        ("course", "agency", "role_group", "from_day"),
        """
        select id, course, agency, role_group, from_day, to_day, due_within_days, renew_after_months, edition,
               renew_from, renew_early_months, renew_on, minutes, participatory_percent, counts_replaced,
               counts_outside
          from requirement
        """,
        """
        course = :course and coalesce(agency, '') = coalesce(:agency, '')
        and coalesce(role_group, '') = coalesce(:role_group, '') and from_day = :from_day
        """,
    ),
    "edition": Thing(
        "editions",
        "standard_edition",
        "edition",
        ("id",),
        "select id, standard, edition, from_day, to_day, source from standard_edition",
        "id = :id",
    ),
    "equivalence": Thing(
        "equivalences",
        "equivalence",
        "equivalence",
        ("course", "other", "from_day"),
        "select id, course, other, kind, from_day, to_day, note from equivalence",
        "course = :course and other = :other and from_day = :from_day",
    ),
    "exemption": Thing(
        "exemptions",
        "exemption",
        "exemption",
        ("person", "course", "from_day"),
        f"""
        select exemption.id, exemption.person, person.email, exemption.course, exemption.from_day,
               exemption.to_day, exemption.reason, {_LATEST.format(column="agency")} as agency,
               {_LATEST.format(column="staff_number")} as staff_number
          from exemption join person on person.id = exemption.person
        """,
        "exemption.person = :person and exemption.course = :course and exemption.from_day = :from_day",
    ),
}
"""By name, what a form can show, end and remove."""

_GONE = {
    "agency": phrase("There is no such agency here, or not any more. Look at the list again."),
    "role_group": phrase("There is no such role group here, or not any more. Look at the list again."),
    "course": phrase("There is no such course here, or not any more. Look at the list again."),
    "person": phrase("There is no such person here, or not any more. Look at the list again."),
    "post": phrase("There is no such post here, or not any more. Look at the list again."),
    "requirement": phrase("There is no such requirement here, or not any more. Look at the list again."),
    "edition": phrase("There is no such edition here, or not any more. Look at the list again."),
    "equivalence": phrase("There is no such equivalence here, or not any more. Look at the list again."),
    "exemption": phrase("There is no such exemption here, or not any more. Look at the list again."),
}
_PRIVATE = frozenset({"email", "name", "staff_number", "reason"})


def row(conn: Connection, thing: str, id: Id) -> Row:
    """The stored row. Raises NotFound if it is not there (any more)."""
    what = THINGS[thing]
    could_be = isinstance(id, str if what.key == ("id",) else int)  # an address may hold anything
    found = conn.row(f"{what.select} where {what.table}.id = :id", {"id": id}) if could_be else None
    if found is None:
        raise NotFound(_GONE[thing])
    return found


def id_of(conn: Connection, thing: str, values: Mapping[str, Any]) -> Id | None:
    """The id of the row with this key, or None."""
    what = THINGS[thing]
    found = conn.row(f"{what.select} where {what.by_key}", {name: values[name] for name in what.key})
    return None if found is None else found["id"]


def as_texts(thing: str, found: Row) -> dict[str, str]:
    """A stored row by the columns of its kind, each as a person would type it. Days are DD/MM/YYYY."""
    texts = {}
    for column in KINDS[THINGS[thing].kind].columns:
        if column.key in found:
            value = shown(found["email"]) if column.key == "email" else found[column.key]
            is_day = column.read is day and value is not None
            texts[column.name] = _uk(value) if is_day else "" if value is None else column.write(value)
    return texts


def texts_of(db: Database, thing: str, id: Id, *, by: Actor | None = None) -> dict[str, str]:
    """`as_texts` of one row as it is now.

    Raises NotFound, and NotAllowed unless `by` is an administrator or a terminal (None).
    """
    if by is not None:
        by.must("administer")
    with db.read() as conn:
        return as_texts(thing, row(conn, thing, id))


def must_be_as_shown(thing: str, shown: Mapping[str, str] | None, found: Row) -> None:
    """Raise InputFault if the row is no longer what a form showed. It says what each value was and is now."""
    now = as_texts(thing, found)
    differing = [name for name in now if shown is not None and shown.get(name, now[name]) != now[name]]
    if not differing or shown is None:
        return
    message, remedy = phrase("Someone has changed this since you opened it."), phrase("Nothing is saved yet.")
    problems = [Problem("", 0, 0, "changed-since", "error", message, remedy)]
    for name in differing:
        message = _differs(name, shown[name], now[name])
        remedy = phrase("If yours is right, save it again. Otherwise write what it is now.")
        problems.append(Problem(name, 0, 0, "changed-since", "error", message, remedy))
    raise InputFault(problems)


def for_audit(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit keeps of a row. A person is their number: names, addresses and reasons stay out of it."""
    if "person" not in values:
        return dict(values)
    return {name: value for name, value in values.items() if name not in _PRIVATE}


def _uk(day_: str) -> str:
    year, month, number = day_.split("-")
    return f"{number}/{month}/{year}"


def _differs(column: str, before: str, now: str) -> str:
    """That a value is another one than a form showed. One of the two may be blank."""
    if not before:
        return phrase("The value in %(column)s was blank and is “%(now)s” now.", column=column, now=now)
    if not now:
        return phrase(
            "The value in %(column)s was “%(before)s” and is blank now.", column=column, before=before
        )
    return phrase(
        "The value in %(column)s was “%(before)s” and is “%(now)s” now.",
        column=column,
        before=before,
        now=now,
    )

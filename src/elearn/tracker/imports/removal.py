"""Removing a row that was a mistake. A row that something refers to stays, and the refusal says what does."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import audit, standing
from elearn.tracker.imports import stored
from elearn.tracker.imports.base import Progress
from elearn.tracker.imports.staging import keep_batch
from elearn.tracker.imports.stored import THINGS, Id
from elearn.tracker.scope import Actor


class Reference(NamedTuple):
    """A column that names the row, and what one or several of its rows are in words. `counted` is what is counted."""

    table: str
    column: str
    one: str
    many: str
    counted: str = "*"


_DID = (
    (
        "audit_event",
        "actor",
        "1 event in the audit was their doing",
        "{} events in the audit were their doing",
    ),
    ("import_batch", "by", "1 import was theirs", "{} imports were theirs"),
    ("archive_request", "decided_by", "they decided 1 request", "they decided {} requests"),
    ("notification", "recorded_by", "they recorded 1 notification", "they recorded {} notifications"),
    ("quality_marker_answer", "answered_by", "they answered 1 marker", "they answered {} markers"),
    ("dissemination", "recorded_by", "they recorded 1 dissemination", "they recorded {} disseminations"),
    ("recommendation_action", "recorded_by", "they recorded 1 action", "they recorded {} actions"),
    ("impact", "recorded_by", "they recorded 1 impact", "they recorded {} impacts"),
    ("workshop", "recorded_by", "they recorded 1 workshop", "they recorded {} workshops"),
    ("course_version", "published_by", "they published 1 version", "they published {} versions"),
    ("course_version", "withdrawn_by", "they withdrew 1 version", "they withdrew {} versions"),
)
REFERENCES: Final[dict[str, tuple[Reference, ...]]] = {
    "agency": (
        Reference("agency", "parent", "1 agency is part of it", "{} agencies are part of it"),
        Reference(
            "post",
            "agency",
            "1 person has or had a post there",
            "{} people have or had a post there",
            "distinct person",
        ),
        Reference("role", "agency", "1 person is its lead", "{} people are its leads"),
        Reference("requirement", "agency", "1 requirement names it", "{} requirements name it"),
        Reference("headcount", "agency", "1 headcount is of it", "{} headcounts are of it"),
        Reference("aggregate_return", "agency", "1 return is of it", "{} returns are of it"),
        Reference("import_batch", "agency", "1 import was held to it", "{} imports were held to it"),
        Reference("dissemination", "agency", "1 dissemination was there", "{} disseminations were there"),
        Reference("recommendation_action", "agency", "1 action is its own", "{} actions are its own"),
        Reference("impact", "agency", "1 impact was there", "{} impacts were there"),
    ),
    "role_group": (
        Reference(
            "post",
            "role_group",
            "1 person has or had a post in it",
            "{} people have or had a post in it",
            "distinct person",
        ),
        Reference("requirement", "role_group", "1 requirement names it", "{} requirements name it"),
        Reference("headcount", "role_group", "1 headcount is of it", "{} headcounts are of it"),
        Reference("aggregate_return", "role_group", "1 return is of it", "{} returns are of it"),
    ),
    "course": (
        Reference(
            "course_version", "course", "1 version was published here", "{} versions were published here"
        ),
        Reference("requirement", "course", "1 requirement names it", "{} requirements name it"),
        Reference("exemption", "course", "1 exemption is from it", "{} exemptions are from it"),
        Reference("registration", "course", "it was started once", "it was started {} times"),
        Reference("completion", "course", "1 completion is of it", "{} completions are of it"),
        Reference(
            "completion_without_result",
            "course",
            "1 completion with result not known is of it",
            "{} completions with result not known are of it",
        ),
        Reference("aggregate_return", "course", "1 return is of it", "{} returns are of it"),
    ),
    "person": (
        Reference("post", "person", "they have or had 1 post", "they have or had {} posts"),
        Reference("role", "person", "they have 1 role", "they have {} roles"),
        Reference("exemption", "person", "they have 1 exemption", "they have {} exemptions"),
        Reference("registration", "person", "they started 1 course", "they started {} courses"),
        Reference("completion", "person", "they have 1 completion", "they have {} completions"),
        Reference(
            "completion_without_result",
            "person",
            "they have 1 completion with result not known",
            "they have {} completions with result not known",
        ),
        Reference(
            "archive_request",
            "person",
            "they made 1 request to the archive",
            "they made {} requests to the archive",
        ),
        *(Reference(*each) for each in _DID),
    ),
    "post": (),
    "requirement": (),
    "exemption": (),
}
"""By thing, every column that may name it and that keeps it."""

GOES_ALONG: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "agency": (("agency_within", "agency"), ("agency_within", "within")),
    "role_group": (),
    "course": (
        ("course_outcome", "course"),
        ("course_recommendation", "course"),
        ("launch_ticket", "course"),
    ),
    "person": (
        ("session", "person"),
        ("sign_in_link", "person"),
        ("launch_ticket", "person"),
        ("unsettled", "person"),
    ),
    "post": (),
    "requirement": (),
    "exemption": (),
}
"""By thing, the columns that name it in rows that mean nothing without it. They are removed with it."""

WORKED_OUT: Final = ("standing",)
"""Tables that name things, but that are worked out from posts and requirements (`tracker.standing`)."""

_INSTEAD = {
    "agency": phrase("If it has closed, end it instead. The figures of earlier days then stay as they were."),
    "role_group": phrase(
        "If it is no longer used, end it instead. The figures of earlier days then stay as they were."
    ),
    "course": phrase("If nobody has to take it any more, end its requirements instead."),
    "person": phrase("If they have left, end their posts instead. What they have learned stays on record."),
}


def references(db: Database, thing: str, id: Id, *, by: Actor | None = None) -> list[str]:
    """What refers to one of the `THINGS`, in words, as in "3 people have or had a post there". Empty: nothing does.

    Raises NotAllowed unless `by` is an administrator or a terminal (None).
    """
    if by is not None:
        by.must("administer")
    with db.read() as conn:
        return references_of(conn, thing, id)


def references_of(conn: Connection, thing: str, id: Id) -> list[str]:
    """`references`, in the caller's transaction."""
    found: list[str] = []
    for each in REFERENCES[thing]:
        if found and each.table == "audit_event":
            break  # it is long and has no index for this, and the others say enough
        sql = f"select count({each.counted}) from {each.table} where {each.column} = :id"
        count: int = conn.value(sql, {"id": id})
        if count:
            found.append(each.one if count == 1 else each.many.format(f"{count:,}"))
    return found


def remove(
    db: Database,
    thing: str,
    id: Id,
    *,
    by: Actor | None = None,
    shown: Mapping[str, str] | None = None,
    working_out: Progress | None = None,
) -> None:
    """Remove a row that was a mistake, as if it had never been. The audit keeps what it said.

    `working_out` is told afterwards how many people's standing is worked out, of how many.
    Raises NotAllowed unless `by` is an administrator, NotFound if there is no such row, and InputFault if something
    refers to it or if it is no longer what was `shown`.
    """
    if by is not None:
        by.must("administer")
    with db.write() as conn:
        before = stored.row(conn, thing, id)
        stored.must_be_as_shown(thing, shown, before)
        must_be_free(conn, thing, id, "be removed")
        take_out(conn, thing, id)
        refresh_standing(conn, thing, before)
        keep(conn, thing, "entry.removed", id, by, {"values": stored.for_audit(before)})
    standing.settle_now(db, working_out)


def must_be_free(conn: Connection, thing: str, id: Id, done: str) -> None:
    """Raise InputFault if something refers to the row. `done` is what cannot be done to it, as in "be removed"."""
    if found := references_of(conn, thing, id):
        message = phrase(
            "This %(word)s cannot %(done)s: %(found)s.",
            word=THINGS[thing].word,
            done=done,
            found=in_words(found),
        )
        remedy = f"If that was a mistake too, remove it first. {_INSTEAD.get(thing, '')}".strip()
        raise InputFault([Problem("", 0, 0, "referred-to", "error", message, remedy)])


def take_out(conn: Connection, thing: str, id: Id) -> None:
    """Delete the row, and what means nothing without it."""
    for table, column in GOES_ALONG[thing]:
        conn.execute(f"delete from {table} where {column} = :id", {"id": id})
    conn.execute(f"delete from {THINGS[thing].table} where id = :id", {"id": id})


def keep(
    conn: Connection, thing: str, action: str, id: Id, by: Actor | None, detail: Mapping[str, Any]
) -> int:
    """Record that a form changed something, in `import_batch` (so that figures are worked out again) and the audit."""
    kind, actor = THINGS[thing].kind, by.person if by else None
    told = {
        "kind": kind,
        "file": "",
        "sha256": "",
        "agency": None,
        "applied": 1,
        "unchanged": 0,
        "rejected": 0,
    }
    batch = keep_batch(conn, told, actor)
    said = {"kind": kind, "what": thing, "id": id, **detail}
    audit.note(conn, action, actor=actor, subject=str(batch), detail=said)
    return batch


def in_words(parts: list[str]) -> str:
    """Several phrases as one, as in "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def refresh_standing(conn: Connection, thing: str, before: Mapping[str, Any]) -> None:
    """Work out the standings that the row `before` gave. Only a post, a requirement and an exemption give any."""
    if thing == "requirement":
        places = [(before["agency"], before["role_group"])]
        standing.refresh(conn, standing.affected(conn, places), {before["course"]})
    elif thing in ("post", "exemption"):
        standing.refresh(conn, {before["person"]})

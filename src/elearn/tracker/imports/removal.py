"""Removing a row that was a mistake. A row that something refers to stays, and the refusal says what does."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from elearn.database import Connection, Database
from elearn.phrases import Phrase, all_of, joined, nphrase, phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import audit, standing
from elearn.tracker.imports import stored
from elearn.tracker.imports.base import Progress
from elearn.tracker.imports.seen import must_be_seen
from elearn.tracker.imports.staging import keep_batch
from elearn.tracker.imports.stored import THINGS, Id
from elearn.tracker.scope import Actor
from elearn.translations import N_


class Reference(NamedTuple):
    """A column that names the row, and what its rows are in words, which count. `counted` is what is counted."""

    table: str
    column: str
    words: str
    counted: str = "*"

    def in_words(self, count: int) -> str:
        """What so many of its rows are."""
        assert isinstance(self.words, Phrase)
        return Phrase(self.words.message, {"num": f"{count:,}"}, self.words.many, count)


_REQUIREMENTS = nphrase("%(num)s requirement names it", "%(num)s requirements name it", 2)
_HEADCOUNTS = nphrase("%(num)s headcount is of it", "%(num)s headcounts are of it", 2)
_RETURNS = nphrase("%(num)s return is of it", "%(num)s returns are of it", 2)
_SESSIONS = nphrase("%(num)s taught session was its own", "%(num)s taught sessions were its own", 2)
_EQUIVALENCES = nphrase("%(num)s equivalence names it", "%(num)s equivalences name it", 2)
_OUTSIDE = nphrase(
    "%(num)s record of outside learning names it", "%(num)s records of outside learning name it", 2
)
_ASKED_EXEMPTIONS = nphrase("%(num)s exemption was asked for", "%(num)s exemptions were asked for", 2)
_DID = (
    (
        "audit_event",
        "actor",
        nphrase(
            "%(num)s event in the audit was their doing", "%(num)s events in the audit were their doing", 2
        ),
    ),
    ("import_batch", "by", nphrase("%(num)s import was theirs", "%(num)s imports were theirs", 2)),
    (
        "archive_request",
        "decided_by",
        nphrase("they decided %(num)s request", "they decided %(num)s requests", 2),
    ),
    (
        "notification",
        "recorded_by",
        nphrase("they recorded %(num)s notification", "they recorded %(num)s notifications", 2),
    ),
    (
        "quality_marker_answer",
        "answered_by",
        nphrase("they answered %(num)s marker", "they answered %(num)s markers", 2),
    ),
    (
        "dissemination",
        "recorded_by",
        nphrase("they recorded %(num)s dissemination", "they recorded %(num)s disseminations", 2),
    ),
    (
        "recommendation_action",
        "recorded_by",
        nphrase("they recorded %(num)s action", "they recorded %(num)s actions", 2),
    ),
    ("impact", "recorded_by", nphrase("they recorded %(num)s impact", "they recorded %(num)s impacts", 2)),
    (
        "workshop",
        "recorded_by",
        nphrase("they recorded %(num)s workshop", "they recorded %(num)s workshops", 2),
    ),
    (
        "subgroup_lesson",
        "decided_by",
        nphrase("they decided on %(num)s lesson", "they decided on %(num)s lessons", 2),
    ),
    (
        "course_version",
        "published_by",
        nphrase("they published %(num)s version", "they published %(num)s versions", 2),
    ),
    (
        "course_version",
        "withdrawn_by",
        nphrase("they withdrew %(num)s version", "they withdrew %(num)s versions", 2),
    ),
)
REFERENCES: Final[dict[str, tuple[Reference, ...]]] = {
    "agency": (
        Reference(
            "agency", "parent", nphrase("%(num)s agency is part of it", "%(num)s agencies are part of it", 2)
        ),
        Reference(
            "post",
            "agency",
            nphrase("%(num)s person has or had a post there", "%(num)s people have or had a post there", 2),
            "distinct person",
        ),
        Reference("role", "agency", nphrase("%(num)s person is its lead", "%(num)s people are its leads", 2)),
        Reference("requirement", "agency", _REQUIREMENTS),
        Reference("headcount", "agency", _HEADCOUNTS),
        Reference("aggregate_return", "agency", _RETURNS),
        Reference(
            "import_batch",
            "agency",
            nphrase("%(num)s import was held to it", "%(num)s imports were held to it", 2),
        ),
        Reference(
            "dissemination",
            "agency",
            nphrase("%(num)s dissemination was there", "%(num)s disseminations were there", 2),
        ),
        Reference(
            "recommendation_action",
            "agency",
            nphrase("%(num)s action is its own", "%(num)s actions are its own", 2),
        ),
        Reference("impact", "agency", nphrase("%(num)s impact was there", "%(num)s impacts were there", 2)),
        Reference("taught_session", "agency", _SESSIONS),
        Reference(
            "taught_place",
            "agency",
            nphrase(
                "%(num)s person came from it to a taught session",
                "%(num)s people came from it to taught sessions",
                2,
            ),
            "distinct person",
        ),
        Reference(
            "trainer_days",
            "agency",
            nphrase("it gave trainers to %(num)s session", "it gave trainers to %(num)s sessions", 2),
        ),
    ),
    "role_group": (
        Reference(
            "post",
            "role_group",
            nphrase("%(num)s person has or had a post in it", "%(num)s people have or had a post in it", 2),
            "distinct person",
        ),
        Reference("requirement", "role_group", _REQUIREMENTS),
        Reference("headcount", "role_group", _HEADCOUNTS),
        Reference("aggregate_return", "role_group", _RETURNS),
    ),
    "course": (
        Reference(
            "course_version",
            "course",
            nphrase("%(num)s version was published here", "%(num)s versions were published here", 2),
        ),
        Reference("requirement", "course", _REQUIREMENTS),
        Reference(
            "exemption",
            "course",
            nphrase("%(num)s exemption is from it", "%(num)s exemptions are from it", 2),
        ),
        Reference(
            "registration", "course", nphrase("it was started once", "it was started %(num)s times", 2)
        ),
        Reference(
            "completion", "course", nphrase("%(num)s completion is of it", "%(num)s completions are of it", 2)
        ),
        Reference(
            "completion_without_result",
            "course",
            nphrase(
                "%(num)s completion with result not known is of it",
                "%(num)s completions with result not known are of it",
                2,
            ),
        ),
        Reference("aggregate_return", "course", _RETURNS),
        Reference(
            "taught_session",
            "course",
            nphrase("%(num)s taught session is of it", "%(num)s taught sessions are of it", 2),
        ),
        Reference("equivalence", "course", _EQUIVALENCES),
        Reference("equivalence", "other", _EQUIVALENCES),
        Reference(
            "counts_towards",
            "other",
            nphrase("it counts towards %(num)s other", "it counts towards %(num)s others", 2),
        ),
        Reference("outside_learning", "course", _OUTSIDE),
        Reference(
            "reflection", "course", nphrase("%(num)s reflection is on it", "%(num)s reflections are on it", 2)
        ),
        Reference("exemption_request", "course", _ASKED_EXEMPTIONS),
    ),
    "person": (
        Reference(
            "post", "person", nphrase("they have or had %(num)s post", "they have or had %(num)s posts", 2)
        ),
        Reference("role", "person", nphrase("they have %(num)s role", "they have %(num)s roles", 2)),
        Reference(
            "signing_role",
            "person",
            nphrase("they sign %(num)s step of sign-off", "they sign %(num)s steps of sign-off", 2),
        ),
        Reference(
            "exemption", "person", nphrase("they have %(num)s exemption", "they have %(num)s exemptions", 2)
        ),
        Reference(
            "registration",
            "person",
            nphrase("they started %(num)s course", "they started %(num)s courses", 2),
        ),
        Reference(
            "completion",
            "person",
            nphrase("they have %(num)s completion", "they have %(num)s completions", 2),
        ),
        Reference(
            "completion_without_result",
            "person",
            nphrase(
                "they have %(num)s completion with result not known",
                "they have %(num)s completions with result not known",
                2,
            ),
        ),
        Reference(
            "archive_request",
            "person",
            nphrase(
                "they made %(num)s request to the archive", "they made %(num)s requests to the archive", 2
            ),
        ),
        Reference(
            "taught_place",
            "person",
            nphrase(
                "they have a place at %(num)s taught session",
                "they have places at %(num)s taught sessions",
                2,
            ),
        ),
        Reference("outside_learning", "person", _OUTSIDE),
        Reference(
            "reflection",
            "person",
            nphrase("they wrote %(num)s reflection", "they wrote %(num)s reflections", 2),
        ),
        Reference("exemption_request", "person", _ASKED_EXEMPTIONS),
        *(Reference(*each) for each in _DID),
    ),
    "post": (),
    "requirement": (),
    "edition": (
        Reference(
            "requirement",
            "edition",
            nphrase("%(num)s requirement comes from it", "%(num)s requirements come from it", 2),
        ),
    ),
    "equivalence": (),
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
        ("counts_towards", "course"),
    ),
    "person": (
        ("session", "person"),
        ("sign_in_link", "person"),
        ("launch_ticket", "person"),
        ("unsettled", "person"),
    ),
    "post": (),
    "requirement": (),
    "edition": (),
    "equivalence": (),
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
    "edition": phrase("If it is no longer in effect, end it instead. The figures of earlier days then stay."),
    "person": phrase("If they have left, end their posts instead. What they have learned stays on record."),
}
_CANNOT = {
    ("agency", "be removed"): N_("This agency cannot be removed: %(found)s."),
    ("role_group", "be removed"): N_("This role group cannot be removed: %(found)s."),
    ("course", "be removed"): N_("This course cannot be removed: %(found)s."),
    ("edition", "be removed"): N_("This edition cannot be removed: %(found)s."),
    ("person", "be removed"): N_("This person cannot be removed: %(found)s."),
    ("agency", "be given another id"): N_("This agency cannot be given another id: %(found)s."),
    ("role_group", "be given another id"): N_("This role group cannot be given another id: %(found)s."),
    ("course", "be given another id"): N_("This course cannot be given another id: %(found)s."),
    ("edition", "be given another id"): N_("This edition cannot be given another id: %(found)s."),
}
"""By thing, and by what cannot be done to it, what is said if something refers to it. Nothing refers to the others."""


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
            found.append(each.in_words(count))
    return found


def remove(
    db: Database,
    thing: str,
    id: Id,
    *,
    by: Actor | None = None,
    shown: Mapping[str, str] | None = None,
    seen: int | None = None,
    working_out: Progress | None = None,
) -> None:
    """Remove a row that was a mistake, as if it had never been. The audit keeps what it said.

    `seen` is as for `enter`. `working_out` is told afterwards how many people's standing is worked out, of how many.
    Raises NotAllowed unless `by` is an administrator, NotFound if there is no such row, and InputFault if something
    refers to it or if it is no longer what was `shown`.
    """
    if by is not None:
        by.must("administer")
    with db.write() as conn:
        must_be_seen(conn, seen)
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
        message = phrase(_CANNOT[thing, done], found=all_of(found))
        first = phrase("If that was a mistake too, remove it first.")
        remedy = joined((first, _INSTEAD[thing])) if thing in _INSTEAD else first
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
    return all_of(parts)


def refresh_standing(conn: Connection, thing: str, before: Mapping[str, Any]) -> None:
    """Work out the standings that the row `before` gave. What cannot be removed while in use gives none."""
    if thing == "requirement":
        places = [(before["agency"], before["role_group"])]
        standing.refresh(conn, standing.affected(conn, places), {before["course"]})
    elif thing == "equivalence":
        standing.refresh_required(conn, {before["course"]})
    elif thing in ("post", "exemption"):
        standing.refresh(conn, {before["person"]})

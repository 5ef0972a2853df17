"""Ending what was right until a day: posts, requirements, exemptions, editions, equivalences.

With posts and requirements, people, agencies and role groups end.
"""

from dataclasses import dataclass
from typing import Any

from elearn.database import Connection, Database
from elearn.days import today
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue, InputFault, NotFound, Problem
from elearn.tracker import standing
from elearn.tracker.imports import (
    editions,
    equivalences,
    exemptions,
    people,
    removal,
    requirements,
    stored,
)
from elearn.tracker.imports.base import Column, Progress, Sheet
from elearn.tracker.imports.cells import day as read_day
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.importing import find_kind
from elearn.tracker.imports.limits import held_agencies, must_import
from elearn.tracker.imports.seen import must_be_seen
from elearn.tracker.imports.stored import THINGS, Id
from elearn.tracker.scope import Actor

_DAYS: dict[str, tuple[Column, Column]] = {
    "post": (people.STARTS_ON, people.ENDS_ON),
    "requirement": (requirements.FROM, requirements.TO),
    "exemption": (exemptions.FROM, exemptions.TO),
    "edition": (editions.FROM, editions.TO),
    "equivalence": (equivalences.FROM, equivalences.TO),
}
_ABOUT = {
    "post": "person",
    "requirement": "course, agency, role_group",
    "exemption": "person",
    "edition": "standard",
    "equivalence": "course, other",
}
"""By thing, the columns that say what its row is about."""
_POSTS_OF = {"person": "person", "agency": "agency", "role_group": "role_group"}
_NO_POST = {
    "agency": phrase("This agency has no post at the agency that is open then."),
    "role_group": phrase("This role group has no post at the agency that is open then."),
    "course": phrase("This course has no post at the agency that is open then."),
    "person": phrase("This person has no post at the agency that is open then."),
    "post": phrase("This post has no post at the agency that is open then."),
    "requirement": phrase("This requirement has no post at the agency that is open then."),
    "exemption": phrase("This exemption has no post at the agency that is open then."),
    "edition": phrase("This edition has no post at the agency that is open then."),
    "equivalence": phrase("This equivalence has no post at the agency that is open then."),
}
_REQUIREMENTS_OF = {"agency": "agency", "role_group": "role_group"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How many posts, requirements, exemptions, editions and equivalences got the last day `day` (ISO text)."""

    day: str
    posts: int
    requirements: int
    exemptions: int = 0
    editions: int = 0
    equivalences: int = 0

    @property
    def any(self) -> bool:
        """Whether there was anything."""
        return bool(self.posts or self.requirements or self.exemptions or self.editions or self.equivalences)


def end(
    db: Database,
    thing: str,
    id: Id,
    day: str,
    *,
    by: Actor | None = None,
    agency: str | None = None,
    seen: int | None = None,
    working_out: Progress | None = None,
) -> Ended:
    """Give a post, requirement, exemption, edition or equivalence its last day. `day` is a text such as 31/03/2026.

    To end a person is to end all their posts that are open after the day. To end an agency or a role group is to end
    all its posts and the requirements that name it. An agency's lead may end posts and people, held to `agency`.
    `seen` is as for `enter`. `working_out` is told afterwards how many people's standing is worked out, of how many.
    Raises InputFault (also if the day is before the start), NotFound and NotAllowed.
    """
    last = last_day(day)
    with db.write() as conn:
        must_be_seen(conn, seen)
        found = to_end(conn, thing, id, last, by, agency)
        for name, rows in found.items():
            conn.many(
                f"update {THINGS[name].table} set {_DAYS[name][1].key} = :last where id = :id",
                ({"last": last, "id": row["id"]} for row in rows),
            )
        _refresh(conn, found)
        done = Ended(last, *(len(found[name]) for name in _DAYS))
        counts = {name: len(rows) for name, rows in found.items() if rows}
        removal.keep(conn, thing, "entry.ended", id, by, {"day": last, "ended": counts})
    standing.settle_now(db, working_out)
    return done


def to_end(
    conn: Connection, thing: str, id: Id, last: str, by: Actor | None, agency: str | None = None
) -> dict[str, list[dict[str, Any]]]:
    """The rows that `end` would give the last day `last` (ISO text), by what they are. It raises what `end` raises."""
    must_import(find_kind(THINGS[thing].kind), agency, by)
    if thing not in ("post", "person") and by is not None:
        by.must("administer")
    held = held_agencies(conn, agency, by)
    stored.row(conn, thing, id)
    found = {name: _open(conn, name, thing, id, last, held) for name in _DAYS}
    if not any(found.values()):
        if held is not None:
            raise NotFound(_NO_POST[thing])
        raise _fault("nothing-open", phrase("Nothing is open after that day."), phrase("Check the day."))
    _must_be_in_order(found)
    if thing == "agency":
        _must_have_no_children_in_post(conn, id, last)
    return found


def open_rows(db: Database, thing: str, id: Id, *, by: Actor | None = None) -> Ended:
    """How many posts and requirements would end if one of the `THINGS` ended today.

    Raises NotAllowed unless `by` is an administrator or a terminal (None).
    """
    if by is not None:
        by.must("administer")
    last = today().isoformat()
    with db.read() as conn:
        return Ended(last, *(len(_open(conn, name, thing, id, last, None)) for name in _DAYS))


def _open(
    conn: Connection, name: str, thing: str, id: Id, last: str, held: frozenset[str] | None
) -> list[dict[str, Any]]:
    """The rows of one sort that ending the thing would end: its id, what it is about, and its days."""
    start, end_ = (column.key for column in _DAYS[name])
    if name == thing:
        which = "id = :id"
    else:
        column = {"post": _POSTS_OF, "requirement": _REQUIREMENTS_OF}.get(name, {}).get(thing)
        if column is None:
            return []
        which = f"{column} = :id and ({end_} is null or {end_} > :last)"
    if held is not None:
        which += " and agency in :held" if name == "post" else " and 1 = 0"
    found = conn.rows(
        f"select id, {_ABOUT[name]}, {start} from {THINGS[name].table} where {which} order by {start}, id",
        {"id": id, "last": last, "held": held or []},
    )
    return [{**row, end_: last} for row in found]


def _must_be_in_order(found: dict[str, list[dict[str, Any]]]) -> None:
    """Raise InputFault, as an import would, if something starts after the day. The same message is given once."""
    problems: dict[str, Problem] = {}
    for name, rows in found.items():
        lines = [FileRow(0, (), row) for row in rows]
        sheet = Sheet(lines, frozenset(), None, today())
        for line in lines:
            sheet.in_order(line, *_DAYS[name])
            problems |= {problem.message: problem for problem in line.problems}
    if problems:
        raise InputFault(list(problems.values())[:10])


def _must_have_no_children_in_post(conn: Connection, agency: Id, last: str) -> None:
    found = conn.tuples(
        """
        select agency.name, count(distinct post.person)
          from post join agency_within w on w.agency = post.agency join agency on agency.id = post.agency
         where w.within = :agency and w.agency <> :agency and (post.ends_on is null or post.ends_on > :last)
         group by agency.id, agency.name order by agency.name
        """,
        {"agency": agency, "last": last},
    )
    if found:
        people_ = sum(count for _, count in found)
        names = [name for name, _ in found[:5]]
        if len(found) > len(names):
            names.append(phrase("%(count)s more", count=f"{len(found) - len(names):,}"))
        message = nphrase(
            "After that day %(num)s person is still in post in agencies that are part of it: %(names)s.",
            "After that day %(num)s people are still in post in agencies that are part of it: %(names)s.",
            people_,
            num=f"{people_:,}",
            names=removal.in_words(names),
        )
        raise _fault("children", message, phrase("End those agencies first, or give them another parent."))


def _refresh(conn: Connection, found: dict[str, list[dict[str, Any]]]) -> None:
    if people_ := {row["person"] for name in ("post", "exemption") for row in found[name]}:
        standing.refresh(conn, people_)
    if named := found["requirement"]:
        places = {(row["agency"], row["role_group"]) for row in named}
        standing.refresh(conn, standing.affected(conn, places), {row["course"] for row in named})
    if found["edition"]:
        editions.refresh_editions(conn, {row["id"] for row in found["edition"]})
    if found["equivalence"]:
        standing.refresh_required(conn, {row["course"] for row in found["equivalence"]})


def last_day(text: str) -> str:
    """The last day as ISO text. Raises InputFault if it is none."""
    text = text.strip()
    if not text:
        raise _fault("blank", phrase("The last day is blank."), phrase("Fill it in."))
    try:
        found: str = read_day(text, phrase("the last day"))
    except BadValue as error:
        raise _fault("value", error.message, error.remedy) from None
    return found


def _fault(rule: str, message: str, remedy: str) -> InputFault:
    return InputFault([Problem("", 0, 0, rule, "error", message, remedy)])

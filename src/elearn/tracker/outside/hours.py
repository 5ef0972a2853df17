"""How many hours somebody has so far towards each requirement of hours, and what drops out of the window when.

`docs/coverage.md` has the definition. This adds up the credits of one person on one day, to show them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from elearn.database import Connection, Database
from elearn.days import add_months
from elearn.tracker.counting import COUNTS
from elearn.tracker.outside.records import must_see
from elearn.tracker.scope import Actor

IN_FORCE = """
    r.from_day <= :day and (r.to_day is null or r.to_day >= :day)
    and (r.edition is null or r.edition in
         (select s.id from standard_edition s where s.from_day <= :day and (s.to_day is null or s.to_day >= :day)))
    and exists (select 1 from post
                 where post.person = :person and post.starts_on <= :day
                   and (post.ends_on is null or post.ends_on >= :day)
                   and (r.role_group is null or r.role_group = post.role_group)
                   and (r.agency is null or r.agency in
                        (select w.within from agency_within w where w.agency = post.agency)))
    and not exists (select 1 from exemption e
                     where e.person = :person and e.course = r.course and e.from_day <= :day
                       and (e.to_day is null or e.to_day >= :day))
"""
"""The SQL condition that the requirement `r` asks something of `:person` on `:day`."""
_WHAT_COUNTS = f"""
    select c.course, k.title, c.completed_on as day, c.minutes, c.participatory, 'course' as source
      from completion c join course k on k.id = c.course
     where c.person = :person and c.completed_on <= :day and c.minutes is not null and {COUNTS}
    union all
    select null, o.title, o.completed_on, o.minutes, o.participatory, 'elsewhere'
      from outside_learning o
     where o.person = :person and o.completed_on <= :day and o.state = 'approved'
    order by 3, 2
"""


@dataclass(frozen=True, slots=True)
class Credit:
    """Learning that counts towards hours: from its `day` until `last`, both included. `minutes` are how long it was."""

    title: str
    day: date
    last: date
    minutes: int
    participatory: bool
    source: Literal["course", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Hours:
    """How far somebody is with one requirement of hours on a day. All times are in minutes.

    `course` is what is required, `months` the window, and `needed` what must be in it, of which
    `needed_participatory` must be participatory. `counts_outside`: approved learning from elsewhere counts.
    """

    course: str
    title: str
    months: int
    needed: int
    needed_participatory: int
    counts_outside: bool
    credits: tuple[Credit, ...]

    @property
    def minutes(self) -> int:
        """What counts now."""
        return sum(each.minutes for each in self.credits)

    @property
    def participatory(self) -> int:
        """What counts now and was participatory."""
        return sum(each.minutes for each in self.credits if each.participatory)

    @property
    def met(self) -> bool:
        """Whether it is enough."""
        return self.minutes >= self.needed and self.participatory >= self.needed_participatory


def hours_of(db: Database, actor: Actor, person: int, day: date) -> list[Hours]:
    """Somebody's hours on a day towards each requirement of hours that asks something of them on that day.

    They are the actor's own, or of somebody whom they may see by name. Raises NotFound if they may not.
    """
    if person != actor.person:
        must_see(db, actor, person)
    values = {"person": person, "day": day.isoformat()}
    with db.read() as conn:
        asked = conn.rows(
            f"""
            select distinct r.course, k.title, r.renew_after_months, r.minutes, r.participatory_percent,
                   r.counts_outside
              from requirement r join course k on k.id = r.course
             where k.kind = 'hours' and r.minutes is not null and r.renew_after_months is not null and {IN_FORCE}
             order by k.title, r.course, r.minutes desc
            """,
            values,
        )
        if not asked:
            return []
        learned = [_Learned(*row) for row in conn.tuples(_WHAT_COUNTS, values)]
        return [_hours(conn, each, learned, day) for each in asked]


class _Learned(NamedTuple):
    """A pass that counts, or approved learning from elsewhere (without a course)."""

    course: str | None
    title: str
    day: str
    minutes: int
    participatory: int
    source: Literal["course", "elsewhere"]


def _hours(conn: Connection, asked: dict[str, Any], learned: list[_Learned], day: date) -> Hours:
    towards = set(
        conn.column("select other from counts_towards where course = :course", {"course": asked["course"]})
    )
    months, outside = asked["renew_after_months"], bool(asked["counts_outside"])
    chosen = [
        each
        for each in learned
        if (outside if each.course is None else not towards or each.course in towards)
    ]
    return Hours(
        asked["course"],
        asked["title"],
        months,
        asked["minutes"],
        -(-asked["minutes"] * asked["participatory_percent"] // 100),  # a part of a minute is one more
        outside,
        tuple(credit for each in _once(chosen) if (credit := _credit(each, months)).last >= day),
    )


def _once(learned: list[_Learned]) -> list[_Learned]:
    """The same course on the same day counts once: with the most minutes, and rather those that are participatory."""
    found: dict[tuple[str, str], _Learned] = {}
    outside = [each for each in learned if each.course is None]
    for each in learned:
        if each.course is not None:
            key = (each.course, each.day)
            before = found.get(key, each)
            found[key] = max(before, each, key=lambda one: (one.minutes, one.participatory))
    return sorted([*found.values(), *outside], key=lambda each: (each.day, each.title))


def _credit(each: _Learned, months: int) -> Credit:
    day = date.fromisoformat(each.day)
    try:
        last = add_months(day, months)
    except (ValueError, OverflowError):  # beyond the calendar
        last = date.max
    return Credit(each.title, day, last, each.minutes, bool(each.participatory), each.source)

"""How many hours somebody has so far towards each requirement of hours, and what drops out of the window when.

`docs/coverage.md` has the definition. This adds up the credits of one person on one day, to show them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from elearn.database import Connection, Database
from elearn.tracker.asks import County, Requirement
from elearn.tracker.learned import facts_of
from elearn.tracker.meeting import Fact, counts, credits_of, months_later
from elearn.tracker.outside.records import must_see
from elearn.tracker.scope import Actor

_TITLES = """
    select 'completion' as kept, c.id, k.title from completion c join course k on k.id = c.course
     where c.person = :person
    union all
    select 'outside_learning', o.id, o.title from outside_learning o where o.person = :person
"""


@dataclass(frozen=True, slots=True)
class Credit:
    """Learning that counts towards hours: from its `day` until `last`, both included (None: for good).

    `minutes` are how long it was.
    """

    title: str
    day: date
    last: date | None
    minutes: int
    participatory: bool
    source: Literal["course", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Hours:
    """How far somebody is with one requirement of hours on a day. All times are in minutes.

    `course` is what is required, `months` the window (None: there is none), and `needed` what must be in it, of which
    `needed_participatory` must be participatory. `counts_outside`: approved learning from elsewhere counts.
    """

    course: str
    title: str
    months: int | None
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
    with db.read() as conn:
        asked = list(_asked(conn, person, day))
        if not asked:
            return []
        kinds = {each.course for _, each in asked}
        titles = dict(conn.tuples("select id, title from course where id in :kinds", {"kinds": kinds}))
        learned = {(kept, id): title for kept, id, title in conn.tuples(_TITLES, {"person": person})}
        facts = facts_of(conn, asked[0][0], [person])
    found = [
        _hours(each, titles[each.course], facts.get((person, each.course), ()), learned, day.toordinal())
        for _, each in asked
    ]
    return sorted(dict.fromkeys(found), key=lambda each: (each.title, each.course, -each.needed))


def _asked(conn: Connection, person: int, day: date) -> Iterable[tuple[County, Requirement]]:
    """The requirements of hours that ask something of somebody on a day."""
    values = {"person": person, "day": day.isoformat()}
    posts = conn.tuples(
        """
        select distinct agency, role_group from post
         where person = :person and starts_on <= :day and (ends_on is null or ends_on >= :day)
        """,
        values,
    )
    exempt = set(
        conn.column(
            """
            select course from exemption
             where person = :person and from_day <= :day and (to_day is null or to_day >= :day)
            """,
            values,
        )
    )
    county = County(conn, {agency for agency, _ in posts})
    for agency, role_group in posts:
        for each in county.naming(agency, role_group):
            wanted = each.rule.kind == "hours" and each.rule.minutes and each.course not in exempt
            if wanted and each.start <= day.toordinal() <= each.end:
                yield county, each


def _hours(
    asked: Requirement, title: str, facts: Iterable[Fact], learned: dict[tuple[str, int], str], day: int
) -> Hours:
    """How far somebody is with one requirement, from the facts that may count for it."""
    rule = asked.rule
    months = rule.renew_after_months
    credits = [
        Credit(
            learned.get(fact.row, ""),
            date.fromordinal(fact.day),
            None if months is None else date.fromordinal(months_later(fact.day, months)),
            fact.minutes,
            fact.participatory,
            "course" if fact.by == "own" else "elsewhere",
        )
        for fact in credits_of(fact for fact in facts if fact.day <= day and counts(rule, fact))
        if months is None or months_later(fact.day, months) >= day
    ]
    return Hours(
        asked.course,
        title,
        months,
        rule.minutes,
        -(-rule.minutes * rule.participatory_percent // 100),  # a part of a minute is one more
        rule.counts_outside,
        tuple(sorted(credits, key=lambda each: (each.day, each.title))),
    )

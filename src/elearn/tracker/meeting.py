"""What meets a requirement: from a rule and what a person has learned, the days until which they are in date.

This is part of the definition of coverage (`spells`). `docs/coverage.md` says it in words. Days are ordinals, and
nothing here uses the database.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple, cast

from elearn.days import add_months

OPEN = date.max.toordinal()
USUAL_EARLY_MONTHS = 3
"""How many months before the old expiry a renewal loses nothing, if the requirement does not say."""
Kind = Literal["course", "hours", "update"]
RenewFrom = Literal["completion", "expiry", "day"]
By = Literal["own", "equivalent", "replaced", "outside"]


class Rule(NamedTuple):
    """What a requirement asks: its kind, and when it has to be met again.

    `renew_after_months` is the window if hours are required, and None: what was met never lapses. `minutes` is what
    must be in the window. `Rule.of` makes one, so that rules which mean the same are equal.
    """

    kind: Kind = "course"
    renew_after_months: int | None = None
    renew_from: RenewFrom = "completion"
    early_months: int = 0
    renew_on: str = ""
    minutes: int = 0
    participatory_percent: int = 0
    counts_replaced: bool = False
    counts_outside: bool = False

    @classmethod
    def of(
        cls,
        kind: str,
        renew_after_months: int | None,
        renew_from: str = "completion",
        early_months: int | None = None,
        renew_on: str | None = None,
        minutes: int | None = None,
        participatory_percent: int = 0,
        counts_replaced: int = 0,
        counts_outside: int = 0,
    ) -> "Rule":
        """The rule of a row of `requirement`. What the kind or the way of renewal does not use is left out."""
        if kind == "hours":
            return cls(
                "hours",
                renew_after_months,
                minutes=minutes or 0,
                participatory_percent=participatory_percent,
                counts_outside=bool(counts_outside),
            )
        if renew_after_months is None or (renew_from == "day" and not renew_on):
            renew_from = "completion"
        early = 0
        if renew_from == "expiry" and renew_after_months:
            early = USUAL_EARLY_MONTHS if early_months is None else early_months
            early = min(early, renew_after_months - 1)  # or a pass would renew itself on the next day
        return cls(
            cast("Kind", kind),
            renew_after_months,
            cast("RenewFrom", renew_from),
            early,
            renew_on or "" if renew_from == "day" else "",
            counts_replaced=kind == "course" and bool(counts_replaced),
            counts_outside=bool(counts_outside),
        )


USUAL = Rule()
"""A course that never has to be taken again."""


class Fact(NamedTuple):
    """Something that a person has learned, which may count for one thing that is required.

    `by` says as what: the course itself, an equivalent, one that it replaced, or outside learning. `of` is the course
    that was passed ("" for outside learning). For an update, it is a reflection, and `day` the day on which it was
    written. `row` is where it is kept: `completion`, `outside_learning` or `reflection`, and the id.
    """

    day: int
    by: By = "own"
    minutes: int = 0
    participatory: bool = False
    of: str = ""
    row: tuple[str, int] = ("", 0)


class Step(NamedTuple):
    """From `day` on, the last day in date is `last` (`OPEN`: it never lapses), until a later step says otherwise."""

    day: int
    last: int


def counts(rule: Rule, fact: Fact) -> bool:
    """Whether a fact counts for a rule at all."""
    if fact.by == "replaced":
        return rule.counts_replaced
    return fact.by != "outside" or rule.counts_outside


def steps(rule: Rule, facts: Iterable[Fact]) -> list[Step]:
    """The steps of a rule, in order of days. `facts` are in order of days, and `last` never goes down."""
    counting = [fact for fact in facts if counts(rule, fact)]
    if rule.kind == "hours":
        return list(_hours(rule, credits_of(counting)))
    return list(_renewals(rule, dict.fromkeys(fact.day for fact in counting)))


def _renewals(rule: Rule, days: Iterable[int]) -> Iterator[Step]:
    """A step for each day of a pass, or of a reflection."""
    last: int | None = None
    for day in days:
        last = _renewed(rule, day, last)
        yield Step(day, last)


def _renewed(rule: Rule, day: int, before: int | None) -> int:
    """The last day in date after a pass on a day. `before` was the last day in date until then."""
    months = rule.renew_after_months
    if months is None:
        return OPEN
    if rule.renew_from == "expiry" and before is not None:
        if months_later(before, -rule.early_months) <= day <= before:
            return months_later(before, months)
        return max(before, months_later(day, months))
    last = months_later(day, months)
    return first_day_on(last, rule.renew_on) if rule.renew_from == "day" else last


@lru_cache(maxsize=100_000)
def months_later(day: int, months: int) -> int:
    """The same day of the month so many months later (or earlier), or that month's last day if it has no such day."""
    try:
        return add_months(date.fromordinal(day), months).toordinal()
    except (ValueError, OverflowError):  # beyond the calendar
        return OPEN if months > 0 else 1


def first_day_on(day: int, month_and_day: str) -> int:
    """The first day of the year's MM-DD on or after a day. 29 February is 28 February in most years."""
    year = date.fromordinal(day).year
    on = _on(year, month_and_day)
    return on if on >= day else _on(year + 1, month_and_day)


@lru_cache(maxsize=10_000)
def _on(year: int, month_and_day: str) -> int:
    if year > date.max.year:
        return OPEN
    month, day = (int(part) for part in month_and_day.split("-"))
    if (month, day) == (2, 29):
        return date(year, 3, 1).toordinal() - 1
    return date(year, month, day).toordinal()


def credits_of(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that credit minutes. The same course on the same day counts once, with the most minutes."""
    best: dict[tuple[str, int] | tuple[str, int, tuple[str, int]], Fact] = {}
    for number, fact in enumerate(facts):
        if not fact.minutes:
            continue
        key = (fact.of, fact.day) if fact.of else ("", fact.day, (fact.row[0], fact.row[1] or -number))
        known = best.get(key)
        if known is None or (fact.minutes, fact.participatory) > (known.minutes, known.participatory):
            best[key] = fact
    return sorted(best.values(), key=lambda fact: fact.day)


def _hours(rule: Rule, credits: Sequence[Fact]) -> Iterator[Step]:
    """A step for each day on which the minutes in the window are enough."""
    if not rule.minutes:
        return
    ends = [
        OPEN if rule.renew_after_months is None else months_later(fact.day, rule.renew_after_months)
        for fact in credits
    ]
    total = list(accumulate((fact.minutes for fact in credits), initial=0))
    taking_part = list(accumulate((fact.minutes * fact.participatory * 100 for fact in credits), initial=0))
    for place, fact in enumerate(credits):
        if place + 1 < len(credits) and credits[place + 1].day == fact.day:
            continue  # a day's credits count together
        # The last credit that the window may begin with: enough minutes follow from it on.
        first = bisect_right(total, total[place + 1] - rule.minutes) - 1
        if rule.participatory_percent:
            least = rule.participatory_percent * rule.minutes
            first = min(first, bisect_right(taking_part, taking_part[place + 1] - least) - 1)
        if first >= 0 and ends[first] >= fact.day:
            yield Step(fact.day, ends[first])

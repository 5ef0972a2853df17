"""Red, amber, green and grey: how a figure compares with its target.

Always print the word beside the colour.
"""

from datetime import date
from typing import Literal

from elearn.days import add_months

Rag = Literal["green", "amber", "red", "grey"]

DEFAULT_TARGET = 90
"""Percent. Used in totals over several agencies, which have no target of their own."""
AMBER_POINTS = 10
FEWEST = 10
FRESH_MONTHS = 6


def rag(in_scope: int | None, in_date: int | None, target: int, *, old: bool = False) -> Rag:
    """Green at the target or above, amber within 10 points below it, else red.

    Grey if a percentage would mislead: no denominator, one older than 6 months (`old`), fewer than 10 people,
    or more people in date than in scope. We compare exact counts, not the rounded percentage.
    """
    if in_scope is None or in_date is None or old or in_scope < FEWEST or in_date > in_scope:
        return "grey"
    if 100 * in_date >= target * in_scope:
        return "green"
    return "amber" if 100 * in_date >= (target - AMBER_POINTS) * in_scope else "red"


def percent(in_scope: int | None, in_date: int | None) -> float | None:
    """In date as a percentage of in scope, to one decimal. None if in scope is 0 or not known."""
    return round(100 * in_date / in_scope, 1) if in_scope and in_date is not None else None


def gap(in_scope: int | None, in_date: int | None, target: int) -> int | None:
    """How many more people must be in date to meet the target: 0 if it is met, None without a denominator."""
    if in_scope is None or in_date is None:
        return None
    return max(0, -(-target * in_scope // 100) - in_date)


def oldest_fresh(as_at: date) -> date:
    """The first day of "the six months up to the day". A figure from before it is older than 6 months."""
    try:
        return add_months(as_at, -FRESH_MONTHS)
    except ValueError:  # the result is before the first date that Python knows
        return date.min

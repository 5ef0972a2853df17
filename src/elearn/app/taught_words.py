"""The words of taught sessions that the tracker stores, and the quarters to choose from."""

from datetime import date

from elearn.app.drawing import month
from elearn.days import today
from elearn.translations import N_
from elearn.translations import gettext as _

DELIVERIES = {"single": N_("Single-agency"), "inter": N_("Inter-agency")}
"""Translate them when you show them."""
STATES = {
    "expected": N_("Booked"),
    "attended": N_("Here"),
    "no-show": N_("Not here"),
    "cancelled": N_("Cancelled"),
}
"""By the state of a place, what a button of the register says."""
_BEFORE, _AFTER = 12, 4
"""How many quarters before this one are offered, and how many from it on."""


def quarters(after: int = _AFTER) -> dict[str, str]:
    """The quarters that can be chosen, the latest first: such as 2026-Q3, July 2026 to September 2026."""
    now = today().year * 4 + (today().month - 1) // 3
    offered = [divmod(number, 4) for number in range(now + after - 1, now - _BEFORE - 1, -1)]
    return {f"{year}-Q{quarter + 1}": quarter_in_words(f"{year}-Q{quarter + 1}") for year, quarter in offered}


def quarter_in_words(quarter: str) -> str:
    """Writes 2026-Q3 as July 2026 to September 2026."""
    year, last = quarter[:4], int(quarter[-1]) * 3
    return _("%(first)s to %(last)s", first=month(f"{year}-{last - 2:02}"), last=month(f"{year}-{last:02}"))


def days_of(quarter: str) -> tuple[date, date]:
    """The first and last day of a quarter such as 2026-Q3."""
    year, number = int(quarter[:4]), int(quarter[-1])
    after = date(year + number // 4, number % 4 * 3 + 1, 1)
    return date(year, number * 3 - 2, 1), date.fromordinal(after.toordinal() - 1)

"""What a requirement asks for, in plain words."""

from collections.abc import Iterable
from datetime import date

from elearn.app.drawing import day, thousands
from elearn.tracker import rule_lists
from elearn.translations import N_, ngettext
from elearn.translations import gettext as _

KIND_WORDS = {"course": N_("Course"), "hours": N_("Hours"), "update": N_("Update")}
"""By kind, what is required."""
EQUIVALENCE_WORDS = {
    "equivalent": N_("Equivalent: it counts as this course"),
    "replaced": N_("Replaced: this course took its place"),
}
"""By kind of equivalence."""
_YEAR = 12


def how_often(row: rule_lists.Requirement) -> str:
    """What has to be done and how often, such as “every 24 months, from the old expiry”. It begins with a small letter.

    For hours: “12 hours in 3 years, half of them participatory, from courses and learning from elsewhere”.
    """
    if row.kind == "hours":
        return _hours(row)
    if not row.renew_after_months:
        return _joined([_("taken once"), *_counting(row)])
    words = [_every(row.renew_after_months)]
    if row.kind == "update":
        words.append(_("with a reflection"))
    if row.renew_from == "expiry":
        words.append(_("from the old expiry"))
        early = 3 if row.renew_early_months is None else row.renew_early_months
        words.append(ngettext("up to %(num)s month early", "up to %(num)s months early", early, num=early))
    elif row.renew_from == "day" and row.renew_on:
        words.append(_("to %(day)s", day=day_of_year(row.renew_on)))
    return _joined([*words, *_counting(row)])


def due_within(days: int) -> str:
    """How long somebody has, such as “within 30 days”."""
    if not days:
        return _("at once")
    return ngettext("within %(num)s day", "within %(num)s days", days, num=thousands(days))


def day_of_year(stored: str) -> str:
    """A day of every year, such as 31 March, in the reader's language."""
    month, number = stored.split("-")
    return day(date(2000, int(month), int(number))).rpartition(" ")[0]


def hours_of(minutes: int) -> str:
    """Minutes as hours, such as “12 hours” or “1.5 hours”."""
    text = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return ngettext("%(text)s hour", "%(text)s hours", 1 if text == "1" else 2, text=text)


def _hours(row: rule_lists.Requirement) -> str:
    words = [
        _("%(hours)s in %(time)s", hours=hours_of(row.minutes or 0), time=_time(row.renew_after_months or 0))
    ]
    share = row.participatory_percent
    if share == 50:
        words.append(_("half of them participatory"))
    elif share == 100:
        words.append(_("all of them participatory"))
    elif share:
        words.append(_("%(share)s%% of them participatory", share=share))
    words.append(_("from courses and learning from elsewhere") if row.counts_outside else _("from courses"))
    return _joined(words)


def _every(months: int) -> str:
    return ngettext("every %(num)s month", "every %(num)s months", months, num=thousands(months))


def _time(months: int) -> str:
    if months % _YEAR == 0:
        return ngettext("%(num)s year", "%(num)s years", months // _YEAR, num=months // _YEAR)
    return ngettext("%(num)s month", "%(num)s months", months, num=months)


def _counting(row: rule_lists.Requirement) -> list[str]:
    words = []
    if row.counts_replaced:
        words.append(_("courses that it replaced count"))
    if row.counts_outside:
        words.append(_("learning from elsewhere counts"))
    return words


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)

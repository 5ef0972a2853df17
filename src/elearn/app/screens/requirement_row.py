"""The page of one requirement, exemption or course taught elsewhere: what it says, and the forms that change it."""

from collections.abc import Callable, Mapping

import streamlit as st

from elearn.app import entries, session
from elearn.app.drawing import day, draw, sentence, thousands
from elearn.app.screens.directory_row import no_such, number
from elearn.tracker import Actor, directory
from elearn.translations import gettext as _
from elearn.translations import ngettext


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether the address names a row. Then its page is shown, and no list."""
    return any(query.get(name) for name in PAGES)


def shown(actor: Actor) -> bool:
    """Draws the page of the row that the address names, and returns whether it names one.

    Raises NotFound if there is no such row.
    """
    for name, page in PAGES.items():
        if asked := st.query_params.get(name):
            draw("row-back.html", back="?", back_to=_("All requirements, exemptions and courses"))
            page(actor, asked)
            return True
    return False


def _requirement(actor: Actor, asked: str) -> None:
    id = number(asked, "requirement")
    found = directory.requirements(session.database(), actor.people_scope(), only=id).rows
    if not found:
        raise no_such("requirement")
    [row] = found
    draw(
        "row-head.html",
        links={},
        title=row.title,
        facts=[
            (_("Agency"), row.agency_name or _("All")),
            (_("Role group"), row.role_group_name or _("All")),
            (_("Required from"), day(row.from_day)),
            (_("Required until"), day(row.to_day) or _("No end yet")),
            (_("Due"), sentence(_due(row.due_within_days))),
            (_("Renewed"), sentence(_renewed(row.renew_after_months))),
        ],
    )
    _forms(actor, "requirement", id)


def _due(days: int) -> str:
    if not days:
        return _("at once")
    return ngettext("within %(num)s day", "within %(num)s days", days, num=thousands(days))


def _renewed(months: int | None) -> str:
    if not months:
        return _("taken once")
    return ngettext("every %(num)s month", "every %(num)s months", months, num=thousands(months))


def _exemption(actor: Actor, asked: str) -> None:
    id = number(asked, "exemption")
    found = directory.exemptions(session.database(), actor.people_scope(), only=id).rows
    if not found:
        raise no_such("exemption")
    [row] = found
    draw(
        "row-head.html",
        links={},
        title=f"{row.name}, {row.title}",
        facts=[
            (_("E-mail"), row.email or _("No address of their own")),
            (_("Exempt from"), day(row.from_day)),
            (_("Exempt until"), day(row.to_day) or _("No end yet")),
            (_("Reason"), row.reason),
        ],
    )
    _forms(actor, "exemption", id)


def _course(actor: Actor, id: str) -> None:
    found = [each for each in directory.courses(session.database()) if each.id == id and not each.ours]
    if not found:
        raise no_such("course")
    [course] = found
    draw(
        "row-head.html",
        links={},
        title=course.title,
        facts=[
            (_("Id"), course.id),
            (_("Version"), course.version),
            (_("Minutes"), f"{course.minutes:,}" if course.minutes else ""),
        ],
    )
    entries.change(actor, "course", id)
    entries.remove(actor, "course", id, {})


def _forms(actor: Actor, thing: str, id: int) -> None:
    entries.change(actor, thing, id)
    entries.end(actor, thing, id)
    entries.remove(actor, thing, id, {})


PAGES: dict[str, Callable[[Actor, str], None]] = {
    "requirement": _requirement,
    "exemption": _exemption,
    "course": _course,
}
"""By the name in the address, what draws the page of a row."""

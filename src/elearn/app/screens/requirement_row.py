"""The page of one requirement, exemption or course taught elsewhere: what it says, and the forms that change it."""

from collections.abc import Callable, Mapping

import streamlit as st

from elearn.app import entries, session
from elearn.app.drawing import day, draw, plural
from elearn.app.screens.directory_row import no_such, number
from elearn.tracker import Actor, directory


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether the address names a row. Then its page is shown, and no list."""
    return any(query.get(name) for name in PAGES)


def shown(actor: Actor) -> bool:
    """Draws the page of the row that the address names, and returns whether it names one.

    Raises NotFound if there is no such row.
    """
    for name, page in PAGES.items():
        if asked := st.query_params.get(name):
            draw("row-back.html", back="?", back_to="All requirements, exemptions and courses")
            page(actor, asked)
            return True
    return False


def _requirement(actor: Actor, asked: str) -> None:
    id = number(asked, "requirement")
    found = directory.requirements(session.database(), actor.people_scope(), only=id).rows
    if not found:
        raise no_such("requirement")
    [row] = found
    renewed = f"Every {plural(row.renew_after_months, 'month')}" if row.renew_after_months else "Taken once"
    draw(
        "row-head.html",
        links={},
        title=row.title,
        facts=[
            ("Agency", row.agency_name or "All"),
            ("Role group", row.role_group_name or "All"),
            ("Required from", day(row.from_day)),
            ("Required until", day(row.to_day) or "No end yet"),
            ("Due", f"Within {plural(row.due_within_days, 'day')}" if row.due_within_days else "At once"),
            ("Renewed", renewed),
        ],
    )
    _forms(actor, "requirement", id)


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
            ("E-mail", row.email),
            ("Exempt from", day(row.from_day)),
            ("Exempt until", day(row.to_day) or "No end yet"),
            ("Reason", row.reason),
        ],
    )
    _forms(actor, "exemption", id)


def _course(actor: Actor, id: str) -> None:
    found = [each for each in directory.courses(session.database()) if each.id == id and not each.ours]
    if not found:
        raise no_such("course taught elsewhere")
    [course] = found
    draw(
        "row-head.html",
        links={},
        title=course.title,
        facts=[
            ("Id", course.id),
            ("Version", course.version),
            ("Minutes", f"{course.minutes:,}" if course.minutes else ""),
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

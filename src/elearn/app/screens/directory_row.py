"""The page of one agency, role group, person or post: what it says, and the forms that change, end and remove it."""

from collections.abc import Callable, Mapping

import streamlit as st

from elearn.app import entries, session
from elearn.app.drawing import day, draw
from elearn.app.row_fields import BASIS_WORDS
from elearn.app.screens import person
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import Actor, directory
from elearn.translations import N_
from elearn.translations import gettext as _

_MOST_DIGITS = 12
_ALL = {"agencies": N_("All agencies"), "role-groups": N_("All role groups"), "people": N_("All people")}
_NO_SUCH = {
    "agency": N_("There is no such agency here. Somebody may have removed it. Look at the list again."),
    "role_group": N_(
        "There is no such role group here. Somebody may have removed it. Look at the list again."
    ),
    "person": N_("There is no such person here. Somebody may have removed them. Look at the list again."),
    "post": N_("There is no such post here. Somebody may have removed it. Look at the list again."),
    "requirement": N_(
        "There is no such requirement here. Somebody may have removed it. Look at the list again."
    ),
    "edition": N_("There is no such edition here. Somebody may have removed it. Look at the list again."),
    "equivalence": N_(
        "There is no such equivalence here. Somebody may have removed it. Look at the list again."
    ),
    "exemption": N_("There is no such exemption here. Somebody may have removed it. Look at the list again."),
    "course": N_(
        "There is no such course here that is taught elsewhere. Somebody may have removed it. Look at the list again."
    ),
}


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether the address names a row. Then its page is shown, and no list."""
    return any(query.get(name) for name in PAGES)


def shown(actor: Actor) -> bool:
    """Draws the page of the row that the address names, and returns whether it names one.

    Raises NotFound if there is no such row.
    """
    for name, (page, list_) in PAGES.items():
        if asked := st.query_params.get(name):
            draw("row-back.html", back=f"?shown={list_}", back_to=_(_ALL[list_]))
            page(actor, asked)
            return True
    return False


def number(asked: str, thing: str) -> int:
    """The number that an address asks for. Raises NotFound if it cannot be one of ours."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS):
        raise no_such(thing)
    return int(asked)


def no_such(thing: str) -> NotFound:
    """What to raise if there is no row with the id that an address names."""
    return NotFound(_(_NO_SUCH[thing]))


def _agency(actor: Actor, id: str) -> None:
    found = directory.agencies(session.database(), actor.people_scope(), today(), only=id).rows
    if not found:
        raise no_such("agency")
    [agency] = found
    draw(
        "row-head.html",
        links={},
        title=agency.name,
        facts=[
            (_("Id"), agency.id),
            (_("Kind"), agency.kind),
            (_("Part of"), agency.parent_name),
            (_("People in post today"), f"{agency.people:,}"),
            (_("Target"), f"{agency.target}%"),
            (_("Counted from"), _(BASIS_WORDS[agency.basis])),
        ],
    )
    _forms(actor, "agency", id, "agencies")


def _role_group(actor: Actor, id: str) -> None:
    found = [each for each in directory.role_groups(session.database(), today()) if each.id == id]
    if not found:
        raise no_such("role_group")
    [group] = found
    draw(
        "row-head.html",
        links={},
        title=group.name,
        facts=[
            (_("Id"), group.id),
            (_("Level"), group.level),
            (_("People in post today"), f"{group.people:,}"),
        ],
    )
    _forms(actor, "role_group", id, "role-groups")


def _person(actor: Actor, asked: str) -> None:
    person.page(actor, number(asked, "person"))


def _post(actor: Actor, asked: str) -> None:
    id = number(asked, "post")
    db, scope = session.database(), actor.people_scope()
    post = directory.post(db, scope, id)
    if post is None:
        raise no_such("post")
    [holder] = directory.people(db, scope, today(), only=post.person).rows
    draw(
        "row-head.html",
        links={_("Person"): f"?person={holder.id}"},
        title=f"{post.role_group_name}, {post.agency_name}",
        facts=[
            (_("Person"), ", ".join(filter(None, (holder.name, holder.email)))),
            (_("Staff number"), post.staff_number),
            (_("First day in post"), day(post.starts_on)),
            (_("Last day in post"), day(post.ends_on) or _("Still open")),
        ],
    )
    entries.change(actor, "post", id, fixed=("email", "name", "language"))
    entries.end(actor, "post", id)
    entries.remove(actor, "post", id, {"person": str(holder.id)})


def _forms(actor: Actor, thing: str, id: str, back: str) -> None:
    entries.change(actor, thing, id)
    entries.end(actor, thing, id)
    entries.remove(actor, thing, id, {"shown": back})


PAGES: dict[str, tuple[Callable[[Actor, str], None], str]] = {
    "agency": (_agency, "agencies"),
    "role_group": (_role_group, "role-groups"),
    "person": (_person, "people"),
    "post": (_post, "people"),
}
"""By the name in the address, what draws the page of a row, and the list that it is in."""

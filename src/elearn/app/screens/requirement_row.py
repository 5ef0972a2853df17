"""The page of one row of Requirements: what it says, and the forms that change it.

It is a requirement, an edition, an equivalence, an exemption, or a course taught elsewhere, hours or an update.
"""

from collections.abc import Callable, Mapping
from urllib.parse import quote

import streamlit as st

from elearn.app import counting_form, entries, exemptions_asked, rule_entries, session
from elearn.app.drawing import day, draw, sentence
from elearn.app.rule_words import EQUIVALENCE_WORDS, KIND_WORDS, due_within, how_often
from elearn.app.screens.directory_row import no_such, number
from elearn.days import today
from elearn.tracker import Actor, directory, rule_lists
from elearn.translations import gettext as _


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether the address names a row. Then its page is shown, and no list."""
    return any(query.get(name) for name in PAGES)


def shown(actor: Actor) -> bool:
    """Draws the page of the row that the address names, and returns whether it names one.

    Raises NotFound if there is no such row.
    """
    for name, page in PAGES.items():
        if asked := st.query_params.get(name):
            draw("row-back.html", back="?", back_to=_("All requirements"))
            page(actor, asked)
            return True
    return False


def _requirement(actor: Actor, asked: str) -> None:
    id = number(asked, "requirement")
    found = directory.requirements(session.database(), actor.people_scope(), only=id).rows
    if not found:
        raise no_such("requirement")
    [row] = found
    edition = _("Edition")
    facts = [
        (_("Required"), _(KIND_WORDS[row.kind])),
        (_("Agency"), row.agency_name or _("All")),
        (_("Role group"), row.role_group_name or _("All")),
        (_("Required from"), day(row.from_day)),
        (_("Required until"), day(row.to_day) or _("No end yet")),
        (_("Due"), sentence(due_within(row.due_within_days))),
        (_("How often"), sentence(how_often(row))),
    ]
    links = {}
    if row.edition:
        facts.append((edition, row.edition_name or row.edition))
        links[edition] = f"?edition={quote(row.edition)}"
    draw("row-head.html", links=links, title=row.title, facts=facts)
    _rule_forms(actor, "requirement", id)


def _edition(actor: Actor, id: str) -> None:
    found = rule_lists.editions(session.database(), only=id).rows
    if not found:
        raise no_such("edition")
    [row] = found
    now = _("Yes") if row.in_effect(today()) else _("No")
    draw(
        "row-head.html",
        links={},
        title=row.name,
        facts=[
            (_("Id"), row.id),
            (_("In effect from"), day(row.from_day)),
            (_("In effect until"), day(row.to_day) or _("No end yet")),
            (_("In effect today"), now),
            (_("Source"), row.source),
        ],
    )
    named = rule_lists.requirements(session.database(), actor.people_scope(), edition=id)
    if named.total:
        draw("subheading.html", text=_("Requirements that come from it"))
        draw(
            "requirements.html",
            rows=named.rows,
            total=named.total,
            closed=set(),
            how_often=how_often,
            due_within=due_within,
        )
    _rule_forms(actor, "edition", id)


def _equivalence(actor: Actor, asked: str) -> None:
    id = number(asked, "equivalence")
    found = rule_lists.equivalences(session.database(), only=id).rows
    if not found:
        raise no_such("equivalence")
    [row] = found
    draw(
        "row-head.html",
        links={},
        title=_("%(other)s counts as %(course)s", other=row.other_title, course=row.title),
        facts=[
            (_("Why"), _(EQUIVALENCE_WORDS[row.kind])),
            (_("Passes count from"), day(row.from_day)),
            (_("Passes count until"), day(row.to_day) or _("No end yet")),
            (_("Note"), row.note),
        ],
    )
    _rule_forms(actor, "equivalence", id)


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
    every = directory.courses(session.database(), kinds=None)
    found = [each for each in every if each.id == id and not each.ours]
    if not found:
        raise no_such("course")
    [course] = found
    if course.kind == "course":
        facts = [
            (_("Id"), course.id),
            (_("Version"), course.version),
            (_("Minutes"), f"{course.minutes:,}" if course.minutes else ""),
        ]
    else:
        facts = [(_("Id"), course.id), (_("Required"), _(KIND_WORDS[course.kind]))]
    draw("row-head.html", links={}, title=course.title, facts=facts)
    if course.kind == "course":
        entries.change(actor, "course", id, fixed=("kind",))
    else:
        counting_form.show(actor, id)
        label = _("Change what it is called")
        entries.change(actor, "course", id, fixed=("version", "minutes"), label=label)
    entries.remove(actor, "course", id, {}, called=course.kind)


def _rule_forms(actor: Actor, thing: str, id: int | str) -> None:
    rule_entries.change(actor, thing, id)
    rule_entries.end(actor, thing, id)
    rule_entries.remove(actor, thing, id, {})


def _forms(actor: Actor, thing: str, id: int) -> None:
    entries.change(actor, thing, id)
    entries.end(actor, thing, id)
    entries.remove(actor, thing, id, {})


PAGES: dict[str, Callable[[Actor, str], None]] = {
    "requirement": _requirement,
    "edition": _edition,
    "equivalence": _equivalence,
    "exemption": _exemption,
    "course": _course,
    "asked": exemptions_asked.page,
}
"""By the name in the address, what draws the page of a row."""

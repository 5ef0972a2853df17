"""The page on which an agency says what it does about one recommendation: by an action, or by a dissemination."""

import streamlit as st

from elearn.app import address
from elearn.app.drawing import draw
from elearn.app.questions import names_of
from elearn.app.registers import actions, dissemination, shelf
from elearn.app.registers.recommended import groups, recommended, why_not
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import Actor
from elearn.tracker import registers as kept
from elearn.tracker.registers import unanswered
from elearn.translations import gettext as _


def show(actor: Actor, reference: str, agency: str) -> None:
    """Draws the recommendation, the two forms with the agency chosen, and what is recorded.

    `?record=` in the address says which form is open. Raises NotFound if the person may not read the recommendation,
    or may not record for the agency.
    """
    text = shelf.recommendation(room(actor), reference, longest=2000)
    name = next((each.name for each in names_of(actor.record_scope()).agencies if each.id == agency), "")
    if not text or not name:
        raise NotFound(
            _(
                "There is no such recommendation for an agency of yours. Look at the list of what is not acted on."
            )
        )
    slug, _mark, id = reference.partition("#")
    db, on = database(), today()
    due = next(each.due for each in room(actor).reviews[slug].recommendations if each.id == id)
    acted = kept.actions.actions(db, actor, on, recommendation=reference, agency=agency, size=1).total
    told = kept.dissemination.records(db, actor, review=slug, agency=agency, size=1_000).rows
    waits = unanswered.unanswered(
        db, actor, recommended(), groups(), on, review=slug, agency=agency, size=1_000
    )
    late = [
        each.days_late for each in waits.rows if (each.recommendation, each.agency) == (reference, agency)
    ]
    draw(
        "answer.html",
        agency=name,
        text=text,
        read=f"{address.link('reviews', review=slug)}#{id}",
        due=due,
        days_late=late[0] if late else 0,
        why_not=why_not(slug),
        courses=shelf.courses(room(actor), reference),
        action=bool(acted),
        dissemination=not all(each.unclear for each in told),
    )
    opened = st.query_params.get("record", "action")
    actions.add(actor, slug, chosen=(reference, agency), opened=opened == "action")
    dissemination.add(actor, slug, agency=agency, opened=opened == "dissemination")
    if acted:
        actions.listed(actor, recommendation=reference, agency=agency)
    if told:
        dissemination.listed(actor, review=slug, agency=agency)

"""The page of one person, for their lead (`who-is-due?person=ID`) and for administrators (`people?person=ID`)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from elearn.app import (
    address,
    filters,
    forms,
    person_completions,
    person_exemptions,
    person_forms,
    person_outside,
    person_posts,
    person_registered,
    person_required,
    person_seen,
    session,
)
from elearn.app.drawing import draw, rendered, thousands
from elearn.days import today
from elearn.tracker import Actor, PersonPage, person_page
from elearn.translations import LANGUAGES, N_, ngettext
from elearn.translations import gettext as _

SECTIONS: tuple[Callable[[Actor, int], None], ...] = (
    person_required.section,
    person_posts.section,
    person_completions.section,
    person_exemptions.section,
    person_outside.section,
    person_registered.section,
    person_forms.section,
)
"""What the page shows below the person's name, in order. Each asks for itself what this reader may see."""
FIGURES_FOR = N_("What is said of their posts and of what is required is for %(day)s.")
_ALONE = {"person", "as-at"}
"""What an address may ask for, so that the top of the page can be shown before Streamlit has started."""
_LANGUAGES: dict[str, str] = dict(LANGUAGES.items())


def page(actor: Actor, person: int) -> None:
    """Draws the page. Raises NotFound if there is no such person, or none whom the reader may see by name."""
    forms.say_done("person_")
    place = st.container(gap=None)
    with st.container(horizontal=True, key="person_day_filters"):
        on = filters.as_at("person_as_at")
    found = person_seen.look(actor, person, on)
    try:
        with place:
            draw("row-head.html", **_head(actor, found))
        draw("figures-for.html", what=FIGURES_FOR, as_at=on)
        for section in SECTIONS:
            section(actor, person)
    finally:
        person_seen.forget()


def ahead(actor: Actor, query: Mapping[str, str], title: str, back: str, back_to: str) -> str:
    """Returns the page down to what is required, as HTML. "" if the address asks for more than a person and a day.

    `title` is the heading of the screen, and `back` leads to its list, which is called `back_to`. Raises NotFound.
    """
    asked, on = query.get("person", ""), _day(query)
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 13) or query.keys() - _ALONE or on is None:
        return ""
    found = person_page(session.database(), actor.people_scope(), int(asked), on)
    return rendered(
        "person-ahead.html",
        heading=title,
        back=back,
        back_to=back_to,
        what=FIGURES_FOR,
        head=_head(actor, found),
        posts=person_posts.shown(actor, found),
        **person_required.shown(found),
    )


def _day(query: Mapping[str, str]) -> date | None:
    return address.day(query["as-at"]) if "as-at" in query else today()


def _head(actor: Actor, found: PersonPage) -> dict[str, Any]:
    """What `row-head.html` says of the person."""
    facts = [(_("E-mail"), found.email), (_("In post"), _posts_in_words(len(found.posts_now)))]
    if not actor.may("administer"):
        return {"title": found.name, "facts": facts, "links": {}}
    facts.append((_("Language"), _LANGUAGES.get(found.language) or _("Not chosen")))
    facts.append((_("Rights"), _("Roles, sessions and invitation")))
    links = {_("Rights"): f"people-and-rights?person={found.id}"}
    return {"title": found.name, "facts": facts, "links": links}


def _posts_in_words(count: int) -> str:
    if not count:
        return _("Not in post")
    return ngettext("%(num)s post", "%(num)s posts", count, num=thousands(count))

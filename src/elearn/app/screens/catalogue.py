"""The catalogue: the courses that a person may take, searched and filtered, each with one button."""

from collections.abc import Mapping, Sequence

import streamlit as st

from elearn.app import filters, lists, session
from elearn.app.drawing import draw, heading
from elearn.app.own_learning import launch_links, when_due
from elearn.app.review_room import room
from elearn.app.review_words import course_link
from elearn.days import today
from elearn.tracker import PAGE_SIZE, Actor, Choice, choices
from elearn.translations import LANGUAGES, N_
from elearn.translations import gettext as _

LEAD = N_("The courses that you may take. You get a certificate for each.")
WHERE = {
    "not-begun": N_("Not begun"),
    "going-on": N_("Going on"),
    "done": N_("Done"),
    "required": N_("Due now"),
}
"""Where somebody stands with a course, by `?where=` in the address."""
EVERYONE = "everyone"


def show() -> None:
    """Draws the screen."""
    actor = session.me()
    heading(_("Catalogue"), _(LEAD))
    offered = choices(session.database(), actor, today())
    if not offered:
        draw("empty.html", title=_("No course is open to you at the moment"), text=_nothing(actor))
        return
    spoken = _languages(actor, offered)
    search, found = _filtered(offered, spoken)
    number = lists.number("catalogue", (search, [each.course.id for each in found]))
    last = max(1, -(-len(found) // PAGE_SIZE))
    start = (min(number, last) - 1) * PAGE_SIZE
    if found:
        _draw(actor, found[start : start + PAGE_SIZE], len(found), spoken)
        lists.ways_on("catalogue", len(found))
    else:
        lists.nothing_found()


def _nothing(actor: Actor) -> str:
    if actor.registered:
        return _("When a course is opened to everyone, it appears here.")
    return _("When a course is published, it appears here.")


def _filtered(offered: Sequence[Choice], spoken: Mapping[str, str]) -> tuple[str, list[Choice]]:
    """Draws the filters. Returns what is searched for, and the courses that are left."""
    groups = sorted({name for each in offered for name in each.asked})
    with st.container(horizontal=True, key="catalogue_filters"):
        search = filters.search(_("Find a course"), "catalogue_search")
        where = filters.one_of(
            _("Where you stand"),
            {id: _(words) for id, words in WHERE.items()},
            _("All"),
            "catalogue_where",
            name="where",
        )
        group = None
        if groups:
            group = filters.one_of(
                _("For"), {name: name for name in groups}, _("Everyone"), "catalogue_for", name="for"
            )
        language = None
        if len(set(spoken.values())) > 1:
            named = {code: _language(code) for code in sorted(set(spoken.values()))}
            language = filters.one_of(
                _("Language"), named, _("Every language"), "catalogue_language", name="language"
            )
    words = search.casefold().split()
    return search, [
        each
        for each in offered
        if all(word in _text(each) for word in words)
        and (where is None or each.where == where or (where == "required" and each.required))
        and (group is None or each.for_all or group in each.asked)
        and (language is None or spoken.get(each.course.id) == language)
    ]


def _draw(actor: Actor, shown: Sequence[Choice], total: int, spoken: Mapping[str, str]) -> None:
    draw(
        "catalogue.html",
        choices=[(each, when_due(each.step) if each.step else ("", "plain")) for each in shown],
        total=total,
        links=launch_links(actor, [each.course.id for each in shown]),
        languages={id: _language(code) for id, code in spoken.items()}
        if len(set(spoken.values())) > 1
        else {},
        course_link=course_link,
        registered=actor.registered,
    )


def _text(choice: Choice) -> str:
    return " ".join((choice.course.title, *choice.outcomes, *choice.asked)).casefold()


def _languages(actor: Actor, offered: Sequence[Choice]) -> dict[str, str]:
    """The language of each course whose text is here, by id, without its region."""
    written = room(actor).library.courses
    return {
        each.course.id: written[each.course.id].language.partition("-")[0]
        for each in offered
        if each.course.id in written
    }


def _language(code: str) -> str:
    """A language by the name that it has in itself, or by its code if we know none."""
    return next((name for known, name in LANGUAGES.items() if known == code), code)

"""Requirements: who must take which course, by when and how often; who is exempt; and courses taught elsewhere."""

from collections.abc import Iterable, Mapping

import streamlit as st

from elearn.app import entries, exemptions_asked, filters, lists, session
from elearn.app.drawing import draw, heading
from elearn.app.questions import written_courses
from elearn.app.screens import requirement_row
from elearn.tracker import Actor, directory
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_(
    "Which course is required of whom, by when and how often. You can add and change them here, or by a file under "
    "Imports."
)


def show() -> None:
    """Draws the screen: the row that the address names (as in `?requirement=ID`), or the lists."""
    actor = session.me("administer")
    heading(*head(actor, st.query_params))
    entries.say_done()
    if requirement_row.shown(actor):
        return
    exemptions_asked.waiting(actor)
    _requirements(actor)
    _exemptions(actor)
    _courses_elsewhere(actor)


def head(_actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading, and the sentence below it unless the address names a row."""
    return _("Requirements"), "" if requirement_row.is_asked(query) else _(LEAD)


def _requirements(actor: Actor) -> None:
    search = filters.bind_search("requirements_search")
    number = lists.number("requirements", search)
    found = directory.requirements(session.database(), actor.people_scope(), search=search, page=number)
    if found.total or search:
        filters.search(_("Course, agency or role group"), "requirements_search")
    else:
        draw(
            "list-empty.html",
            title=_("No requirement yet"),
            text=_("Without one, nobody is in scope and nothing is counted."),
        )
    entries.add(
        actor,
        "requirements",
        _("Add a requirement"),
        _("The requirement is added, and figures count it."),
        expanded=not (found.total or search),
    )
    if found.total:
        closed = _closed(found.rows) if actor.may("author") else set()
        draw("requirements.html", rows=found.rows, total=found.total, closed=closed)
        lists.ways_on("requirements", found.total)
    elif search:
        lists.nothing_found()


def _closed(rows: Iterable[directory.Requirement]) -> set[int]:
    """The requirements of a course that is written here and that nobody can start."""
    written = written_courses()
    return {each.id for each in rows if not each.startable and (each.ours or each.course in written)}


def _exemptions(actor: Actor) -> None:
    draw("subheading.html", text=_("Exemptions"))
    search = filters.bind_search("exemptions_search", name="exempt")
    number = lists.number("exemptions", search, name="exempt-page")
    found = directory.exemptions(session.database(), actor.people_scope(), search=search, page=number)
    if found.total or search:
        filters.search(_("Name, e-mail or course"), "exemptions_search", name="exempt")
    else:
        draw("list-empty.html", title=_("No one is exempt"), text=_("Someone may be exempt for some time."))
    entries.add(actor, "exemptions", _("Add an exemption"), _("The exemption is added."))
    if found.total:
        draw("exemptions.html", rows=found.rows, total=found.total)
        lists.ways_on("exemptions", found.total)
    elif search:
        lists.nothing_found()


def _courses_elsewhere(actor: Actor) -> None:
    draw("subheading.html", text=_("Courses taught elsewhere"))
    known = [each for each in directory.courses(session.database()) if not each.ours]
    search = filters.bind_search("courses_elsewhere_search", name="elsewhere")
    number = lists.number("courses_elsewhere", search, name="elsewhere-page")
    rows, total = lists.some_of(known, lambda each: f"{each.title} {each.id}", search, number)
    if known:
        filters.search(_("Title or id"), "courses_elsewhere_search", name="elsewhere")
    else:
        draw(
            "list-empty.html",
            title=_("No course taught elsewhere"),
            text=_("We can count completions of courses that are not built here."),
        )
    entries.add(actor, "courses", _("Add a course"), _("The course is added. A requirement can name it now."))
    if rows:
        draw("courses-elsewhere.html", rows=rows, total=total)
        lists.ways_on("courses_elsewhere", total)
    elif search:
        lists.nothing_found()

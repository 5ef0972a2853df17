"""Requirements: everything by which an administrator says what counts.

Who must meet what, by when and how often; hours and updates; editions of standards; equivalences; who is exempt; and
courses taught elsewhere.
"""

from collections.abc import Iterable, Mapping

import streamlit as st

from elearn.app import entries, exemptions_asked, filters, lists, rule_entries, session
from elearn.app.drawing import draw, heading
from elearn.app.questions import written_courses
from elearn.app.rule_words import KIND_WORDS, due_within, how_often
from elearn.app.screens import requirement_row
from elearn.days import today
from elearn.tracker import Actor, directory, rule_lists
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_(
    "What is required of whom, by when and how often, and what counts for it. You can add and change it here, or by a "
    "file under Imports."
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
    _hours_and_updates(actor)
    _editions(actor)
    _equivalences(actor)
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
        filters.search(_("Course, agency, role group or edition"), "requirements_search")
    else:
        draw(
            "list-empty.html",
            title=_("No requirement yet"),
            text=_("Without one, nobody is in scope and nothing is counted."),
        )
    rule_entries.add(
        actor,
        "requirements",
        _("Add a requirement"),
        _("The requirement is added, and figures count it."),
        expanded=not (found.total or search),
    )
    if found.total:
        closed = _closed(found.rows) if actor.may("author") else set()
        draw(
            "requirements.html",
            rows=found.rows,
            total=found.total,
            closed=closed,
            how_often=how_often,
            due_within=due_within,
        )
        lists.ways_on("requirements", found.total)
    elif search:
        lists.nothing_found()


def _closed(rows: Iterable[directory.Requirement]) -> set[int]:
    """The requirements of a course that is written here and that nobody can start."""
    written = written_courses()
    return {
        each.id
        for each in rows
        if each.kind == "course" and not each.startable and (each.ours or each.course in written)
    }


def _hours_and_updates(actor: Actor) -> None:
    draw("subheading.html", text=_("Hours and updates"))
    found = rule_lists.counted(session.database())
    search = filters.bind_search("counted_search", name="hours")
    number = lists.number("counted", search, name="hours-page")
    rows, total = lists.some_of(found, lambda each: f"{each.title} {each.id}", search, number)
    if len(found) > 1:
        filters.search(_("Title or id"), "counted_search", name="hours")
    elif not found:
        draw(
            "list-empty.html",
            title=_("No hours and no update yet"),
            text=_(
                "So many hours of learning in some years, or a regular update with a reflection, can be required "
                "instead of one course. First give it a name here, then add a requirement."
            ),
        )
    entries.add(
        actor,
        "courses",
        _("Add hours or an update"),
        _("It is added. A requirement can name it now."),
        known={"version": "", "minutes": ""},
        labels={"id": _("Id of the hours or update"), "title": _("Title of the hours or update")},
    )
    if rows:
        draw("counted.html", rows=rows, total=total, kinds={id: _(words) for id, words in KIND_WORDS.items()})
        lists.ways_on("counted", total)
    elif search:
        lists.nothing_found()


def _editions(actor: Actor) -> None:
    draw("subheading.html", text=_("Editions of standards"))
    search = filters.bind_search("editions_search", name="edition-search")
    number = lists.number("editions", search, name="edition-page")
    found = rule_lists.editions(session.database(), search=search, page=number)
    day = today()
    if found.total or search:
        filters.search(_("Standard or edition"), "editions_search", name="edition-search")
        day = filters.day(_("In effect on"), "editions_day", name="effect-on")
    else:
        draw(
            "list-empty.html",
            title=_("No edition yet"),
            text=_(
                "A requirement may come from an edition of a standard. It is in force while that is in effect."
            ),
        )
    rule_entries.add(actor, "editions", _("Add an edition"), _("The edition is added."))
    if found.total:
        draw("editions.html", rows=found.rows, total=found.total, day=day)
        lists.ways_on("editions", found.total)
    elif search:
        lists.nothing_found()


def _equivalences(actor: Actor) -> None:
    draw("subheading.html", text=_("Equivalences"))
    search = filters.bind_search("equivalences_search", name="equivalent")
    number = lists.number("equivalences", search, name="equivalent-page")
    found = rule_lists.equivalences(session.database(), search=search, page=number)
    if found.total or search:
        filters.search(_("Either course"), "equivalences_search", name="equivalent")
    else:
        draw(
            "list-empty.html",
            title=_("No equivalence yet"),
            text=_("Passes of another system’s course, or of a course that was replaced, can count as ours."),
        )
    rule_entries.add(actor, "equivalences", _("Add an equivalence"), _("The equivalence is added."))
    if found.total:
        draw("equivalences.html", rows=found.rows, total=found.total)
        lists.ways_on("equivalences", found.total)
    elif search:
        lists.nothing_found()


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
    entries.add(
        actor,
        "courses",
        _("Add a course"),
        _("The course is added. A requirement can name it now."),
        known={"kind": "course"},
    )
    if rows:
        draw("courses-elsewhere.html", rows=rows, total=total)
        lists.ways_on("courses_elsewhere", total)
    elif search:
        lists.nothing_found()

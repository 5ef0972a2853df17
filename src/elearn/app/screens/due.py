"""Who is due: the figures of an agency and the people to remind, for its lead and administrators only."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from elearn.app import downloads, filters, lists, session
from elearn.app.drawing import STATE_WORDS, day, draw, heading, rendered, thousands
from elearn.app.questions import coverage_rows, names_of, notes_beside, people_in
from elearn.app.registers import unanswered
from elearn.app.screens import directory_row, person
from elearn.app.screens.imports import KIND_WORDS
from elearn.days import today
from elearn.reporting import State, figures_to_ask_for
from elearn.reporting.coverage import CoverageRow
from elearn.tracker import Actor, Names, Scope, directory, exemptions, imports, outside
from elearn.tracker.registers import actions
from elearn.translations import N_, ngettext, speaking
from elearn.translations import gettext as _

FIGURES_FOR = N_("The figures and people below are for %(day)s.")
PAGE = 50
LATE_SHOWN = 5
GROUPS: dict[str, tuple[str, tuple[State, ...]]] = {
    "remind": (N_("Everyone to remind"), ("lapsed", "never", "grace")),
    "lapsed": (N_("Lapsed"), ("lapsed",)),
    "never": (N_("Never taken"), ("never",)),
    "grace": (N_("Due soon"), ("grace",)),
    "in-date": (N_("In date"), ("in_date",)),
}
"""By `?show=` in the address, the words of a choice and the states that it lists."""


def head(actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading, and the sentence below it unless the address names a person."""
    if query.get("person"):
        return _("Who is due"), ""
    scope = actor.people_scope()
    known = names_of(scope)
    if known.agencies and scope.kind == "agencies":
        lead = _(
            "People of %(agency)s who have learning to take, the longest overdue first.",
            agency=known.agencies[0].name,
        )
    else:
        lead = _("People of every agency who have learning to take, the longest overdue first.")
    return _("Who is due"), lead


def show() -> None:
    """Draws the screen: the person whom the address names (`?person=ID`), or everyone who is due."""
    actor = session.me("people")
    scope = actor.people_scope()
    known = names_of(scope)
    heading(*head(actor, st.query_params))
    if asked := st.query_params.get("person"):
        draw("row-back.html", back="?", back_to=_("Everyone who is due"))
        person.page(actor, directory_row.number(asked, "person"))
        return
    if not known.agencies:
        draw(
            "empty.html",
            title=_("No agency yet"),
            text=_(
                "Add agencies and their people, by a form or by a file. After that, this page shows who is due."
            )
            + " "
            + _("Set-up leads you through it.")
            if scope.kind == "everyone"
            else _("You lead no agency here. Ask an administrator to make you the lead of one."),
        )
        return
    if actor.lead_of:
        draw("due-work.html", **_own_work(actor))
        unanswered.at_home(actor)
        if count := _to_approve(actor):
            draw("due-outside.html", count=count)
    _exempt(actor)
    with st.container(horizontal=True, key="due_day_filters"):
        on = filters.as_at("due_as_at")
    draw("figures-for.html", what=FIGURES_FOR, as_at=on)
    _courses(scope, known, on)
    _people(scope, known, on)


def ahead(actor: Actor) -> str:
    """Returns the whole screen as HTML, for today and everyone to remind. "" if the reader sees no agency.

    The browser shows it before Streamlit has started (`elearn.app.ahead`).
    """
    scope, on = actor.people_scope(), today()
    known = names_of(scope)
    if not known.agencies:
        return ""
    title, lead = head(actor, {})
    found = people_in(scope, on, GROUPS["remind"][1], None, None, "", PAGE, 0)
    return rendered(
        "due-ahead.html",
        title=title,
        lead=lead,
        work=_own_work(actor) if actor.lead_of else None,
        home=unanswered.home(actor) if actor.lead_of else None,
        count=_to_approve(actor) if actor.lead_of else 0,
        exempt=exempt_at_home(actor),
        what=FIGURES_FOR,
        as_at=on,
        lines=_course_lines(scope, known, on),
        noted=_noted(scope, known, on),
        searched=len(known.agencies) > filters.FEW,
        rows=found.rows,
        total=found.total,
        first=1,
        called=known.role_groups,
    )


def ahead_of(actor: Actor, query: Mapping[str, str]) -> str:
    """Returns the top of a person's page as HTML. "" if the address asks for something else."""
    return person.ahead(actor, query, _("Who is due"), "?", _("Everyone who is due"))


def _own_work(actor: Actor) -> dict[str, Any]:
    """What else waits for a lead, for `due-work.html`: the last file of their agency, and actions that are late."""
    db = session.database()
    return {
        "last": next(iter(directory.imports(db, actor.import_scope(), size=1).rows), None),
        "kinds": KIND_WORDS,
        "late": actions.actions(db, actor, today(), late=True, size=LATE_SHOWN),
        "old": figures_to_ask_for(db, by=actor)[:LATE_SHOWN],
    }


def _exempt(actor: Actor) -> None:
    if found := exempt_at_home(actor):
        draw("due-exempt.html", exempt=found)


def exempt_at_home(actor: Actor) -> dict[str, Any]:
    """What `due-exempt.html` says of a lead's exemptions: what was decided lately, and which end soon. {}: nothing."""
    if not actor.lead_of:
        return {}
    db, on = session.database(), today()
    answered = exemptions.answers(db, actor, on)
    ending = exemptions.ending_soon(db, actor.people_scope(), on)
    return (
        {"answered": answered, "ending": ending[:LATE_SHOWN], "more": len(ending) > LATE_SHOWN}
        if answered or ending
        else {}
    )


def _to_approve(actor: Actor) -> int:
    """How much learning from elsewhere waits for the lead's decision."""
    return outside.waiting(session.database(), actor, size=1).total


def _courses(scope: Scope, known: Names, on: date) -> None:
    if lines := _course_lines(scope, known, on):
        draw("due-courses.html", lines=lines)
    if noted := _noted(scope, known, on):
        draw("coverage-notes.html", lines=noted)


def _course_lines(scope: Scope, known: Names, on: date) -> list[tuple[str, CoverageRow]]:
    """Each course that anybody is required to take, with its figure."""
    rows = {row.keys["course"]: row for row in coverage_rows(scope, on, ("course",))}
    return [(title, rows[id]) for id, title in known.courses.items() if id in rows and rows[id].in_scope != 0]


def _noted(scope: Scope, known: Names, on: date) -> list[dict[str, str]]:
    """What to say beside the figures of courses."""
    notes = {note.keys["course"]: note.in_words() for note in notes_beside(scope, on)}
    return [{"name": title, "note": notes[id]} for id, title in known.courses.items() if id in notes]


def _people(scope: Scope, known: Names, on: date) -> None:
    draw("subheading.html", text=_("People"))
    with st.container(horizontal=True, key="due_filters"):
        words = {id: _(words) for id, (words, _states) in GROUPS.items()}
        states = GROUPS[filters.always_one_of(_("Show"), words, "due_group", name="show")][1]
        course = filters.one_of(_("Course"), known.courses, _("All courses"), "due_course", name="course")
        agency = filters.agency(known.agencies, _("All that I may see"), "due_agency")
        search = filters.search(_("Name or e-mail"), "due_search")
    asked = (on, states, course, agency, search)
    number = lists.number("due", asked)
    found = people_in(scope, on, states, course, agency, search, PAGE, (number - 1) * PAGE)
    if not found.total:
        draw(
            "empty.html",
            title=_("No one"),
            text=_(
                "On %(day)s, no one here matches. Choose another course, or clear the search.", day=day(on)
            ),
        )
        return
    draw(
        "due-people.html",
        rows=found.rows,
        total=found.total,
        first=(number - 1) * PAGE + 1,
        as_at=on,
        called=known.role_groups,
    )
    with st.container(horizontal=True, key="due_ways_on"):
        lists.ways_on("due", found.total, PAGE)
        _download(asked, found.total)


def _download(asked: tuple[date, tuple[State, ...], str | None, str | None, str], total: int) -> None:
    """Offers the whole list, not only the page: a lead writes to people from it, or fills it in and imports it."""
    as_at, states, course, agency, search = asked
    reader = session.later("people")

    def content() -> bytes:
        scope = reader().people_scope()
        found = people_in(scope, as_at, states, course, agency, search, total, 0).rows
        called = names_of(scope).role_groups
        lines = (
            imports.DueLine(
                *(row.name, row.email, row.agency, row.agency_name),
                called.get(row.role_group, row.role_group),
                *(row.course, row.course_title, _state_in_file(row.state, row.kind)),
                *(row.due_on, row.result_not_known_on, row.staff_number),
            )
            for row in found
        )
        with speaking("en"):  # the file is for Imports, which reads English headers
            return imports.due_list(lines, as_at)

    name = downloads.dated("who-is-due", as_at)
    label = ngettext(
        "Download %(num)s line as CSV", "Download %(num)s lines as CSV", total, num=thousands(total)
    )
    downloads.button(label, content, name, "due_csv")


def _state_in_file(state: State, kind: str) -> str:
    """A state as the file says it, and of hours or an update that nobody can fill in a day on which they were taken."""
    said = STATE_WORDS[state]
    return said if kind == "course" else _("%(state)s (no course: leave this line blank)", state=said)

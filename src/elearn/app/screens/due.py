"""Who is due: the figures of an agency and the people to remind, for its lead and administrators only."""

import math

import streamlit as st

from elearn.app import downloads, filters, session
from elearn.app.drawing import STATE_WORDS, draw, heading, plural
from elearn.app.questions import coverage_rows, names_of, notes_beside, people_in
from elearn.app.screens.imports import KIND_WORDS
from elearn.days import today
from elearn.reporting import State
from elearn.tracker import Actor, Names, Scope, directory, imports
from elearn.tracker.registers import actions

PAGE = 50
LATE_SHOWN = 5
GROUPS: dict[str, tuple[State, ...]] = {
    "Everyone to remind": ("lapsed", "never", "grace"),
    "Lapsed": ("lapsed",),
    "Never taken": ("never",),
    "Due soon (within the days allowed)": ("grace",),
    "In date": ("in_date",),
}


def show() -> None:
    """Draws the screen."""
    actor = session.me("people")
    scope = actor.people_scope()
    known = names_of(scope)
    own = known.agencies[0].name if known.agencies and scope.kind == "agencies" else "every agency"
    heading("Who is due", f"People of {own} who have learning to take, the longest overdue first.")
    if not known.agencies:
        draw(
            "empty.html",
            title="No agency yet",
            text="Add agencies and their people, by a form or by a file, and who is due appears here. Set-up leads you "
            "through it."
            if scope.kind == "everyone"
            else "You lead no agency here. Ask an administrator to make you one’s lead.",
        )
        return
    if actor.lead_of:
        _own_work(actor)
    _courses(scope, known)
    _people(scope, known)


def _own_work(actor: Actor) -> None:
    """Draws what else waits for a lead: the last file that came in for their agency, and actions that are late."""
    db = session.database()
    draw(
        "due-work.html",
        last=next(iter(directory.imports(db, actor.import_scope(), size=1).rows), None),
        kinds=KIND_WORDS,
        late=actions.actions(db, actor, today(), late=True, size=LATE_SHOWN),
    )


def _courses(scope: Scope, known: Names) -> None:
    rows = {row.keys["course"]: row for row in coverage_rows(scope, today(), ("course",))}
    lines = [
        (title, rows[id]) for id, title in known.courses.items() if id in rows and rows[id].in_scope != 0
    ]
    if lines:
        draw("due-courses.html", lines=lines, as_at=today())
    notes = {note.keys["course"]: note.in_words() for note in notes_beside(scope, today())}
    if noted := [{"name": title, "note": notes[id]} for id, title in known.courses.items() if id in notes]:
        draw("coverage-notes.html", lines=noted)


def _people(scope: Scope, known: Names) -> None:
    draw("subheading.html", text="People")
    with st.container(horizontal=True, key="due_filters"):
        group = st.selectbox("Show", list(GROUPS), key="due_group")
        course = filters.one_of("Course", known.courses, "All courses", "due_course")
        agency = filters.agency(known.agencies, "All that I may see", "due_agency")
        search = st.text_input("Name or e-mail", key="due_search", placeholder="Search")
    asked = (GROUPS[group], course, agency, search.strip())
    if st.session_state.get("due_asked") != asked:
        st.session_state["due_asked"], st.session_state["due_page"] = asked, 1
    number = int(st.session_state.get("due_page", 1))
    found = people_in(
        scope, today(), GROUPS[group], course, agency, search.strip(), PAGE, (number - 1) * PAGE
    )
    if not found.total:
        draw(
            "empty.html",
            title="No one",
            text="No one here matches. Choose another course, or clear the search.",
        )
        return
    draw(
        "due-people.html",
        rows=found.rows,
        total=found.total,
        first=(number - 1) * PAGE + 1,
        called=known.role_groups,
    )
    with st.container(horizontal=True, key="due_ways_on"):
        pages = math.ceil(found.total / PAGE)
        if pages > 1:
            st.number_input(f"Page (of {pages:,})", min_value=1, max_value=pages, key="due_page", width=160)
        _download(asked, found.total)


def _download(asked: tuple[tuple[State, ...], str | None, str | None, str], total: int) -> None:
    """Offers the whole list, not only the page: a lead writes to people from it, or fills it in and imports it."""
    as_at = today()
    states, course, agency, search = asked
    reader = session.later("people")

    def content() -> bytes:
        scope = reader().people_scope()
        found = people_in(scope, as_at, states, course, agency, search, total, 0).rows
        called = names_of(scope).role_groups
        lines = (
            imports.DueLine(
                *(row.name, row.email, row.agency, row.agency_name),
                called.get(row.role_group, row.role_group),
                *(row.course, row.course_title, STATE_WORDS[row.state]),
                *(row.due_on, row.result_not_known_on),
            )
            for row in found
        )
        return imports.due_list(lines, as_at)

    name = downloads.dated("who-is-due", as_at)
    downloads.button(f"Download {plural(total, 'line')} as CSV", content, name, "due_csv")

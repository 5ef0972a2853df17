"""Agencies, people and role groups: searched, one page at a time."""

import math
from collections.abc import Callable
from typing import Any

import streamlit as st

from elearn.app import filters, session
from elearn.app.drawing import draw, heading
from elearn.app.questions import names_of
from elearn.days import today
from elearn.tracker import PAGE_SIZE, Page, directory

BASIS_WORDS = {"roster": "Roster", "headcount": "Declared headcount", "return": "Own return"}


def show() -> None:
    """Draws the screen."""
    actor = session.me("administer")
    scope = actor.people_scope()
    heading("Agencies and people", "Whom the figures count. Changes come in as files, on the Imports page.")
    shown = st.segmented_control(
        "Show", ["Agencies", "People", "Role groups"], default="Agencies", key="directory_shown"
    )
    db = session.database()
    if shown == "Role groups":
        draw("role-groups.html", rows=directory.role_groups(db, today()))
    elif shown == "People":
        with st.container(horizontal=True, key="directory_filters"):
            search = st.text_input("Name or e-mail", key="directory_person", placeholder="Search")
            agency = filters.agency(names_of(scope).agencies, "All agencies", "directory_agency")
        _paged(
            lambda page: directory.people(db, scope, today(), agency=agency, search=search, page=page),
            "directory-people.html",
            f"people {agency} {search}",
        )
    else:
        search = st.text_input("Agency", key="directory_agency_name", placeholder="Search")
        _paged(
            lambda page: directory.agencies(db, scope, today(), search=search, page=page),
            "agencies.html",
            f"agencies {search}",
        )


def _paged(ask: Callable[[int], Page[Any]], template: str, asked: str) -> None:
    """Draws one page of a list, and the choice of the page. If `asked` changes, the first page is shown."""
    if st.session_state.get("directory_asked") != asked:
        st.session_state["directory_asked"], st.session_state["directory_page"] = asked, 1
    page = ask(int(st.session_state.get("directory_page", 1)))
    if not page.total:
        draw("empty.html", title="Nothing found", text="Search for something else, or import a file.")
        return
    draw(template, rows=page.rows, total=page.total, basis_words=BASIS_WORDS)
    pages = math.ceil(page.total / PAGE_SIZE)
    if pages > 1:
        st.number_input(f"Page (of {pages:,})", min_value=1, max_value=pages, key="directory_page", width=160)

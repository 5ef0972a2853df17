"""A table for a review that names perspectives or phases and holds no finding with one: a trainer fills it in.

What was typed becomes findings to copy into the review's file. Nothing is kept here.
"""

from dataclasses import replace

import streamlit as st

from elearn.app.drawing import draw
from elearn.app.registers import forms
from elearn.app.review_words import BARRIERS, PERSPECTIVES, PHASES, TIERS
from elearn.content.review import Review
from elearn.library import Cell, Nature, cells_as_findings, cells_to_fill
from elearn.problems import InputFault, Problem
from elearn.translations import N_, Words
from elearn.translations import gettext as _

NATURES: Words[Nature] = Words({"improvement": N_("To improve"), "strength": N_("Strength")})
_NO_BARRIER = ""


def show(review: Review) -> None:
    """Draws the table with a text area in each cell, and the findings that it makes. Draws nothing if none lacks."""
    rows = cells_to_fill(review)
    if not rows:
        return
    with st.expander(_("Fill in what the review found, by whose experience and when")):
        draw("phase-table-about.html", review=review)
        with st.form(f"phases_{review.slug}", border=False):
            filled = [_row(review, row) for row in rows]
            sent = st.form_submit_button(_("Make findings of it"), type="primary")
        if sent:
            _show_findings(review, [cell for row in filled for cell in row])


def _row(review: Review, row: list[Cell]) -> list[Cell]:
    """Draws the cells of one perspective side by side, one under another on a phone, and returns them filled in."""
    whose = row[0].perspective
    draw("subsubheading.html", text=PERSPECTIVES[whose] if whose else _("Anybody’s experience"))
    filled = []
    for cell, column in zip(row, st.columns(len(row)), strict=True):
        with column:
            filled.append(_cell(review, cell))
    return filled


def _cell(review: Review, cell: Cell) -> Cell:
    key = f"phases_{review.slug}_{cell.perspective or ''}_{cell.phase or ''}"
    natures, tiers = {each: NATURES[each] for each in NATURES}, {each: TIERS[each] for each in TIERS}
    barriers: dict[str, str] = {_NO_BARRIER: _("No barrier")}
    barriers |= {each: BARRIERS[each] for each in BARRIERS}
    text = st.text_area(
        _("%(when)s, a finding a line", when=_when(review, cell)), key=f"{key}_text", max_chars=4000
    )
    nature = st.selectbox(_("Kind"), list(natures), format_func=natures.__getitem__, key=f"{key}_nature")
    tier = st.selectbox(_("Tier"), list(tiers), index=1, format_func=tiers.__getitem__, key=f"{key}_tier")
    barrier = st.selectbox(
        _("Barrier"), list(barriers), format_func=barriers.__getitem__, key=f"{key}_barrier"
    )
    known = next((each for each in BARRIERS if each == barrier), None)
    return replace(cell, text=text, nature=nature, tier=tier, barrier=known)


def _when(review: Review, cell: Cell) -> str:
    return f"{PHASES[cell.phase or '']} {review.phases_of if cell.phase else ''}".strip()


def _name(review: Review, cell: Cell) -> str:
    """What a cell is called in a problem: `Professionals, Before court`."""
    whose = f"{PERSPECTIVES[cell.perspective]}, " if cell.perspective else ""
    return f"{whose}{_when(review, cell)}"


def _show_findings(review: Review, cells: list[Cell]) -> None:
    """Draws the findings, or what is wrong with what was typed. The form keeps it either way."""
    try:
        forms.must_identify_nobody({_name(review, cell): cell.text for cell in cells}, dates=True)
        findings = cells_as_findings(review, cells)
        if not findings:
            raise InputFault([_nothing()])
    except InputFault as fault:
        draw("entry-faults.html", problems=fault.problems, title=_("Not made yet"))
        return
    draw("phase-table-made.html", slug=review.slug)
    st.code(findings, language="markdown", wrap_lines=True)


def _nothing() -> Problem:
    message, remedy = _("Every cell is empty."), _("Write what the review found into one of them.")
    return Problem("", 0, 0, "empty", "error", message, remedy)

"""Asks whether a draft review is to be deleted, says what depends on it, and deletes it."""

from functools import partial

import streamlit as st

from elearn.app import draft_files, forms, review_words, session
from elearn.app.drawing import draw, field_label
from elearn.app.review_room import room as open_room
from elearn.content.review import Review
from elearn.intake import sha_of
from elearn.problems import InputFault, Problem
from elearn.tracker.registers import review_work
from elearn.translations import gettext as _


def show(slug: str) -> None:
    """Draws what hangs on the draft, and the form that deletes it. Raises NotFound if there is no such draft."""
    path, review = draft_files.draft_file(slug)
    draw("row-back.html", back="?", back_to=_("All drafts"))
    draw(
        "intake-delete.html",
        review=review,
        file=path.name,
        courses=courses_that_name(review),
        links=_that_link_to(slug),
        entries=review_work.entries_about(session.database(), session.me("author"), slug),
        files=draft_files.files_of_its_own(slug, review),
    )
    name = f"intake_delete_{slug}"
    key = forms.turn(name)
    seen = st.session_state.setdefault(f"{key}_seen", sha_of(path))
    with st.form(key, border=False):
        typed = st.text_input(
            _("To delete it, type its label: %(label)s", label=field_label(review.label)), key=f"{key}_label"
        )
        sent = st.form_submit_button(_("Delete this draft"))
    if sent:
        forms.take(
            name,
            partial(_delete, slug, review, typed, seen),
            _("The draft “%(label)s” is deleted.", label=review.label),
        )


def _delete(slug: str, review: Review, typed: str, seen: str) -> None:
    if " ".join(typed.split()).casefold() != " ".join(review.label.split()).casefold():
        message = _("What you typed is not the label of this draft.")
        remedy = _("Type “%(label)s”, or go back to all drafts.", label=review.label)
        raise InputFault([Problem(_("Label"), 0, 0, "entry", "error", message, remedy)])
    draft_files.delete(slug, seen)
    st.query_params.clear()


def courses_that_name(review: Review) -> list[tuple[str, str, list[str]]]:
    """Returns the courses that learned from a review: title, address, and the recommendations that each names."""
    room = open_room(session.me("author"))
    found: dict[str, tuple[str, str, list[str]]] = {}
    for each in review.recommendations:
        for answer in room.answers(review.reference(each)):
            course = answer.course
            named = found.setdefault(
                course.slug, (course.title, review_words.course_link(course.slug, trains=True), [])
            )
            named[2].append(each.id)
    return list(found.values())


def _that_link_to(slug: str) -> list[tuple[str, str]]:
    """Returns the reviews that link to this one: title and address."""
    room = open_room(session.me("author"))
    return [
        (each.title, f"reviews?review={each.slug}")
        for each in room.reviews.values()
        if any(link.review == slug for link in each.links)
    ]

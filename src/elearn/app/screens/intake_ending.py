"""How a draft ends: it is confirmed, or it is joined with another one."""

from functools import partial
from pathlib import Path
from typing import get_args

import streamlit as st
from markupsafe import Markup

from elearn.app import address, draft_files, forms, session
from elearn.app.drawing import draw, label
from elearn.app.review_words import kind_words
from elearn.app.screens.intake_delete import courses_that_name
from elearn.app.screens.intake_items import page_with
from elearn.content.review import Review, ReviewType
from elearn.intake import (
    TEXTS,
    Choice,
    Draft,
    FileChanged,
    Waiting,
    differing,
    draft_as_json,
    draft_from_json,
    join_drafts,
    open_review,
    slug_for,
    waiting,
)
from elearn.settings import settings
from elearn.tracker.registers import ReviewWork, review_work
from elearn.translations import N_
from elearn.translations import gettext as _

_NAMES = {
    "title": N_("Title"),
    "board": N_("Board"),
    "label": N_("Label"),
    "type": N_("Kind of review"),
    "year": N_("Year"),
    "origin": N_("Origin"),
    "what_happened": N_("What happened"),
    "what_went_well": N_("What went well"),
    "what_must_change": N_("What must change"),
}
_ORIGINS = {"real": N_("A board’s report"), "fictional": N_("Fiction, written to train with")}
_LONGEST = 200


def confirm(work: ReviewWork, draft: Draft, flags: int) -> None:
    """Draws what still waits for a person, each with a link to its place, or the form that confirms the draft."""
    if found := waiting(draft):
        draw("intake-waiting.html", rows=[(each, _link(work, draft, each)) for each in found])
        return
    if draft.other_words:
        draw("empty.html", title=_("Two windows differ"), text=_("Choose above which words count."))
        return
    flagged = address.link("", work=str(work.id), part="flags")
    draw("intake-confirm.html", draft=draft, flags=flags, flagged=flagged)
    with st.form(f"intake_{work.id}_confirming", border=False):
        sure = st.checkbox(
            _("I have read it against the report, and all of it is so"), key=f"intake_{work.id}_read"
        )
        sent = st.form_submit_button(_("Confirm this review"), type="primary")
    if sent and not sure:
        text = _("Read the draft beside the report. Then tick the box.")
        draw("trouble.html", title=_("Not confirmed yet"), text=text)
    elif sent:
        try:
            forms.take("intake_confirmed", partial(_confirm, work.id), _confirmed)
        except FileChanged:
            st.rerun()


def _link(work: ReviewWork, draft: Draft, each: Waiting) -> str:
    """The address of the place where something waits."""
    page = page_with(draft, each.item)
    query = address.link(
        "",
        work=str(work.id),
        part="" if each.part == "about" else each.part,
        page=str(page) if page > 1 else "",
    )
    return f"{query}#intake-{each.item}" if each.item else query


def _confirm(id: int) -> draft_files.Done:
    done = draft_files.save(id, confirm=True)
    st.query_params.clear()
    return done


def _confirmed(done: draft_files.Done) -> str:
    """What is said of a review that was confirmed, with the way on to a course."""
    says = _(
        "%(file)s is confirmed. Readers see it as its publication allows, and courses can learn from it.",
        file=done.file,
    )
    begin = address.link(f"{settings().desk_url}/desk/new", begin="review", review=Path(done.file).stem)
    return Markup('{} <a href="{}">{}</a>').format(says, begin, _("Begin a course from it"))


def join(work: ReviewWork, draft: Draft) -> None:
    """Draws the choice of another draft and of whose facts count, and the button that joins both."""
    joined = {each.file for each in draft.joined}
    if joined:
        draw("intake-joined.html", files=sorted(joined))
    found = [
        each.review
        for each in draft_files.drafts()
        if each.review and each.path.name != work.file and each.path.name not in joined
    ]
    if not found:
        text = _("There is no other draft that this one could be joined with. Save the other one first.")
        draw("empty.html", title=_("Nothing to join"), text=text)
        return
    draw("intake-join.html")
    words = {each.slug: f"{each.label}, {each.board} ({each.slug}.md)" for each in found}
    slug = forms.choose(_("Join with"), words, f"intake_{work.id}_other")
    review = next(each for each in found if each.slug == slug)
    other = open_review(review, f"{slug}.md")
    choices = {
        name: _choice(f"intake_{work.id}_{slug}_{name}", name, draft, other)
        for name in differing(draft, other)
    }
    _names_after(work, draft, review)
    if st.button(_("Join it into this draft"), type="primary", key="intake_join"):
        done = _(
            "Both are in this draft now. %(file)s goes when you save it. Until then nothing in the files has changed.",
            file=f"{slug}.md",
        )
        forms.take("intake_joined", partial(draft_files.join, work.id, slug, choices), done)


def _choice(key: str, name: str, draft: Draft, other: Draft) -> Choice:
    """Asks which of two facts counts, or whether both texts do."""
    said: dict[Choice, str] = {"this": _said(name, draft), "other": _said(name, other)}
    if name in TEXTS:
        said["both"] = _("Both, one after the other")
    chosen = st.radio(_(_NAMES[name]), list(said), format_func=lambda each: label(said[each]), key=key)
    return next((each for each in get_args(Choice) if each == chosen), "this")


def _said(name: str, draft: Draft) -> str:
    """A fact of a draft as the choice shows it."""
    value = getattr(draft, name)
    if name == "type":
        return next((kind_words(each) for each in get_args(ReviewType) if each == value), str(value))
    if name == "origin":
        return _(_ORIGINS[value])
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def _names_after(work: ReviewWork, draft: Draft, review: Review) -> None:
    """Draws which courses and registers name the other draft, and by which names they have to do so afterwards."""
    tried = draft_from_json(draft_as_json(draft))
    other = open_review(review, f"{review.slug}.md")
    renamed = join_drafts(tried, other, {}, files=(work.file, f"{review.slug}.md"), sha="")
    slug = work.file.removesuffix(".md") or draft.slug or slug_for(draft)
    courses = [
        (title, link, [(f"{review.slug}#{id}", f"{slug}#{renamed[id]}") for id in named])
        for title, link, named in courses_that_name(review)
    ]
    entries = review_work.entries_about(session.database(), session.me("author"), review.slug)
    if courses or entries:
        draw("intake-names-after.html", courses=courses, entries=entries, file=f"{review.slug}.md")

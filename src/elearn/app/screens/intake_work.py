"""A draft review in work: what was recognised is shown next to its source, and corrected."""

from typing import get_args

import streamlit as st

from elearn.app import drafting, filters, forms
from elearn.app.drafting import Fields
from elearn.app.drawing import draw, sentence
from elearn.app.review_words import DOCUMENTS, theme_words
from elearn.app.screens import intake_ending, intake_file
from elearn.app.screens.intake_items import findings, recommendations
from elearn.content.review import ReviewType, Theme, load_boards
from elearn.intake import (
    Document,
    Draft,
    Flag,
    draft_text,
    flags_in,
    flags_in_document,
    missing_facts,
    without_flags,
)
from elearn.problems import InputFault
from elearn.settings import settings
from elearn.tracker.registers import ReviewWork
from elearn.translations import N_
from elearn.translations import gettext as _

ORIGINS = {"real": N_("A board’s report"), "fictional": N_("Fiction, written to train with")}
_MISSING = {
    "board": N_("board"),
    "label": N_("label"),
    "kind of review": N_("kind of review"),
    "year": N_("year"),
    "day of publication": N_("day of publication"),
}
_HIDDEN = {
    "documents": N_("its other documents"),
    "covers": N_("the years that it covers"),
    "audience": N_("that it is restricted"),
    "method": N_("how it was held"),
    "perspectives": N_("whose experience it looked at"),
    "phases": N_("before, during and after"),
    "links": N_("its links to other reviews"),
    "local_connections": N_("whom it concerns elsewhere"),
    "listed_by": N_("who points to it"),
    "waivers": N_("findings of the checks that stand"),
}
SHOWN = 60
PARTS = ("what_happened", "what_went_well", "what_must_change")
_REPORT = "intake_report"


def hold_report(id: int, content: bytes) -> None:
    """Keeps the content of the report at hand for this visit, so that it can be kept with the draft."""
    st.session_state[_REPORT] = (id, content)


def show(id: int) -> None:
    """Draws a draft in work. Raises NotFound if the person has no such one."""
    work, draft = drafting.opened(id)
    document = drafting.document_of(work)
    draw("row-back.html", back="?", back_to=_("All drafts"))
    forms.say_done("intake")
    draw(
        "intake-summary.html",
        document=document,
        draft=draft,
        work=work,
        missing=[_(_MISSING[each]) for each in missing_facts(draft)],
    )
    drafting.watch(work)
    intake_file.ask_about_file(work, draft)
    drafting.other_words(work.id, draft)
    _parts(work, draft, document)


def _parts(work: ReviewWork, draft: Draft, document: Document) -> None:
    """Draws the choice of the draft's part, and the chosen part."""
    fields = Fields(work.id)
    sound = _is_sound(draft)
    flags = flags_in(draft_text(draft, "draft")) if sound else []
    names = {
        "about": _("The review"),
        "findings": _("Findings (%(count)s)", count=sum(each.take for each in draft.findings)),
        "recommendations": _(
            "Recommendations (%(count)s)", count=sum(each.take for each in draft.recommendations)
        ),
        "flags": _("Identifying details (%(count)s)", count=len(flags)),
        "join": _("Join"),
        "file": _("The draft file"),
        "confirm": _("Confirm"),
    }
    part = filters.shown(names, "intake_part", _("Part"), name="part")
    if part == "findings":
        findings(draft, document, fields)
    elif part == "recommendations":
        recommendations(draft, document, fields)
    elif part == "flags":
        _flags(document, flags)
    elif part == "join":
        intake_ending.join(work, draft)
    elif part == "confirm" and sound:
        intake_ending.confirm(work, draft, len(flags))
    elif part == "file":
        held = st.session_state.get(_REPORT)
        intake_file.show(work, draft, fields, held[1] if held and held[0] == work.id else None, sound=sound)
    elif part == "about":
        _about(draft, fields)


def _is_sound(draft: Draft) -> bool:
    """Whether the draft can be a review as it is. If not, the reasons are shown."""
    try:
        draft_text(draft, "draft")
    except InputFault as fault:
        draw("intake-faults.html", title=_("Not yet a review"), problems=fault.problems)
        return False
    return True


def _flags(document: Document, flags: list[Flag]) -> None:
    draw("subheading.html", text=_("In the draft"))
    draw("intake-flags.html", flags=flags)
    if document.paragraphs:
        found = flags_in_document(document)
        draw("subheading.html", text=_("In the report"))
        draw("intake-report-flags.html", found=found[:SHOWN], more=len(found) - SHOWN)


def _about(draft: Draft, fields: Fields) -> None:
    fields.choose(
        _("This is"), draft, "origin", list(ORIGINS), {id: _(words) for id, words in ORIGINS.items()}
    )
    known = [board.name for board in load_boards(settings().reviews).boards.boards.values()]
    left, right = st.columns(2)
    with left:
        fields.text(
            _("Board"),
            draft,
            "board",
            help=_("Boards here: %(names)s", names="; ".join(known)) if known else None,
        )
        fields.text(_("Label: what the review is called"), draft, "label")
        fields.text(_("Title"), draft, "title")
        fields.number(_("Year"), draft, "year")
    with right:
        kinds = {"": _("Not found: choose one")} | {each: sentence(_(each)) for each in get_args(ReviewType)}
        fields.select(_("Kind of review"), draft, "type", list(kinds), kinds)
        documents: dict[str, str] = {"": _("Report"), **dict(DOCUMENTS.items())}
        fields.select(_("Which of its documents this is"), draft, "document", list(documents), documents)
        fields.day(_("Published on"), draft, "published")
        fields.text(
            _("Address: where its publisher shows it"),
            draft,
            "address",
            help=_("All of it, starting with https://"),
        )
    themes = {theme: theme_words(theme) for theme in get_args(Theme)}
    fields.several(_("Themes, as its words suggest"), draft, "themes", list(themes), themes)
    draw("subheading.html", text=_("What happened"))
    left, right = st.columns([3, 2])
    with left:
        fields.area(_("In your own words"), draft, "what_happened")
        if draft.happened:
            fields.tick(_("Put the report’s own words into the file"), draft, "keep_happened")
    with right:
        draw("intake-told.html", told=draft.happened, pending=draft.pending)
    if held := _not_shown(draft):
        draw(
            "said.html",
            text=_("Its file says more than is shown here. This stays: %(what)s.", what=", ".join(held)),
        )
    fields.area(
        _("What went well, in a few sentences (else the strengths are counted)"), draft, "what_went_well"
    )
    fields.area(_("What must change (else the recommendations are counted)"), draft, "what_must_change")
    _flags_of(draft, fields)


def _not_shown(draft: Draft) -> list[str]:
    """What the file of a draft says and the form does not show, in words."""
    kept = draft.kept
    held = {each for each in _HIDDEN if kept.get(each)} - {"audience"}
    if kept.get("audience") == "restricted":
        held.add("audience")
    if len(kept.get("documents", ())) < 2:
        held.discard("documents")
    return [_(words) for each, words in _HIDDEN.items() if each in held]


def _flags_of(draft: Draft, fields: Fields) -> None:
    """Shows identifying details in the texts of the three parts, and offers the texts without them."""
    for name in PARTS:
        words = getattr(draft, name)
        if flags := flags_in(words):
            draw("intake-flags.html", flags=flags)
            fields.rewrite(draft, name, without_flags(words, flags))

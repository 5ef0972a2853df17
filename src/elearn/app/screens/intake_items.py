"""The findings and recommendations of a draft: each can be corrected, next to its place in the document."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from elearn.app import address
from elearn.app.drafting import Fields
from elearn.app.drawing import draw
from elearn.app.review_words import BARRIERS, PERSPECTIVES, PHASES, theme_words
from elearn.intake import (
    Document,
    Draft,
    DraftFinding,
    DraftItem,
    DraftRecommendation,
    add_finding,
    add_recommendation,
    body_of,
    flags_in,
    without_flags,
)
from elearn.translations import N_
from elearn.translations import gettext as _

Item = TypeVar("Item", bound=DraftItem)
PAGE = 6
TIERS = {
    "": N_("Not said"),
    "individual": N_("Individual"),
    "local": N_("Local"),
    "strategic": N_("Strategic"),
}
NATURES = {"strength": N_("Strength"), "improvement": N_("To improve")}
_HIDDEN: tuple[tuple[str, Mapping[Any, str]], ...] = (
    ("perspective", PERSPECTIVES),
    ("phase", PHASES),
    ("barrier", BARRIERS),
)
AROUND = 2
"""How many paragraphs are shown before and after the one that was found."""


def findings(draft: Draft, document: Document, fields: Fields) -> None:
    """Draws a page of the findings."""
    if not draft.findings:
        draw(
            "empty.html",
            title=_("No finding was recognised"),
            text=_("Add those that you read in the report."),
        )
    for item in _page(draft.findings, "findings"):
        with st.container(border=True, key=f"intake_item_{item.id}"):
            fields.tick(_("Take this finding (%(id)s)", id=item.id), item, "take")
            left, right = st.columns([2, 3])
            with left:
                _found(item, document)
            if item.take:
                with right:
                    fields.choose(_("It is"), item, "nature", list(NATURES), _said(NATURES))
                    if item.guessed:
                        fields.tick(_("That was a guess. I have looked, and it is so."), item, "sure")
                    _common(item, fields)
    fields.add(_("Add a finding"), "intake_add_finding", add_finding)


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {id: _(text) for id, text in words.items()}


def _named(finding: DraftFinding) -> str:
    """A finding as the choice of what a recommendation answers shows it."""
    start = (finding.words or finding.heading or finding.said)[:70]
    if finding.take:
        return f"{finding.id}: {start}"
    return _("%(id)s (not taken): %(start)s", id=finding.id, start=start)


def recommendations(draft: Draft, document: Document, fields: Fields) -> None:
    """Draws a page of the recommendations."""
    if not draft.recommendations:
        draw(
            "empty.html",
            title=_("No recommendation was recognised"),
            text=_("Add those that you read in the report."),
        )
    answered = {each.finding for each in draft.recommendations}
    answers = {"": _("Not said")} | {
        each.id: _named(each) for each in draft.findings if each.take or each.id in answered
    }
    for item in _page(draft.recommendations, "recommendations"):
        with st.container(border=True, key=f"intake_item_{item.id}"):
            fields.tick(_("Take this recommendation (%(id)s)", id=item.id), item, "take")
            left, right = st.columns([2, 3])
            with left:
                _found(item, document)
            if item.take:
                with right:
                    _common(item, fields)
                    fields.text(_("Who sees to it, with commas between"), item, "owner")
                    fields.day(_("Due on"), item, "due")
                    if item.timescale and not item.due:
                        fields.tick(
                            _("No day can be given. The report says: %(words)s", words=item.timescale),
                            item,
                            "no_day",
                        )
                    fields.select(_("Answers the finding"), item, "finding", list(answers), answers, empty="")
    fields.add(_("Add a recommendation"), "intake_add_recommendation", add_recommendation)


def page_with(draft: Draft, item: str) -> int:
    """Returns the page of its part on which a finding or recommendation is, from 1."""
    for items in (draft.findings, draft.recommendations):
        ids = [each.id for each in items]
        if item in ids:
            return ids.index(item) // PAGE + 1
    return 1


def _page(items: Sequence[Item], name: str) -> Sequence[Item]:
    pages = -(-len(items) // PAGE)
    key = f"intake_page_{name}"
    address.bind("page", key, 1, address.page_number)
    number = int(st.session_state[key])
    if number > max(pages, 1):
        number = st.session_state[key] = max(pages, 1)
    if pages < 2:
        return items
    st.number_input(_("Page (of %(pages)s)", pages=pages), 1, pages, key=key, width=160)
    return items[(number - 1) * PAGE : number * PAGE]


def _common(item: DraftItem, fields: Fields) -> None:
    fields.select(_("Tier"), item, "tier", list(TIERS), _said(TIERS))
    fields.area(_("In your own words"), item, "words")
    if item.said:
        fields.tick(_("Put the report’s own words into the file"), item, "keep_said")
    words = item.words or (item.said if item.keep_said else "")
    draw("intake-file-says.html", body=body_of(item), own=bool(item.words.strip()))
    if flags := flags_in(words):
        draw("intake-flags.html", flags=flags)
        fields.rewrite(item, "words", without_flags(words, flags))


def _hidden(item: DraftItem) -> list[str]:
    """What the file says of a finding and the form does not show, in words."""
    kept = item.kept
    words = [table[kept[name]] for name, table in _HIDDEN if kept.get(name)]
    return words + [theme_words(each) for each in kept.get("themes", ())]


def _found(item: DraftFinding | DraftRecommendation, document: Document) -> None:
    around = document.paragraphs[max(0, item.index - AROUND) : item.index + AROUND + 1] if item.said else []
    draw(
        "intake-found.html",
        place=f"intake-{item.id}",
        hidden=_hidden(item),
        item=item,
        around=around,
        at=document.paragraphs[item.index] if around else None,
    )

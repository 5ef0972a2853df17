"""The findings and recommendations of a draft: each can be corrected, next to its place in the document."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from elearn.app.drawing import draw
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
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
AROUND = 2
"""How many paragraphs are shown before and after the one that was found."""


class Fields:
    """Widgets for the fields of a draft. A widget starts with the value of the draft, and the draft follows it.

    Streamlit forgets a widget when another part is shown. The draft keeps what was typed.
    """

    def __init__(self, prefix: str) -> None:
        self.prefix = f"intake_{prefix}"

    def _key(self, target: Any, name: str, value: Any) -> str:
        key = f"{self.prefix}_{getattr(target, 'id', '')}_{name}"
        if key not in st.session_state:
            st.session_state[key] = value
        return key

    def text(self, label: str, target: Any, name: str, help: str | None = None) -> None:
        """One line."""
        key = self._key(target, name, getattr(target, name))
        setattr(target, name, st.text_input(label, key=key, help=help).strip())

    def area(self, label: str, target: Any, name: str) -> None:
        """Several lines."""
        key = self._key(target, name, getattr(target, name))
        setattr(target, name, st.text_area(label, key=key, height=120))

    def tick(self, label: str, target: Any, name: str, help: str | None = None) -> None:
        """Yes or no."""
        key = self._key(target, name, getattr(target, name))
        setattr(target, name, st.checkbox(label, key=key, help=help))

    def number(self, label: str, target: Any, name: str) -> None:
        """A year, or nothing."""
        key = self._key(target, name, getattr(target, name))
        setattr(
            target, name, st.number_input(label, min_value=1990, max_value=2100, step=1, key=key, value=None)
        )

    def day(self, label: str, target: Any, name: str) -> None:
        """A day, or nothing. Reviews are older and deadlines are later than the ten years that Streamlit offers."""
        key = self._key(target, name, getattr(target, name))
        given = st.date_input(
            label, value=None, min_value=FIRST_DAY, max_value=LAST_DAY, key=key, format="DD/MM/YYYY"
        )
        setattr(target, name, given)

    def select(
        self,
        label: str,
        target: Any,
        name: str,
        options: Sequence[str],
        words: Mapping[str, str],
        empty: str | None = None,
    ) -> None:
        """One of many options. The option "" sets the field to `empty`."""
        value = getattr(target, name) or ""
        key = self._key(target, name, value if value in options else "")
        chosen = st.selectbox(label, options, key=key, format_func=words.__getitem__)
        setattr(target, name, chosen or empty)

    def choose(
        self, label: str, target: Any, name: str, options: Sequence[str], words: Mapping[str, str]
    ) -> None:
        """One of a few options."""
        key = self._key(target, name, getattr(target, name))
        chosen = st.radio(label, options, key=key, format_func=words.__getitem__, horizontal=True)
        setattr(target, name, chosen)

    def several(
        self, label: str, target: Any, name: str, options: Sequence[str], words: Mapping[str, str]
    ) -> None:
        """Any number of options."""
        key = self._key(target, name, list(getattr(target, name)))
        setattr(target, name, st.multiselect(label, options, key=key, format_func=words.__getitem__))

    def rewrite(self, target: Any, name: str, words: str) -> None:
        """A button that replaces the text of a field with `words`."""
        key = f"{self.prefix}_{getattr(target, 'id', '')}_{name}"

        def put() -> None:
            setattr(target, name, words)
            st.session_state[key] = words

        st.button(_("Use the words without them"), key=f"{key}_rewrite", on_click=put)

    def forget(self, *names: str) -> None:
        """Makes the widgets of these fields start again with the values of the draft."""
        for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(self.prefix)]:
            if key.endswith(names):
                del st.session_state[key]


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
                    _common(item, fields)
    if st.button(_("Add a finding"), key="intake_add_finding"):
        add_finding(draft)
        st.rerun()


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
                    fields.select(_("Answers the finding"), item, "finding", list(answers), answers, empty="")
    if st.button(_("Add a recommendation"), key="intake_add_recommendation"):
        add_recommendation(draft)
        st.rerun()


def _page(items: Sequence[Item], name: str) -> Sequence[Item]:
    pages = -(-len(items) // PAGE)
    if pages < 2:
        return items
    number = int(
        st.number_input(_("Page (of %(pages)s)", pages=pages), 1, pages, key=f"intake_page_{name}", width=160)
    )
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


def _found(item: DraftFinding | DraftRecommendation, document: Document) -> None:
    around = document.paragraphs[max(0, item.index - AROUND) : item.index + AROUND + 1] if item.said else []
    draw(
        "intake-found.html",
        item=item,
        around=around,
        at=document.paragraphs[item.index] if around else None,
    )

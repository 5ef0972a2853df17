"""The draft review that a tab has open. What is typed in it is in the database before anything is drawn.

Each run reads the draft from the database, so a reload, another tab and a restart show the same. A field of the draft
is drawn by `Fields`. When it changes, the change is put into the draft as that is by then. If another window has
changed the same field meanwhile, this one's words are kept beside those: nobody's are overwritten.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from elearn.app import session
from elearn.app.drawing import draw
from elearn.intake import (
    Document,
    Draft,
    OtherWords,
    document_from_json,
    draft_as_json,
    draft_from_json,
    keep_words,
)
from elearn.phrases import phrase
from elearn.problems import ElearnError
from elearn.tracker import Actor
from elearn.tracker.registers import ReviewWork, review_work
from elearn.translations import gettext as _

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
LONGEST = 100_000
"""The most characters of one text."""
_OPEN = "intake_open"
_DOCUMENT = "intake_document"
_FAILED = "intake_failed"
_TRIES = 5


@dataclass
class _Field:
    """A widget for a field of the draft: whose field it is.

    `last` is the value that the draft had when we last looked, and `seen` what the widget showed then. `read` makes a
    value of the draft of the widget's, and `shown` the other way round.
    """

    item: str
    name: str
    last: Any
    seen: Any
    read: Callable[[Any], Any]
    shown: Callable[[Any], Any]


@dataclass
class _Open:
    """The draft that this tab shows, and its widgets by key."""

    id: int
    fields: dict[str, _Field] = field(default_factory=dict)


def opened(id: int) -> tuple[ReviewWork, Draft]:
    """Takes over what was typed in this tab, and returns the draft as it is now.

    Raises NotFound if the person has no such draft in work.
    """
    actor = session.me("author")
    if failed := st.session_state.pop(_FAILED, None):
        raise failed
    take_typed()
    held = st.session_state.get(_OPEN)
    if held is None or held.id != id:
        st.session_state[_OPEN] = _Open(id)
    work = review_work.one(session.database(), actor, id)
    draft = draft_from_json(work.draft)
    _follow(draft)
    return work, draft


def closed() -> None:
    """Takes over what was typed in this tab, which shows no draft any more."""
    take_typed()
    st.session_state.pop(_OPEN, None)


def document_of(work: ReviewWork) -> Document:
    """Returns what was read of the report. A draft that was opened from its file has none."""
    held = st.session_state.get(_DOCUMENT)
    if held is None or held[0] != (work.id, work.report):
        text = review_work.document(session.database(), session.me("author"), work.id)
        held = st.session_state[_DOCUMENT] = ((work.id, work.report), document_from_json(text))
    found: Document = held[1]
    return found


def take_typed() -> None:
    """Puts what was typed since the last run into the draft.

    It does nothing if nobody is signed in any more: the browser keeps the words until somebody is. Raises NotFound if
    the draft is gone, and ElearnError if it cannot be kept.
    """
    held: _Open | None = st.session_state.get(_OPEN)
    actor = session.signed_in()
    if held is None or actor is None or not actor.may("author"):
        return
    typed: list[tuple[_Field, Any, Any]] = []
    for key, each in list(held.fields.items()):
        if key not in st.session_state:
            del held.fields[key]
        elif (value := st.session_state[key]) != each.seen:
            typed.append((each, value, each.read(value)))
    if not typed:
        return

    def act(draft: Draft) -> None:
        for each, _seen, value in typed:
            _put(draft, each, value)

    _change(actor, held.id, act)
    for each, seen, value in typed:
        each.seen, each.last = seen, value


def change(id: int, act: Callable[[Draft], object]) -> Draft:
    """Calls `act` on the draft as it is now, keeps what comes of it, and returns it. `act` may be called again.

    Raises NotFound if the person has no such draft, and ElearnError if it cannot be kept.
    """
    return _change(session.me("author"), id, act)


def _change(actor: Actor, id: int, act: Callable[[Draft], object]) -> Draft:
    db = session.database()
    for _try in range(_TRIES):
        work = review_work.one(db, actor, id)
        draft = draft_from_json(work.draft)
        act(draft)
        text = draft_as_json(draft)
        if text == work.draft or review_work.keep(db, actor, id, work.revision, text):
            return draft
    raise ElearnError(
        phrase("Another window changes this draft all the time. Close that one, and try once more.")
    )


def _safely(act: Callable[[], object]) -> None:
    """Calls `act` before Streamlit draws the page. What goes wrong is said when the page is drawn."""
    try:
        act()
    except ElearnError as error:
        st.session_state[_FAILED] = error


def _typed() -> None:
    """Takes over what was typed. Streamlit calls it when a field changes, also on the way to another page."""
    _safely(take_typed)


def target_of(draft: Draft, item: str) -> Any:
    """Returns the finding or recommendation with this id, the draft itself for "", or None if there is none."""
    return next((each for each in draft.items if each.id == item), None) if item else draft


def _put(draft: Draft, typed: _Field, value: Any) -> None:
    """Puts a value into the draft. If its field was changed meanwhile, or is gone, the value is kept beside it."""
    target = target_of(draft, typed.item)
    now = getattr(target, typed.name, None)
    if target is None or now not in (typed.last, value):
        beside = OtherWords(typed.item, typed.name, value.isoformat() if isinstance(value, date) else value)
        if value and beside not in draft.other_words:
            draft.other_words.append(beside)
        return
    setattr(target, typed.name, value)
    if typed.name == "origin" and value != now:
        keep_words(draft, value == "fictional")


def _follow(draft: Draft) -> None:
    """Lets widgets that nobody has touched show what the draft says now."""
    held: _Open = st.session_state[_OPEN]
    for key, each in list(held.fields.items()):
        target = target_of(draft, each.item)
        if target is None or key not in st.session_state:
            del held.fields[key]
        elif (now := getattr(target, each.name)) != each.last:
            each.last, each.seen = now, each.shown(now)
            st.session_state[key] = each.seen


def _same(value: Any) -> Any:
    return value


class Fields:
    """Widgets for the fields of a draft. A widget starts with the value of the draft, and the draft follows it.

    `target` is the draft, or a finding or recommendation in it.
    """

    def __init__(self, id: int) -> None:
        self.id = id

    def key(self, target: Any, name: str) -> str:
        """Returns the key of the widget for a field."""
        return f"intake_{self.id}_{getattr(target, 'id', '')}_{name}"

    def _begin(
        self,
        target: Any,
        name: str,
        read: Callable[[Any], Any] = _same,
        shown: Callable[[Any], Any] = _same,
    ) -> dict[str, Any]:
        """Returns what every widget is given. It has the value of the draft if it is new."""
        held: _Open = st.session_state[_OPEN]
        key, value = self.key(target, name), getattr(target, name)
        if key not in held.fields or key not in st.session_state:
            seen = st.session_state[key] = shown(value)
            held.fields[key] = _Field(getattr(target, "id", ""), name, value, seen, read, shown)
        return {"key": key, "on_change": _typed}

    def text(
        self,
        label: str,
        target: Any,
        name: str,
        help: str | None = None,
        read: Callable[[Any], Any] = str.strip,
        shown: Callable[[Any], Any] = _same,
    ) -> None:
        """One line. It is taken over while somebody types."""
        st.text_input(label, help=help, max_chars=4_000, live=True, **self._begin(target, name, read, shown))

    def area(self, label: str, target: Any, name: str) -> None:
        """Several lines. A script of the page sends them while somebody types."""
        st.text_area(label, height=120, max_chars=LONGEST, **self._begin(target, name))

    def tick(self, label: str, target: Any, name: str, help: str | None = None) -> None:
        """Yes or no."""
        st.checkbox(label, help=help, **self._begin(target, name))

    def number(self, label: str, target: Any, name: str) -> None:
        """A year, or nothing."""
        st.number_input(
            label, min_value=1990, max_value=2100, step=1, value=None, **self._begin(target, name)
        )

    def day(self, label: str, target: Any, name: str) -> None:
        """A day, or nothing. Reviews are older and deadlines are later than the ten years that Streamlit offers."""

        def shown(day: date | None) -> date | None:
            return day if day and FIRST_DAY <= day <= LAST_DAY else None

        given = self._begin(target, name, shown=shown)
        st.date_input(
            label, value=None, min_value=FIRST_DAY, max_value=LAST_DAY, format="DD/MM/YYYY", **given
        )

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

        def shown(value: Any) -> str:
            return str(value) if value in options else ""

        given = self._begin(target, name, lambda value: value or empty, shown)
        st.selectbox(label, options, format_func=words.__getitem__, **given)

    def choose(
        self, label: str, target: Any, name: str, options: Sequence[str], words: Mapping[str, str]
    ) -> None:
        """One of a few options."""
        given = self._begin(target, name)
        st.radio(label, options, format_func=words.__getitem__, horizontal=True, **given)

    def several(
        self, label: str, target: Any, name: str, options: Sequence[str], words: Mapping[str, str]
    ) -> None:
        """Any number of options."""
        given = self._begin(target, name, list, list)
        st.multiselect(label, options, format_func=words.__getitem__, **given)

    def rewrite(self, target: Any, name: str, words: str) -> None:
        """A button that replaces the text of a field with `words`."""
        key, item, before = self.key(target, name), getattr(target, "id", ""), getattr(target, name)

        def put() -> None:
            take_typed()
            change(self.id, lambda draft: _replace(draft, item, name, before, words))

        st.button(_("Use the words without them"), key=f"{key}_rewrite", on_click=_safely, args=(put,))

    def add(self, label: str, key: str, act: Callable[[Draft], object]) -> None:
        """A button that changes the draft."""

        def put() -> None:
            take_typed()
            change(self.id, act)

        st.button(label, key=key, on_click=_safely, args=(put,))


def _replace(draft: Draft, item: str, name: str, before: Any, words: str) -> None:
    """Replaces a text, unless somebody has changed it since it was shown."""
    target = target_of(draft, item)
    if target is not None and getattr(target, name) == before:
        setattr(target, name, words)


def watch(work: ReviewWork) -> None:
    """Lets a script send what is typed in this draft while somebody types, and keep it in the browser until then."""
    with st.container(key="intake_draft_presses"):  # a place that is not shown
        st.html(
            Markup('<p data-draft="{}" data-revision="{}">{}</p>').format(
                work.id, work.revision, work.revision
            )
        )
        st.html(Markup("<script>{}</script>").format(Markup(_script())), unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return Path(__file__).with_name("typed.js").read_text(encoding="utf-8")


def other_words(id: int, draft: Draft) -> None:
    """Draws what two windows typed into the same field, and asks which words count. Draws nothing if there is none."""
    for number, each in enumerate(draft.other_words[:5]):
        target = target_of(draft, each.item)
        draw(
            "intake-other-words.html",
            item=each.item,
            here=getattr(target, each.name, ""),
            there=each.value,
        )
        with st.container(horizontal=True, key=f"intake_other_{number}"):
            for words, keep in ((_("Use these words instead"), True), (_("Leave them out"), False)):
                st.button(
                    words,
                    key=f"intake_other_{number}_{'take' if keep else 'drop'}",
                    on_click=_safely,
                    args=(partial(_choose_words, id, each, keep=keep),),
                )


def _choose_words(id: int, words: OtherWords, *, keep: bool) -> None:
    """Puts words that were kept beside a field into it (`keep`), or leaves them out."""

    def act(draft: Draft) -> None:
        if words not in draft.other_words:
            return
        draft.other_words.remove(words)
        target = target_of(draft, words.item)
        if not keep or target is None:
            return
        value = words.value
        if words.name in ("due", "published") and value:
            value = date.fromisoformat(value)
        setattr(target, words.name, value)

    take_typed()
    change(id, act)

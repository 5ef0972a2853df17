"""Decisions on a notification: the form that records one, and whether the guidance knows what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import cast

import streamlit as st

from elearn.app.drawing import draw
from elearn.app.registers import forms
from elearn.app.registers.words import in_words
from elearn.app.review_words import kind_words
from elearn.app.session import database
from elearn.content.review import ReviewType, one_kind
from elearn.days import today
from elearn.guidance import Decided, Edition, against, editions_for
from elearn.library import Room
from elearn.tracker import Actor
from elearn.tracker.registers import Notification, notifications
from elearn.translations import N_
from elearn.translations import gettext as _

NOT_HELD = N_("guidance that is not held here")
"""What is kept as the edition where we hold none that was in force."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a recorded decision is outside the guidance, as phrases.

    `then` was found when it was taken, and `since` only later: the days or our words of the guidance have changed, or
    nobody looked at the time. `settled`: nothing stands against it any more today. `insisted` is why it was kept.
    """

    then: tuple[str, ...]
    since: tuple[str, ...]
    settled: bool
    insisted: str


def standing(entry: Notification) -> Standing | None:
    """How a decision stands by the guidance. None if there is no decision, or nothing ever stood against it."""
    if not entry.decision or entry.decided_on is None:
        return None
    now = against(_decided(entry, entry.decision, entry.edition, entry.decided_on))
    then = entry.found_outside
    if not then and not now:
        return None
    since = tuple(reason for reason in now if reason not in then)
    return Standing(then, since, not now, entry.insisted)


def disagrees(entry: Notification, room: Room) -> str:
    """What to say if the review that followed is of another kind than the decision. "" if there is nothing to say.

    Nothing is said of a review that the reader may not read, or whose kind is not known.
    """
    review = room.reviews.get(entry.review)
    if review is None or not entry.decision or review.type == "review of unknown kind":
        return ""
    if entry.decision != "no review" and one_kind(review.type) == one_kind(cast(ReviewType, entry.decision)):
        return ""
    return _(
        "The decision and the review do not agree. The decision is: %(decision)s. This is: %(kind)s.",
        decision=in_words(entry.decision),
        kind=kind_words(review.type),
    )


def ask(actor: Actor, entry: Notification, following: bool) -> None:
    """Draws the form that records a decision. `following`: it is the step that comes next, so it is open.

    What stands against the decision is said as soon as it is chosen.
    """
    name = f"notification_decide_{entry.id}"
    key = forms.turn(name)
    title = _("What was decided, and why (change it)") if entry.decision else _("What was decided, and why")
    with st.expander(title, expanded=following):
        on, edition, decision = _choose(entry, key)
        by = edition.name if edition else NOT_HELD
        outside = against(_decided(entry, decision, by, on)) if decision else ()
        if outside:
            draw("decision-outside.html", reasons=outside)
        with st.form(key, border=False):
            reasons = st.text_area(_("Reasons"), value=entry.reasons, key=f"{key}_reasons", max_chars=2000)
            insisted = ""
            if outside:
                insisted = st.text_area(
                    _("Keep it all the same, because"),
                    value=entry.insisted if decision == entry.decision else "",
                    key=f"{key}_insisted",
                    max_chars=2000,
                    height=68,
                )
            sent = st.form_submit_button(_("Record the decision"), type="primary")
    if sent:
        forms.take(
            name,
            lambda: notifications.decide(
                database(),
                actor,
                entry.id,
                decision=decision,
                reasons=reasons,
                edition=by,
                on=on,
                outside=outside,
                insisted=insisted,
            ),
            _("The decision is recorded."),
            texts={_("Reasons"): reasons, _("Keep it all the same, because"): insisted},
            dates=True,
        )


def _choose(entry: Notification, key: str) -> tuple[date, Edition | None, str]:
    """The day, the edition and the decision that are chosen. They start with those that are recorded.

    They are not in the form, because each depends on the one before.
    """
    chosen = st.date_input(
        _("Decided on"),
        value=entry.decided_on or today(),
        min_value=entry.known_on,
        max_value=max(today(), entry.known_on),
        format="DD/MM/YYYY",
        key=f"{key}_on",
    )
    on = chosen if isinstance(chosen, date) else today()
    editions = {each.name: each for each in editions_for(entry.kind, entry.known_on, on)}
    by = st.selectbox(
        _("By which guidance"),
        list(editions) or [NOT_HELD],
        index=forms.place(editions, entry.edition),
        format_func=_,
        key=f"{key}_edition_{on}",
        help=_(
            "The edition in force on the day of the decision counts, or an earlier one as far as a transition allows."
        ),
    )
    edition = editions.get(by)
    return on, edition, _decision(entry, key, edition, on)


def _decision(entry: Notification, key: str, edition: Edition | None, on: date) -> str:
    """The decision that is chosen, or "". Those that the edition knows come first.

    The list is a new one for each edition and day, so it begins with what was chosen in the one before.
    """

    def is_known(decision: str) -> bool:
        return edition is None or edition.knows_on(decision, on)

    def words(decision: str) -> str:
        said = in_words(decision)
        return said if is_known(decision) else _("%(decision)s (not in this edition)", decision=said)

    options = sorted(notifications.DECISIONS, key=lambda each: not is_known(each))
    before = st.session_state.get(f"{key}_decided", entry.decision)
    decision = st.selectbox(
        _("Decision"),
        options,
        index=options.index(before) if before in options else None,
        format_func=words,
        key=f"{key}_decision_{edition.id if edition else ''}_{on}",
        placeholder=_("Choose what was decided"),
    )
    st.session_state[f"{key}_decided"] = decision or ""
    return decision or ""


def _decided(entry: Notification, decision: str, edition: str, on: date) -> Decided:
    return Decided(
        entry.kind, decision, edition, entry.known_on, on, entry.panel_told_on, entry.rapid_done_on
    )

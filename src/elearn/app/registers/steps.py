"""What was done to one thing, in words: the steps that the audit kept, as a list."""

from typing import Any

from elearn.app.drawing import day, draw
from elearn.app.registers.words import WORDS as CHOICES
from elearn.tracker import AuditStep
from elearn.translations import N_, Words
from elearn.translations import gettext as _

WORDS = Words(
    {
        "archive.asked": N_("Asked"),
        "archive.granted": N_("Granted"),
        "archive.answered": N_("Answered in words"),
        "archive.refused": N_("Refused"),
        "archive.withdrawn": N_("Withdrawn"),
        "archive.ended": N_("Grant ended"),
        "notification.added": N_("Added to the register"),
        "notification.panel_told": N_("The national Panel was told"),
        "notification.rapid_done": N_("Rapid review done"),
        "notification.decided": N_("Decided"),
        "notification.panel_answered": N_("The Panel answered"),
        "notification.led_to": N_("Linked to its review"),
        "notification.aid_kept": N_("What the decision aid said was kept"),
        "meeting.considers": N_("On the subgroup’s agenda"),
        "lesson.asked": N_("Put to the subgroup"),
        "lesson.put": N_("On the subgroup’s agenda"),
        "lesson.decided": N_("Decided"),
        "action.added": N_("Added"),
        "action.changed": N_("Changed"),
    }
)
_NAMES = Words(
    {
        "until": N_("until"),
        "reason": N_("reason"),
        "state": N_("how far it is"),
        "due": N_("due"),
        "barrier": N_("what stops it"),
        "barrier_note": N_("about what stops it"),
        "closed_because": N_("why it is closed"),
        "decision": N_("decision"),
        "reasons": N_("reasons"),
        "edition": N_("guidance"),
        "insisted": N_("kept all the same, because"),
        "decided_on": N_("day"),
        "known_on": N_("known on"),
        "panel_told_on": N_("day"),
        "rapid_due": N_("rapid review due"),
        "rapid_done_on": N_("day"),
        "panel_answer": N_("answer"),
        "panel_note": N_("note"),
        "panel_answered_on": N_("day"),
        "outcome": N_("what came of it"),
        "meeting_on": N_("meeting"),
        "applies": N_("applies more widely"),
        "why": N_("why"),
        "follows": N_("what follows"),
        "follow_up": N_("about what follows"),
    }
)
_DAYS = frozenset({"until", "due"})
_CHOSEN = frozenset({"state", "barrier", "decision", "panel_answer", "applies", "follows"})
"""The details that are one of a few choices."""


def show(trail: list[AuditStep], title: str = "") -> None:
    """Draws the steps, the earliest first: when, who and what. The default `title` is “What was done”."""
    lines = [(step.at, step.name, WORDS.get(step.action, step.action), said(step.detail)) for step in trail]
    if lines:
        draw("steps.html", title=title or _("What was done"), lines=lines)


def said(detail: dict[str, Any]) -> list[str]:
    """The details of a step as phrases. A change is stored as a pair: the value before and after."""
    phrases = []
    for name, value in detail.items():
        if name not in _NAMES or not value:
            continue
        if isinstance(value, list):
            before, after = (_word(name, each) for each in value)
            phrases.append(f"{_NAMES[name]}: {before} → {after}")
        else:
            phrases.append(f"{_NAMES[name]}: {_word(name, value)}")
    return phrases


def _word(name: str, value: Any) -> str:
    if not value:
        return _("nothing")
    if name in _CHOSEN and value in CHOICES:
        chosen = CHOICES[value]
        return chosen[:1].lower() + chosen[1:]
    return day(value) if name in _DAYS or name.endswith(("_on", "_due")) else str(value)

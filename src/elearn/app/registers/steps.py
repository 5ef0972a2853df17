"""What was done to one thing, in words: the steps that the audit kept, as a list."""

from typing import Any

from elearn.app.drawing import day, draw
from elearn.tracker import AuditStep

WORDS = {
    "archive.asked": "Asked",
    "archive.granted": "Granted",
    "archive.refused": "Refused",
    "archive.withdrawn": "Withdrawn",
    "archive.ended": "Grant ended",
    "notification.added": "Added to the register",
    "notification.panel_told": "The national Panel was told",
    "notification.rapid_done": "Rapid review done",
    "notification.decided": "Decided",
    "notification.panel_answered": "The Panel answered",
    "notification.led_to": "Linked to its review",
    "notification.aid_kept": "What the decision aid said was kept",
    "meeting.considers": "On the subgroup’s agenda",
    "action.added": "Added",
    "action.changed": "Changed",
}
_NAMES = {
    "until": "until",
    "reason": "reason",
    "state": "how far it is",
    "due": "due",
    "barrier": "what stops it",
    "barrier_note": "about what stops it",
    "closed_because": "why it is closed",
    "decision": "decision",
    "reasons": "reasons",
    "edition": "by",
    "decided_on": "on",
    "known_on": "known on",
    "panel_told_on": "on",
    "rapid_due": "rapid review due",
    "rapid_done_on": "on",
    "panel_answer": "answer",
    "panel_note": "note",
    "panel_answered_on": "on",
    "outcome": "what came of it",
}
_DAYS = frozenset({"until", "due"})


def show(trail: list[AuditStep], title: str = "What was done") -> None:
    """Draws the steps, the earliest first: when, who and what."""
    lines = [(step.at, step.name, WORDS.get(step.action, step.action), said(step.detail)) for step in trail]
    if lines:
        draw("steps.html", title=title, lines=lines)


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
        return "nothing"
    return day(value) if name in _DAYS or name.endswith(("_on", "_due")) else str(value)

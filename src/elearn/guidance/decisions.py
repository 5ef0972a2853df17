"""Whether the guidance knows a decision on an incident: which reviews can be held, and what must come first."""

from dataclasses import dataclass
from datetime import date

from elearn.days import day_phrase
from elearn.guidance.criteria import Criteria, Edition, Known, ReviewKind, load_criteria
from elearn.phrases import joined, phrase
from elearn.translations import N_

_WORDS = {
    "local child safeguarding practice review": phrase("local child safeguarding practice review"),
    "safeguarding adult review": phrase("safeguarding adult review"),
    "domestic abuse related death review": phrase("domestic abuse related death review"),
    "domestic homicide review": phrase("domestic homicide review"),
    "serious case review": phrase("serious case review"),
    "serious incident learning review": phrase("serious incident learning review"),
    "learning review": phrase("learning review"),
    "partnership case review": phrase("partnership case review"),
    "no review": phrase("no review"),
}
_NOT_DONE = {
    "panel": phrase(
        "The national Panel has to be told before this decision, and no day is recorded for that."
    ),
    "rapid": phrase("The rapid review has to be done before this decision, and no day is recorded for that."),
}
_DONE_LATER = {
    "panel": N_("The national Panel was told on %(done)s, which is after this decision on %(decided)s."),
    "rapid": N_("The rapid review was done on %(done)s, which is after this decision on %(decided)s."),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on an incident of a kind, and the days that count for it.

    `edition` is the name of the guidance by which it was taken, as people chose or wrote it. The days are None for what
    is not done or not recorded.
    """

    kind: ReviewKind
    decision: str
    edition: str
    known_on: date
    decided_on: date
    panel_told_on: date | None = None
    rapid_done_on: date | None = None

    def done(self, step: str) -> date | None:
        """The day on which a step (`panel` or `rapid`) was done."""
        return {"panel": self.panel_told_on, "rapid": self.rapid_done_on}.get(step)


def editions_for(
    kind: ReviewKind, known_on: date, decided_on: date, said: Criteria | None = None
) -> tuple[Edition, ...]:
    """The editions in force at any time from the day when an incident became known to that of the decision.

    The one in force on the day of the decision, which counts, comes first. Then comes the latest.
    """
    said = said or load_criteria()
    counts = said.in_force(kind, decided_on)
    found = said.between(kind, min(known_on, decided_on), decided_on)
    return tuple(sorted(found, key=lambda each: each != counts))


def against(taken: Decided, said: Criteria | None = None) -> tuple[str, ...]:
    """Why the guidance does not know a decision, as phrases. None if nothing stands against it.

    What counts is the edition in force on the day of the decision. An earlier one counts only as far as its transition
    allows the decision (`until`). If `taken.edition` is no edition that we know, we say nothing of that name.
    """
    said = said or load_criteria()
    current = said.in_force(taken.kind, taken.decided_on)
    if current is None:
        return (
            phrase(
                "We hold no guidance that was in force on %(day)s and knows this decision.",
                day=day_phrase(taken.decided_on),
            ),
        )
    named = (each for each in said.editions if each.kind == taken.kind and each.name == taken.edition)
    counts = next(named, current)
    known = counts.known(taken.decision)
    reasons: list[str] = []
    lasts = known is not None and known.until is not None and taken.decided_on <= known.until
    if not lasts and counts not in said.perhaps_in_force(taken.kind, taken.decided_on):
        reasons.append(
            phrase(
                "%(edition)s was not in force on %(day)s. That day, %(current)s was.",
                edition=counts.name,
                day=day_phrase(taken.decided_on),
                current=current.name,
            )
        )
        counts, known = current, current.known(taken.decision)
    ended = None if known else _ended(taken, said)
    reasons += _not_known(taken, counts, known, ended)
    if known:
        reasons += _not_before(taken, known)
    if reasons and not (known or ended or counts.knows[0]).verified:
        doubt = phrase("[?] What %(edition)s says of this is not verified.", edition=counts.name)
        reasons[-1] = joined((reasons[-1], doubt))
    return tuple(reasons)


def _ended(taken: Decided, said: Criteria) -> Known | None:
    """What an earlier edition said of a decision that nobody could take any more on its day. None if none did."""
    every = (each.known(taken.decision) for each in said.editions if each.kind == taken.kind)
    found = (known for known in every if known and known.until and known.until < taken.decided_on)
    return max(found, key=lambda known: known.until or date.min, default=None)


def _not_known(taken: Decided, edition: Edition, known: Known | None, ended: Known | None) -> list[str]:
    """That an edition does not know a decision, or does not know it any more, with what it does know."""
    if edition.knows_on(taken.decision, taken.decided_on):
        return []
    others = [
        _WORDS[each.decision] for each in edition.knows if edition.knows_on(each.decision, taken.decided_on)
    ]
    values = {"edition": edition.name, "decision": _WORDS.get(taken.decision, taken.decision)}
    if known and known.until:
        first = phrase(
            "%(edition)s knows “%(decision)s” only until %(day)s.", day=day_phrase(known.until), **values
        )
    else:
        first = phrase("%(edition)s does not know “%(decision)s”.", **values)
    if ended and ended.until:
        over = phrase("It could be chosen only until %(day)s.", day=day_phrase(ended.until))
        first = joined((first, over))
    return [joined((first, phrase("This edition knows: %(others)s.", others=joined(others, ", "))))]


def _not_before(taken: Decided, known: Known) -> list[str]:
    """The steps that come before a decision and are not done, or were done after it."""
    steps = dict.fromkeys((*known.before, *(known.once_told if taken.panel_told_on else ())))
    found = []
    for step in steps:
        done = taken.done(step)
        if done is None:
            found.append(_NOT_DONE[step])
        elif done > taken.decided_on:
            days = {"done": day_phrase(done), "decided": day_phrase(taken.decided_on)}
            found.append(phrase(_DONE_LATER[step], **days))
    return found

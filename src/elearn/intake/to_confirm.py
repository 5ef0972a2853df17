"""What a person still has to say before a draft can be confirmed, each with its place in the draft."""

from dataclasses import dataclass
from typing import Literal

from elearn.content import OWN_WORDS, TO_BE_WRITTEN, TO_CONFIRM
from elearn.intake.draft import Draft, DraftFinding, DraftItem, missing_facts
from elearn.intake.draft_file import (
    THE_NATURE,
    THE_TIER,
    body_of,
    counted_recommendations,
    counted_strengths,
    doubts_of,
    review_of,
    title_of,
)
from elearn.phrases import phrase

Part = Literal["about", "findings", "recommendations"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person: the part of the draft, the id of the item or "", what it is and what to do."""

    part: Part
    item: str
    message: str
    remedy: str


_FACTS = {
    "board": phrase("Nobody has said which board held it."),
    "label": phrase("Nobody has said what the review is called."),
    "kind of review": phrase("Nobody has said what kind of review it is."),
    "year": phrase("Nobody has said in which year it was finished."),
    "day of publication": phrase("Nobody has said on which day it was published."),
}
_TEXTS = {
    "what_happened": phrase("What happened is not told yet."),
    "what_went_well": phrase("Nobody has written what went well."),
    "what_must_change": phrase("Nobody has written what must change."),
}


def waiting(draft: Draft) -> list[Waiting]:
    """Returns what waits, in the order of the draft. If there is nothing, it can be confirmed.

    Raises InputFault, as `review_of` does, if the draft cannot be a review.
    """
    found = [Waiting("about", "", _FACTS[each], phrase("Fill it in.")) for each in missing_facts(draft)]
    review = review_of(draft, "draft", status="confirmed")
    if draft.title and _asks(title_of(draft)):
        found.append(_still_there("about", "", title_of(draft)))
    for name, message in _TEXTS.items():
        text = getattr(review, name)
        if _asks(text):
            written = bool(getattr(draft, name).strip())
            found.append(
                _still_there("about", "", text)
                if written
                else Waiting("about", "", message, phrase("Write it in your own words."))
            )
    for each in draft.items:
        if each.take:
            found += _of(each)
    return found


def _of(item: DraftItem) -> list[Waiting]:
    part: Part = "findings" if isinstance(item, DraftFinding) else "recommendations"
    found = []
    for doubt in doubts_of(item):
        if doubt == THE_TIER:
            words = (
                phrase("Nobody has said which tier of learning %(id)s is on.", id=item.id),
                phrase("Choose it."),
            )
        elif doubt == THE_NATURE:
            words = (
                phrase("It is a guess whether %(id)s is a strength or something to improve.", id=item.id),
                phrase("Choose it, and tick that it is so."),
            )
        else:
            words = (
                phrase("%(id)s says by when, but no day.", id=item.id),
                phrase("Choose the day, or tick that none can be given."),
            )
        found.append(Waiting(part, item.id, *words))
    body = body_of(item)
    if _asks(body):
        found.append(
            _still_there(part, item.id, body)
            if item.words.strip()
            else Waiting(
                part,
                item.id,
                phrase("%(id)s is not in anybody’s own words yet.", id=item.id),
                phrase("Write it, or take it out."),
            )
        )
    return found


def _asks(text: str) -> bool:
    """Whether a text holds something that a draft says while nobody has written or confirmed it."""
    ours = (counted_strengths([]), counted_recommendations([]))
    return (
        OWN_WORDS in text
        or TO_BE_WRITTEN in text
        or text in ours
        or any(line.strip().startswith(TO_CONFIRM) for line in text.splitlines())
        or text.endswith(f", {TO_CONFIRM}")
    )


def _still_there(part: Part, item: str, text: str) -> Waiting:
    """A line that stands in words that somebody has written."""
    ours = (TO_CONFIRM, OWN_WORDS, TO_BE_WRITTEN)
    line = next((line for line in text.splitlines() if any(each in line for each in ours)), text)
    return Waiting(
        part,
        item,
        phrase("The text still says “%(line)s”.", line=line.strip()[:120]),
        phrase("Write what is so, and take this out."),
    )

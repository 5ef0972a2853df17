"""A review file that somebody opens again becomes a draft. What the form does not show is kept as the file has it."""

import re
from typing import Any

from elearn.content import OWN_WORDS, TO_BE_WRITTEN, TO_CONFIRM
from elearn.content.review import Finding, Recommendation, Review
from elearn.intake.draft import Draft, DraftFinding, DraftItem, DraftRecommendation
from elearn.intake.draft_file import (
    BY_WHEN,
    THE_NATURE,
    THE_TIER,
    USUAL_TYPE,
    YET_TO_CONFIRM,
    counted_recommendations,
    counted_strengths,
    usual_title,
)

_DOUBTS = re.compile(rf"{TO_CONFIRM}: (.+)\.")
_TIMESCALE = re.compile(rf"{BY_WHEN} \(“(.*)”\)")
_DRAFTED = re.compile(rf"Drafted from .*{re.escape(YET_TO_CONFIRM)}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KIND = "kind of review"
_SHOWN = {"findings", "recommendations", "slug", "status"}


def open_review(review: Review, source: str) -> Draft:
    """Returns the draft of a review that was read from the file `source`. Its file says the same as the review.

    Lines "To confirm" that a draft writes by itself become open fields again. Others stay in the texts.
    """
    happened, drafted, missing = _told(review.what_happened)
    draft = Draft(
        source=source,
        file="",
        title=review.title,
        board=_unless(review.board, TO_CONFIRM),
        label=_unless(review.label, TO_CONFIRM),
        type=None if review.type == USUAL_TYPE and _KIND in missing else review.type,
        year=review.year,
        origin=review.origin,
        document=review.documents[0].type if review.documents else None,
        published=review.documents[0].published if review.documents else None,
        themes=list(review.themes),
        happened=[],
        keep_happened=False,
        address=(review.documents[0].address or "") if review.documents else "",
        what_happened=happened,
        drafted=drafted,
    )
    draft.findings = [_finding(each) for each in review.findings]
    draft.recommendations = [_recommendation(each) for each in review.recommendations]
    if draft.title == usual_title(draft.label, draft.board):
        draft.title = ""
    if OWN_WORDS in happened or TO_BE_WRITTEN in happened:
        draft.pending, draft.what_happened = happened, ""
    draft.what_went_well = _unless(review.what_went_well, counted_strengths(draft.findings))
    draft.what_must_change = _unless(review.what_must_change, counted_recommendations(draft.recommendations))
    whole = review.model_dump(mode="json")
    draft.kept = {name: value for name, value in whole.items() if name not in _SHOWN}
    draft.kept["what_happened"] = happened
    return draft


def _unless(text: str, ours: str) -> str:
    """Returns the text, or "" if it is what a draft says while nobody has written it."""
    return "" if text == ours else text


def _told(text: str) -> tuple[str, str, str]:
    """Returns what happened; our sentence on what it was drafted from; and the facts that our line says are missing.

    Each of our lines counts only at the end, where a draft writes it.
    """
    drafted = missing = ""
    rest, _, last = text.rpartition("\n\n")
    if _DOUBTS.fullmatch(last) and _DRAFTED.fullmatch(rest.rpartition("\n\n")[2]):
        missing, text = last, rest
    rest, _, last = text.rpartition("\n\n")
    if _DRAFTED.fullmatch(last):
        drafted, text = last, rest
    return text, drafted, missing


def _doubts(body: str) -> tuple[str, list[str]]:
    """Returns the text of an item without our line on what is a guess, and the guesses. Other lines are no guesses."""
    rest, _, last = body.rpartition("\n\n")
    found = _DOUBTS.fullmatch(last)
    if not rest or not found:
        return body, []
    said, doubts = found[1], []
    for part in (THE_TIER, THE_NATURE):
        if said == part or said.startswith(f"{part}, "):
            doubts.append(part)
            said = said[len(part) + 2 :]
    if _TIMESCALE.fullmatch(said):
        doubts.append(said)
        said = ""
    return (body, []) if said else (rest, doubts)


def _words(item: DraftItem, body: str, kept: dict[str, Any]) -> None:
    """Puts the text of an item into it: as words, or as what still has to be put into somebody's own words."""
    item.kept = {**kept, "body": body}
    if OWN_WORDS in body or TO_BE_WRITTEN in body:
        item.pending = body
    else:
        item.words = body


def _finding(found: Finding) -> DraftFinding:
    body, doubts = _doubts(found.body)
    unsure = THE_NATURE in doubts
    item = DraftFinding(found.id, "", "", "", -1, None if THE_TIER in doubts else found.tier)
    item.nature, item.sure, item.guessed = found.nature, not unsure, unsure
    hidden = found.model_dump(mode="json", include={"tier", "perspective", "phase", "barrier", "themes"})
    _words(item, body, hidden)
    return item


def _recommendation(found: Recommendation) -> DraftRecommendation:
    body, doubts = _doubts(found.body)
    item = DraftRecommendation(found.id, "", "", "", -1, None if THE_TIER in doubts else found.tier)
    item.owner, item.due, item.finding = ", ".join(found.owner), found.due, found.finding or ""
    if said := next((each[1] for each in map(_TIMESCALE.fullmatch, doubts) if each), ""):
        item.timescale = _ESCAPED.sub(r"\1", said)
    _words(item, body, {"owner": list(found.owner), "tier": found.tier})
    return item

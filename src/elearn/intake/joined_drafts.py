"""Two drafts of one review become one: the chosen facts, and the findings and recommendations of both."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Literal

from elearn.intake.draft import Draft, DraftItem, JoinedFile

Choice = Literal["this", "other", "both"]
FACTS = ("title", "board", "label", "type", "year", "origin")
TEXTS = ("what_happened", "what_went_well", "what_must_change")
HIDDEN = ("covers", "method", "phases_of")
"""Facts that the form of a draft does not show. This one's stays unless it says nothing."""
_LISTS = ("perspectives", "phases", "local_connections", "listed_by")


def differing(draft: Draft, other: Draft) -> list[str]:
    """Returns the names of the facts and texts on which both drafts say something, and not the same."""
    named = (*FACTS, *TEXTS)
    return [
        name
        for name in named
        if getattr(draft, name) and getattr(other, name) and getattr(draft, name) != getattr(other, name)
    ]


def join_drafts(
    draft: Draft, other: Draft, choices: Mapping[str, Choice], *, files: tuple[str, str], sha: str
) -> dict[str, str]:
    """Puts another draft into `draft`, and returns the new ids of its findings and recommendations by their own.

    `choices` says whose fact or text counts, by its name: this one's if it says nothing. A text can be that of both. A
    fact that one of them lacks comes from the other. `files` are the names of both files, this one's first ("" if it
    has none), and `sha` is the hash of what the other file held. What the form does not show is kept from both.
    """
    other = deepcopy(other)
    for name in (*FACTS, *TEXTS):
        mine, theirs = getattr(draft, name), getattr(other, name)
        choice = choices.get(name, "this")
        if not mine or (theirs and choice == "other"):
            setattr(draft, name, theirs)
            draft.kept |= {name: other.kept[name]} if name in other.kept else {}
        elif theirs and choice == "both" and name in TEXTS:
            setattr(draft, name, f"{mine.rstrip()}\n\n{theirs.lstrip()}")
    _keep_the_pending(draft, other)
    _say_themes(draft, other)
    draft.themes += [each for each in other.themes if each not in draft.themes]
    _join_documents(draft, other)
    _join_hidden(draft, other, files)
    renamed = _new_ids(draft, other)
    for finding in other.findings:
        finding.id = renamed[finding.id]
    for recommendation in other.recommendations:
        recommendation.id = renamed[recommendation.id]
        recommendation.finding = renamed.get(recommendation.finding, "")
    draft.findings += other.findings
    draft.recommendations += other.recommendations
    draft.joined += [*other.joined, JoinedFile(files[1], sha)]
    return renamed


def _keep_the_pending(draft: Draft, other: Draft) -> None:
    """What the other says of what happened, though not yet in anybody's words, is kept if this one says nothing."""
    if not draft.what_happened and not draft.happened and not draft.pending:
        draft.pending = other.pending


def _say_themes(draft: Draft, other: Draft) -> None:
    """A finding without themes is about all of its review. In a review with more themes it has to name them."""
    if set(draft.themes) == set(other.themes):
        return
    for each in (draft, other):
        for finding in each.findings:
            if not finding.kept.get("themes") and each.themes:
                finding.kept["themes"] = list(each.themes)


def _join_documents(draft: Draft, other: Draft) -> None:
    mine, theirs = _documents(draft), _documents(other)
    draft.kept["documents"] = mine + [each for each in theirs if each not in mine]
    if not mine and theirs:
        draft.document, draft.published, draft.address = other.document, other.published, other.address


def _documents(draft: Draft) -> list[dict[str, Any]]:
    """The documents as the file would have them. The form shows the first one."""
    kept = [dict(each) for each in draft.kept.get("documents", ())]
    if not (kept or draft.document or draft.published or draft.address):
        return []
    first = kept[0] if kept else {}
    first |= {
        "type": draft.document or "report",
        "published": draft.published.isoformat() if draft.published else None,
        "address": draft.address or None,
    }
    return [first, *kept[1:]]


def _join_hidden(draft: Draft, other: Draft, files: tuple[str, str]) -> None:
    mine, theirs = draft.kept, other.kept
    for name in HIDDEN:
        mine[name] = mine.get(name) or theirs.get(name) or ("" if name != "covers" else None)
    if "restricted" in (mine.get("audience"), theirs.get("audience")):
        mine["audience"] = "restricted"
    for name in _LISTS:
        held = list(mine.get(name, ()))
        mine[name] = held + [each for each in theirs.get(name, ()) if each not in held]
    slugs = {each.removesuffix(".md") for each in files}
    links = [
        each for each in (*mine.get("links", ()), *theirs.get("links", ())) if each["review"] not in slugs
    ]
    mine["links"] = [each for place, each in enumerate(links) if each not in links[:place]]
    mine["waivers"] = _waivers(mine.get("waivers", ()), theirs.get("waivers", ()))


def _waivers(mine: Any, theirs: Any) -> list[dict[str, str]]:
    """A rule that both waive is waived once, for the reasons of both."""
    found = {each["rule"]: each["reason"] for each in mine}
    for each in theirs:
        before = found.get(each["rule"])
        same = before is None or before == each["reason"]
        found[each["rule"]] = each["reason"] if same else f"{before}; {each['reason']}"
    return [{"rule": rule, "reason": reason} for rule, reason in found.items()]


def _new_ids(draft: Draft, other: Draft) -> dict[str, str]:
    """Returns an id for each item of the other draft. It keeps its own unless this draft has that already."""
    taken = {each.id for each in draft.items}
    theirs = {each.id for each in other.items}
    renamed: dict[str, str] = {}
    for item in other.items:
        renamed[item.id] = item.id if item.id not in taken else _free(item, taken | theirs)
        taken.add(renamed[item.id])
    return renamed


def _free(item: DraftItem, taken: set[str]) -> str:
    letter = item.id.rstrip("0123456789") or "f"
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"

"""A draft review as a person corrects it, and its file.

The report's own words stay out unless someone keeps them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import ValidationError

from elearn.content import OWN_WORDS, TO_BE_WRITTEN, TO_CONFIRM
from elearn.content.review import (
    DocumentType,
    Finding,
    Recommendation,
    Review,
    ReviewType,
    Theme,
    write_review,
)
from elearn.intake.flags import safe_heading
from elearn.intake.found import FoundFinding, FoundRecommendation, Nature, Recognised, Spot
from elearn.intake.refused import problem_of
from elearn.intake.sections import Tier
from elearn.problems import InputFault

Origin = Literal["real", "fictional"]
USUAL_TYPE: ReviewType = "review of unknown kind"
USUAL_TIER: Tier = "local"
_REMOVED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufffe\uffff]")
_LEADING = re.compile(r"^(#+|:{3,}|[-+*>=]|\d{1,9}[.)]|`{3}|~{3})(?=\s|$|[:`~=-])")


@dataclass(slots=True)
class DraftItem:
    """A finding or recommendation that will go into the file.

    `said` holds the document's words. `words` is what the person writes instead, "" if nothing yet.
    `keep_said` puts the document's own words into the file. Without either, the file says only where the item
    was found. `tier` is None if nobody has said it.
    """

    id: str
    said: str
    heading: str
    place: str
    index: int
    tier: Tier | None
    take: bool = True
    keep_said: bool = False
    words: str = ""


@dataclass(slots=True)
class DraftFinding(DraftItem):
    """A finding: a strength or an improvement. `sure` is False if that was guessed."""

    nature: Nature = "improvement"
    sure: bool = True


@dataclass(slots=True)
class DraftRecommendation(DraftItem):
    """A recommendation.

    `finding` is the id of the finding that it answers. `owner` lists owners, separated by commas.
    """

    number: str = ""
    question: bool = False
    owner: str = ""
    due: date | None = None
    timescale: str = ""
    finding: str = ""


@dataclass(slots=True)
class Draft:
    """A whole draft.

    `happened` holds what the document says about what happened, each with its place. `source` is the name of its
    file, for the person; `file` is the same for the draft itself, or "" if that may not say it. `address` is where
    the publisher shows the document.
    """

    source: str
    file: str
    title: str
    board: str
    label: str
    type: ReviewType | None
    year: int | None
    origin: Origin
    document: DocumentType | None
    published: date | None
    themes: list[Theme]
    happened: list[tuple[str, str]]
    keep_happened: bool
    address: str = ""
    what_happened: str = ""
    what_went_well: str = ""
    what_must_change: str = ""
    findings: list[DraftFinding] = field(default_factory=list)
    recommendations: list[DraftRecommendation] = field(default_factory=list)


def begin_draft(
    found: Recognised, source: str, origin: Origin = "real", keep_text: bool | None = None
) -> Draft:
    """Makes a draft of what was recognised in the file `source`.

    Its own words are kept if `keep_text` or in fiction.
    """
    keep = origin == "fictional" if keep_text is None else keep_text
    draft = Draft(
        source=source,
        file=found.file,
        title=found.title if keep else safe_heading(found.title),
        board=found.board,
        label=found.label,
        type=found.type,
        year=found.year,
        origin=origin,
        document=found.document,
        published=found.published,
        themes=list(found.themes),
        happened=[(text, _place(spot, keep)) for text, spot in found.happened],
        keep_happened=keep,
    )
    draft.findings = [_finding(each, number, keep) for number, each in enumerate(found.findings, 1)]
    draft.recommendations = [
        _recommendation(each, number, keep) for number, each in enumerate(found.recommendations, 1)
    ]
    return draft


def _common(
    id: str, found: FoundFinding | FoundRecommendation, keep: bool
) -> tuple[str, str, str, str, int, Tier | None, bool, bool]:
    """Returns the fields of any item, in order."""
    heading = found.heading if keep else safe_heading(found.heading)
    return id, found.text, heading, _place(found.spot, keep), found.spot.index, found.tier, True, keep


def _place(spot: Spot, keep: bool) -> str:
    if keep:
        return spot.in_words()
    return spot.in_words(safe_heading(f"“{spot.under}”").removeprefix("“").removesuffix("”"))


def _finding(found: FoundFinding, number: int, keep: bool) -> DraftFinding:
    return DraftFinding(*_common(f"f{number}", found, keep), nature=found.nature, sure=found.sure)


def _recommendation(found: FoundRecommendation, number: int, keep: bool) -> DraftRecommendation:
    return DraftRecommendation(
        *_common(f"r{number}", found, keep),
        number=found.number,
        question=found.question,
        owner=", ".join(found.owner),
        due=found.due,
        timescale=found.timescale,
        finding="" if found.answers is None else f"f{found.answers + 1}",
    )


def keep_words(draft: Draft, keep: bool) -> None:
    """Keeps the document's own words everywhere in the file, or nowhere."""
    draft.keep_happened = keep
    for item in (*draft.findings, *draft.recommendations):
        item.keep_said = keep


def add_finding(draft: Draft) -> DraftFinding:
    """Adds an empty finding that was not recognised, for a person to write."""
    made = DraftFinding(_free("f", draft.findings), "", "", "added", -1, None)
    draft.findings.append(made)
    return made


def add_recommendation(draft: Draft) -> DraftRecommendation:
    """Adds an empty recommendation that was not recognised, for a person to write."""
    made = DraftRecommendation(_free("r", draft.recommendations), "", "", "added", -1, None)
    draft.recommendations.append(made)
    return made


def _free(letter: str, items: Iterable[DraftItem]) -> str:
    return f"{letter}{max((int(each.id[1:]) for each in items), default=0) + 1}"


def missing_facts(draft: Draft) -> list[str]:
    """Returns, in words, what a review must say about itself and nobody has said yet."""
    said = {
        "board": draft.board,
        "label": draft.label,
        "kind of review": draft.type,
        "year": draft.year,
        "day of publication": draft.published,
    }
    return [name for name, value in said.items() if not value]


def body_of(item: DraftItem) -> str:
    """Returns the text of an item in the file: the person's words, kept words, or only where it was found."""
    if item.words.strip():
        return plain(item.words, whole=True)
    if item.keep_said:
        question = (
            "Question for the board: " if isinstance(item, DraftRecommendation) and item.question else ""
        )
        title = (
            f"{plain(item.heading).rstrip('.:')}. " if item.heading and item.heading not in item.said else ""
        )
        return plain(f"{question}{title}{item.said}")
    if not item.said:
        return TO_BE_WRITTEN
    named = f"Recommendation {item.number}" if isinstance(item, DraftRecommendation) and item.number else ""
    named = named or ("Recommendation" if isinstance(item, DraftRecommendation) else "Finding")
    title = f", “{plain(item.heading)}”" if item.heading and item.heading not in item.place else ""
    return f"{named}{title} ({plain(item.place)}). {OWN_WORDS}"


def _doubts(item: DraftItem) -> str:
    """Returns the line that says which parts of an item are still a guess."""
    doubts = [] if item.tier else ["the tier"]
    if isinstance(item, DraftFinding) and not item.sure:
        doubts.append("strength or improvement")
    if isinstance(item, DraftRecommendation) and item.timescale and not item.due:
        doubts.append(f"by when (“{plain(item.timescale)}”)")
    return f"\n\n{TO_CONFIRM}: {', '.join(doubts)}." if doubts else ""


def review_of(draft: Draft, slug: str, file: str = "") -> Review:
    """Returns the draft as a review with `status: draft`. `file` is the name under which the report is kept, or "".

    Raises `InputFault`, with a remedy for each problem, if it cannot be one.
    """
    taken = [each for each in draft.findings if each.take]
    there = {each.id for each in taken}
    values: dict[str, object] = {
        "slug": slug,
        "title": plain(draft.title) or f"{draft.label or TO_CONFIRM}, {place_of(draft.board) or TO_CONFIRM}",
        "board": plain(draft.board) or TO_CONFIRM,
        "label": plain(draft.label) or TO_CONFIRM,
        "type": draft.type or USUAL_TYPE,
        "year": draft.year,
        "origin": draft.origin,
        "status": "draft",
        "documents": _documents(draft, file),
        "themes": tuple(draft.themes),
        "what_happened": _happened(draft),
        "what_went_well": _went_well(draft, taken),
        "what_must_change": _must_change(draft),
    }
    try:
        values["findings"] = tuple(_as_finding(each) for each in taken)
        values["recommendations"] = tuple(
            _as_recommendation(each, there) for each in draft.recommendations if each.take
        )
        return Review.model_validate(values)
    except ValidationError as error:
        raise InputFault(problem_of(each, draft.source) for each in error.errors()) from None


def _as_finding(item: DraftFinding) -> Finding:
    body = body_of(item) + _doubts(item)
    return Finding(id=item.id, nature=item.nature, tier=item.tier or USUAL_TIER, body=body)


def _as_recommendation(item: DraftRecommendation, findings: set[str]) -> Recommendation:
    return Recommendation(
        id=item.id,
        finding=item.finding if item.finding in findings else None,
        tier=item.tier or USUAL_TIER,
        owner=tuple(filter(None, (plain(owner) for owner in item.owner.split(",")))),
        due=item.due,
        body=body_of(item) + _doubts(item),
    )


def draft_text(draft: Draft, slug: str, file: str = "") -> str:
    """Returns the review file of a draft, in canonical form. `file` is as for `review_of`."""
    return write_review(review_of(draft, slug, file))


def _documents(draft: Draft, file: str) -> list[dict[str, object]]:
    held = {"published": draft.published, "address": draft.address or None, "file": file or None}
    return [{"type": draft.document or "report", **held}] if draft.document or any(held.values()) else []


def _happened(draft: Draft) -> str:
    lines = [plain(draft.what_happened, whole=True)] if draft.what_happened.strip() else []
    if not lines and draft.keep_happened:
        lines = [plain(text) for text, _ in draft.happened]
    elif not lines:
        places = list(dict.fromkeys(place for _, place in draft.happened))
        told = f"The document tells it {_listed(places)}. " if places else ""
        lines = [f"{told}{OWN_WORDS}"]
    ending = draft.source.rpartition(".")[2].lower()
    kind = {"pdf": "a PDF file", "docx": "a Word file"}.get(ending, "a file")
    source = f"the file “{plain(draft.file)}”" if draft.file else kind
    lines.append(f"Drafted from {source}; a person has yet to confirm it.")
    if missing := missing_facts(draft):
        lines.append(f"{TO_CONFIRM}: {', '.join(missing)}.")
    return "\n\n".join(lines)


def _listed(places: list[str]) -> str:
    places = [f"on {place}" if place.startswith("page") else place for place in map(plain, places)]
    return ", ".join(places[:-1]) + " and " + places[-1] if len(places) > 1 else places[0]


def _went_well(draft: Draft, taken: Iterable[DraftFinding]) -> str:
    if draft.what_went_well.strip():
        return plain(draft.what_went_well, whole=True)
    strengths = [each for each in taken if each.nature == "strength"]
    if not strengths:
        return f"{TO_CONFIRM}: no strength was recognised in the document. Say what went well."
    return f"Strengths that the document names: {len(strengths)}. They stand below as findings."


def _must_change(draft: Draft) -> str:
    if draft.what_must_change.strip():
        return plain(draft.what_must_change, whole=True)
    count = sum(each.take for each in draft.recommendations)
    if not count:
        return f"{TO_CONFIRM}: no recommendation was recognised in the document. Say what must change."
    return f"Recommendations and questions that the document puts: {count}. They stand below."


def plain(text: str, whole: bool = False) -> str:
    """Returns text as Markdown that shows exactly those words, on one line.

    `whole` keeps paragraphs and lists.
    """
    text = _REMOVED.sub(" ", text)
    if whole:
        safe = [
            re.sub(r"^(\s*)(#{1,2}(?=\s|$)|:{3,}|`{3}|~{3}|=+\s*$|-+\s*$)", r"\1\\\2", line)
            for line in text.splitlines()
        ]
        return "\n".join(safe).strip()
    line = " ".join(text.split())
    line = re.sub(r"([\\`*_<\[\]])", r"\\\1", line)
    return _LEADING.sub(
        lambda found: "\\" + found[0] if not found[0][0].isdigit() else f"{found[0][:-1]}\\{found[0][-1]}",
        line,
    )


def place_of(board: str) -> str:
    """Returns the place in a board's name: Wrenshire for the Wrenshire Safeguarding Children Partnership."""
    return re.split(r"\s+(?:Local\s+)?(?:Safeguarding|Community Safety)\b", board)[0].strip()


def slug_for(draft: Draft) -> str:
    """Returns the name of the draft's file, without its ending: place, year and label."""
    words = f"{place_of(draft.board)} {draft.year or ''} {draft.label or 'review'}".lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60].strip("-") or "review"

"""A draft as its review file. The report's own words stay out unless someone keeps them."""

import re
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import ValidationError

from elearn.content import OWN_WORDS, TO_BE_WRITTEN, TO_CONFIRM
from elearn.content.review import Finding, Recommendation, Review, ReviewType, write_review
from elearn.intake.draft import Draft, DraftFinding, DraftItem, DraftRecommendation, missing_facts
from elearn.intake.refused import problem_of
from elearn.intake.sections import Tier
from elearn.problems import InputFault

Status = Literal["draft", "confirmed"]
USUAL_TYPE: ReviewType = "review of unknown kind"
USUAL_TIER: Tier = "local"
THE_TIER = "the tier"
THE_NATURE = "strength or improvement"
BY_WHEN = "by when"
YET_TO_CONFIRM = "; a person has yet to confirm it."
_REMOVED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufffe\uffff]")
_LEADING = re.compile(r"^(#+|:{3,}|[-+*>=]|\d{1,9}[.)]|`{3}|~{3})(?=\s|$|[:`~=-])")


def body_of(item: DraftItem) -> str:
    """Returns the text of an item in the file: the person's words, kept words, or only where it was found."""
    if item.words.strip():
        return _as_it_was(item.kept, "body", item.words) or plain(item.words, whole=True)
    if item.keep_said:
        question = (
            "Question for the board: " if isinstance(item, DraftRecommendation) and item.question else ""
        )
        title = (
            f"{plain(item.heading).rstrip('.:')}. " if item.heading and item.heading not in item.said else ""
        )
        return plain(f"{question}{title}{item.said}")
    if not item.said:
        return item.pending or TO_BE_WRITTEN
    named = f"Recommendation {item.number}" if isinstance(item, DraftRecommendation) and item.number else ""
    named = named or ("Recommendation" if isinstance(item, DraftRecommendation) else "Finding")
    title = f", “{plain(item.heading)}”" if item.heading and item.heading not in item.place else ""
    return f"{named}{title} ({plain(item.place)}). {OWN_WORDS}"


def _as_it_was(kept: dict[str, Any], name: str, value: str) -> str:
    """Returns the value letter by letter if the file that was opened said the same, else ""."""
    return value if value and kept.get(name) == value else ""


def doubts_of(item: DraftItem) -> list[str]:
    """Returns which parts of an item are still a guess: `THE_TIER`, `THE_NATURE`, or words that start `BY_WHEN`."""
    doubts = [] if item.tier else [THE_TIER]
    if isinstance(item, DraftFinding) and not item.sure:
        doubts.append(THE_NATURE)
    if isinstance(item, DraftRecommendation) and item.timescale and not item.due and not item.no_day:
        doubts.append(f"{BY_WHEN} (“{plain(item.timescale)}”)")
    return doubts


def _with_doubts(item: DraftItem) -> str:
    """Returns the text of an item and the line that says which parts of it are still a guess."""
    doubts = doubts_of(item)
    return body_of(item) + (f"\n\n{TO_CONFIRM}: {', '.join(doubts)}." if doubts else "")


def review_of(draft: Draft, slug: str, file: str = "", status: Status = "draft") -> Review:
    """Returns the draft as a review. `file` is the name under which the report is kept, or "".

    What the draft was opened with and nobody can see in its form is in the review as it was. Raises `InputFault`, with
    a remedy for each problem, if it cannot be a review.
    """
    taken = [each for each in draft.findings if each.take]
    there = {each.id for each in taken}
    values: dict[str, object] = {
        **draft.kept,
        "slug": slug,
        "title": title_of(draft),
        "board": _line(draft, "board", draft.board) or TO_CONFIRM,
        "label": _line(draft, "label", draft.label) or TO_CONFIRM,
        "type": draft.type or USUAL_TYPE,
        "year": draft.year,
        "origin": draft.origin,
        "status": status,
        "documents": _documents(draft, file),
        "themes": tuple(draft.themes),
        "what_happened": _happened(draft, status),
        "what_went_well": _part(draft, "what_went_well", draft.what_went_well) or counted_strengths(taken),
        "what_must_change": _part(draft, "what_must_change", draft.what_must_change)
        or counted_recommendations(draft.recommendations),
    }
    try:
        values["findings"] = tuple(_as_finding(each) for each in taken)
        values["recommendations"] = tuple(
            _as_recommendation(each, there) for each in draft.recommendations if each.take
        )
        return Review.model_validate(values)
    except ValidationError as error:
        raise InputFault(problem_of(each, draft.source) for each in error.errors()) from None


def _line(draft: Draft, name: str, value: str) -> str:
    return _as_it_was(draft.kept, name, value) or plain(value)


def _part(draft: Draft, name: str, value: str) -> str:
    return _as_it_was(draft.kept, name, value) or plain(value, whole=True)


def title_of(draft: Draft) -> str:
    """Returns the title of the review: the one that the draft has, or one of its label and its board's place."""
    return _line(draft, "title", draft.title) or usual_title(draft.label, draft.board)


def usual_title(label: str, board: str) -> str:
    """Returns the title of a review that has none of its own."""
    return f"{label or TO_CONFIRM}, {place_of(board) or TO_CONFIRM}"


def _as_finding(item: DraftFinding) -> Finding:
    hidden = {name: item.kept.get(name) for name in ("perspective", "phase", "barrier")}
    return Finding.model_validate(
        {
            "id": item.id,
            "nature": item.nature,
            "tier": item.tier or item.kept.get("tier", USUAL_TIER),
            "themes": tuple(item.kept.get("themes", ())),
            "body": _with_doubts(item),
            **hidden,
        }
    )


def _as_recommendation(item: DraftRecommendation, findings: set[str]) -> Recommendation:
    owners = filter(None, (plain(owner) for owner in item.owner.split(",")))
    same = item.kept.get("owner") if item.owner == ", ".join(item.kept.get("owner", ())) else None
    return Recommendation(
        id=item.id,
        finding=item.finding if item.finding in findings else None,
        tier=item.tier or item.kept.get("tier", USUAL_TIER),
        owner=tuple(owners if same is None else same),
        due=item.due,
        body=_with_doubts(item),
    )


def draft_text(draft: Draft, slug: str, file: str = "", status: Status = "draft") -> str:
    """Returns the review file of a draft, in canonical form. `file` and `status` are as for `review_of`."""
    return write_review(review_of(draft, slug, file, status))


def _documents(draft: Draft, file: str) -> list[dict[str, object]]:
    """Returns the documents. The form shows the first one; others that an opened file had stay as they are."""
    kept = [dict(each) for each in draft.kept.get("documents", ())]
    shown = {"published": draft.published, "address": draft.address or None}
    if not (kept or file or draft.document or any(shown.values())):
        return []
    first = kept[0] if kept else {}
    if draft.published:
        first.pop("month", None)
    first |= {"type": draft.document or "report", **shown}
    if file:
        first["file"] = file
    return [first, *kept[1:]]


def _happened(draft: Draft, status: Status) -> str:
    lines = [text] if (text := _part(draft, "what_happened", draft.what_happened)) else []
    if not lines and draft.keep_happened and draft.happened:
        lines = [plain(text) for text, _ in draft.happened]
    elif not lines and draft.pending:
        lines = [draft.pending]
    elif not lines:
        places = list(dict.fromkeys(place for _, place in draft.happened))
        told = f"The document tells it {_listed(places)}. " if places else ""
        lines = [f"{told}{OWN_WORDS}"]
    if status == "draft":
        lines.append(draft.drafted or _drafted_from(draft))
        if missing := missing_facts(draft):
            lines.append(f"{TO_CONFIRM}: {', '.join(missing)}.")
    return "\n\n".join(lines)


def _drafted_from(draft: Draft) -> str:
    ending = draft.source.rpartition(".")[2].lower()
    kind = {"pdf": "a PDF file", "docx": "a Word file"}.get(ending, "a file")
    source = f"the file “{plain(draft.file)}”" if draft.file else kind
    return f"Drafted from {source}{YET_TO_CONFIRM}"


def _listed(places: list[str]) -> str:
    places = [f"on {place}" if place.startswith("page") else place for place in map(plain, places)]
    return ", ".join(places[:-1]) + " and " + places[-1] if len(places) > 1 else places[0]


def counted_strengths(taken: Iterable[DraftFinding]) -> str:
    """Returns what the file says of what went well while nobody has written it."""
    strengths = [each for each in taken if each.nature == "strength"]
    if not strengths:
        return f"{TO_CONFIRM}: no strength was recognised in the document. Say what went well."
    return f"Strengths that the document names: {len(strengths)}. They stand below as findings."


def counted_recommendations(items: Iterable[DraftRecommendation]) -> str:
    """Returns what the file says of what must change while nobody has written it."""
    count = sum(each.take for each in items)
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

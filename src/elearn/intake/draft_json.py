"""A draft and a document as JSON, so that they can be kept, and back."""

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from elearn import phrases
from elearn.intake import extract
from elearn.intake.document import Document
from elearn.intake.draft import (
    Draft,
    DraftFinding,
    DraftItem,
    DraftRecommendation,
    JoinedFile,
    OtherWords,
)

Item = TypeVar("Item", bound=DraftItem)


def draft_as_json(draft: Draft) -> str:
    """Returns a draft as JSON. The same draft is always the same text."""
    values = asdict(draft)
    values["happened"] = [(text, phrases.as_json(place)) for text, place in draft.happened]
    for kept, item in zip((*values["findings"], *values["recommendations"]), draft.items, strict=True):
        kept["place"] = phrases.as_json(item.place)
    return json.dumps(values, default=date.isoformat, ensure_ascii=True, sort_keys=True)


def draft_from_json(text: str) -> Draft:
    """Returns the draft that `draft_as_json` made the text of."""
    values: dict[str, Any] = json.loads(text)
    values["happened"] = [(said, phrases.from_json(place)) for said, place in values["happened"]]
    values["published"] = _day(values["published"])
    values["joined"] = [JoinedFile(**each) for each in values["joined"]]
    values["other_words"] = [OtherWords(**each) for each in values["other_words"]]
    values["findings"] = [_item(DraftFinding, each) for each in values["findings"]]
    values["recommendations"] = [_item(DraftRecommendation, each) for each in values["recommendations"]]
    return Draft(**values)


def _item(kind: type[Item], values: dict[str, Any]) -> Item:
    values["place"] = phrases.from_json(values["place"])
    if "due" in {field.name for field in fields(kind)}:
        values["due"] = _day(values["due"])
    return kind(**values)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def document_as_json(document: Document) -> str:
    """Returns a document, with its name, as JSON."""
    return json.dumps({"name": document.name, "document": extract.as_json(document)})


def document_from_json(text: str) -> Document:
    """Returns the document that `document_as_json` made the text of. That of "" has no paragraphs."""
    if not text:
        return Document("", [])
    values = json.loads(text)
    document = extract.from_json(json.loads(values["document"]), values["name"])
    document.notes = list(dict.fromkeys(document.notes))  # that on its name is among those that were kept
    return document

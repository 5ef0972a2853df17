"""Phrases in JSON: what they are made of, so that they can be said in the language of whoever reads them later."""

from collections.abc import Mapping
from typing import Any

from elearn.phrases import Phrase


def packed(text: object) -> Any:
    """A phrase as JSON keeps it. A plain text and a number stay as they are; another value is kept as its text."""
    if isinstance(text, Phrase):
        values = {name: packed(value) for name, value in text.values.items()}
        return {"message": text.message, "values": values, "many": text.many, "count": text.count}
    return text if isinstance(text, str | int | float) else str(text)


def unpacked(kept: Any) -> Any:
    """What `packed` made JSON of, also within lists and within mappings without a `message`."""
    if isinstance(kept, list):
        return [unpacked(each) for each in kept]
    if not isinstance(kept, Mapping):
        return kept
    if "message" not in kept:
        return {name: unpacked(value) for name, value in kept.items()}
    return Phrase(kept["message"], unpacked(kept["values"]), kept["many"], kept["count"])

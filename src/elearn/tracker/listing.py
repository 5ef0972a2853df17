"""Several names or sentences after one another, as one text that can be said in other languages later."""

from collections.abc import Iterable, Sequence

from elearn.phrases import joined, phrase


def all_of(texts: Sequence[str]) -> str:
    """As in “a, b and c”."""
    *others, last = texts
    return phrase("%(others)s and %(last)s", others=joined(others, ", "), last=last) if others else last


def either(texts: Sequence[str]) -> str:
    """As in “a, b or c”."""
    *others, last = texts
    return phrase("%(others)s or %(last)s", others=joined(others, ", "), last=last) if others else last


def first_of(texts: Sequence[str], most: int = 10) -> str:
    """As in “a, b, and 20 more”."""
    shown, more = joined(texts[:most], ", "), len(texts) - most
    return phrase("%(texts)s, and %(count)s more", texts=shown, count=f"{more:,}") if more > 0 else shown


def quoted(texts: Iterable[str]) -> str:
    """Each in quotation marks, with commas between them."""
    return joined((joined(("“", text, "”"), "") for text in texts), ", ")

"""Decides which paragraphs are headings, and at which level.

It goes by the file's own styles, or else by size and weight.
"""

import re
from collections import Counter

from elearn.intake.document import Paragraph

_TITLE = 1.6
"""A title is this many times the body's size, before any heading, and not repeated on later pages."""
_SENTENCE_END = re.compile(r"[.;,]['’”\")]*$")
_NUMBERED = re.compile(r"\d{1,2}(\.\d{1,2})*\.?$")
MOST_WORDS = 30


def mark_headings(paragraphs: list[Paragraph]) -> None:
    """Marks each paragraph that looks like a heading with its shape and level.

    Those already marked keep theirs.
    """
    body = _body(paragraphs)
    looks = sorted({_look(p) for p in paragraphs if _is_heading(p, body)}, reverse=True)
    deepest = max((p.level for p in paragraphs if p.shape == "heading"), default=0)
    opening = min((p.page for p in paragraphs), default=0)
    repeated = {_look(p) for p in paragraphs if p.page > opening and _is_heading(p, body)}
    begun = False
    for paragraph in paragraphs:
        if paragraph.shape == "heading":
            begun = True
        elif _is_heading(paragraph, body):
            large = body and paragraph.size >= _TITLE * body
            if large and not begun and _look(paragraph) not in repeated:
                paragraph.shape = "title"
                continue
            begun = True
            paragraph.shape = "heading"
            paragraph.level = deepest + 1 + looks.index(_look(paragraph))
        else:
            continue
        if paragraph.marker and _NUMBERED.match(paragraph.marker):
            paragraph.text = f"{paragraph.marker} {paragraph.text}"
            paragraph.marker = ""


def _body(paragraphs: list[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        if paragraph.shape in ("text", "item"):
            sizes[round(paragraph.size * 2) / 2] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _look(paragraph: Paragraph) -> tuple[float, bool]:
    return round(paragraph.size * 2) / 2, paragraph.bold


def shouts(text: str) -> bool:
    """Returns whether a line is all in capitals. Some reports mark their headings in no other way."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 3 and all(letter.isupper() for letter in letters) and len(text.split()) <= 12


def _is_heading(paragraph: Paragraph, body: float) -> bool:
    if paragraph.shape != "text" or not any(letter.isalpha() for letter in paragraph.text):
        return False
    larger = bool(body) and paragraph.size >= body + 0.8
    if not (larger or paragraph.bold or shouts(paragraph.text)) or len(paragraph.text.split()) > MOST_WORDS:
        return False
    return larger or not _SENTENCE_END.search(paragraph.text)

"""Reads what a document's first pages say about it: its title, board, label and kind of review."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

from elearn.content.review import DocumentType, ReviewType
from elearn.intake.dates import days_in, find_day
from elearn.intake.document import Paragraph
from elearn.intake.wording import first, pattern, patterns

_WORD = r"[A-Z][\w’'-]*"
_PLACE = rf"{_WORD}(?:\s+(?:and|of|the|upon|on|&|{_WORD})){{0,12}}"
"""At most thirteen words, so that a long run of words in capitals is not tried from each of them to its end."""
_BOARD = re.compile(
    rf"\b({_PLACE}\s+(?:Local\s+)?(?:Safeguarding\s+(?:(?:Children|Adults?)(?:[’']s)?\s+)?|Community Safety\s+)"
    r"(?:Boards?|Partnerships?))\b"
)
_LABEL = re.compile(
    r"\b((?:Child(?:ren)?|Adult|Family|Baby|Young Person|Case|Operation|Mr|Mrs|Ms|SILR|SCR|DHR|SAR|ADS)\s?"
    r"(?!Safeguarding|Practice|Review|Partnership|Protection|Sexual|Death|Board|Abuse|Exploitation|Deaths|Overview|Study|Born|Died|Dob|Dod|DOB|DOD|Aged)"
    r"(?:[A-Z]{1,3}\d{0,3}|\d[\d/-]*|[A-Z][a-z]+)(?:\s(?:and|&)\s(?:[A-Z]\b|siblings?))?)(?=\W|$)"
)
_AFTER_TYPE = re.compile(r"\b(?:L?CSPR|SCR|SAR|DHR|DARDR|SILR)[:\s]+([A-Z][a-z][\w-]+)(?=\W*$)")
_QUOTED = re.compile(r"[“\"‘']([A-Z][\w -]{1,30})[”\"’']")
_DIGITS = re.compile(r"\d{6}")
"""As many digits as a day without marks has, or a number of a register."""
_LABELLED = re.compile(
    r"^((review |case )?(reference|number)|(review|case) name|name of (the )?(review|case)|label|pseudonym)"
    r"( (no|number))?\W*$",
    re.IGNORECASE,
)
"""A cell whose neighbour is the label. “Name” alone may stand before the name of a child or of the author."""


def lowered(text: str) -> str:
    """Returns a line in capitals in title case, and any other line unchanged."""
    if not text.isupper() or len(text) < 4:
        return text
    return re.sub(r"\b(And|Of|The|For|In|To|By)\b(?!^)", lambda word: word[0].lower(), text.title())


def front(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Returns the first paragraphs of a document: its titles, and what is near them."""
    first: list[Paragraph] = []
    for paragraph in paragraphs[:24]:
        first.append(paragraph)
        if len(first) > 3 and paragraph.shape == "heading":
            break
    return first


def titles(paragraphs: list[Paragraph]) -> list[str]:
    """Returns the lines of the title: those marked as title, else the first headings or lines."""
    marked = [lowered(p.text) for p in paragraphs[:30] if p.shape == "title"]
    if marked:
        return marked
    opening: list[str] = []
    for paragraph in paragraphs[:4]:
        if paragraph.shape != "heading" and opening:
            break
        if paragraph.shape != "row":
            opening.append(lowered(paragraph.text))
    return opening


def board_of(paragraphs: list[Paragraph]) -> str:
    """Returns the board: the one that the document names first and most often."""
    seen: Counter[str] = Counter()
    opening = len(front(paragraphs))
    for place, paragraph in enumerate(paragraphs):
        text = lowered(" ".join(paragraph.text.split()))
        for name in _BOARD.findall(text):
            name = re.sub(
                r"^(The|Published|Review|Report|Executive Summary|This)\s+(?:by\s+|of\s+)?", "", name
            )
            seen[re.sub(r"\s+", " ", name)] += 5 if place < opening else 1
    return seen.most_common(1)[0][0] if seen else ""


def type_of(paragraphs: list[Paragraph]) -> ReviewType | None:
    """Returns the kind of review that the title names, or else the first lines."""
    for lines in (titles(paragraphs), [p.text for p in front(paragraphs)], [p.text for p in paragraphs[:40]]):
        text = "\n".join(lines)
        if kind := first("types", text):
            return cast(ReviewType, kind)
    return None


def document_of(paragraphs: list[Paragraph]) -> DocumentType | None:
    """Returns which of a review's documents this is, if the title says so."""
    text = "\n".join(titles(paragraphs))
    return cast(DocumentType, first("documents", text)) or None


def label_of(paragraphs: list[Paragraph], board: str) -> str:
    """Returns what the review is called: Child J, Rowan, Operation Kern. A label never holds a day."""
    labels = _labels(paragraphs, board)
    return next((each for each in labels if not days_in(each) and not _DIGITS.search(each)), "")


def _labels(paragraphs: list[Paragraph], board: str) -> Iterator[str]:
    for paragraph in paragraphs[:12]:
        if paragraph.shape == "row" and len(paragraph.cells) == 2 and _LABELLED.match(paragraph.cells[0]):
            yield paragraph.cells[1]
    lines = titles(paragraphs)
    for line in lines:
        if found := _AFTER_TYPE.search(line) or _LABEL.search(line) or _QUOTED.search(line):
            yield found[1]
    for line in lines:
        if rest := _rest(line, board):
            yield rest


def _rest(line: str, board: str) -> str:
    """Returns a title line without the kind of review, the board and the words that any report has."""
    text = line.replace(board, " ") if board else line
    for _, kind in patterns("types"):
        text = kind.sub(" ", text)
    text = re.sub(rf"\b(?:{pattern('beside_the_label').pattern})\b", " ", text, flags=re.IGNORECASE)
    text = " ".join(re.sub(r"[:–—|()\-“”\"]", " ", text).split()).strip(" .,")
    words = text.split()
    if not 1 <= len(words) <= 4 or not words[0][:1].isupper() or _BOARD.search(text):
        return ""
    return "" if find_day(text, months=True) or re.fullmatch(r"[\d\s]+", text) else text

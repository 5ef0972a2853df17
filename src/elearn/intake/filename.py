"""Reads what the name of a report's file gives away. None of it may come into the draft."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from elearn.checks import is_ordinary
from elearn.intake.dates import MONTHS
from elearn.intake.document import Paragraph
from elearn.phrases import phrase

_DAY = re.compile(
    rf"(?<!\d)(?:\d{{1,4}}[ ._/-]+\d{{1,2}}[ ._/-]+\d{{1,4}}|\d{{6}}|\d{{8}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ ._-]*(?:{'|'.join(MONTHS)})[ ._-]*\d{{2,4}}"
    rf"|(?:{'|'.join(MONTHS)})[ ._-]*\d{{1,2}}(?:st|nd|rd|th)?[ ._,-]+\d{{2,4}})(?!\d)",
    re.IGNORECASE,
)
_ABOUT_A_PERSON = re.compile(
    r"(?<![a-z])(dob|dod|born|birth|birthday|died|death|deceased)(?![a-z])", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?<![a-z])(child|baby|infant|young person|adult|family|sibling|case|mr|mrs|ms)"
    r"[\s._-]*([a-z]{1,2}\d{0,2}|\d{1,3})(?![a-z\d])",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"v?\d{1,2}|(?:19|20)\d\d|an?|and|by|for|from|in|into|of|on|the|to|l?cspr|scr|sar|dhr|dardr|silr|pdf|docx?|word"
    r"|action|anonymi[sz]ed|appendix|approved|board|briefing|clean|copy|draft|edited|executive|file|final|full|learning"
    r"|new|overview|plan|published|rapid|redacted|report|response|review|scan(?:ned)?|signed|summary|text|version|web"
)
"""What the name of any report's file may have."""


def giveaways(name: str, paragraphs: Iterable[Paragraph]) -> list[str]:
    """Returns the words of a file's name that may lead to a person: days, labels and names.

    A label or a name that the report itself carries is not among them. A day always is, because the name does not
    say what happened on it.
    """
    stem = PurePath(name).stem
    told = [found[0] for pattern in (_DAY, _ABOUT_A_PERSON) for found in pattern.finditer(stem)]
    said = [word for paragraph in paragraphs for word in _words(paragraph.text)]
    known, running = set(said), f" {' '.join(said)} "
    rest = _DAY.sub(" ", stem)
    told += [found[0] for found in _LABEL.finditer(rest) if f" {found[1]} {found[2]} ".lower() not in running]
    for word in re.findall(r"[^\W\d_]{3,}", rest):
        small = word.lower()
        usual = small in known or _USUAL.fullmatch(small) or any(word in each for each in told)
        if not usual and (word[0].isupper() or not is_ordinary(small)):
            told.append(word)
    return list(dict.fromkeys(told))


def may_be_named(name: str, paragraphs: Iterable[Paragraph]) -> bool:
    """Returns whether a draft may say the name of its file.

    It may if every word of the name is the report's own, or one that any report's file may have.
    """
    paragraphs = list(paragraphs)
    known = {word for paragraph in paragraphs for word in _words(paragraph.text)}
    words = _words(PurePath(name).stem)
    return not giveaways(name, paragraphs) and all(word in known or _USUAL.fullmatch(word) for word in words)


def note_on(name: str, paragraphs: Iterable[Paragraph]) -> list[str]:
    """Returns what a person should know about the name of the file, in words. Empty if there is nothing to say."""
    found = giveaways(name, paragraphs)
    if not found:
        return []
    listed = ", ".join(f"“{each}”" for each in found)
    return [
        phrase(
            "The name of the file holds what may lead to a person: %(words)s. None of it is in "
            "the draft unless the report says it too. Rename the file before you pass it on.",
            words=listed,
        )
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())

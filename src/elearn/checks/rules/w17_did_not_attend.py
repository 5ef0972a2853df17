"""W17: “did not attend” said of a child, who depends on somebody to bring them."""

import re
from collections.abc import Iterator

from elearn.checks.lists import any_of
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import is_corrected, is_quoted, near, sentence_of
from elearn.patterns import late

_CHILD = any_of("rules/did-not-attend", "children")
_ADULT = any_of("rules/did-not-attend", "adults")
_NOT_ATTEND = (
    r"(?:(?:did|does|do|had|has) not|(?:did|does|do|had|has)n[’']t|never|repeatedly failed to"
    r"|failed to|fails to|missed and did not)"
    r"\s+(?:attend(?:ed|ing)?|show up|shown up|turn up|turned up)"
)
_SAID = late(
    rf"\b(?P<who>{_CHILD})\b(?P<between>(?:\s+[\w’'-]+){{0,4}}?)\s+(?P<what>{_NOT_ATTEND})\b(?P<where>(?:\s+[\w’'-]+){{0,4}})",
    re.I,
)
_DNA = late(r"\bDNA(?:[’']?d|[’']?s|ed)?\b|\b(?:a )?no-shows?\b|\bnon-attend(?:ance|er)s?\b", re.I)
_HINT = late(r"DNA|dna|[Nn]o-show|attend|[st]h?(?:ow|urn)\w* up")
_GENES = late(rf"\b(?:{any_of('rules/did-not-attend', 'genes')})\b", re.I)
_VISIT = late(rf"\b(?:{any_of('rules/did-not-attend', 'visits')})\b", re.I)
_LESSONS = late(rf"\b(?:{any_of('rules/did-not-attend', 'lessons')})\b", re.I)
_ADULTS = late(rf"\b(?:{_ADULT})\b", re.I)
_OF_CHILD = late(rf"\b(?:{_CHILD}|paediatric\w*|he|she|his|her|him|immunis\w+)\b", re.I)
_RIGHT_WORDS = late(r"\bnot brought\b|\bWNB\b|\bnot been brought\b", re.I)


def _in_text(text: Text) -> Iterator[Hit]:
    if not _HINT.search(text.text):
        return
    for found in _SAID.finditer(text.text):
        start, end = found.start("what"), found.end("what")
        if (
            _ADULTS.search(found["between"])
            or _LESSONS.search(found["where"])
            or "’s" in found["between"][:2]
        ):
            continue
        if not _excused(text, start, end):
            who = found["who"].lower()
            yield Hit(
                start,
                end,
                _said(" ".join(found["what"].split())),
                f"Write “the {who} {_was(who)} not brought”, and ask what got in the way.",
            )
    for found in _DNA.finditer(text.text):
        sentence = sentence_of(text, found.start(), found.end())
        if found[0][:3].lower() == "dna" and not found[0].startswith("DNA"):
            continue
        if _GENES.search(sentence) or not _VISIT.search(sentence.replace(found[0], "")):
            continue
        if _OF_CHILD.search(sentence) and not _LESSONS.search(sentence) and not _excused(text, *found.span()):
            yield Hit(
                found.start(),
                found.end(),
                _said(found[0]),
                "Write “was not brought”, and ask what got in the way.",
            )


def _said(words: str) -> str:
    return f"“{words}” is said of a child, who depends on somebody to bring them."


def _was(who: str) -> str:
    return "were" if who.endswith("s") or who == "children" else "was"


def _excused(text: Text, start: int, end: int) -> bool:
    """Whether the text puts the words right: they are quoted, or the better words are near."""
    return (
        is_quoted(text, start)
        or is_corrected(text, start, end)
        or bool(_RIGHT_WORDS.search(near(text, start, end)))
    )


RULE = Rule(
    "W17",
    "did-not-attend",
    "warning",
    "“did not attend”, or DNA, said of a child: the child was not brought",
    "the baby did not attend the clinic",
    in_text=_in_text,
    languages=IN_ENGLISH,
)

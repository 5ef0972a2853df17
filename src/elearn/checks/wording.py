"""What is around the words that a rule found: the sentence, quotation marks, words that correct them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from elearn.checks.lists import any_of
from elearn.checks.texts import Text
from elearn.patterns import late

_BOUND = late(r"[.!?…][\"”’')\]]*\s+|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)]|>|\|)[ \t])")
_QUOTED = late(
    r"“[^”]*”|\"[^\"\n]*\"|‘(?:[^’\n]|’(?=\w))*’|(?<![\w’'])'(?=[\w…])(?:[^'\n]|'(?=\w))*(?<=[\w.,!?…-])'(?!\w)"
)
_ITEM = late(r"[ \t]*[-*+][ \t]+(?:\[([ xX]?)\][ \t]|\[[^\]]*\]\(#)")
_NOTE = late(r"[ \t]*>")
_ABOUT_WORDS = late(rf"\b(?:{any_of('rules/about-words', 'near')})\b", re.IGNORECASE)
_TASK = late(rf"\b(?:{any_of('rules/about-words', 'tasks')})\b", re.IGNORECASE)
_CHOICE = late(rf"\b(?:{any_of('rules/about-words', 'choices')})", re.IGNORECASE)
_CORRECTS = late(
    r"\b(?:instead of|rather than|avoid(?:s|ing)?|no such thing as|(?:do not|don[’']t|never|not) "
    r"(?:say|write|use|call|describe|ask)\w*|called (?:me|us)|said (?:that )?I was"
    rf"|{any_of('rules/about-words', 'rejects')}"
    r"|(?<!in )the (?:words?|terms?|phrases?|labels?)|(?:words|terms|phrases|labels|language) (?:like|such as))\b",
    re.IGNORECASE,
)
_COMMENT_BEFORE = late(rf"\b(?:{any_of('rules/about-words', 'commented-before')})", re.IGNORECASE)
_COMMENT_AFTER = late(rf"[^\w“‘\"']*(?:{any_of('rules/about-words', 'commented-after')})", re.IGNORECASE)
_QUESTION = late(r"[^\w“‘\"']*\w[^.?!\n]{1,140}\?")
_ASKS_WHAT_TO_DO = late(rf"\W*(?:{any_of('rules/about-words', 'commented-next')})", re.IGNORECASE)
_SHORT = late(r"\W*[^.?!\n]{1,24}[.!]\s+")
"""A word or two between words in quotation marks and what is said of them: “Fine.”, “It happens.” """
_BEFORE_A_QUOTE = 140
"""How far before quotation marks it may be said that what they hold is looked at."""
_FIRST_OF_TWO = late(rf"^\W*(?:{any_of('rules/about-words', 'first-of-two')})\W*:", re.IGNORECASE)
_SECOND_OF_TWO = late(rf"\W*(?:{any_of('rules/about-words', 'second-of-two')})\W*:", re.IGNORECASE)
_ASKED_BEFORE = late(
    r"\b(?:true or false|false or true|(?:dis)?agree or (?:dis)?agree|fact or (?:fiction|myth|opinion)|myth or fact"
    r"|right or wrong|fair or unfair)\W*$",
    re.IGNORECASE,
)
_CALLING = late(
    r"\b(?:calling|describing|labelling|branding|to (?:call|describe|label|brand)) (?:[\w’'-]+ ){1,4}$",
    re.IGNORECASE,
)
"""What it is to call somebody that is looked at: “calling a child streetwise hides …”."""
_DENIES = late(
    r"(?:\b(?:not|never|nor|nobody|no one|no child|cannot|without)|n[’']t)\W+(?:[\w’'-]+\W+){0,3}$", re.I
)


def lowered(text: str) -> str:
    """The text in lower case, or as it is if that would move its letters: a few capitals become two letters."""
    small = text.lower()
    return small if len(small) == len(text) else text


_WORD = late(r"[a-z]+")


FIRST_LETTERS = 3


class Sentence(NamedTuple):
    """Where a sentence of a text starts and ends, its words in lower case, and these by their first letters."""

    start: int
    end: int
    words: frozenset[str]
    beginnings: Mapping[str, Sequence[str]]


@lru_cache(maxsize=512)
def sentences(small: str) -> Sequence[Sentence]:
    """The sentences of a text in lower case."""
    starts, ends = _bounds(small)
    found = []
    for start, end in zip((0, *ends), (*(start + 1 for start in starts), len(small)), strict=True):
        words = frozenset(_WORD.findall(small, start, end))
        beginnings: dict[str, list[str]] = {}
        for word in words:
            beginnings.setdefault(word[:FIRST_LETTERS], []).append(word)
        found.append(Sentence(start, end, words, beginnings))
    return found


def sentence_span(text: Text, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `start` to `end` starts and ends."""
    within = text.written or text.text
    starts, ends = _bounds(within)
    before, after = bisect_right(ends, start), bisect_left(starts, end)
    return ends[before - 1] if before else 0, starts[after] + 1 if after < len(starts) else len(within)


@lru_cache(maxsize=512)
def _bounds(text: str) -> tuple[list[int], list[int]]:
    """Where each break between two sentences starts, and where it ends. Cached, because each hit asks again."""
    bounds = [found.span() for found in _BOUND.finditer(text)]
    return [start for start, _ in bounds], [end for _, end in bounds]


def sentence_of(text: Text, start: int, end: int) -> str:
    """The sentence around `start` to `end`, on one line, without the signs of Markdown."""
    first, last = sentence_span(text, start, end)
    return _on_one_line(text.text, first, last)


@lru_cache(maxsize=64)
def _on_one_line(text: str, first: int, last: int) -> str:
    """Cached, because a long sentence is asked for once for each hit in it."""
    return " ".join(text[first:last].split())


def near(text: Text, start: int, end: int) -> str:
    """The sentence around `start` to `end`, with the one before it and the one after it."""
    first, last = sentence_span(text, start, end)
    before, _ = sentence_span(text, max(first - 3, 0), max(first - 3, 0) + 1)
    _, after = sentence_span(text, min(last + 2, len(text.text) - 1), min(last + 3, len(text.text)))
    return " ".join(text.text[before:after].split())


def quotation(text: Text, start: int) -> re.Match[str] | None:
    """The quotation marks around `start`, with what they hold."""
    return next((found for found in _QUOTED.finditer(text.text) if found.start() < start < found.end()), None)


def _quote(text: Text, start: int) -> str:
    """What `quotation` finds, on one line."""
    found = quotation(text, start)
    return " ".join(found[0].split()) if found else ""


def is_quoted(text: Text, start: int) -> bool:
    """Whether `start` is inside quotation marks."""
    return quotation(text, start) is not None


def is_commented(text: Text, start: int) -> bool:
    """Whether the words before or after the quotation marks around `start` put them right or ask about them."""
    quote = quotation(text, start)
    if not quote:
        return False
    content = text.text
    blank = content.rfind("\n\n", 0, quote.start())
    before = content[max(blank, quote.start() - _BEFORE_A_QUOTE, 0) : quote.start()]
    if _COMMENT_BEFORE.search(_QUOTED.sub("", before)):
        return True
    until = content.find("\n\n", quote.end())
    after = content[quote.end() : until if until >= 0 else len(content)]
    short = _SHORT.match(after)
    return any(
        _COMMENT_AFTER.match(rest) or (_QUESTION.match(rest) and not _ASKS_WHAT_TO_DO.match(rest))
        for rest in (after, after[short.end() :] if short else "")
    )


def is_offered(text: Text, start: int) -> bool:
    """Whether it is in a wrong answer or in a scenario's choice. Those may say anything."""
    if text.kind != "question" or not text.written:
        return False
    for line in reversed(
        text.written[: text.written.find("\n", start) if "\n" in text.written[start:] else None].split("\n")
    ):
        if _NOTE.match(line) or not line.strip():
            return False
        if item := _ITEM.match(line):
            return (item[1] or "").lower() != "x"
    return False


def is_denied(text: Text, start: int) -> bool:
    """Whether a “not” or “never” is directly before it, in its sentence."""
    first, _ = sentence_span(text, start, start + 1)
    return bool(_DENIES.search(text.text[first:start]))


def _is_quoted_heading(text: Text, start: int) -> bool:
    """Whether it is in a heading that is only somebody's words, which the text under it answers."""
    begin = text.written.rfind("\n", 0, start) + 1
    return bool(re.match(r" {0,3}#{3,6}[ \t]+[“\"][^\n]*[”\"][ \t]*(?:\n|$)", text.written[begin:]))


def is_corrected(text: Text, start: int, end: int) -> bool:
    """Whether the wording is there to be judged or corrected, and is not the course's own.

    This is so if it is in a wrong answer, if somebody says it in a question or in a heading, if it is in
    quotation marks and the sentence or its neighbours are about words, or if the sentence rejects it (“rather
    than …”).
    """
    if is_offered(text, start) or _CHOICE.search(text.text):
        return True
    if is_quoted(text, start) and (
        text.kind == "question"
        or _is_quoted_heading(text, start)
        or _ABOUT_WORDS.search(near(text, start, end).replace(_quote(text, start), "“”", 1))
        or is_commented(text, start)
        or _TASK.search(text.text)
    ):
        return True
    first, last = sentence_span(text, start, end)
    before = text.text[first:start]
    if _ASKED_BEFORE.search(text.text, max(0, first - 30), first):
        return True
    if _FIRST_OF_TWO.search(before) and _SECOND_OF_TWO.match(text.text, last):
        return True
    return bool(_CORRECTS.search(before) or _CALLING.search(before))


def paragraph_of(text: Text, start: int) -> str:
    """The paragraph around `start`, on one line."""
    first = max(text.text.rfind(blank, 0, start) for blank in ("\n\n", "\n \n")) + 1
    last = text.text.find("\n\n", start)
    return _on_one_line(text.text, first, last if last >= 0 else len(text.text))

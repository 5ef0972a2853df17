"""Measures how hard a text is to read: its sentences, words and syllables, and Flesch's reading ease.

R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948): 206.835 - 1.015 x words per sentence
- 84.6 x syllables per word; 100 is very easy, below 50 hard. The formula is about English, so we use it for no other
language.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from elearn.patterns import late

_LINK = late(r"!?\[([^\]]{0,2000}+)\]\([^)]{0,2000}+\)")
_MARKS = late(r"[*`]+|(?<!\w)_+|_+(?!\w)|\\$", re.MULTILINE)
_BEGINS = late(r"[ \t]*(?:[-*+>|]|\d{1,3}[.)]|#{1,6})(?:[ \t]|$)")
_LEAD = late(r"^[ \t]*(?:(?:[-*+]|\d{1,3}[.)]|>|#{1,6})[ \t]+(?:\[[ xX]?\][ \t]+)?)+")
_END = late(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_SHORT = late(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|cf|approx|e\.g|i\.e|a\.m|p\.m|para|vol|ed|pp?)|\b[A-Z])\.$", re.I
)
_WORD = late(r"[^\W_]+(?:[’'\-–./][^\W_]+)*")
_VOWELS = late(r"[aeiouy]+")
_FRAGMENT = 4
"""A line of fewer words without a full stop is a label, not a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on one line, without marks, and how many words and syllables it has."""

    text: str
    words: int
    syllables: int


@dataclass(frozen=True, slots=True)
class ReadingEase:
    """The totals of the sentences of a text. `longest` is None if there is no sentence."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    longest: Sentence | None = None

    @property
    def mean(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def flesch(self) -> float | None:
        """The reading ease, or None if there is no sentence."""
        if not self.sentences:
            return None
        return 206.835 - 1.015 * self.mean - 84.6 * self.syllables / self.words


def reading_ease(passages: Iterable[str]) -> ReadingEase:
    """How hard some passages of Markdown are to read, taken together."""
    return _reading_ease(tuple(passages))


@lru_cache(maxsize=4_000)
def _reading_ease(passages: tuple[str, ...]) -> ReadingEase:
    every = [sentence for passage in passages for sentence in sentences(passage)]
    return ReadingEase(
        len(every),
        sum(sentence.words for sentence in every),
        sum(sentence.syllables for sentence in every),
        max(every, key=lambda sentence: sentence.words, default=None),
    )


@lru_cache(maxsize=20_000)
def sentences(passage: str) -> tuple[Sentence, ...]:
    """The sentences of a passage of Markdown, without labels. The end of a list item or table cell ends a sentence."""
    found: list[Sentence] = []
    for part in parts(passage):
        start = 0
        for end in (*(match for match in _END.finditer(part)), None):
            piece = part[start : end.start() if end else len(part)]
            if end and _SHORT.search(piece[-12:]):
                continue
            start = end.end() if end else len(part)
            said = words_of(piece)
            if len(said) >= _FRAGMENT or (said and piece.rstrip("\"”’')]")[-1:] in ".!?…"):
                found.append(Sentence(piece.strip(), len(said), sum(map(syllables, said))))
    return tuple(found)


@lru_cache(maxsize=20_000)
def parts(passage: str) -> tuple[str, ...]:
    """The paragraphs, items and cells of a passage of Markdown, each on one line and without marks."""
    plain = _LINK.sub(r"\1", passage) if "](" in passage else passage
    found: list[list[str]] = []
    inside = False
    for line in _MARKS.sub("", plain).split("\n"):
        if not line.strip():
            inside = False
            continue
        if _BEGINS.match(line):
            inside = False
            line = _LEAD.sub("", line)
        for cell in line.split("|") if line.lstrip().startswith("|") else (line,):
            if inside:
                found[-1].append(cell)
            else:
                found.append([cell])
                inside = not line.lstrip().startswith("|")
    split = (" ".join(" ".join(lines).split()) for lines in found)
    return tuple(part for part in split if part)


def words_of(text: str) -> list[str]:
    """The words of a text. A figure is one word, and so are words that hyphens join."""
    return _WORD.findall(text)


def word_count(passages: Iterable[str]) -> int:
    """How many words some passages of Markdown have."""
    return sum(_word_count(passage) for passage in passages)


@lru_cache(maxsize=20_000)
def _word_count(passage: str) -> int:
    return sum(len(words_of(part)) for part in parts(passage))


_EXCEPTIONS = {
    **dict.fromkeys(("tier", "tiers", "vague"), 1),
    **dict.fromkeys(
        ("before", "people", "safety", "colleague", "colleagues", "evening", "business", "tired"), 2
    ),
    **dict.fromkeys(("beyond", "rely", "million", "senior", "junior", "patient", "patients", "wednesday"), 2),
    **dict.fromkeys(("anyone", "everything", "area", "areas", "idea", "ideas", "suicide", "specialist"), 3),
    **dict.fromkeys(("opinion", "opinions", "forecast", "parliament"), 3),
    **dict.fromkeys(("everybody", "familiar"), 4),
}
_MIDDLE_E = late(
    r"(?<=[^aeioul])e(?=(?:ments?|ful|less|ness|ly|times?|things?|works?|bod|guard|one\b|what|how|day|fore|style|line|where))"
)
_LAST_E = late(
    r"(?<=[^aeiouy])e$|(?<=[^aeiouysxzcg])es$(?<!shes)(?<!ches)|(?<=[^aeiouytd])ed$|(?<=[aeiouy])ed$"
)
_APART = late(
    r"ia(?!l\b|ls\b|lly|n\b|nce|nt|r)|(?<![ctsgx])i[ao]|iu|(?<![ctgx])iou|eo(?!u)|(?<![qg])ua|uou|[ou]i(?=ng)|yi"
    r"|[aeo]ying|ei(?=ng)|ie(?=t\b|ty|ti|nc|nt|r\b|rs)|[^aeiouyl]le(?=d?s?$)|sm$|thm$|creat|react|uel"
    r"|(?<![aeiouq])ier|oe(?=v|x)|oye"
)
"""Two vowels in two syllables, and syllables without a vowel of their own in writing."""


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """How many syllables a word has, estimated from its spelling. A figure or an abbreviation counts as one."""
    if word.isalpha():
        return _syllables(word.lower())
    return sum(_syllables(part.lower().replace("’", "'")) for part in re.split(r"[\-–./]", word) if part)


def _syllables(part: str) -> int:
    stem, _, ending = part.partition("'")
    more = 0
    if ending == "s":
        more = bool(re.search(r"(?:[sxz]e?|[cs]h|[cg]e)$", stem))
    elif ending == "t":
        more = stem.endswith(("dn", "sn"))
    if stem in _EXCEPTIONS:
        return _EXCEPTIONS[stem] + more
    if len(stem) < 3 or not stem.isalpha():
        return 1 + more
    stem = _MIDDLE_E.sub("", stem)
    core = _LAST_E.sub("", stem)
    apart = _APART.findall(stem if stem.endswith(("le", "les", "led")) else core)
    return max(1, len(_VOWELS.findall(core)) + len(apart)) + more

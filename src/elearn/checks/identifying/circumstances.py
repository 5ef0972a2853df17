"""Details that narrow a story down without a name: a year, an origin, a school year, something rare."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from elearn.checks.identifying.lexicon import (
    countries,
    is_british_place,
)
from elearn.checks.lists import any_of, phrases, words
from elearn.checks.wording import lowered, sentences
from elearn.checks.wordings import Wordings
from elearn.patterns import late

_YEAR = late(r"(?<![\w/.:£$#-])(?P<year>(?:19|20)\d\d)(?:[/–-]\d\d(?:\d\d)?)?(?![\w%]|[/–.-]\d|,\d)")
_QUICK_YEAR = late(r"(?:19|20)\d\d")
_YEAR_IN_SHORT = late(
    r"(?:\b(?:in|since|of|by|from|until|late|early|spring|summer|autumn|winter|Christmas|Easter|January|February|March|April"
    r"|May|June|July|August|September|October|November|December)[ \n])[’'](?:0\d|1\d|2\d)\b"
    r"|(?<![\d/.])(?:0?[1-9]|1[0-2])/20\d\d(?![\d/.])"
    r"|\btwenty[- ](?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty(?:[- ]\w+)?)\b"
    r"|\btwo thousand and (?:\w+)\b"
)
_QUICK_SHORT = late(r"[’']\d\d|/20|wenty|two thousand")
_TITLED = late(r"(?P<word>(?!The\b|A\b|That\b|This\b|It\b|His\b|Her\b)[A-Z][\w’'-]*),?[ \n]\(?$")
"""A word with a capital before a year: an author, a law, a guidance, or the month."""
_TIMES = words("identifying/circumstances", "before-a-year")
_OF_TEXTS = late(rf"\b(?:{any_of('identifying/circumstances', 'texts')})\b")
_BORN = late(r"\b(?:born|birth|d\.?o\.?b\b\.?|b\.)(?!\w)[^.;]{0,40}$", re.IGNORECASE)
_PEOPLES = words("identifying/origins", "peoples")
_FAITHS = words("identifying/origins", "faiths")
_LANGUAGES = words("identifying/origins", "languages")
_PEOPLES_AND_FAITHS = _PEOPLES | _FAITHS
ORIGINS = _PEOPLES_AND_FAITHS | _LANGUAGES
_FAR_TOWNS = words("identifying/origins", "far-towns")
_NOT_BEFORE = words("identifying/origins", "not-before")
_LAND = rf"(?:{any_of('identifying/circumstances', 'countries')})"
_ORIGIN: Wordings[str] = Wordings(
    [
        (
            r"\b(?:from|born in|left|fled|back to|visited|to|lived in|grew up in|brought up in|raised in"
            r"|heritage in|out of|moved here from|relatives in|family in)[ \n](?:rural |eastern |western "
            rf"|northern |southern |a \w+ in )?(?:{_LAND})\b",
            "origin",
        ),
        (
            r"\b(?:Jehovah[’']s Witness(?:es)?|Plymouth Brethren|Exclusive Brethren|Traveller "
            r"(?:site|camp)|Roma (?:site|camp)|[Bb]ritish [Ss]ign [Ll]anguage|[Ss]ign language)\b",
            "origin",
        ),
    ]
)
_CAPITALS = late(r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-z]+)?")
_NEXT = late(r"(?:[’']s?)?[ \n-]+(?:and[ \n]|or[ \n])?(?P<word>[A-Za-z’]+)")
_FEW_SPEAKERS = late(r"\b(?:only|other|last|first|few|two|three|four|five|an?|as|is|are|was|were)[ \n]$")
_WORD_BEFORE = late(r"(?P<word>[\w’]+)[ \n-]$")
_TOLD = Wordings(
    [
        *(
            (rf"(?<!\w)(?:{each})(?!\w)", "school")
            for each in phrases("identifying/circumstances", "school-years")
        ),
        *((rf"\b(?i:{each})\b", "siblings") for each in phrases("identifying/circumstances", "siblings")),
        *((rf"\b(?:{each})\b", "origin") for each in phrases("identifying/circumstances", "origins")),
        *((rf"\b(?:{each})\b", "setting") for each in phrases("identifying/circumstances", "short-settings")),
    ]
)
_RARE = Wordings((rf"\b(?:{each})\b", "rare") for each in phrases("identifying/rare"))
_NO_CASE = late(rf"\b(?:{any_of('identifying/circumstances', 'no-case')})(?!\w)")
_OF_MANY = late(rf"\b(?:{any_of('identifying/circumstances', 'of-many')})(?!\w)")
_ONE_FAMILY = late(rf"\b(?i:{any_of('identifying/circumstances', 'one-family')})\b")
_SENTENCE_END = late(r"[.!?](?=\s|$)|\n\s*\n")


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence starts and ends in which `start` to `end` is."""
    first = max((each.end() for each in _SENTENCE_END.finditer(text, 0, start)), default=0)
    following = _SENTENCE_END.search(text, end)
    return first, following.start() if following else len(text)


def is_of_a_case(text: str, start: int, end: int) -> bool:
    """Whether the sentence there is about one family, and not about law, guidance, research or many."""
    first, last = sentence_span(text, start, end)
    if _NO_CASE.search(text, first, last):
        return False
    return not _OF_MANY.search(text, first, last) or bool(_ONE_FAMILY.search(text, first, last))


def years(text: str) -> Iterator[tuple[int, int]]:
    """Where the years of events are. The years of births, laws, guidance and studies are left out."""
    for found in _YEAR.finditer(text) if _QUICK_YEAR.search(text) else ():
        near = text[max(0, found.start() - 60) : found.end() + 40]
        if _OF_TEXTS.search(near) or _BORN.search(text, max(0, found.start() - 60), found.start("year")):
            continue
        titled = _TITLED.search(text, max(0, found.start() - 30), found.start())
        if titled and titled["word"].lower() not in _TIMES and not is_british_place(titled["word"]):
            continue
        if is_of_a_case(text, *found.span()):
            yield found.span("year")
    for found in _YEAR_IN_SHORT.finditer(text) if _QUICK_SHORT.search(text) else ():
        if is_of_a_case(text, *found.span()):
            yield found.span()


def origins(text: str) -> Iterator[tuple[int, int]]:
    """Where the text gives somebody's nationality, language or faith, or says where the family comes from."""
    for found in _CAPITALS.finditer(text):
        word = found[0].lower()
        if word in ORIGINS or word.removesuffix("s") in _PEOPLES_AND_FAITHS:
            told = _is_origin(text, found)
        else:
            told = (word in countries() or word in _FAR_TOWNS) and _is_left(text, found.start())
        if told and is_of_a_case(text, *found.span()):
            yield found.span()
    yield from told_of_a_case(text, _ORIGIN)
    yield from _told(text, "origin")


def _is_origin(text: str, found: re.Match[str]) -> bool:
    """Whether a word like “Polish” is said of somebody, and is no part of the name of a thing."""
    following = _NEXT.match(text, found.end())
    if following and following["word"] in ("speaker", "speakers"):
        return bool(_FEW_SPEAKERS.search(text, max(0, found.start() - 20), found.start()))
    if following and (
        following["word"].lower() in _NOT_BEFORE
        or (following["word"][0].isupper() and following["word"].lower() not in ORIGINS)
    ):
        return False
    before = _WORD_BEFORE.search(text, max(0, found.start() - 20), found.start())
    return not (before and before["word"][0].isupper() and before["word"].lower() in ("new", "the", "royal"))


def _is_left(text: str, start: int) -> bool:
    """Whether a country is somewhere to be from or in, and is not a name."""
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    return bool(before and before["word"] in _BEFORE_LAND)


_BEFORE_LAND = words("identifying/circumstances", "before-a-country")


def school_years(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says which year at school somebody is in."""
    yield from _told(text, "school")


def siblings(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says who the brothers and sisters are, in fewer words than `siblings.sibling_structures`."""
    yield from _told(text, "siblings")


def rare_things(text: str) -> Iterator[tuple[int, int]]:
    """Where the rare conditions, births and trades are, and events that a newspaper would report."""
    yield from told_of_a_case(text, _RARE)


def short_settings(text: str) -> Iterator[tuple[int, int]]:
    """Where a school or a club is by its short name: “Tansley Grammar”."""
    yield from _told(text, "setting")


def _told(text: str, sort: str) -> Iterator[tuple[int, int]]:
    for span, found in _all_told(text):
        if found == sort:
            yield span


@lru_cache(maxsize=64)
def _all_told(text: str) -> Sequence[tuple[tuple[int, int], str]]:
    """Every sort of detail in one go, because each is asked for in turn."""
    return tuple(
        (found.span(), sort)
        for sentence in sentences(lowered(text))
        for found, sort in _TOLD.in_sentence(text, sentence)
        if is_of_a_case(text, *found.span())
    )


def told_of_a_case(text: str, wordings: Wordings[str]) -> Iterator[tuple[int, int]]:
    """Where patterns with capitals match what is told of one family."""
    for sentence in sentences(lowered(text)):
        for found, _ in wordings.in_sentence(text, sentence):
            if is_of_a_case(text, *found.span()):
                yield found.span()

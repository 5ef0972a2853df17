"""How old somebody is."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from elearn.checks.identifying.age_parts import ABOUT, NTH, NUMBER, PERSON, UNIT, apart, filled_in
from elearn.checks.lists import any_of, phrases, words
from elearn.checks.wording import Sentence, lowered, sentences
from elearn.checks.wordings import Wordings
from elearn.patterns import late

_QUICK_AGE = late(
    r"[ -]old\b|\b[Aa]ged?\b|of age\b|\bborn |\d/(?:12|52)|\d ?y|\d ?[mw]o?/o|into h"
    r"|after (?:s?he was|h(?:is|er) birth|the)"
    r"|turn(?:s"
    r"|ed) |life|dol|DOL|candle|badge|banner|balloon|card|all (?:of )?h(?:is|er) |alive|the world|on earth"
    r"|(?:was|is) [\w ]{2,12} (?:when|at the)|\d ?yr?s?/?o"
)
_DIGIT = late(r"\d")
_NUMBERS = (
    *("birthday", "fift", "nint", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twel", "teen", "twent", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_AROUND = late(
    r"(?:\d{1,2}(?!\d)|(?:t(?:wo|hree|en|welve|hirteen|hirty|wenty)|f(?:our(?:teen)?|ive|ifteen|orty|ifty)"
    r"|s(?:ix(?:teen|ty)?|even(?:teen|ty)?)|e(?:ight(?:een|y)?|leven)|nine(?:teen|ty)?)(?![a-z]))"
    rf"|one[ \n]{UNIT}|{NTH}[ \n](?:birthday|year|month|week|day)"
)
"""Whatever is in an age of one person. Only the sentences that have one are looked at."""
_COMPOUND = late(r"-(?:one|two|three|four|five|six|seven|eight|nine)\b(?!-)")
_FOLLOWS = late(r"[ \n](?P<word>[A-Za-z]+)|-")
_ASKED = late(
    rf"\b[Hh]ow old (?:is|was|were|are) (?:he|she|(?:the|your|this|her|his) {PERSON}|[A-Z]\w+)"
    r"(?: (?:then|now|when [^?.]{1,40}|at the time))?\?[”\"’]?\s+(?:A[.:]? |[“\"‘])?(?:Only |Just |Nearly |About )?"
    rf"(?:(?i:{NUMBER}))(?: {UNIT}s?)?(?: old)?(?=[.,;!”\"’]|$)"
)
"""A question about an age, and its answer."""
_FOLLOWERS = words("identifying/ages", "after-a-number") | set(
    re.findall(r"[a-z]+", any_of("identifying/ages", "after-an-age"))
)
_SINGLE = late(
    rf"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|who|subject|(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Yy]our|[Mm]y) {PERSON}"
    r"|[A-Z][a-z]+[’']s (?:case|story|mother|father|mum|dad|brother|sister|file|card|teacher|life))\b"
)
_NAME_NEXT = late(
    r",? (?!The|This|That|These|All|Most|Children|Pupils|Everyone)[A-Z][a-z]+ (?!and |or )[a-z]"
)
_ANYBODY = late(
    r"\b[Aa]ny(?:one|body) (?:under|over|aged|between|of|can|may|must|is|has|older|younger|above|below|from|whose"
    r"|who (?:is|has))\b"
)
_SOMEBODY = late(
    rf"\b(?:subject of (?:this|the) \w+|(?:{PERSON}|[Hh]e|[Ss]he)\b(?![^.!?]*\b"
    rf"(?:{any_of('identifying/ages', 'things')})\b))[^.!?]*$"
)
"""Somebody who is named after any thing that may have an age."""
_OF_LAW = late(rf"\b(?:{any_of('identifying/ages', 'law')})\b")
_OF_MANY = late(rf"\b(?:{any_of('identifying/ages', 'of-many')})\b")
_PAST = late(r"(?:[Hh]e|[Ss]he|boy|girl|baby|son|daughter|[A-Z][a-z]+)(?: was| had| were|[’']d) ")
_PREGNANT = late(r"\b(?:pregnan\w+|midwife|booked|scans?|gestation|antenatal|unborn|maternity)\b")
"""In a sentence with one of these, a count of weeks is of the pregnancy."""
_AT_AN_HOUR = late(
    rf"(?:at|by|from)[ \n]{ABOUT}(?:\d|1[0-2]|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve),?[ \n](?:he|she|the)\b",
    re.IGNORECASE,
)
_NOTED = late(r"[MF][,/ ]{0,3}\d|\d{1,2} ?[MF]$")
"""The notes of a doctor or an officer: “14F”."""
_HAS = late(r"^[BbFf]\w+ [\w ]+ has$")
_OF_A_DAY = late(
    r"\b(?:o[’']clock|(?:the|her|his|a|last) visit|office|shift|round|rang|phoned|called back"
    r"|(?:that|the"
    r"|next|this) (?:morning|night|evening|day"
    r"|afternoon)|hearing|bus|train|handover|clinic|meeting|lunch|asleep|woke|got up"
    r"|went to bed|[ap]m|logged|rota|duty desk)\b"
)
"""What makes “at nine” an hour, and no age."""
_ABLE = late(
    r"(?: (?:boy|girl|child|girls|young person))? (?:can|cannot|may|must|has the right|is (?:entitled|allowed))\b"
)
_BOUND = late(
    rf"\b(?:{any_of('identifying/ages', 'bounds')})[ \n]*(?:aged|age|the age of)?[ \n]*$",
    re.IGNORECASE,
)
_ALL_OF_AN_AGE = late(
    r"\b(?:every|each|any|all|no|many|most|some|few|other|two|three|four|five|six|several)[ \n](?:\w+[ \n])?"
    r"(?!at\b|by\b)\w+[ \n]$",
    re.IGNORECASE,
)
_OF_THINGS = late(rf"\b(?:{any_of('identifying/ages', 'things')})\b[^.!?]*$", re.IGNORECASE)
_IS_OLD = late(
    rf"\b(?:{any_of('identifying/ages', 'old-subjects')}),?[ \n](?:that[ \n]|which[ \n])?(?:is|was|are|were"
    r"|then|now|only|nearly|must be"
    r"|looks|looked|turns|turned|had been|has been|may be|will be)[ \n](?:\w+[ \n]){0,2}$",
    re.IGNORECASE,
)
_THING_BEFORE = late(
    rf"\b(?:{any_of('identifying/ages', 'old-subjects')}|{any_of('identifying/ages', 'things')})$",
    re.IGNORECASE,
)
_THING_AFTER = late(
    rf"[ \n](?:[a-z]+[ \n])?(?:{any_of('identifying/ages', 'things')}|{any_of('identifying/ages', 'old-things')})s?\b",
    re.IGNORECASE,
)
_RANGE_BEFORE = late(rf"\b(?:{NUMBER})[ \n]?(?:and|to|or|–|-)[ \n]?$", re.IGNORECASE)
_BORN = late(
    r"\b(?:born|birth)[ \n](?:[\w’'-]+[ \n]){0,6}?(?:in|during|of)[ \n](?:[\w’'-]+[ \n]){0,3}?(?:19|20)\d\d\b"
    r"|\b(?:born|birth|d\.?o\.?b\.?)(?: in| is|:|,)?[ \n]\(?(?:19|20)\d\d\b(?![-/.])"
    r"|(?<![\w.])b\.[ \n]?(?:in[ \n])?(?:\w+[ \n])?(?:19|20)\d\d\b(?![-/.]\d)|\b(?:19|20)\d\d[ \n]baby\b",
    re.IGNORECASE,
)
_STEMS_OF_BIRTH = ("born", "birth", "dob", "d.o.b", "b.", " baby")


@cache
def _wordings_stated() -> Wordings[None]:
    return filled_in(phrases("identifying/ages-of-one", "stated"))


@cache
def _wordings_said() -> Wordings[None]:
    return filled_in(phrases("identifying/ages-of-one", "said"))


@cache
def _wordings_begun() -> Wordings[None]:
    return filled_in(phrases("identifying/ages-of-one", "begun"))


@lru_cache(maxsize=20_000)
def exact_ages(text: str) -> Sequence[tuple[int, int]]:
    """Where the exact ages of one person are. Age bands and the ages of groups are left out."""
    small = lowered(text)
    return tuple(apart((*_stated(text, small), *_of_one(text, small))))


def _stated(text: str, small: str) -> Iterator[re.Match[str]]:
    """Ages that are said to be one: “aged nine”, “a 21-month-old”."""
    if not _QUICK_AGE.search(text):
        return
    for sentence in sentences(small):
        for found, _ in _wordings_stated().in_sentence(small, sentence):
            before = text[max(0, found.start() - 40) : found.start()]
            of_a_life = " life" in found[0] or found[0].startswith(("his ", "her ", "all "))
            if not of_a_life and (_is_of_a_band(text, found, before) or _is_of_a_thing(text, found, before)):
                continue
            if not _ANYBODY.search(text, sentence.start, sentence.end):
                yield found


def _is_of_a_band(text: str, found: re.Match[str], before: str) -> bool:
    """Whether an age is the end of a band, or the age of all of a group."""
    return bool(
        _ALL_OF_AN_AGE.search(before)
        or _RANGE_BEFORE.search(before)
        or _BOUND.search(before)
        or _ABLE.match(text, found.end())
    )


def _is_of_a_thing(text: str, found: re.Match[str], before: str) -> bool:
    if _THING_AFTER.match(text, found.end()) or _IS_OLD.search(before):
        return True
    return "-old" not in found[0] and bool(_OF_THINGS.search(before)) and not _SOMEBODY.search(before)


def _of_one(text: str, small: str) -> Iterator[re.Match[str]]:
    """Ages that are one because of whom they are said: “the boy (13)”, “she was nine”."""
    if "ow old" in text:
        yield from _ASKED.finditer(text)
    numbers = _numbers(text, small)
    for sentence in sentences(small) if numbers else ():
        here = numbers[bisect_left(numbers, sentence.start) : bisect_left(numbers, sentence.end)]
        if not here:
            continue
        for found, _ in _wordings_said().in_sentence(text, sentence):
            if any(found.start() <= each < found.end() for each in here) and _is_of_one(
                text, found, sentence
            ):
                yield found
        for found, _ in _wordings_begun().in_sentence(text, sentence):
            if _SINGLE.search(text, max(0, found.start() - 90), found.end() + 90):
                yield found


def _numbers(text: str, small: str) -> list[int]:
    """Where the numbers are that can be an age, by what follows them."""
    if not _DIGIT.search(text) and not any(number in small for number in _NUMBERS):
        return []
    return [
        number.start()
        for number in _AROUND.finditer(small)
        if not (
            number.start() and small[number.start() - 1].isalnum() and not text[number.start() - 1].isupper()
        )
        and _may_be_an_age(text, number)
    ]


def _may_be_an_age(text: str, number: re.Match[str]) -> bool:
    following = _FOLLOWS.match(text, number.end())
    if number[0].endswith("birthday") or text.startswith("-and-", number.end()):
        return True
    if not following or _COMPOUND.match(text, number.end()):
        return True
    word = (following["word"] or "").lower()
    return word in _FOLLOWERS or word.endswith("ing") or text.endswith("of ", 0, number.start())


def _is_of_one(text: str, found: re.Match[str], sentence: Sentence) -> bool:
    """Whether an age is of one person, and no hour, no part of a pregnancy and no age in the law."""
    start, end, _, _ = sentence
    if "weeks" in found[0] and _PREGNANT.search(text, start, end):
        return False
    if _AT_AN_HOUR.match(found[0]) and (_HAS.search(found[0]) or _OF_A_DAY.search(text, start, end)):
        return False
    if found[0].startswith(",") and _THING_BEFORE.search(text, start, found.start()):
        return False
    if found[0].startswith("turn") and not _SINGLE.search(text, start, end):
        return False
    if _NOTED.match(found[0]):
        return True
    if _OF_MANY.search(text, start, end) or (not _PAST.match(found[0]) and _OF_LAW.search(text, start, end)):
        return False
    one = _SINGLE.search(text, start, end) or _NAME_NEXT.match(text, found.end())
    return " age " not in found[0] or bool(one)


def years_of_birth(text: str) -> Iterator[tuple[int, int]]:
    """Where the year is in which somebody was born."""
    small = text.lower()
    for found in _BORN.finditer(text) if any(stem in small for stem in _STEMS_OF_BIRTH) else ():
        yield found.span()

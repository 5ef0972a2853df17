"""Towns and villages, which narrow a story down: those of the lists, and any that is named as one."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.circumstances import ORIGINS as _ORIGINS
from elearn.checks.identifying.circumstances import is_of_a_case
from elearn.checks.identifying.lexicon import (
    british_towns,
    folded,
    given_names,
    is_british_place,
    is_ordinary,
    place_key,
)
from elearn.checks.lists import any_of, phrases, words
from elearn.patterns import late

_CAPITAL = r"[A-Z][a-zà-ÿ]+(?:[’'-][A-Za-z][a-z]+)*"
_NAMED = late(
    rf"\b{_CAPITAL}(?:[ \n-](?:(?:upon|on|in|le|under|by|the|of)[ \n-](?:the[ \n-])?)?{_CAPITAL}){{0,4}}"
)
_PART = late(r"[ \n-]")
_PLACED = late(
    r"\b(?:Surgery|School|Primary|Academy|Hospital|Ward|Road|Row|Street|Lane|Avenue|Close|Terrace|Crescent|House"
    r"|Farm),[ \n]$"
    r"|\b(?i:lives?|town|village|home|area|locality|district|living|placement|place|location|site|address|where|city|hometown"
    r"|parish)(?: now)?:[ \n]$"
    rf"|\b(?i:{any_of('identifying/circumstances', 'before-a-place')})[ \n](?:(?:north|south|east|west|deepest"
    r"|central|rural|nearby|the)[ \n])?$"
)
_NO_PLACES = frozenset(phrases("identifying/circumstances", "no-place"))
_PLACE_WORDS = _NO_PLACES | frozenset(phrases("identifying/circumstances", "place-words"))
_WIDE = (
    words("identifying/places", "regions") | words("identifying/places", "counties") | frozenset({"london"})
)
"""Places that are too large to tell who it is."""
_NOT_A_PLACE = late(
    r"(?:[’']s)?[ \n](?:Road|Street|Lane|Avenue|Council|Act|County|Hospital|Police|University|Safeguarding"
    r"|School|Academy|\d)"
)
_SETTLEMENT = late(
    rf"\b(?:{any_of('identifying/circumstances', 'settlements')})[ \n](?:of|called|named|like)[ \n](?P<of>{_CAPITAL})"
    rf"|\b(?P<before>{_CAPITAL}),?[ \n]a[ \n](?:[a-z]+[ \n]){{0,3}}"
    rf"(?:{any_of('identifying/circumstances', 'settlements')})\b"
)
_QUICK_SETTLEMENT = ("village", "hamlet", "town", "port", "island")
_JOINED = late(
    r"[A-Z][a-z]+-(?:on|upon|in|le|under|by|next|over|super|juxta|cum|with|sub)-(?:the-)?[A-Z][a-z]+"
)
_PLACE_ENDING = late(rf"(?:{any_of('identifying/circumstances', 'place-endings')})$")
_WITHIN = late(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Ff]rom|to|above|at|[Rr]ound|[Aa]round|across|into|over|beyond|below|towards)[ \n]$"
)
_SURELY_WITHIN = late(rf"\b(?:{any_of('identifying/circumstances', 'surely-before-a-place')})[ \n]$")
"""What is before a place and before few other words with a capital."""
_DIVIDED = words("identifying/circumstances", "divided-places")
_SELDOM_ELSE = words("identifying/circumstances", "divided-places-only")
_LANDFORMS = words("identifying/circumstances", "landforms")
_NO_PART = words("identifying/circumstances", "no-part-of-a-place")
_PEOPLED = late(r",[ \n]population\b")
_MOST_PARTS = 3
_OWNS = late(r"[’']s?\b|[’'](?= )")
_DATED = late(
    r",[ \n](?:(?:spring|summer|autumn|winter|early|late|mid|in|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Christmas|Easter)[ \n-]){0,2}(?P<year>(?:19|20)\d\d)\b"
)


def place_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the towns and villages of Britain are. Counties, regions and countries are left out."""
    for found in _NAMED.finditer(text):
        span = _place_in(text, found)
        if span and not _NOT_A_PLACE.match(text, span[1]) and is_of_a_case(text, *span):
            yield span
    if any(word in text for word in _QUICK_SETTLEMENT):
        for found in _SETTLEMENT.finditer(text):
            span = found.span("of") if found["of"] else found.span("before")
            if is_of_a_case(text, *span):
                yield span


def years_of_places(text: str) -> Iterator[tuple[int, int]]:
    """Where a year follows a town or village: “Little Aske, 2018”."""
    for _, end in place_names(text) if _DATED.search(text) else ():
        if dated := _DATED.match(text, end):
            yield dated.span("year")


def _place_in(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """The longest place that words with capitals begin with. A word like “In” may come before it."""
    starts = [found.start(), *(part.end() for part in _PART.finditer(text, *found.span()))]
    for start in starts:
        placed = bool(_PLACED.search(text, max(0, start - 30), start))
        if start > found.start() and not placed:
            continue
        for end in (*reversed(starts), found.start()):
            last = found.end() if end == found.start() else end - 1
            if end != found.start() and last <= start:
                continue
            name = text[start:last]
            key = place_key(name)
            if key in _NO_PLACES or key in _WIDE or not is_british_place(name):
                continue
            if (
                placed
                or _DATED.match(text, last)
                or (key in british_towns() and key not in _PLACE_WORDS and last == found.end())
            ):
                return start, last
        told = placed or _DATED.match(text, found.end()) or _PEOPLED.match(text, found.end())
        if told and _looks_like_a_place(text, start, found.end()):
            return start, found.end()
    return None


def _looks_like_a_place(text: str, start: int, end: int) -> bool:
    """Whether words in no list are a village by their form and by where they stand: “near Marlthorpe”."""
    if _JOINED.fullmatch(text, start, end):
        return True
    parts = [folded(part) for part in _PART.split(text[start:end])]
    if len(parts) > _MOST_PARTS or _OWNS.match(text, end) or not all(part.isalpha() for part in parts):
        return False
    before = text[max(0, start - 40) : start]
    if len(parts) > 1:
        return _is_made_like_a_place(parts, bool(_SURELY_WITHIN.search(before)))
    name = parts[0]
    if len(name) < 4 or name.endswith("shire") or is_ordinary(name) or name in _ORIGINS:
        return False
    if len(name) > 5 and _PLACE_ENDING.search(name) and (_WITHIN.search(before) or _PEOPLED.match(text, end)):
        return True
    return name not in given_names() and bool(_SURELY_WITHIN.search(before))


def _is_made_like_a_place(parts: list[str], surely: bool) -> bool:
    """Whether several words are put together like “Little Marrow” or “Thornby Vale”."""
    first, *_, last = parts
    if last in _NO_PART or first in _NO_PART or any(part in _ORIGINS for part in parts):
        return False
    if first in _DIVIDED and (first in _SELDOM_ELSE or not is_ordinary(last)):
        return True
    rest = parts[:-1] if last in _LANDFORMS else parts
    known = any(is_ordinary(part) or part in given_names() for part in rest)
    return ((surely or last in _LANDFORMS) and not known) or (surely and last in _LANDFORMS)

"""Details that narrow a story down without a name: an age, the siblings, a place, a year, something rare."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.lexicon import places
from elearn.checks.lists import any_of, phrases, words
from elearn.patterns import late

_NUMBER = (
    r"(?:\d{1,3}(?:\.5|½)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_UNIT = r"(?:day|week|month|year)"
_AGE = late(
    rf"\b{_NUMBER}[- ]{_UNIT}[- ]old\b(?!s)(?! (?:check|review|boosters?|jabs?|immunisations?|development))"
    rf"|\b(?:aged|age)[ \n](?:only |just |about )?{_NUMBER}(?:[ \n](?:and a half|{_UNIT}s?))?\b(?![ \n]*(?:to"
    rf"|and over|and under|or over|or under"
    r"|or older|or younger|and above|and below|and older|and up|–|-|and[ \n]\d|or[ \n]\d|and three|and four))"
    rf"|\b{_NUMBER}[ \n]{_UNIT}s?(?:,?[ \n](?:and[ \n])?{_NUMBER}[ \n]{_UNIT}s?)?[ \n](?:old"
    rf"|of age)\b(?![ \n](?:or|and)[ \n](?:over|under|older|younger))"
    rf"|\b(?:was|is|turned|turns)[ \n](?:only |just )?(?:{_NUMBER})[ \n](?:when|at the time)\b",
    re.IGNORECASE,
)
_QUICK_AGE = late(r"[ -]old\b|\b[Aa]ged?\b|of age\b|turn(?:s|ed) |(?:was|is) [\w ]{2,12} (?:when|at the)")
_BOUND = late(
    rf"\b(?:{any_of('identifying/ages', 'bounds')})[ \n]*(?:aged|age|the age of)?[ \n]*$",
    re.IGNORECASE,
)
_OF_THINGS = late(rf"\b(?:{any_of('identifying/ages', 'things')})\b[^.!?]*$", re.IGNORECASE)
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PEERS = rf"(?:{any_of('identifying/ages', 'brothers-and-sisters')})"
_ORDER = rf"(?:{any_of('identifying/ages', 'order-of-birth')})"
_SIBLINGS = late(
    rf"\b{_ORDER}(?:[- ]born)?[ \n](?:child[ \n]|girl[ \n]|boy[ \n]|son[ \n]|daughter[ \n])?(?:of|among"
    rf"|in a family of)[ \n](?:the[ \n])?{_COUNT}[ \n](?:(?:young|small|older|younger|full"
    rf"|half)[ \n])?{_PEERS}\b"
    rf"|\b{_COUNT}[ \n](?:older|elder|younger|little|big)[ \n](?:half-|step)?(?:brothers|sisters"
    rf"|siblings)[ \n]and[ \n](?:{_COUNT}|an?|one)[ \n](?:(?:older|elder|younger|little|big"
    rf"|baby)[ \n])?(?:half-|step)?(?:brothers?|sisters?)\b"
    rf"|\b(?:an?|one)[ \n](?:older|elder|younger|little|big|twin)[ \n](?:half-|step)?(?:brother"
    rf"|sister)[ \n]and[ \n](?:{_COUNT}|an?|one)[ \n](?:(?:older|elder|younger|little|big|baby"
    rf"|twin)[ \n])?(?:half-|step)?(?:brothers?|sisters?)\b"
    rf"|\b{_COUNT}[ \n](?:brothers|sisters|sons|boys)[ \n]and[ \n](?:{_COUNT}|an?|one)[ \n](?:brothers?"
    rf"|sisters?|daughters?|girls?)\b"
    rf"|\bonly[ \n](?:girl|boy|sister|brother)[ \n]among[ \n](?:the[ \n])?{_COUNT}\b",
    re.IGNORECASE,
)
_OF_SEVERAL = late(rf" of (?:the )?(?:(?:young|small) )?{_COUNT} (?:children|boys|girls|kids)")
_PLACED = late(
    r"\b(?:in|from|near|outside|around|of|to|at)[ \n](?:north |south |east |west "
    r"|central )?(?P<place>[A-Z][a-z]{2,})\b(?![ \n](?:and[ \n])?(?:[A-Z]|law|guidance))"
)
_REGIONS = words("identifying/ages", "regions")
_YEAR = late(
    r"\b(?:[Ii]n|[Dd]uring|[Ss]ince|by|early|late|summer|winter|spring|autumn|of|[A-Z][a-z]+ber|January|February"
    r"|March"
    r"|April|May|June|July|August)[ \n](?:early |late |the (?:summer|spring|autumn"
    r"|winter) of )?(?P<year>(?:19|20)\d\d)\b(?![-–/]\d)"
)
_QUICK_YEAR = late(r"(?:19|20)\d\d")
_OF_TEXTS = late(rf"\b(?:{any_of('identifying/ages', 'texts')})\b")
_RELATIVES = rf"(?:{any_of('identifying/ages', 'of-an-origin')})"
_ORIGIN = late(
    r"\b(?:(?:was|is|were|[Aa]n?|[Tt]he|of)[ \n])(?:[a-z]+[ \n]){0,2}"
    rf"(?P<origin>{any_of('identifying/ages', 'origins')})[ \n]{_RELATIVES}\b"
)
_QUICK_ORIGIN = late(rf"[A-Z][a-z]+(?:[ \n]Witness)?[ \n]{_RELATIVES}\b")
_QUICK_RARE = ("only ", *phrases("identifying/ages", "rare-stems"))
_RARE = late(rf"(?:{any_of('identifying/ages', 'rare')})\b")


def exact_ages(text: str) -> Iterator[tuple[int, int]]:
    """Where the exact ages of one person are. Age bands and the ages of groups are left out."""
    if not ("old" in text or "ge" in text or "turn" in text or " when" in text) or not _QUICK_AGE.search(
        text
    ):
        return
    for found in _AGE.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if not _BOUND.search(before) and not _OF_THINGS.search(before):
            yield found.span()


def sibling_structures(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says how many brothers and sisters there are, or which of them somebody is."""
    near = "brother" in text or "sister" in text or "sibling" in text or "sons" in text or "daughter" in text
    for found in _SIBLINGS.finditer(text) if near or _OF_SEVERAL.search(text) else ():
        yield found.span()


def place_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the towns and counties are. Countries are left out."""
    for found in _PLACED.finditer(text):
        name = found["place"].lower()
        if name in places() and name not in _REGIONS:
            yield found.span("place")


def years(text: str) -> Iterator[tuple[int, int]]:
    """Where the years of events are. The years of laws, guidance and studies are left out."""
    for found in _YEAR.finditer(text) if _QUICK_YEAR.search(text) else ():
        if not _OF_TEXTS.search(text[max(0, found.start() - 60) : found.end() + 40]):
            yield found.span()


def origins(text: str) -> Iterator[tuple[int, int]]:
    """Where the text gives somebody's nationality or faith."""
    for found in _ORIGIN.finditer(text) if _QUICK_ORIGIN.search(text) else ():
        yield found.span()


def rare_things(text: str) -> Iterator[tuple[int, int]]:
    """Where the rare conditions, births and trades are."""
    for found in _RARE.finditer(text) if any(stem in text for stem in _QUICK_RARE) else ():
        yield found.span()

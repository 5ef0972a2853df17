"""Details that narrow a story down without a name: a place, a year, an origin, a job, something rare."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.lexicon import countries, is_british_place, place_key
from elearn.checks.lists import any_of, phrases, words
from elearn.patterns import late

_CAPITAL = r"[A-Z][a-zà-ÿ]+(?:[’'-][A-Za-z][a-z]+)*"
_PLACED = late(
    rf"\b(?:{any_of('identifying/circumstances', 'before-a-place')})[ \n](?:(?:north|south|east|west"
    r"|central|rural|nearby|the)[ \n])?"
    rf"(?P<place>{_CAPITAL}(?:[ \n-](?:(?:upon|on|in|le|under|by|the|of)[ \n-](?:the[ \n-])?)?{_CAPITAL}){{0,3}})"
)
_NO_PLACES = frozenset(phrases("identifying/circumstances", "no-place"))
_WIDE = (
    words("identifying/places", "regions") | words("identifying/places", "counties") | frozenset({"london"})
)
"""Places that are too large to tell who it is."""
_YEAR = late(
    r"\b(?:[Ii]n|[Dd]uring|[Ss]ince|by|[Bb]y|early|late|mid|end of|[Ss]ummer|[Ww]inter|[Ss]pring"
    r"|[Aa]utumn|of|until|from|between|before|after|and|around|[A-Z][a-z]+ber|January|February"
    r"|March"
    r"|April|May|June|July|August|Easter|Christmas),?[ \n](?:early |late |mid-|the (?:early |late )?"
    r"(?:summer|spring|autumn"
    r"|winter|end|start) of )?(?P<year>(?:19|20)\d\d)\b(?![-–/]\d)"
)
_QUICK_YEAR = late(r"(?:19|20)\d\d")
_OF_TEXTS = late(rf"\b(?:{any_of('identifying/circumstances', 'texts')})\b")
_BORN = late(r"\b(?:born|birth)\b[^.;]{0,40}$")
_ORIGINS = rf"(?:{any_of('identifying/circumstances', 'origins')})"
_LANGUAGES = rf"(?:{any_of('identifying/circumstances', 'languages')})"
_RELATIVES = rf"(?:{any_of('identifying/circumstances', 'of-an-origin')})"
_COUNTRY = rf"(?:{any_of('identifying/circumstances', 'countries')}|(?P<country>{_CAPITAL}))"
_ORIGIN = late(
    rf"\b(?P<origin>(?:{_ORIGINS})(?:[- ](?:and |or )?{_ORIGINS})?)(?:[- ](?:born|British|speaking"
    rf"|Orthodox))?[ \n-](?:[a-z]+[ \n])?{_RELATIVES}\b"
    rf"|\b(?:(?:was|is|were|are|both|being)[ \n](?:\w+ly[ \n])?)(?P<said>{_ORIGINS})(?=[.,;)]|[ \n]"
    r"(?:and|who|by|but)\b)"
    r"|\b(?:[Ss]poke|[Ss]peaks?|[Ss]peaking|language (?:was|is)|in|fluent|only|little English and"
    rf"|interpret\w+ (?:in|for)|spoken)[ \n](?:only |mainly |mostly |both )?(?P<tongue>{_LANGUAGES})\b"
    rf"|\b(?P<speaker>{_LANGUAGES})[- ](?:speak\w+|interpreter)"
    r"|\b(?:from|born in|left|fled|back to|visited|to|lived in|grew up in|brought up in|raised in"
    r"|heritage in|out of|moved here from|relatives in|family in)[ \n](?:rural |eastern |western "
    rf"|northern |southern |a \w+ in )?(?P<land>{_COUNTRY})\b"
    r"|\b(?P<witness>Jehovah[’']s Witness(?:es)?|Plymouth Brethren|Exclusive Brethren|Traveller "
    r"(?:site|camp)|Roma (?:site|camp)|[Cc]onverted to (?:Islam|Judaism|Catholicism)|(?:practising"
    r"|devout|strict|observant) (?:Muslims?|Catholics?|Jews?|Sikhs?|Hindus?|Christians?|Mormons?"
    r"|Quakers?|Pentecostals?)|(?:Gypsies|Travellers|Sikhs|Hindus|Muslims|Mormons|Quakers))\b"
)
_ORIGIN_WORDS = frozenset(
    re.findall(
        r"[A-Z][a-z]+",
        f"{_ORIGINS} {_LANGUAGES} {any_of('identifying/circumstances', 'countries')} Exclusive",
    )
)
_CAPITALS = late(r"[A-Z][a-z]+")
_FAMILY = rf"(?:{any_of('identifying/circumstances', 'family')})"
_JOBS = rf"(?:{any_of('identifying/circumstances', 'jobs')})"
_JOB = late(
    r"\b(?:[Ww]ork(?:ed|s|ing)|[Ee]mployed|[Tt]rained|job|career|[Ss]erved|volunteered|retired"
    rf"|famous|work)[ \n](?:\w+[ \n]){{0,2}}?as[ \n](?:an?|the|one of the)[ \n](?P<as>"
    rf"(?:[\w’-]+[ \n]){{0,3}}?{_JOBS})\b"
    rf"|\b(?i:{_FAMILY})(?:,)?[ \n](?:(?:[Hh]is|her|the|their)[ \n]\w+,?[ \n])?(?:was|is|were"
    r"|had been|has been|being|had become|became)[ \n](?:both[ \n])?(?:an?|the|one of the|then an?"
    rf"|also an?)?[ \n]?(?P<was>(?:[\w’-]+[ \n]){{0,3}}?{_JOBS}s?)\b"
    rf"|\b(?i:{_FAMILY}),[ \n](?:an?|the|then an?)[ \n](?P<named>(?:[\w’-]+[ \n]){{0,3}}?{_JOBS}),"
    rf"|\b(?P<works>{any_of('identifying/circumstances', 'works')})\b"
)
_QUICK_JOB = late(
    r" as an? | was an? |was the | is an? | were | been an? |became | as the |, an? |[Ww]ork|job"
    r"|shift|ran |runs |ke(?:pt|eps) |own[es]|manage|t(?:ook|aught)|opened|dr(?:ove|ives)|serv|play"
    r"|pick|pack|gut|cut |dug|gr[eo]w|s[eo]l[dl]|caught|landed|train|bred|bak|fish|rode|farmed"
    r"|sk?ang|mined"
)
_YEARS_OF_SCHOOL = late(rf"\b(?:{any_of('identifying/circumstances', 'school-years')})(?!\w)")
_QUICK_SCHOOL = late(r"Year|eception|Form|form|Sixth|year (?:at|of|in)|term (?:at|of|in)|nursery class")
_SIBLINGS = late(rf"\b(?:{any_of('identifying/circumstances', 'siblings')})\b")
_QUICK_SIBLINGS = phrases("identifying/circumstances", "sibling-stems")
_QUICK_RARE = phrases("identifying/circumstances", "rare-stems")
_RARE = late(rf"(?:{any_of('identifying/circumstances', 'rare')})\b")
_NO_CASE = late(rf"\b(?:{any_of('identifying/circumstances', 'no-case')})(?!\w)")
_SENTENCE_END = late(r"[.!?](?=\s|$)|\n\s*\n")


def _is_of_a_case(text: str, start: int, end: int) -> bool:
    """Whether the sentence there is about one family, and not about law, guidance, research or many."""
    first = max((each.end() for each in _SENTENCE_END.finditer(text, 0, start)), default=0)
    following = _SENTENCE_END.search(text, end)
    return not _NO_CASE.search(text, first, following.start() if following else len(text))


def place_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the towns and villages of Britain are. Counties, regions and countries are left out."""
    for found in _PLACED.finditer(text):
        start, end = found.span("place")
        while end > start:
            name = text[start:end]
            key = place_key(name)
            if key not in _NO_PLACES and key not in _WIDE and is_british_place(name):
                if _is_of_a_case(text, start, end) and not _NOT_A_PLACE.match(text, end):
                    yield start, end
                break
            end = start + max(name.rfind(mark) for mark in " \n-") if re.search(r"[ \n-]", name) else start


_NOT_A_PLACE = late(
    r"[ \n](?:Road|Street|Lane|Avenue|Council|Act|County|Hospital|Police|University|Safeguarding|School|Academy|\d)"
)


def years(text: str) -> Iterator[tuple[int, int]]:
    """Where the years of events are. The years of births, laws, guidance and studies are left out."""
    for found in _YEAR.finditer(text) if _QUICK_YEAR.search(text) else ():
        near = text[max(0, found.start() - 60) : found.end() + 40]
        if _OF_TEXTS.search(near) or _BORN.search(text, max(0, found.start() - 60), found.start("year")):
            continue
        if _is_of_a_case(text, *found.span()):
            yield found.span("year")


def origins(text: str) -> Iterator[tuple[int, int]]:
    """Where the text gives somebody's nationality, language or faith, or says where the family comes from."""
    capitals = set(_CAPITALS.findall(text))
    if not (
        capitals & _ORIGIN_WORDS
        or any(each.lower() in countries() for each in capitals)
        or "sign language" in text
    ):
        return
    for found in _ORIGIN.finditer(text):
        if (country := found["country"]) and country.lower() not in countries():
            continue
        if _is_of_a_case(text, *found.span()):
            yield found.span()


def jobs(text: str) -> Iterator[tuple[int, int]]:
    """Where the text gives a relative's job."""
    for found in _JOB.finditer(text) if _QUICK_JOB.search(text) else ():
        if _is_of_a_case(text, *found.span()):
            yield found.span()


def school_years(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says which year at school somebody is in."""
    for found in _YEARS_OF_SCHOOL.finditer(text) if _QUICK_SCHOOL.search(text) else ():
        if _is_of_a_case(text, *found.span()):
            yield found.span()


def siblings(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says who the brothers and sisters are, in fewer words than `ages.sibling_structures`."""
    for found in _SIBLINGS.finditer(text) if any(stem in text for stem in _QUICK_SIBLINGS) else ():
        if _is_of_a_case(text, *found.span()):
            yield found.span()


def rare_things(text: str) -> Iterator[tuple[int, int]]:
    """Where the rare conditions, births and trades are, and events that a newspaper would report."""
    for found in _RARE.finditer(text) if any(stem in text for stem in _QUICK_RARE) else ():
        if _is_of_a_case(text, *found.span()):
            yield found.span()

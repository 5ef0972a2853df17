"""What narrows a story down without naming anyone: an age, who the siblings are, a place, a year, a rare thing."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.lexicon import places

_NUMBER = (
    r"(?:\d{1,3}(?:\.5|½)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_UNIT = r"(?:day|week|month|year)"
_AGE = re.compile(
    rf"\b{_NUMBER}[- ]{_UNIT}[- ]old\b(?!s)(?! (?:check|review|boosters?|jabs?|immunisations?|development))"
    rf"|\b(?:aged|age)[ \n](?:only |just |about )?{_NUMBER}(?:[ \n](?:and a half|{_UNIT}s?))?\b(?![ \n]*(?:to"
    rf"|and over|and under|or over|or under"
    r"|or older|or younger|and above|and below|and older|and up|–|-|and[ \n]\d|or[ \n]\d|and three|and four))"
    rf"|\b{_NUMBER}[ \n]{_UNIT}s?(?:,?[ \n](?:and[ \n])?{_NUMBER}[ \n]{_UNIT}s?)?[ \n](?:old"
    rf"|of age)\b(?![ \n](?:or|and)[ \n](?:over|under|older|younger))"
    rf"|\b(?:was|is|turned|turns)[ \n](?:only |just )?(?:{_NUMBER})[ \n](?:when|at the time)\b",
    re.IGNORECASE,
)
_QUICK_AGE = re.compile(
    r"[ -]old\b|\b[Aa]ged?\b|of age\b|turn(?:s|ed) |(?:was|is) [\w ]{2,12} (?:when|at the)"
)
_BOUND = re.compile(
    r"\b(?:under|over|below|above|least|most|than|to|until|from|between|before|every|any|each|up to|since|–|-"
    r"|children|babies|infants|pupils|people"
    r"|those|who are|all)[ \n]*(?:aged|age|the age of)?[ \n]*$",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(
    r"\b(?:mark|bruise|bruising|injury|injuries|fracture|scar|cut|burn|record|guidance|course|review|report"
    r"|law|act|charity|note|entry)\b[^.!?]*$",
    re.IGNORECASE,
)
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PEERS = (
    r"(?:siblings?|brothers?|sisters?|children|boys|girls|half-siblings|half-brothers|half-sisters|sons"
    r"|daughters|kids)"
)
_ORDER = (
    r"(?:eldest|oldest|youngest|middle|first|second|third|fourth|fifth|sixth|last|only (?:girl|boy|son|daughter"
    r"|sister|brother)|one|twin)"
)
_SIBLINGS = re.compile(
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
_OF_SEVERAL = re.compile(rf" of (?:the )?(?:(?:young|small) )?{_COUNT} (?:children|boys|girls|kids)")
_PLACED = re.compile(
    r"\b(?:in|from|near|outside|around|of|to|at)[ \n](?:north |south |east |west "
    r"|central )?(?P<place>[A-Z][a-z]{2,})\b(?![ \n](?:and[ \n])?(?:[A-Z]|law|guidance))"
)
_REGIONS = frozenset(
    (
        "england",
        "scotland",
        "wales",
        "ireland",
        "britain",
        "europe",
        "wrenshire",
        "marrowshire",
        "midlands",
        "africa",
        "asia",
        "america",
        "london",
        "poland",
        "romania",
        "nigeria",
        "somalia",
        "pakistan",
        "india",
        "bangladesh",
        "ukraine",
        "afghanistan",
        "syria",
        "iraq",
        "iran",
    )
)
_YEAR = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Ss]ince|by|early|late|summer|winter|spring|autumn|of|[A-Z][a-z]+ber|January|February"
    r"|March"
    r"|April|May|June|July|August)[ \n](?:early |late |the (?:summer|spring|autumn"
    r"|winter) of )?(?P<year>(?:19|20)\d\d)\b(?![-–/]\d)"
)
_QUICK_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_TEXTS = re.compile(
    r"\b(?:Act|Regulations?|guidance|edition|Working Together|Panel|review|report|published?|study|law|since"
    r"|force|from|as at|survey|census|figures|et al|colleagues|required|introduced|began|ended"
    r"|replaced|updated|Convention|Code|strategy|national|England|SCRs?|boards?)\b",
)
_ORIGIN = re.compile(
    r"\b(?:(?:was|is|were|[Aa]n?|[Tt]he|of)[ \n])(?:[a-z]+[ \n]){0,2}(?P<origin>Polish|Romanian|Roma|Gypsy"
    r"|Traveller|Somali|Nigerian|Ghanaian|Pakistani|Bangladeshi|Indian|Chinese|Vietnamese|Kurdish|Iraqi"
    r"|Iranian|Afghan|Syrian|Albanian|Lithuanian|Latvian|Ukrainian|Portuguese|Jamaican"
    r"|Congolese|Eritrean|Ethiopian|Sudanese|Turkish|Sikh|Hindu|Muslim|Jewish|Jehovah[’']s Witness|Tamil"
    r"|Filipino|Bulgarian|Slovak|Czech|Hungarian|Brazilian|Zimbabwean)[ \n](?:family|mother|father|boy|girl"
    r"|child|parents|couple|woman|man|heritage|origin|descent|background|household|home)\b"
)
_QUICK_ORIGIN = re.compile(
    r"[A-Z][a-z]+(?:[ \n]Witness)?[ \n](?:family|mother|father|boy|girl|child|parents|couple|woman|man|heritage"
    r"|origin|descent"
    r"|background|household|home)\b"
)
_QUICK_RARE = (
    *(
        "only ",
        "keeper",
        "trawler",
        "jockey",
        "falconer",
        "circus",
        "fairground",
        "professional",
        "Olympic",
        "parliament",
    ),
    *(
        "governor",
        "base",
        "syndrome",
        "disease",
        "fibrosis",
        "bone",
        "osteo",
        "haemo",
        "spina",
        "dystrophy",
        "sickle",
    ),
    *("conjoined", "triplets", "quadruplets", "albinism", "dwarfism", "achondro"),
)
_RARE = re.compile(
    r"(?:only (?:vet|doctor|GP|midwife|teacher|priest|vicar|imam|pharmacist|shop|pub|family|child|girl|boy"
    r"|pupil)[ \n](?:in|on|at)[ \n](?:the|his|her|their)"
    r"|lighthouse keeper|trawlerman|jockey|falconer|circus|fairground|professional (?:footballer|boxer"
    r"|rugby player|dancer)|Olympic|member of parliament|prison governor|army base|naval base|air base"
    r"|(?:Prader|Angelman|Rett|Edwards|Patau|Marfan|Ehlers|Hurler|Batten|Cockayne|Williams|Noonan|Turner"
    r"|Treacher)[- ]?\w*[ \n](?:syndrome|disease)|cystic fibrosis|brittle bone|osteogenesis imperfecta"
    r"|haemophilia|spina bifida|muscular dystrophy|sickle cell|conjoined|triplets|quadruplets|albinism"
    r"|dwarfism|achondroplasia)\b"
)


def exact_ages(text: str) -> Iterator[tuple[int, int]]:
    """Ages of one person, to the month or the year; not bands, and not groups."""
    if not ("old" in text or "ge" in text or "turn" in text or " when" in text) or not _QUICK_AGE.search(
        text
    ):
        return
    for found in _AGE.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if not _BOUND.search(before) and not _OF_THINGS.search(before):
            yield found.span()


def sibling_structures(text: str) -> Iterator[tuple[int, int]]:
    """How many brothers and sisters there are, of which sex, and which of them somebody is."""
    near = "brother" in text or "sister" in text or "sibling" in text or "sons" in text or "daughter" in text
    for found in _SIBLINGS.finditer(text) if near or _OF_SEVERAL.search(text) else ():
        yield found.span()


def place_names(text: str) -> Iterator[tuple[int, int]]:
    """A town or county in which something happened; not a country."""
    for found in _PLACED.finditer(text):
        name = found["place"].lower()
        if name in places() and name not in _REGIONS:
            yield found.span("place")


def years(text: str) -> Iterator[tuple[int, int]]:
    """The year in which something happened; not that of a law, a guidance or a study."""
    for found in _YEAR.finditer(text) if _QUICK_YEAR.search(text) else ():
        if not _OF_TEXTS.search(text[max(0, found.start() - 60) : found.end() + 40]):
            yield found.span()


def origins(text: str) -> Iterator[tuple[int, int]]:
    """Whose nationality or faith is told."""
    for found in _ORIGIN.finditer(text) if _QUICK_ORIGIN.search(text) else ():
        yield found.span()


def rare_things(text: str) -> Iterator[tuple[int, int]]:
    """A rare condition, birth or trade."""
    for found in _RARE.finditer(text) if any(stem in text for stem in _QUICK_RARE) else ():
        yield found.span()

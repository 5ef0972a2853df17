"""Where somebody lives or goes: postcodes, streets, houses, and named settings (schools, wards, churches)."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.lexicon import (
    british_towns,
    folded,
    is_name_only,
    is_ordinary,
    names_that_are_places,
    names_that_are_words,
    words_that_are_names,
)
from elearn.checks.identifying.mark import Mark, may_hold_contacts
from elearn.checks.identifying.name_words import different_words
from elearn.checks.identifying.near import near
from elearn.checks.lists import any_of, phrases, words
from elearn.patterns import late

_AREA = any_of("identifying/addresses", "postcode-areas")
_POSTCODE = late(
    rf"(?<![\w/-])(?:(?:{_AREA})\d[\dA-Z]?[ \u00a0]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}"
    r"|(?-i:(?!KS|PS|GT|DC|CD|PC)[A-Z]{2}\d{1,2} \d[ABD-HJLNP-UW-Z]{2})|GIR ?0AA|BFPO \d{1,4})(?![\w/-])",
    re.IGNORECASE,
)
_PROPER = r"(?:(?:St\.?|Saint)[ \n])?(?:[A-ZÀ-Þ][\w’'-]*\w|[A-Z]\.)"
_NAME = (
    rf"(?:[Tt]he[ \n])?{_PROPER}(?:[ \n](?:of|the|and|le|la|de|by|in|on|upon|&)[ \n]{_PROPER}"
    rf"|[ \n]{_PROPER}){{0,3}}?"
)
_STREET = any_of("identifying/addresses", "streets")
_STREET_TOO = any_of("identifying/addresses", "streets-and-other-things")
_UNIT = rf"(?:{any_of('identifying/addresses', 'units')})"
_NUMBER = r"(?:No\.? ?|[Nn]umber |#)?\d{1,4}[A-Za-z]?(?:\s?[-–/]\s?\d{1,4}[A-Za-z]?)?"
_NUMBERED = late(
    rf"(?<![\w/.:-])(?:{_UNIT} ?(?:\d{{1,4}}[A-Za-z]?"
    rf"|[A-Z])\b,?[ \n](?:at[ \n])?)?{_NUMBER},?[ \n]{_NAME}[ \n](?:{_STREET}|{_STREET_TOO})(?![\w’'])"
)
_NUMBERED_PLURAL = late(
    rf"(?<![\w/.:-]){_NUMBER},?[ \n][Tt]he[ \n](?:[A-Z][a-z]+[ \n])?[A-Z][a-z]+(?![\w’'])(?![ \n][A-Z])"
)
_UNITS = late(
    rf"(?<![\w-])(?:[Ff]lat|FLAT|[Aa]partment|[Aa]pt\.?|[Mm]aisonette|[Bb]edsit|[Cc]aravan|[Pp]itch"
    rf"|[Pp]lot) (?:no\.? |number )?(?:\d{{1,4}}[A-Za-z]?|[A-Z]\d{{0,3}})(?![\w%])(?:,? (?:at |of "
    rf"|in )?(?:\d+[A-Za-z]? )?{_NAME}(?:[ \n](?:{_STREET}|{_STREET_TOO}))?)?"
    rf"|(?<![\w-])(?:Unit|Block|Room|Suite|Mooring|Berth|Chalet|Studio|Floor) (?:\d{{1,4}}[A-Za-z]?"
    rf"|[A-Z]\d{{0,3}}),? (?:at |of |in )?{_NAME}[ \n](?:{_STREET}|{_STREET_TOO})(?![\w’'])"
)
_UNIT_WORDS = tuple(f"{each} " for each in phrases("identifying/addresses", "unit-ends"))
"""Every text in which `_UNITS` finds something has one of these."""
_SMALL_HOUSES = tuple(
    f"{each.removesuffix('s?')}," for each in phrases("identifying/addresses", "small-houses")
)
_NAMED = late(rf"(?<![\w’'-]){_NAME}[ \n](?:{_STREET})(?![\w’'])")
_AT = rf"(?:{any_of('identifying/addresses', 'at')})"
_NAMED_AT = late(
    rf"(?<![\w’'-]){_AT}[ \n](?:(?:the[ \n])?(?:top|end|corner|bottom|foot|back|junction)[ \n]of[ \n])?"
    rf"(?P<place>(?:{_NAME},[ \n])?{_NAME}[ \n](?:{any_of('identifying/addresses', 'streets-after-at')}))(?![\w’'])"
)
_LOWER = late(
    r"(?<![\w/.:-])(?:flat \d+[a-z]?,? )?\d{1,4}[a-z]?,? (?!of |the |in |on |to |and |or |a |more |year|week"
    r"|month|day|hour|min|main |busy |long |side |other |different |new |country |no |back "
    r"|quiet )(?:[a-z’']+ ){1,2}(?:street|road|lane|avenue|crescent|terrace|mews|close|drive|grove|gardens|rd"
    r"|ln|ave|cres)(?![\w-])"
)
_HOUSE = late(
    rf"\b(?:{any_of('identifying/addresses', 'lives')})\b"
    r"[^.;\n]{0,24}?(?:\bat|\bto|\bin|\bis|\bwas|\bof|:|\binto|\bfrom|\bas)[ \n]+[“\"‘']?"
    rf"(?P<place>{_NAME}[ \n](?:{any_of('identifying/addresses', 'houses')}))(?![\w’'])"
    r"(?! (?:School|Hospital|Nursery|Surgery|Academy|College|[Cc]hildren|[Hh]ostel|[Rr]efuge|of (?:Lords|Commons)))"
)
_HOUSE_THEN = late(
    rf"(?<![\w’'-])(?P<place>{_NAME},[ \n]{_NAME}[ \n](?:{_STREET}|Hill|Close|Drive|Grove|Gardens|Rise|Row"
    rf"|Way|Walk|Yard|Gate|Green|Mount))(?![\w’'])"
)
_SMALL_HOUSE = late(
    rf"(?<![\w’'-])(?P<place>{_NAME}[ \n](?:{any_of('identifying/addresses', 'small-houses')}),[ \n]{_NAME}[ \n]"
    rf"(?:{_STREET}|{_STREET_TOO}|{any_of('identifying/addresses', 'streets-of-hills')}))(?![\w’'])"
)
_ADDRESS = late(
    rf"\b(?:[Aa]ddress|ADDRESS|[Rr]esid(?:es|ing|ed) at|[Ll]iv(?:es|ed|ing) at)\s*(?:is|was|:|-"
    rf"|–)?\s*(?P<place>\d{{1,4}}[A-Za-z]?,? {_NAME}"
    rf"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,? [A-Z][\w’'-]+)(?=[,.;)\n]|$)"
)

_NOT_STREETS = late(
    rf"(?:{any_of('identifying/addresses', 'no-streets')})\s(?:Street|Road|Lane|Avenue"
    r"|Way|Walk|Place|View|Court|Close|Drive|Point|End|Path)$"
)
_NAMED_BY_WORDS = words("identifying/addresses", "named-by-words")
"""Settings that are often named by an ordinary word: Bramble Ward."""
_NAMED_BY_WORDS_WITHIN = words("identifying/addresses", "named-by-words-within")
_TOWNS_THAT_ARE_WORDS = words("identifying/addresses", "towns-that-are-words")
_GENERIC = words("identifying/addresses", "general-words")
_SETTING = late(
    rf"(?<![\w’'-])(?P<name>{_NAME})[ \n]"
    rf"(?P<what>(?:(?:{any_of('identifying/addresses', 'kinds-of-setting')})[ \n]){{0,3}}"
    rf"(?:{any_of('identifying/addresses', 'settings')}))(?![\w’'])"
)


_SMALL_KINDS = any_of("identifying/addresses", "settings-in-small-letters")
_SETTING_SMALL = late(
    rf"(?<![\w’'-])(?P<name>(?:[Tt]he[ \n])?{_PROPER}(?:[ \n]{_PROPER}){{0,2}})[ \n]"
    rf"(?P<what>{_SMALL_KINDS})(?![\w’'-])"
)
_SMALL_WORDS = frozenset(re.findall(r"[a-z]{3,}", _SMALL_KINDS)) - {"school", "day"} | {
    "pre-school",
    "preschool",
}
_FOR_THE_YOUNG = ("nursery", "playgroup", "pre-school", "preschool", "hospice", "day nursery")
_QUICK_SMALL = late(rf"(?:{_SMALL_KINDS})(?![\w’'-])")
_SAINTS = (" St", " All S", " Holy ", " Our L")
_SAINT = late(
    r"\b(?:at|of|from|to|near|attends?|attended|outside|church,|chapel,|school,"
    r"|hospice,)[ \n](?P<name>(?:St\.? [A-Z][a-z]+"
    r"(?: and St [A-Z][a-z]+)?[’']s?"
    r"|All (?:Saints|Souls)[’']?|Holy (?:Trinity|Family|Cross|Rosary)|Our Lady(?:[’']s)?))"
    r"(?= |[.,;:)])(?! (?:Road|Street|Lane|Avenue|Close|Day|Eve"
    r"|Ambulance|Square|Way|Place))"
)
"""A church or a school that is called by its saint alone: “the vicar of St Anne’s”."""
_KIND_OF_HOME = rf"(?:{any_of('identifying/addresses', 'homes')})"
_HOUSE_NAME = rf"{_PROPER}(?:[ \n]{_PROPER}){{0,2}}[ \n](?:{any_of('identifying/addresses', 'houses')})"
_HOME = late(
    rf"(?<![\w’'-])(?P<name>{_HOUSE_NAME}),?[ \n]{_KIND_OF_HOME}(?![\w’'])"
    rf"|(?<![\w’'-])(?P<told>(?:[Tt]he[ \n])?{_PROPER}(?:[ \n]{_PROPER}){{0,2}}),[ \n](?:which[ \n]"
    r"(?:is|was)[ \n])?(?:an?|the|our|her|his|their)[ \n]"
    rf"(?:[a-z-]+[ \n]){{0,2}}?{_KIND_OF_HOME}(?![\w’'])"
    rf"|\b{_KIND_OF_HOME},?[ \n](?:called|named|known[ \n]as)[ \n][“‘]?(?P<called>"
    rf"(?:[Tt]he[ \n])?{_PROPER}(?:[ \n]{_PROPER}){{0,2}})"
    rf"|\b{_KIND_OF_HOME}[ \n](?:at|in)[ \n](?P<at>{_HOUSE_NAME})(?![\w’'])"
)
_HOUSE_STEMS = tuple(each.removesuffix("s?") for each in phrases("identifying/addresses", "houses"))
_QUICK_HOUSE = late(rf"(?:{any_of('identifying/addresses', 'houses')})(?:,?[ \n][a-z]|(?![\w’'-]))")
_QUICK_TOLD = late(r",[ \n](?:which|an?|the|our|her|his|their)[ \n]")
_QUICK_NAMED = late(r"(?:called|named|known as)[ \n]")
_WITHIN = late(r"(?:[a-z],?|\b(?:[Tt]he|[Aa]t|[Tt]o))[ \n]$")
_NO_SETTING = late(
    r"(?:Safeguarding|General|Good|Best|Reflective|Based|Work|Clinical|Nursing|Restorative|Safe|Common|Direct"
    r"|Social|Midwifery|Professional) Practice$"
    r"|(?:Attorney|Registrar|Solicitor|Secretary|Director|Governor|Inspector|Surgeon|Auditor|Advocate|Major) General$"
    r"|(?:Anna Freud|Rees|Nuffield|Tavistock|Lucy Faithfull|Alder Hey|Marie Curie|Great Ormond|National) .*|"
    r"Royal (?:College|Society|Academy|Institut|Commission|British|Pharmaceutical|Courts|Navy|Air) ?.*|"
    r"(?:Journal|College|Society|Institute) of .*$|(?:Great Ormond Street|Royal College).*$"
)
_OF_A_TEXT = late(
    r"[ \n](?:Protocol|Polic(?:y|ies)|Procedures?|Programme|Standards?|Guidance|Framework|Pathway|Model|Act"
    r"|Charter|Award"
    r"|Toolkit|Strategy|Forum|Network|Association|Partnership|Review|Form|Template|Checklist|Regulations"
    r"|Bill|Week)\b"
)
"""What makes “… Infants” or “… School” part of the title of a text or a scheme."""
_DISTRICT = late(r"\s(?:Vale|Green|Hill|Holt)$")
_OTHER_NUMBER = late(rf"\b(?:{any_of('identifying/addresses', 'other-numbers')})\s$", re.IGNORECASE)
_YEAR = late(r"(?:19|20)\d\d\b")
_QUICK_CODE = late(r"\d[A-Za-z]{2}(?!\w)")
_QUICK_STREET = late(rf"[ \n](?=[A-Z])(?:{_STREET}|{_STREET_TOO})\b")
_QUICK_SETTING = late(rf"[ \n](?=[A-Z])(?:{any_of('identifying/addresses', 'settings-begin')})")


def find(text: str, kind: str) -> Iterator[Mark]:
    """Mark postcodes, streets and houses as E04, and settings as W08.

    Addresses in a support block are allowed.
    """
    rule = "" if may_hold_contacts(kind) else "E04"
    digit = re.search(r"\d", text)
    yield from find_by_form(text, kind)
    for found in near(_SETTING, _QUICK_SETTING, text, 150, 100):
        told = _is_named(text, found) and not _OF_A_TEXT.match(text, found.end())
        if told and not _NO_SETTING.search(found[0]):
            yield Mark("W08", *found.span(), found["what"].split()[-1].lower())
    small = not _SMALL_WORDS.isdisjoint(different_words(text))
    for found in near(_SETTING_SMALL, _QUICK_SMALL, text, 100, 40) if small else ():
        if _is_named(text, found) and _is_own(found) and not _NO_SETTING.search(found[0].title()):
            yield Mark("W08", *found.span(), found["what"])
    for found in _SAINT.finditer(text) if any(each in text for each in _SAINTS) else ():
        yield Mark("W08", *found.span("name"), "setting")
    yield from _homes(text)
    patterns: list[re.Pattern[str]] = [_UNITS] if any(word in text for word in _UNIT_WORDS) else []
    if _QUICK_STREET.search(text):
        patterns += [_NAMED_AT, _HOUSE, _HOUSE_THEN, _NAMED]
    elif any(each in text for each in _HOUSE_STEMS):
        patterns.append(_HOUSE)
    if digit:
        patterns = [_NUMBERED, *patterns, _NUMBERED_PLURAL, _LOWER]
    if any(word in text for word in _SMALL_HOUSES):
        patterns.append(_SMALL_HOUSE)
    if "ddress" in text or "DDRESS" in text or " at " in text:
        patterns.append(_ADDRESS)
    for pattern in patterns:
        for found in pattern.finditer(text):
            group = "place" if "place" in pattern.groupindex else 0
            if _is_place(text, found, found[group], pattern):
                start, end = found.span(group)
                yield Mark(rule, start, end + _town(text, end, pattern), "street")


def find_by_form(text: str, kind: str) -> Iterator[Mark]:
    """Mark postcodes as E04, in whatever language the text is."""
    if _QUICK_CODE.search(text) or "BFPO" in text:
        for found in _POSTCODE.finditer(text):
            yield Mark("" if may_hold_contacts(kind) else "E04", *found.span(), "postcode")


_TOWN = late(r",[ \n](?P<town>[A-Z][a-z]+)(?=[,.;)\n]|$|[ ]\d)")


def _town(text: str, end: int, pattern: re.Pattern[str]) -> int:
    """How many characters after a street belong to its address: the town, unless that may be a person."""
    found = _TOWN.match(text, end) if pattern is _NUMBERED else None
    return len(found[0]) if found and not is_name_only(folded(found["town"])) else 0


def _homes(text: str) -> Iterator[Mark]:
    """Mark homes by their name as W08: “Harebell House, a children’s home”, “a refuge called The Laurels”."""
    for found in _HOME.finditer(text) if _may_have_home(text) else ():
        group = next(each for each in ("name", "told", "called", "at") if found[each])
        words = [folded(word) for word in re.split(r"[ \n]", found[group])]
        general = all(word in _GENERIC or word in ("the", "st", "of") for word in words)
        single = len(words) == 1 and (is_ordinary(words[0]) or is_name_only(words[0]) or group == "told")
        if not general and not (single and group != "called"):
            yield Mark("W08", *found.span(group), "home")


def _is_own(found: re.Match[str]) -> bool:
    """Whether words before “nursery” are a name of its own: “Little Acorns”, and not “Lead Practitioner”."""
    words = [folded(each) for each in re.split(r"[ \n]", found["name"]) if each not in ("The", "the")]
    if any(not is_ordinary(each) or each in names_that_are_words() for each in words):
        return True
    return len(words) > 1 and found["what"] in _FOR_THE_YOUNG and _GENERIC.isdisjoint(words)


def _may_have_home(text: str) -> bool:
    """Whether `_HOME` may find anything. It is slow, and most texts name no home."""
    if _QUICK_NAMED.search(text) or (
        any(each in text for each in _HOUSE_STEMS) and _QUICK_HOUSE.search(text)
    ):
        return True
    return any(
        text[max(text.rfind(" ", 0, found.start()), text.rfind("\n", 0, found.start())) + 1].isupper()
        for found in _QUICK_TOLD.finditer(text)
    )


def _is_named(text: str, found: re.Match[str]) -> bool:
    """Whether the words before “School” or “Ward” are its name, rather than its kind."""
    words = [word.lower().rstrip(".") for word in re.split(r"[ \n]", found["name"])]
    if all(word in _GENERIC or word in ("st", "of", "the") for word in words):
        return False
    plain = len(words) == 1 and is_ordinary(words[0]) and words[0] not in words_that_are_names()
    if plain and words[0] in british_towns() and words[0] not in _TOWNS_THAT_ARE_WORDS:
        return True
    if not plain:
        return True
    last = found["what"].split()[-1]
    if last in _NAMED_BY_WORDS:
        return True
    return last in _NAMED_BY_WORDS_WITHIN and bool(_WITHIN.search(text, 0, found.start()))


def _is_place(text: str, found: re.Match[str], place: str, pattern: re.Pattern[str]) -> bool:
    if _NOT_STREETS.search(place) and not re.match(r"\d", place):
        return False
    before = text[max(0, found.start() - 24) : found.start()]
    if pattern in (_NUMBERED, _NUMBERED_PLURAL) and _OTHER_NUMBER.search(before):
        return False
    if pattern is _NUMBERED_PLURAL and _YEAR.match(place):
        return False
    first_word = folded(re.split(r"[ \n]", place)[0])
    if pattern is _NAMED_AT and _DISTRICT.search(place) and first_word not in names_that_are_places():
        # “moved to Thornby Vale”: a village or a part of a town.
        return not re.match(r"(?:in|to|from|into|between|of|and|via|near)\s", found[0])
    if pattern is _NAMED:
        words = re.split(r"[ \n]", place)
        proper = [word for word in words[:-1] if word[:1].isupper() and word.lower() not in _GENERIC]
        return bool(proper) and not re.fullmatch(
            r"(?:End|Middle|Side|Rail|Cycle|Bus|Fast|Slow|Hard|Inside|Outside|Overtaking)", words[-2]
        )
    return True

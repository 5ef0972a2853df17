"""Numbers and addresses of one person: NHS numbers, telephones, e-mail, profiles, references of all kinds."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.lexicon import is_ordinary
from elearn.checks.identifying.mark import Mark, may_hold_contacts
from elearn.checks.lists import any_of, phrases
from elearn.patterns import late

_GAP = r"[ \u00a0\u2009\u202f.–-]"
_TEN_DIGITS = late(rf"(?<![\d./+])\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{4}}(?![\d/])")
_DIGIT = late(r"\d")
_BOOK = late(r"\b(?:ISBN|ISSN|invoice|order|budget|account|charity|company)\W[\w ]{0,12}$", re.IGNORECASE)

_MAIL = late(r"[\w.+'%-]+(?:@|\s?\[at\]\s?|\s\(at\)\s)[\w-]+(?:(?:\.|\s?\[dot\]\s?)[\w-]+)+", re.IGNORECASE)
_PUBLIC_MAIL = late(
    rf"(?:^(?:{any_of('identifying/online', 'public-mailboxes')})[\w.-]*@"
    rf"|@(?:[\w-]+\.)*(?:{any_of('identifying/online', 'public-domains')})\.[a-z.]+$)",
    re.IGNORECASE,
)
_SITE = rf"(?:{any_of('identifying/online', 'sites')})"
_PROFILE = late(
    rf"(?:https?://)?(?:[\w-]+\.)?{_SITE}(?:\.[a-z]+)+/[\w.@/?=&-]*\w|https?://\S{{0,200}}/(?:@|users?/|profile/"
    rf"|u/)[\w.-]+",
    re.IGNORECASE,
)
_LINK = late(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_HANDLE = late(r"(?<![\w@./])@(?!media\b|import\b|charset\b|font-face\b)[A-Za-z_][\w.]{2,29}\w")
_APP = rf"(?:{any_of('identifying/online', 'apps')})"
_USER = late(
    rf"\b(?:user ?names?|user ?id|handle|gamer ?tag|screen ?name|log ?in|profile(?: name)?|account(?: name)?"
    rf"|{_APP}(?: (?:name|account|profile|handle|id|user))?)"
    r"(?:\s+(?:is|was|are|were|as|called|named|under|of|with|by|the|name|user|known|she|he|they|used|uses"
    r"|went|goes|it))*\s*[:=]?\s*[“\"'‘(]?"
    r"(?P<name>(?=[\w.-]*[\d_])[A-Za-z_][\w.-]{2,29}(?<![.-]))",
    re.IGNORECASE,
)
_ON_SCREEN = (" ig", *phrases("identifying/online", "on-screen"))
"""Every text in which `_CHOSEN` finds something has one of these, and looking for them is quick."""
_QUICK_USER = late(r"_|\d(?<=[A-Za-z.-]\d)")
_CHOSEN = late(
    r"\b(?:(?:user ?name|handle|gamer ?tag|screen ?name|account name|profile name)(?: (?:is|was|of)[ “\"‘]{1,2}"
    r"|[:,] ?[“\"‘]?| [“\"‘])"
    rf"|(?:on|his|her|their|my) (?i:{_APP})(?: (?:name|handle|account|under|the))*(?: (?:as|called"
    rf"|is|was)[ “\"‘]{{1,2}}"
    rf"|: ?[“\"‘]?))"
    r"(?P<name>[a-z][a-z\d]{3,}(?:\.[a-z\d]+)*)(?![\w@])",
)
_TAGGED = late(r"(?<!\w)[A-Za-z][\w.]{2,30}#\d{3,5}(?!\w)|\blive:[\w.]{3,}")
_ON_AN_APP = late(
    rf"\b(?:{_APP}|user ?name|handle|profile|account|follow|added?|messag\w+)\b[^.;\n]{{0,30}}?(?<![\w/])"
    r"(?P<name>[A-Za-z\d]+(?:[._][A-Za-z\d]+)*_[\w.]*\w)",
    re.IGNORECASE,
)
_HANDLE_SHAPE = late(
    r"(?<![\w@./:#-])(?=[a-z\d.]*_|[a-z]+\.?[a-z]+\d)(?=[\w.]*\d)[a-z][a-z\d]*(?:[._][a-z\d]+)+(?![\w@/-])"
)

_PHONE = late(
    r"(?<![\w+/.-])(?:\+|00)\d{1,3}[ \u00a0]?(?:\(0\)[ \u00a0]?)?(?:\(?\d+\)?[ \u00a0.-]?){2,6}\d(?![\w/])"
    r"|(?<![\w+/.-])\(?0\d{2,4}\)?(?:[ \u00a0./–-]{0,3}\d{2,8}){1,4}(?!\w|/\d|[.-]\d)"
)
_PUBLIC_PHONE = late(r"0(?:800|808|3\d\d|84\d|87\d)|\+?44(?:800|808|3\d\d)|116")
_DRAMA_LOCAL = late(
    r"\b(?:ext|extension)\.?:? ?(?=\d{3,5}\b)(?P<extension>\d+)"
    r"|\b(?:phone|tel(?:ephone)?|mobile|mob|ring|rang|call|text|number|landline"
    r"|ext(?:ension)?)\.?\b[^.;\n\d]{0,25}?"
    r"(?P<number>\d{3}[ -]?\d{3,4}|\d{3}[ -]\d{2}[ -]\d{2}"
    r"|7\d{3}[ -]?\d{3}[ -]?\d{3})(?![\d ,./-]*\d)(?! ?%)",
    re.IGNORECASE,
)

_NI = late(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"|QQ)[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?!\w)",
    re.IGNORECASE,
)
_UPN = late(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?!\w)", re.IGNORECASE)
_SHAPES = late(
    r"(?<![\w/.-])(?:"
    r"[A-Z]{2}\d{2}[CPFDZYA]\d{5}"  # a family court's case number
    r"|[TSAU] ?20\d{2} ?\d{4}"  # a Crown Court's
    r"|\d{1,3}[A-Z]{0,3}/\d{3,7}(?:/[A-Z]{1,2})?/\d{2,4}(?:-?[A-Z])?"  # a crime number
    r"|\d{2}[A-Z]{2,3}/?\d{4,}(?:/\d{2})?"  # a URN
    r"|CR(?:N|IME)?[/-]\d{3,}(?:[/-]\d{2,4})*(?:-[A-Z])?"
    r"|[A-Z]{2,4}/\d{2,6}/\d{2,7}(?:/[A-Z\d]+)?"
    r"|[A-Z]{2,4}-(?:19|20)\d{6}-\d{3,}"
    r"|(?<=[Ee]xhibit )[A-Z]{2,3}/\d+"
    r"|[A-Z]{2}\d{2} ?[A-Z]{3}(?= |[.,;:)]|$)"  # a vehicle's plate
    r")(?![\w/])",
)
_KIND = rf"(?:{any_of('identifying/references', 'whose')})"
_WORD = rf"(?:{any_of('identifying/references', 'number-words')})"


def _by_letter(alternatives: str) -> str:
    """The same alternatives in either case, grouped by first letter, which `re` can tell apart at once."""
    heads: dict[str, list[str]] = {}
    for each in re.findall(r"(?:\((?:[^()]|\([^()]*\))*\)|[^|()])+", alternatives[3:-1]):
        heads.setdefault(each[0].lower(), []).append(each[1:])
    return "(?:" + "|".join(f"[{h}{h.upper()}](?i:{'|'.join(rest)})" for h, rest in heads.items()) + ")"


_KIND_FIRST = _by_letter(_KIND)
_KEYED = late(
    rf"(?<![\w-])(?:(?:{_KIND_FIRST}\s+)?{_KIND_FIRST}\s*"
    rf"(?:(?i:\(?{_WORD}\)?\.?|record|case|file|log|job)\s*){{0,3}}"
    r"|(?:[oO](?i:ur )|[yY](?i:our )|[tT](?i:heir ))?[rR](?i:ef(?:erence)?\.?(?: (?:no|number)s?)?\.?)"
    r"|[iI][dD](?i:(?: (?:no|number))?))"
    r"(?i:(?:\s*(?:is|was|were|as|of|under|given|on the \w+|has|read|reads|shows?|:|=|#|,|\(|–|-)\s*){0,3}\s*"
    r"(?P<value>(?=[A-Z\d/.-]*\d[A-Z/. -]*\d)[A-Z]{0,5}[ /-]?\d[A-Z\d]*(?:[/-][A-Z\d]+|(?<=\d)[ ]\d{2,}"
    r"|\.\d+)*)(?!\w|%|,\d{3}))",
)
_QUICK_VALUE = late(
    r"(?!(?:19|20)\d\d(?![\w/]|[.-]\w| \d))\d[A-Z\d]*(?:[/-][A-Z\d]+|(?<=\d)[ ]\d{2,}|\.\d+)*", re.IGNORECASE
)
_NOT_A_VALUE = late(
    r"(?:19|20)\d\d(?:[-–/](?:\d\d|20\d\d))?$|\d{1,2}(?:[:.]\d\d)?(?:am|pm)?$|\d+(?:st|nd|rd|th|s|m|cm|mm|kg"
    r"|g|mg|ml|p|k|x)$|\d[.]\d+$|\d{1,2}-\d{1,2}$|\d{1,2}-[a-z]{3,9}-\d{2,4}$",
    re.IGNORECASE,
)
_OTHER_NUMBER = late(
    rf"\b(?:{any_of('identifying/references', 'other-numbers')})\b[^.;]{{0,12}}$", re.IGNORECASE
)
_NUMBERED = late(rf"\b(?:{any_of('identifying/references', 'numbered')})[ \n(“\"]*$", re.IGNORECASE)
_PAPER = late(rf"\b(?:{any_of('identifying/references', 'numbered-papers')})[ \n(“\"]*$", re.IGNORECASE)
_OF_A_TEXT = late(
    r"[”\")]?(?:[ \n](?!(?:he|she|they|was|police)\b)\w+){0,4}?[ \n]"
    rf"(?:{any_of('identifying/references', 'in-texts')})\b",
    re.IGNORECASE,
)
"""What follows a number that leads to a text, a course or a thing."""
_COUNTED = late(rf"\d+[ \n]?(?:{any_of('identifying/references', 'counted')})\b", re.IGNORECASE)
_YEARLY = late(r",?[ \n]in[ \n](?:19|20)\d\d\b")
"""After how many there were: “Referral numbers were 4402 in 2023”."""


def find(text: str, kind: str) -> Iterator[Mark]:
    """Mark NHS numbers (E01), contacts (E05) and references (E06). A support block may have contacts."""
    has_digit = _DIGIT.search(text)
    if has_digit:
        yield from _nhs_numbers(text)
    if "@" in text or "/" in text or "www." in text or "[at]" in text or "(at)" in text:
        yield from _written(text, kind)
    yield from _users(text)
    yield from _handles(text)
    if has_digit:
        yield from _personal_numbers(text)
        yield from _keyed(text)
        yield from _shaped(text)
        yield from _telephones(text, kind)
        yield from _local_telephones(text, kind)


def find_by_form(text: str, kind: str) -> Iterator[Mark]:
    """Mark what `find` marks, without what only English words around it give away."""
    yield from _written(text, kind)
    yield from _handles(text)
    if _DIGIT.search(text):
        yield from _nhs_numbers(text)
        yield from _personal_numbers(text)
        yield from _shaped(text)
        yield from _telephones(text, kind)


def passes(digits: str) -> bool:
    """Whether ten digits have the check digit of an NHS number.

    The weights are 10 to 2, modulo 11 (NHS Data Dictionary, NHS NUMBER)."""
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


def _nhs_numbers(text: str) -> Iterator[Mark]:
    for found in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        told = digits[0] != "0" and len(set(digits)) > 1 and passes(digits)
        if told and not _BOOK.search(text, max(0, found.start() - 30), found.start()):
            yield Mark("E01", *found.span())


def _written(text: str, kind: str) -> Iterator[Mark]:
    for found in _MAIL.finditer(text):
        public = may_hold_contacts(kind) or _PUBLIC_MAIL.search(found[0])
        yield Mark("" if public else "E05", *found.span(), "mail")
    for found in _PROFILE.finditer(text):
        yield Mark("" if may_hold_contacts(kind) else "E05", *found.span(), "profile")
    for found in _LINK.finditer(text):
        yield Mark("", *found.span())
    if not may_hold_contacts(kind):
        for found in _HANDLE.finditer(text):
            yield Mark("E05", *found.span(), "profile")


def _users(text: str) -> Iterator[Mark]:
    small = text.lower()
    for found in _CHOSEN.finditer(text) if any(word in small for word in _ON_SCREEN) else ():
        if "." in found["name"] or not is_ordinary(found["name"]):
            yield Mark("E05", *found.span("name"), "profile")
    for found in _USER.finditer(text) if _QUICK_USER.search(text) else ():
        yield Mark("E05", *found.span("name"), "profile")
    for found in _ON_AN_APP.finditer(text) if "_" in text else ():
        yield Mark("E05", *found.span("name"), "profile")


def _handles(text: str) -> Iterator[Mark]:
    for found in _TAGGED.finditer(text) if "#" in text or "live:" in text else ():
        yield Mark("E05", *found.span(), "profile")
    for found in _HANDLE_SHAPE.finditer(text) if "_" in text else ():
        if "_" in found[0] and not re.fullmatch(r"[a-z]+(?:_[a-z]+)+(?:_\d)?", found[0]):
            yield Mark("E05", *found.span(), "profile")


def _personal_numbers(text: str) -> Iterator[Mark]:
    for pattern, sort in ((_NI, "ni"), (_UPN, "upn")):
        for found in pattern.finditer(text):
            yield Mark("E06", *found.span(), sort)


def _keyed(text: str) -> Iterator[Mark]:
    for found in _KEYED.finditer(text) if _may_be_keyed(text) else ():
        value = found["value"].rstrip(" .-/")
        digits = sum(each.isdigit() for each in value)
        before = text[max(0, found.start() - 30) : found.start()]
        if _NOT_A_VALUE.match(value) or _OTHER_NUMBER.search(before) or _NUMBERED.search(before):
            continue
        start = found.start("value")
        if set(re.sub(r"\D", "", value)) == {"0"}:
            # It only shows how such numbers are written.
            continue
        if _YEARLY.match(text, start + len(value)) and re.search(
            r"\b(?i:numbers)\b", text[found.start() : start]
        ):
            continue
        if _COUNTED.match(text, start) or _OF_A_TEXT.match(text, start + len(value)):
            continue
        named = re.search(
            rf"\b{_WORD}\b|#|\b(?:CAD|MRN|UPN|URN|ULN|PNC|CRO)\b",
            text[found.start() : found.start("value")],
            re.IGNORECASE,
        )
        if re.fullmatch(r"\(?0\d{2,4}\)?(?:[ -]\d{3,8}){1,3}", value) and len(re.sub(r"\D", "", value)) in (
            10,
            11,
        ):
            # This is a telephone number, which `_telephones` marks.
            continue
        if digits >= (3 if named else 4) - ("/" in value and named is not None) and not _PUBLIC_PHONE.match(
            value
        ):
            yield Mark("E06", found.start("value"), found.start("value") + len(value), "number")


def _shaped(text: str) -> Iterator[Mark]:
    for found in _SHAPES.finditer(text):
        before = text[max(0, found.start() - 30) : found.start()]
        zeros = set(re.sub(r"\D", "", found[0])) == {"0"}
        if not zeros and not _OTHER_NUMBER.search(before) and not _PAPER.search(before):
            yield Mark("E06", *found.span(), "number")


def _may_be_keyed(text: str) -> bool:
    """Whether the text has a number that may be a reference: long enough, and not a year."""
    for found in _QUICK_VALUE.finditer(text):
        digits = sum(each.isdigit() for each in found[0])
        if digits > 2 or (digits == 2 and "/" in text):
            return True
    return False


def _telephones(text: str, kind: str) -> Iterator[Mark]:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if 9 <= len(digits) - digits.startswith("00") * 2 <= 15 and (
            digits[0] != "0" or 9 <= len(digits) <= 14
        ):
            public = may_hold_contacts(kind) or _PUBLIC_PHONE.match(found[0].lstrip("("))
            yield Mark("" if public else "E05", *found.span(), "telephone")


def _local_telephones(text: str, kind: str) -> Iterator[Mark]:
    if not may_hold_contacts(kind):
        for found in _DRAMA_LOCAL.finditer(text):
            group = "number" if found["number"] else "extension"
            first = max(0, found.start() - 30)
            if not re.fullmatch(r"116 ?\d{3}", found[group]) and not (
                found["number"] and _OTHER_NUMBER.search(text, first, found.start())
            ):
                yield Mark("E05", *found.span(group), "telephone")

"""Labels of reviews and of the people in them: Child J, Family X, SCR ADS14, Operation Marlpit."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.mark import Mark
from elearn.checks.identifying.name_words import different_words, has_letters
from elearn.checks.lists import any_of, words
from elearn.patterns import late

_WHO = rf"(?:{any_of('identifying/labels', 'people')})"
_LETTERS = r"(?:[A-Z]{1,2}\d{0,2}|\d{1,2}[A-Z]?|[A-Z]-[A-Z]|[A-Z]/[A-Z])"
_PERSON = late(
    rf"(?<![\w’'-])(?:(?P<who>{_WHO})\s+[“\"‘']?(?P<label>{_LETTERS})(?![\w&-]|\.\w| to Z)[”\"’']?(?:(?:,?\s+(?:and"
    rf"|&|or)\s+|,\s+)[“\"‘']?[A-Z]{{1,2}}\d?(?!\w)(?![’']\w{{2}}))*)"
    rf"|(?<![\w’'-])(?P<low>child|baby|family|infant|young person|adult|sibling|twin)\s+[“\"‘']?"
    rf"(?P<lowlabel>[B-HJ-Z]|(?<=sibling )A"
    rf"|[A-Z]\d|(?!AB\b|OK\b|IT\b|ID\b|TV\b|GP\b|PE\b|UK\b|EU\b|US\b|HR\b)[A-Z]{{2}})(?![\w-])"
)
_SMALL_LETTERS = frozenset("bcdefghjklmnopqrstuvwxyz")
_SMALL = late(r"(?<!\w)(?:child|baby) [b-hj-z](?=\s+(?:was|is|had|has|said|says|seen|and)\b)")
_QUICK = late(r"(?<=[a-z])(?: |\n *)[“\"‘']?(?:[A-Z]|[A-Z]{2}|[A-Z]\d|\d{1,2}[A-Z]?)(?!\w)")
_MAYBE = late(r"[A-Z]{3}|\bOp|review|[Rr]eport|the [A-Z]{1,2}\d? ")
_UNIT = late(
    r"\s*(?:%|per|to \d|or \d|and \d|year|month|week|day|hour|minute|in \d|of \d|–|:\s?\d)", re.IGNORECASE
)
_NOT_AFTER = late(
    r"\b(?:every|each|any|no|a|the|one|section|part|level|tier|stage|category|band|form)\s+$", re.IGNORECASE
)
_CODE = late(
    r"\b(?P<type>S\.?C\.?R|LCSPR|CSPR|SILR|SAR|DHR|DARDR|MHR|LLR|PCR|CPR|rapid review|serious case review"
    r"|learning review|safeguarding adults? review"
    r"|domestic homicide review|practice review|case review|overview report)s?(?![A-Za-z])\s*(?:\(|–|-|:|,"
    r"|no\.?|number|ref(?:erence)?|code|for|on|of|into|called|named|about|\s)*\s*[“\"‘]?"
    r"(?P<code>[A-Z]{1,6}[-/ ]?\d{1,4}(?:[-/]\d{1,4})?[A-Z]?|\d{1,3}[-/]\d{2,4}|20\d\d/\d{1,2}(?!\d)"
    r"|[A-Z]{1,3}\d{2,4}|[A-Z]{1,2})(?![\w-])",
)
_IS_SUBJECT = late(
    rf"[”\"’']?(?:[.,;)]|[’']s\b|\s+(?:{any_of('identifying/labels', 'what-a-label-does')})\b|\s*$)"
)
_LONE_TYPES = ("ADS", "SCR", "SILR", "LCSPR", "SAR", "DHR")
_LONE_CODE = late(rf"\b(?:{'|'.join(_LONE_TYPES)})[- ]?\d{{1,3}}[A-Z]?\b")
_OPERATION = late(
    r"\b(?:Op(?:eration|\.)?|OPERATION|OP)\s+[“\"‘']?(?P<name>[A-Z][a-zà-ÿ]{2,}"
    r"|[A-Z]{3,})(?P<more>\s+[A-Z][a-z]{2,})?"
)
_PUBLIC_OPERATIONS = words("identifying/labels", "public-operations")
"""National schemes, and words after “operation” that make it an ordinary word."""
_NO_LABELS = words("identifying/labels", "no-labels")
_NO_REVIEWS = words("identifying/labels", "no-reviews")
_PRONOUN = late(rf"\s+(?:{any_of('identifying/labels', 'what-i-do')})\b")
_NAMED_REVIEW = late(r"\b(?:the|in|from)\s+(?P<label>[A-Z]{1,2}\d?)\s+(?:review|case|family)\b")


def find(text: str, kind: str) -> Iterator[Mark]:
    """Mark the labels of reviews, and of the people in them, as E12."""
    for found in _PERSON.finditer(text) if _QUICK.search(text) else ():
        label = found["label"] or found["lowlabel"]
        if _is_label(text, found, label):
            end = found.end() + (
                text[found.end() : found.end() + 2] in (". ",)
                and len(label) == 1
                and text[found.end() + 2 : found.end() + 3].islower()
            )
            yield Mark("E12", found.start(), end, (found["who"] or found["low"]).lower())
    for found in () if _SMALL_LETTERS.isdisjoint(different_words(text)) else _SMALL.finditer(text):
        yield Mark("E12", *found.span(), "child")
    if not _MAYBE.search(text):
        return
    for found in _CODE.finditer(text):
        if _is_code(text, found):
            yield Mark("E12", *found.span(), "review")
    for found in _LONE_CODE.finditer(text) if any(each in text for each in _LONE_TYPES) else ():
        yield Mark("E12", *found.span(), "review")
    for found in _NAMED_REVIEW.finditer(text) if has_letters(text) else ():
        if found["label"] not in _NO_REVIEWS:
            yield Mark("E12", *found.span(), "review")
    for found in _OPERATION.finditer(text) if "Op" in text or "OP" in text else ():
        if found["name"].lower() not in _PUBLIC_OPERATIONS:
            yield Mark("E12", found.start(), found.end("name"), "operation")
        else:
            yield Mark("", *found.span())


def _is_label(text: str, found: re.Match[str], label: str) -> bool:
    if found["who"] == "Mr" or (label in {"I", "OK"} and _NOT_AFTER.search(text, 0, found.start())):
        return False
    if label == "I":
        # “The child I spoke to”, “Child I met”: nearly always the pronoun.
        return not _PRONOUN.match(text, found.end())
    if label[0].isdigit():
        return (
            found["who"] is not None
            and not _UNIT.match(text, found.end())
            and found["who"] not in {"Children", "Man", "Woman"}
        )
    return label not in _NO_LABELS


def _is_code(text: str, found: re.Match[str]) -> bool:
    code = found["code"]
    if code not in {"A", "I"}:
        return code not in _NO_LABELS
    if code == "I" and _PRONOUN.match(text, found.end()):
        return False
    # “… the practice review:” and “A summary”, or a line that begins with it: the article, or the pronoun.
    between = text[found.end("type") : found.start("code")].removeprefix("s")
    return between == " " or bool(_IS_SUBJECT.match(text, found.end()))

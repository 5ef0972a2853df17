"""W15: words that blame. A review asks why something made sense at the time."""

import re
from collections.abc import Iterator

from elearn.checks.lists import any_of, phrases
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import is_corrected
from elearn.patterns import late

_PEOPLE = any_of("rules/blame", "people")
_WHO = (
    r"\b(?P<who>(?:(?:the|a|an|this|that|one|her|his|their|both|two|three|several|other"
    rf"|many)\s+)?(?:[\w’'-]+\s+){{0,2}}?(?:{_PEOPLE})s?|she|he|they|you|who)"
)
_MORE = r"(?:\s+(?:had|has|have|also|then|again|repeatedly|simply|consistently|clearly|just|wilfully|still))*"
_SUBJECT = late(rf"{_WHO}{_MORE}\s*$", re.IGNORECASE)
_TAIL = late(
    rf"^\s+(?:(?:the|a|an|her|his|their|its|any|each)\s+)?(?:[\w’'-]+\s+){{0,2}}?(?:{_PEOPLE})s?\b", re.I
)

_FAILED = late(r"\bfail(?:ed|s|ing)?\s+to\s+(?P<verb>[a-z]+)\b(?P<rest>(?:\s+[\w’'-]+){0,2})", re.I)
_HINDSIGHT = late(
    r"\b(?:should|ought to)\s+(?:also\s+|surely\s+|really\s+|clearly\s+)?have\s+(?P<verb>known"
    r"|realised|realized|noticed|spotted|recognised|"
    r"recognized|seen|picked up|questioned|intervened|acted|done more)\b",
    re.I,
)
_NEGLECTED = late(r"\bneglect(?:ed|s)?\s+to\s+(?P<verb>[a-z]+)\b(?P<rest>(?:\s+[\w’'-]+){0,2})", re.I)
_NEGLIGENT = late(
    r"\b(?:was|were|been|is|are)\s+(?:\w+ly\s+)?(?:negligent|culpable|careless|incompetent"
    r"|to blame|at fault)\b",
    re.I,
)
_FAILURE = late(r"\bfailures?\s+(?:by|of|on the part of)(?=\s)", re.I)
_OWN_FAILURE = late(r"(?:’s|'s|s[’'])\s+(?:failure|neglect|negligence|poor practice|incompetence)\b", re.I)
_POOR = late(r"\b(?:poor|bad|sloppy|unacceptable)\s+practice\s+(?:by|from|of|on the part of)(?=\s)", re.I)
_IF_ONLY = late(
    rf"\bif\s+only\s+(?P<who>(?:(?:the|a|one|her|his|their)\s+)?(?:[\w’'-]+\s+)?(?:{_PEOPLE})s?"
    r"|she|he|they|somebody|someone|anybody|anyone)\s+(?:had|would|could)\b",
    re.I,
)
_IGNORED = late(
    r"\b(?:ignored|turned a blind eye to|disregarded|brushed aside|overlooked)\s+(?:(?:the|her"
    r"|his|their|all|clear|obvious|warning|repeated|many|several)\s+)*"
    r"(?:signs?|warnings?|concerns?|advice|bruis\w*|injur\w*|risks?|referrals?|mark|marks|him|them)\b",
    re.I,
)
_HINTS = phrases("rules/blame", "hints")
"""Every text in which something is found has one of these, so most texts need no close look."""
_ARTICLE = late(r"\b(?:the|an?|this|that|one|her|his|their)\s", re.I)


def _lower(who: str) -> str:
    """The words as they stand inside a sentence, from the article on: “Later the nurse” gives “the nurse”."""
    words = " ".join(who.split())
    article = max((found.start() for found in _ARTICLE.finditer(words)), default=0)
    first, _, rest = words[article:].partition(" ")
    return " ".join(filter(None, (first if first.isupper() and len(first) > 1 else first.lower(), rest)))


def _subject(text: str, start: int) -> str:
    """The person or service that it is said about, in the words before `start`, or "" if there is none."""
    found = _SUBJECT.search(text[max(0, start - 70) : start])
    return _lower(found["who"]) if found else ""


def _found(text: Text) -> Iterator[tuple[re.Match[str], str]]:
    content = text.text
    small = content.lower()
    if not any(hint in small for hint in _HINTS):
        return
    for pattern in (_FAILED, _NEGLECTED):
        for found in pattern.finditer(content):
            if who := _subject(content, found.start()):
                verb = " ".join(f"{found['verb']}{found['rest']}".split())
                who = "they" if who == "who" else who
                yield found, f"Say what happened and what made it so: “{who} did not {verb} …, because …”."
    for found in _HINDSIGHT.finditer(content):
        who = _subject(content, found.start())
        if who and (found["verb"].lower() == "known" or who != "you"):
            yield (
                found,
                f"Say what was known then: “{who} had been told … and had not been told …”, and "
                "what would help now.",
            )
    for found in _NEGLIGENT.finditer(content):
        if (who := _subject(content, found.start())) and who != "who":
            yield (
                found,
                f"Leave conduct to those who judge it. Say what {who} knew, and what the work was "
                "like that day.",
            )
    for pattern in (_FAILURE, _POOR):
        for found in pattern.finditer(content):
            if _TAIL.match(content[found.end() : found.end() + 70]):
                yield (
                    found,
                    "Say what was done, what was not, and what got in the way: “… did not …, because …”.",
                )
    for found in _OWN_FAILURE.finditer(content):
        if _subject(content, found.start()):
            yield found, "Say what was done, what was not, and what got in the way: “… did not …, because …”."
    for found in _IF_ONLY.finditer(content):
        yield (
            found,
            "Ask what would have helped: “What would have made it easier for "
            f"{_him(_lower(found['who']))} to …?”",
        )
    for found in _IGNORED.finditer(content):
        if who := _subject(content, found.start()):
            who = "they" if who == "who" else who
            yield found, f"Say what {who} saw and how it was understood: “{who} took … to be …, because …”."


def _him(who: str) -> str:
    return {"she": "her", "he": "him", "they": "them"}.get(who, who)


def _in_text(text: Text) -> Iterator[Hit]:
    for found, remedy in _found(text):
        if not is_corrected(text, found.start(), found.end()):
            said = " ".join(found[0].split())
            yield Hit(
                found.start(),
                found.end(),
                f"“{said}” looks for somebody to blame. A review asks why it made sense at the time.",
                remedy,
            )


RULE = Rule(
    "W15",
    "blame",
    "warning",
    "words that blame a person or a service instead of saying what happened and why",
    "the nurse failed to ring back",
    in_text=_in_text,
    languages=IN_ENGLISH,
)

"""W15: words that blame. A review asks why something made sense at the time."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from elearn.checks.lists import any_of, patterns
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import is_corrected, is_denied, lowered, sentence_of, sentence_span
from elearn.checks.wordings import Wordings
from elearn.patterns import late
from elearn.phrases import phrase

_PEOPLE = any_of("rules/blame", "people")
_SOMEBODY = any_of("rules/blame", "somebody")
_WHO = (
    r"\b(?P<who>(?:(?:the|a|an|this|that|one|her|his|their|both|two|three|several|other"
    rf"|many)\s+)?(?:[\w’'-]+\s+){{0,2}}?(?:{_PEOPLE})s?|{_SOMEBODY})"
)
_MORE = (
    r"(?:\s+(?:had|has|have|also|then|again|repeatedly|simply|consistently|clearly|just|wilfully|still|all|both|too"
    r"|together|later|once|often|even|never|deliberately|persistently|each))*"
)
_SUBJECT = late(rf"{_WHO}{_MORE}\s*$", re.IGNORECASE)
_LINKED = late(rf"(?:\b(?:and|but|or|which|that|then|yet)|,){_MORE}\s*$", re.IGNORECASE)
"""What may stand between somebody and a second thing that is said of them: “rang twice and failed to …”."""
_ANYBODY = late(rf"{_WHO}\b", re.IGNORECASE)
_TAIL = late(
    rf"^\s+(?:(?:the|a|an|her|his|their|its|any|each|all)\s+)?(?:[\w’'-]+\s+){{0,2}}?(?:{_PEOPLE})s?\b"
    r"(?! (?:working|arrangements))",
    re.I,
)
_BE = r"(?:was|were|been|is|are|being|be|seem(?:ed|s)?|became|appear(?:ed|s)?)"


def _why(who: str) -> str:
    return phrase("Say what happened and what made it so: “%(who)s did not …, because …”.", who=who)


def _got_in_the_way(_who: str) -> str:
    return phrase("Say what was done, what was not, and what got in the way: “… did not …, because …”.")


def _conduct(who: str) -> str:
    return phrase(
        "Leave conduct to those who judge it. Say what %(who)s knew, and what the work was like that day.",
        who=who,
    )


def _known(who: str) -> str:
    return phrase(
        "Say what was known then: “%(who)s had been told … and had not been told …”, and what would help now.",
        who=who,
    )


def _understood(who: str) -> str:
    return phrase(
        "Say what %(who)s saw and how it was understood: “%(who)s took … to be …, because …”.", who=who
    )


def _helped(who: str) -> str:
    whom = {"she": "her", "he": "him", "they": "them"}.get(who, who)
    return phrase(
        "Ask what would have helped: “What would have made it easier for %(whom)s to …?”", whom=whom
    )


class _Blame(NamedTuple):
    """Words that blame, in lower case, because a pattern that need not mind the case runs much faster.

    `remedy` says what to write instead, given whoever is blamed. `who` says where they are named: before
    the words, directly before them, after them, anywhere around them, or (None)
    nowhere, because the words judge whoever it is.
    """

    patterns: tuple[str, ...]
    remedy: Callable[[str], str]
    who: str | None = "before"


def _each_of(name: str, section: str, form: str = r"(?<!\w)(?:{})(?=\W|$)") -> tuple[str, ...]:
    """The patterns of a list, each put into the `{}` of a form."""
    before, _, after = form.partition("{}")
    return tuple(before + pattern + after for pattern in patterns(name, section))


_NO_FAULT = any_of("rules/blame", "no-fault")
_BLAMES = (
    _Blame(
        (rf"\bfail(?:ed|s|ing)?\s+to\s+(?!{_NO_FAULT})(?P<verb>[a-z]+)\b(?P<rest>(?:\s+[\w’'-]+){{0,2}})",),
        _why,
    ),
    _Blame(
        (r"\bneglect(?:ed|s|ing)?\s+to\s+(?P<verb>[a-z]+)\b(?P<rest>(?:\s+[\w’'-]+){0,2})",),
        _why,
    ),
    _Blame(
        _each_of(
            "rules/blame",
            "hindsight",
            r"\b(?:should|ought to)\s+(?:also\s+|surely\s+|really\s+|clearly\s+|at least\s+)?(?:not\s+)?have\s+"
            r"(?P<done>{})\b",
        ),
        _known,
    ),
    _Blame(
        _each_of(
            "rules/blame",
            "adjectives",
            rf"\b{_BE}\s+(?:also\s+)?(?:\w+ly\s+|too\s+|so\s+|very\s+|rather\s+|just\s+|simply\s+)*"
            r"(?:an?\s+)?(?:{})(?=\W|$)",
        ),
        _conduct,
    ),
    _Blame(_each_of("rules/blame", "deeds", r"\b(?:{})(?=\W|$)"), _why),
    _Blame(_each_of("rules/blame", "badly", r"\b(?:{})(?=\s)"), _why, "directly"),
    _Blame(
        _each_of("rules/blame", "strong", rf"\b{_BE}\s+(?:\w+\s+)?(?:{{}})(?=\W|$)"),
        _got_in_the_way,
        None,
    ),
    _Blame(
        _each_of(
            "rules/blame",
            "strong",
            r"\b(?:{})\s+(?!(?:joe|sunday|eye|questions?|answers?"
            r"|afternoon|morning|river|information|facts?|to|for|if|and|as|in|when)\b)[a-z-]+",
        ),
        _got_in_the_way,
        None,
    ),
    _Blame(
        (
            r"\b(?:ignor(?:ed|es|ing)|disregard(?:ed|s|ing)|brush(?:ed|es|ing) (?:aside|off)"
            r"|overlook(?:ed|s|ing))(?=\s)(?! (?:and|by|or|because|nothing|in the past|the (?:bell|phone"
            r"|alarm|rain|noise|rules?|sign))\b)",
        ),
        _understood,
    ),
    _Blame(
        _each_of("rules/blame", "nouns", r"(?:’s|'s|s[’']|\b(?:its|their|his|her))\s+(?:\w+\s+)?(?:{})\b"),
        _got_in_the_way,
    ),
    _Blame(
        _each_of("rules/blame", "nouns", r"\b(?:{})\s+(?:by|of|from|in|among|at|on the part of)(?=\s)"),
        _got_in_the_way,
        "after",
    ),
    _Blame(
        _each_of(
            "rules/blame",
            "adjectives",
            r"\b(?:{})\s+(?:and\s+\w+\s+)?(?:(?!(?:to|with|for|about|at|in)\b)\w+\s+)?"
            rf"(?:{any_of('rules/blame', 'work')})\b",
        ),
        _got_in_the_way,
        None,
    ),
    _Blame(
        (
            r"\b(?:repeated|persistent|serious|complete|collective|total|abject|clear|the|an?|this|their|his|her|its) "
            rf"failures?\s+to\s+(?!{_NO_FAULT})[a-z]+\b",
        ),
        _got_in_the_way,
        None,
    ),
    _Blame(
        (r"\b(?:poor|bad|sloppy|unacceptable)\s+practice\s+(?:by|from|of|on the part of)(?=\s)",),
        _got_in_the_way,
        "after",
    ),
    _Blame(
        (
            r"\bif\s+only\s+(?P<who>(?:(?:the|a|one|her|his|their)\s+)?(?:[\w’'-]+\s+)?"
            rf"(?:{_PEOPLE.lower()})s?|she|he|they|somebody|someone|anybody|anyone)\s+(?:had|would|could)\b",
        ),
        _helped,
        None,
    ),
    _Blame(_each_of("rules/blame", "judgements"), _got_in_the_way, None),
    _Blame(_each_of("rules/judging", "turns"), _got_in_the_way, None),
    _Blame(_each_of("rules/blame-turns", "turns", r"(?<!\w)(?:{})"), _got_in_the_way, None),
    _Blame(_each_of("rules/blame-turns", "deeds"), _why),
    _Blame(_each_of("rules/judging", "loaded", r"(?<![\w-])(?:{})(?=\W|$)"), _got_in_the_way, "around"),
)
_WORDINGS = Wordings(
    ((pattern, blame) for blame in _BLAMES for pattern in blame.patterns),
    {"PEOPLE": f"(?:{_PEOPLE.lower()})"},
)
_LOADED_DENIED = late(rf"\b(?:{any_of('rules/judging', 'loaded-denied')})")
_BLAMABLE = late(rf"\b(?:{_PEOPLE}|{any_of('rules/judging', 'blamable')})(?:s|[’']s)?\b", re.I)
_ARTICLE = late(r"\b(?:the|an?|this|that|one|her|his|their)\s", re.I)
_NOT = late(r"(?:\b(?:not|never|no)|n[’']t)\s+(?:an?\s+|the\s+)?$", re.I)
_TOLD = late(rf"\b(?:{any_of('rules/blame', 'told')})\b", re.I)
"""A sentence with one of these tells of blame, or says what no review does."""
_OF_THEMSELVES = late(rf"\b(?:{any_of('rules/blame', 'of-themselves')})\b", re.I)
_OF_A_CHILD = late(
    r"\b(?:attend|keep|turn up|show up|leave (?:him|the)|(?:protect|help|save|defend) (?:her|him|them)sel)",
    re.I,
)
"""What W16 and W17 look at, if it is said of a child."""


_OF_A_VICTIM = late(
    r"to (?:protect|help|save|defend) (?:her|him|them)sel|(?:disregard|regard|care) for (?:her|his) own\b"
    r"|\b(?:leave|leaving|left) (?:him(?! (?:alone|with|in|on|at|hungry|crying|to))"
    r"|(?:an?|the|her|that|this) (?:\w+ )?(?:man|partner|husband|abuser|relationship))"
)
_CHILD_IS = late(
    rf"\b(?:child(?:ren)?|girls?|boys?|baby|babies|toddlers?|infants?|teen\w*|pupils?|lads?|puppy|dog|twins)"
    rf"(?:[’']s|,? (?:said|says|told \w+|felt|thought) (?:that )?(?:she|he|they){_MORE}"
    rf"|{_MORE}(?:\s+(?:{_BE}|looked|displayed|showed|did|does|could|would)))(?:\s+(?:an?|so|very|too|rather|\w+ly))*\s*$",
    re.I,
)
"""Said of a child, it is no blame of those who work with them. W16 looks at it."""
_IS_FIRST = late(rf"^(?:{_BE}\b(?!.*\b(?:fail|let\b|betray|abandon|desert)))?", re.I)
_PAIRS = late(rf"\b(?:{any_of('rules/blame-excuses', 'harmless-pairs')})", re.I)
_TOLD_OF = late(rf"\b(?:{any_of('rules/blame-excuses', 'told-of')})", re.I)
_BY_A_COURT = late(rf"\b(?:{any_of('rules/blame-excuses', 'found-by-a-court')})", re.I)
_IN_LAW = late(r"responsib|guilty|negligen|reckless|neglect|culpab|misconduct|careless", re.I)
_MILD = late(r"\bdid nothing|\b(?:too )?(?:weak|slow|busy|scared|timid|poor|unhelpful)\b", re.I)
_REASON = late(
    r"\b(?:because|as|since) (?:it|they|she|he|there|the \w+|no \w+|\w+ staff|two|three|four|only)\b|\btoo weak to",
    re.I,
)
"""Why it was so, which is what a review asks for."""
_ANSWERED = late(rf"\W*(?:{any_of('rules/blame-excuses', 'answered')})", re.I)


def _is_harmless(text: Text, start: int, end: int) -> bool:
    """Whether it is about a child or a thing, told of others, or asked and answered with no."""
    first, last = sentence_span(text, start, end)
    content = text.text
    return bool(
        any(pair.end() > start and pair.start() < end for pair in _PAIRS.finditer(content, first, last))
        or _TOLD_OF.search(content, first, end)
        or (_MILD.search(content, start, end) and _REASON.search(content, end, last))
        or _CHILD_IS.search(content[first:start] + "".join(_IS_FIRST.findall(content[start:end])))
        or (_IN_LAW.search(content, start, end) and _BY_A_COURT.search(content, first, last))
        or (
            re.match(r"\W*(?:was|were|is|are|did|does|do)\b", content[first:last], re.I)
            and content[:last].rstrip(" \n\t”\"’'*_)").endswith("?")
            and _ANSWERED.match(content, last)
        )
    )


def _lower(who: str) -> str:
    """The words as they stand inside a sentence, from the article on: “Later the nurse” gives “the nurse”."""
    said = " ".join(who.split())
    article = max((found.start() for found in _ARTICLE.finditer(said)), default=0)
    first, _, rest = said[article:].partition(" ")
    return " ".join(filter(None, (first if first.isupper() and len(first) > 1 else first.lower(), rest)))


def _subject(text: Text, start: int, directly: bool = False) -> str:
    """The person or service that it is said about, in the words before `start`, or "" if there is none."""
    content = text.text
    if found := _SUBJECT.search(content[max(0, start - 70) : start]):
        return _lower(found["who"])
    if not directly and _LINKED.search(content[max(0, start - 40) : start]):
        first, _ = sentence_span(text, start, start + 1)
        said = list(_ANYBODY.finditer(content[first:start]))
        return _lower(said[0]["who"]) if said else ""
    return ""


def _blamed(text: Text, blame: _Blame, found: re.Match[str]) -> str:
    """Whoever is blamed, or "" if it is nobody."""
    if blame.who == "after":
        return "they" if _TAIL.match(text.text[found.end() : found.end() + 70]) else ""
    if blame.who == "around":
        return "they" if _is_of_somebody(text, found) else ""
    if blame.who is None:
        if _OF_A_VICTIM.search(text.text, found.start(), found.end() + 25):
            # Said of a victim, and W16 finds it.
            return ""
        return _lower(text.text[slice(*found.span("who"))]) if "who" in found.re.groupindex else "they"
    who = _subject(text, found.start(), directly=blame.who == "directly")
    if who == "you" and not found[0].lower().endswith("known"):
        return ""
    if who in ("she", "he", "they") and _OF_A_CHILD.search(text.text, found.start(), found.end() + 12):
        return ""
    if who == "who":
        # “The nurse who failed to …” is blamed; “who was at fault” is a question.
        return "" if re.match(_BE, found[0], re.I) else "they"
    return who


def _is_of_somebody(text: Text, found: re.Match[str]) -> bool:
    """Whether somebody who may be blamed is in the sentence, and nobody says that it is not so."""
    first, last = sentence_span(text, *found.span())
    if _LOADED_DENIED.search(text.text[first : found.start()].lower()):
        return False
    return bool(_BLAMABLE.search(text.text, first, last))


def _remedy(blame: _Blame, found: re.Match[str], who: str) -> str:
    said = found.groupdict()
    if said.get("verb"):
        verb = " ".join(f"{said['verb']}{said['rest']}".split())
        return phrase(
            "Say what happened and what made it so: “%(who)s did not %(verb)s …, because …”.",
            who=who,
            verb=verb,
        )
    return blame.remedy(who)


def _is_told(text: Text, start: int, end: int) -> bool:
    """Whether the sentence tells of blame instead of blaming: “no review asks who was at fault”."""
    sentence = sentence_of(text, start, end)
    return bool(_TOLD.search(sentence)) or (
        bool(re.search(r"blame|fault", text.text[start:end], re.I)) and bool(_OF_THEMSELVES.search(sentence))
    )


def _is_denied(text: Text, blame: _Blame, start: int) -> bool:
    """Whether it is said not to be so. A turn of phrase may hold a “nobody” itself: “nobody lifted a finger”."""
    if blame.who is None:
        return bool(_NOT.search(text.text, max(0, start - 16), start))
    return is_denied(text, start)


def _in_text(text: Text) -> Iterator[Hit]:
    small = lowered(text.text)
    taken: list[tuple[int, int]] = []
    for found, blame in _WORDINGS.in_text(small):
        start, end = found.span()
        if any(start < to and since < end for since, to in taken):
            continue
        who = _blamed(text, blame, found)
        if (
            not who
            or _is_denied(text, blame, start)
            or is_corrected(text, start, end)
            or _is_harmless(text, start, end)
            or _is_told(text, start, end)
        ):
            continue
        taken.append(found.span())
        said = " ".join(text.text[start:end].split())
        yield Hit(
            start,
            end,
            phrase(
                "“%(said)s” looks for somebody to blame. A review asks why it made sense at the time.",
                said=said,
            ),
            _remedy(blame, found, who),
        )


RULE = Rule(
    "W15",
    "blame",
    "warning",
    phrase("words that blame or judge a person or a service instead of saying what happened and why"),
    "the nurse failed to ring back",
    in_text=_in_text,
    languages=IN_ENGLISH,
)

"""W16: words that make a child answerable for what was done to them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from elearn.checks.lists import any_of, phrases
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import is_corrected, is_denied, lowered, quotation, sentence_span, sentences
from elearn.checks.wordings import Wordings
from elearn.patterns import late
from elearn.phrases import phrase

_CHILD = late(rf"\b(?:{any_of('rules/victim-blame', 'victims')})\b", re.IGNORECASE)


class _Phrase(NamedTuple):
    """Phrases that blame, in lower case.

    `remedy` is what to write instead. `of_child` says that they count only if the sentence is about a child or a
    victim.
    """

    patterns: tuple[str, ...]
    remedy: str
    of_child: bool = False


_BY_ADULTS = phrase("Say what was done to the child, and by whom: “adults were abusing her”.")
_RISK_OF = phrase("Name who made the risk: “… was at risk from adults who …”.")
_ASKED = phrase("Say what the child was asking for: “she was trying to tell somebody that …”.")
_PHRASES: tuple[_Phrase, ...] = (
    _Phrase(phrases("rules/victim-blame", "promiscuous"), _BY_ADULTS),
    _Phrase(phrases("rules/victim-blame", "called"), _BY_ADULTS, of_child=True),
    _Phrase(
        phrases("rules/victim-blame", "risky"),
        phrase(
            "Say what put the child at risk: “adults gave him somewhere to sleep and wanted "
            "something for it”."
        ),
    ),
    _Phrase(
        phrases("rules/victim-blame", "prostituted"), phrase("Say “a child who was sexually exploited”.")
    ),
    _Phrase(phrases("rules/victim-blame", "own-risk"), _RISK_OF),
    _Phrase(phrases("rules/victim-blame", "own-trouble"), _RISK_OF, of_child=True),
    _Phrase(
        phrases("rules/victim-blame", "own-doing"),
        phrase("Nobody asks to be harmed. Say who did what."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-blame", "choices"),
        phrase("Say what choices there were: “nobody had offered her anything safer”."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-blame", "stayed"),
        phrase("Say what kept them there: fear, money, love, nowhere else to go."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-blame", "relationships"),
        phrase("A child cannot agree to be abused. Say “was being sexually abused by”."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-blame", "consented"),
        phrase(
            "A child cannot consent to exploitation. Say what was done to get the child to go along with it."
        ),
        of_child=True,
    ),
    _Phrase(phrases("rules/victim-blame", "willing"), phrase("Say how the child was drawn in, and by whom.")),
    _Phrase(
        phrases("rules/victim-blame", "streetwise"),
        phrase("Say what the child had learned to do to get by, and that it did not keep them safe."),
    ),
    _Phrase(phrases("rules/victim-blame", "attention"), _ASKED),
    _Phrase(phrases("rules/victim-blame", "attention-of-men"), _ASKED, of_child=True),
    _Phrase(
        phrases("rules/victim-blame", "not-engaging"),
        phrase(
            "Say what was offered and what got in the way: “services had not yet found a way to work with …”."
        ),
    ),
    _Phrase(
        phrases("rules/victim-blame", "troublesome"),
        phrase("Say what the child did and what it may have told us."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-blame", "provocative"),
        phrase("Take it out: how a child looks or acts explains nothing about what an adult does."),
    ),
    _Phrase(phrases("rules/victim-blame", "selling"), phrase("Say “was sexually exploited”."), of_child=True),
    _Phrase(
        phrases("rules/victim-blame", "blaming-turns"),
        phrase("Say what was done, by whom, and what stood in the way of help."),
        of_child=True,
    ),
)
_PHRASES += (
    _Phrase(
        phrases("rules/victim-turns", "own-making"),
        phrase("Say who did what. What was done to a victim is never of the victim’s making."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-turns", "own-free-will"),
        phrase("Say what was done to get the child to go along with it, and what saying no would have cost."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-turns", "motives"),
        phrase("Say what adults offered, and what the child did not have."),
        of_child=True,
    ),
    _Phrase(phrases("rules/victim-turns", "careless-of-self"), _RISK_OF, of_child=True),
    _Phrase(phrases("rules/victim-turns", "sort-of-girl"), _BY_ADULTS, of_child=True),
    _Phrase(
        phrases("rules/victim-turns", "help-refused"),
        phrase("Say what was offered and what got in the way."),
        of_child=True,
    ),
    _Phrase(
        phrases("rules/victim-turns", "if-only"),
        phrase("Ask what would have made it possible: “nobody had asked her alone”."),
        of_child=True,
    ),
)
_STANDS_FOR = {
    "VICTIM": rf"\b(?:{any_of('rules/victim-blame', 'subjects')})(?:[’'](?:s|d|ll|ve|re))?"
    r"(?: (?:had|has|was|is|also|then|just|simply))?",
    "SELF": "(?:herself|himself|themselves|themself|yourself)",
    "RISK": r"(?:at (?:\w+ )?risk|in(?:to)? (?:\w+ ){0,3}?(?:danger|harm[’']s way|situations?|positions?))",
    "ABUSER": rf"(?:{any_of('rules/victim-blame', 'abusers')})",
}
"""What the words in capitals stand for in the lists."""


def _over_lines(pattern: str) -> str:
    """The pattern with any white space in place of a space, because a phrase may continue on the next line."""
    return re.sub(
        r"\[ -\]|\[- \]| ", lambda gap: r"[\s-]" if gap[0] > " " else r"\s+", pattern.replace(" ?", r"\s*")
    )


_WORDINGS = Wordings(
    ((rf"\b(?:{_over_lines(each)})", wording) for wording in _PHRASES for each in wording.patterns),
    {name: _over_lines(part) for name, part in _STANDS_FOR.items()},
)

_OF_BLAME = late(r"blame|fault|responsib|deserv|ask|brought|bring|let|invit", re.IGNORECASE)
_FELT = late(rf"\b(?:{any_of('rules/blame', 'of-themselves')})\b", re.IGNORECASE)
"""What a victim feels about blame is theirs to say."""


_IN_FACT = late(
    r"\b(?:described|labelled|called|seen|written off|known|recorded|spoken of) as\b.*\b(?:in fact"
    r"|in truth|in reality|really|this hid|which hid|when in)\b",
    re.IGNORECASE,
)
"""A sentence that sets a label right: “was described as …; in fact …”."""
_OTHER_SUBJECT = late(
    rf"\b(?:{any_of('rules/victim-blame', 'others')})(?:,? (?:who|which|whose) [^,.;]{{2,60}},)?"
    r"(?:\s+(?:kept|keeps|to|had|has|have|also|then|both|still"
    r"|again|repeatedly|was|were|is|are|who|never|did|does|would|\w+ly|not))*\s*$",
    re.IGNORECASE,
)
"""Who may “refuse to engage”, or be “streetwise”, without being a victim."""
_WITH_THEM = late(
    r"\bwho (?:return|go|went|stay|live|remain)\w* (?:back )?(?:to|with) (?:[\w’]+\s+){1,5}$", re.IGNORECASE
)
"""Said of a victim all the same: “victims who return to a partner have …”."""


_TELLS = late(
    rf"\b(?:{any_of('rules/victim-excuses', 'set-right')}|{any_of('rules/victim-excuses', 'explained')}"
    rf"|{any_of('rules/victim-excuses', 'signs')})",
    re.IGNORECASE,
)
"""What a sentence has that tells of such words, or of what lay behind what a victim did."""
_SAID_BEFORE = late(rf"\b(?:{any_of('rules/victim-excuses', 'said-by-others')})", re.IGNORECASE)
_WORDS = late(r"[a-z]{2,}", re.IGNORECASE)
_PUT_RIGHT_AFTER = late(rf"\W*(?:{any_of('rules/victim-excuses', 'put-right-after')})", re.IGNORECASE)
_IN_A_RECORD = late(rf"\b(?:{any_of('rules/victim-excuses', 'in-a-record')})\b", re.IGNORECASE)
_FACT_AFTER = late(rf"\W*(?:{any_of('rules/victim-excuses', 'fact-after')})", re.IGNORECASE)
_BY_OTHERS = late(
    rf"\s+(?:by|among|of|from|on the part of) (?:(?:the|our|some|other|many|older|male|adult) )*"
    rf"(?:{any_of('rules/victim-blame', 'others')}|drivers|adults|m[ae]n|perpetrators?|agenc(?:y|ies)|services?)\b",
    re.IGNORECASE,
)
"""Of whom it is said, if not of a victim: “risky behaviour by drivers”."""
_ANSWERED_BY = late(rf"\W*(?:{any_of('rules/victim-excuses', 'answered-by')})\b", re.IGNORECASE)
_ONLY_OTHERS = late(rf"\b(?:{any_of('rules/victim-blame', 'others')})\b", re.IGNORECASE)
_A_VICTIM = late(
    r"\b(?:s?he|her|his|their|they|him|who|girls?|boys?|child(?:ren)?|lads?|lass|teen\w*|victims?|young|youngsters?|baby"
    r"|pupils?|students?|daughter|son|mother|wom[ae]n|kids?|survivors?|[fm]/?\d\d|year \d+)\b",
    re.IGNORECASE,
)
_HARMLESS = late(rf"\W*(?:{any_of('rules/victim-excuses', 'harmless')})", re.IGNORECASE)
_HARMLESS_AT_END = late(rf"\b(?:{any_of('rules/victim-excuses', 'harmless')})$", re.IGNORECASE)
_AS_SOMEBODY_WROTE = late(
    r"\s*(?:the|her|his|their|a|one) (?:\w+ ){1,3}?(?:wrote|said|noted|recorded|typed|replied|told \w+)\b(?! of\b)",
    re.IGNORECASE,
)
"""After what is told as it was said: “She is promiscuous,” the worker wrote."""
_OF_CHOOSING = late(
    r"^(?:cho[os]|decid|opt|elect|prefer|agree|insist|will|happ|content|keen|eager|prepared|pleased|return|w?en[td]|go"
    r"|keep|kept|enjoy|lik|lov|crav|want|attent|allow|let|encourag|invit|free|thr(?:ew|ow)"
    r"|happil|glad|volunt|was|were|made|took|spen|seek|sought|revel|persist|continu)",
    re.IGNORECASE,
)


def _is_a_name(text: str, start: int) -> bool:
    """Whether it has a capital inside a sentence, so that it is the name of a project."""
    before = text[:start].rstrip(' \t“"‘(*_')
    if re.match(r"[A-Z]\w*[a-z][A-Z]", text[start : start + 20]):
        return True
    return text[start].isupper() and bool(before) and before[-1] not in ".!?:…\n|-"


def _in_text(text: Text) -> Iterator[Hit]:
    content = text.text
    small = lowered(content)
    taken: list[tuple[int, int]] = []
    for at in sentences(small):
        sentence = content[at.start : at.end]
        for found, wording in _WORDINGS.in_sentence(small, at):
            if wording.of_child and not _CHILD.search(sentence):
                continue
            start, end = found.span()
            if any(start < to and since < end for since, to in taken) or _is_excused(text, sentence, found):
                continue
            taken.append((start, end))
            said = " ".join(content[start:end].split())
            yield Hit(
                start,
                end,
                phrase("“%(said)s” makes a child answerable for what was done to them.", said=said),
                wording.remedy,
            )


_PARENT = late(
    r"\b(?:mother|mum|mam|mummy|father|dad|daddy|parents?)(?:[’']s)?(?!\w)(?:(?!\b(?:girls?|boys?|child|daughters?|sons?|victim|s?he)\b)[^.]){0,25}$",
    re.IGNORECASE,
)
_AS_A_VICTIM = late(
    r"\b(?:violen\w+|abus\w+|beat\w*|hit|leave|leaving|left|refuge|controll\w+|victims?|perpetrators?|back|fear\w*"
    r"|return\w*|remain\w*|stay\w*|roof|him|ex|press charges|police|statement|provok\w+|nagg\w+|wound|relationship)\b",
    re.IGNORECASE,
)


def _is_a_parents(sentence: str, found: re.Match[str], before: str) -> bool:
    """Whether a parent is blamed for what a child went through, which W15 looks at, and not for being a victim."""
    return bool((_PARENT.search(before) or _PARENT.match(found[0])) and not _AS_A_VICTIM.search(sentence))


def _is_put_right(text: Text, end: int) -> bool:
    """Whether the next sentence says that it is not so, or answers the question."""
    first, last = sentence_span(text, end - 1, end)
    if _IN_A_RECORD.search(text.text, first, end) and _FACT_AFTER.match(text.text, last):
        return True
    asked = text.text[:last].rstrip(" \n\t”\"’'*_)").endswith("?")
    return bool((asked and _ANSWERED_BY.match(text.text, last)) or _PUT_RIGHT_AFTER.match(text.text, last))


def _is_harmless(text: Text, sentence: str, found: re.Match[str]) -> bool:
    """Whether it is an everyday choice or liking (“decided to stay on at school”), or somebody else’s saying."""
    first, _ = sentence_span(text, *found.span())
    before = text.text[first : found.start()]
    if quote := quotation(text, found.start()):
        before = text.text[max(first, quote.start()) : found.start()]
    if _is_a_parents(sentence, found, before):
        return True
    if found[0].endswith(("behaviour", "lifestyle", "choices")) and _BY_OTHERS.match(text.text, found.end()):
        return True
    if _SAID_BEFORE.search(before) or (
        _ONLY_OTHERS.search(before) and not _A_VICTIM.search(before + found[0])
    ):
        return True
    return bool(
        _OF_CHOOSING.search(found[0])
        and (_HARMLESS.match(text.text, found.end()) or _HARMLESS_AT_END.search(found[0]))
    )


def _is_mentioned(text: Text, start: int) -> bool:
    """Whether it is in quotation marks inside a sentence, as words that are spoken of, and not after a colon."""
    quote = quotation(text, start)
    if not quote:
        return False
    first, last = sentence_span(text, start, start + 1)
    before, after = text.text[first : quote.start()].rstrip(), text.text[quote.end() : last]
    if not before and _AS_SOMEBODY_WROTE.match(after):
        return False
    around = _WORDS.findall(before) + _WORDS.findall(after)
    return not before.endswith((":", ",")) and len(around) > 1


def _is_excused(text: Text, sentence: str, found: re.Match[str]) -> bool:
    """Whether the words are denied, put right, felt by a victim, or said of somebody who is none."""
    start, end = found.span()
    told = " ".join(sentence.split())
    if _TELLS.search(told) or _is_harmless(text, sentence, found):
        return True
    return bool(
        (_OF_BLAME.search(found[0]) and _FELT.search(sentence))
        or _IN_FACT.search(told)
        or (
            _OTHER_SUBJECT.search(text.text, max(0, start - 110), start)
            and not _WITH_THEM.search(text.text, max(0, start - 60), start)
        )
        or _is_a_name(text.text, start)
        or is_denied(text, start)
        or is_corrected(text, start, end)
        or _is_mentioned(text, start)
        or _is_put_right(text, end)
    )


RULE = Rule(
    "W16",
    "victim-blame",
    "warning",
    phrase("words that make a child or a victim answerable for what was done to them"),
    "she was promiscuous",
    in_text=_in_text,
    languages=IN_ENGLISH,
)

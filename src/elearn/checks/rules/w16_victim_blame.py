"""W16: words that make a child answerable for what was done to them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from elearn.checks.lists import any_of
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import is_corrected, is_denied, sentence_of
from elearn.patterns import late

_CHILD = late(rf"\b(?:{any_of('rules/victim-blame')})\b", re.IGNORECASE)
_SELF = r"(?:herself|himself|themselves|themself|yourself)"
_RISK = r"(?:at (?:\w+ )?risk|in(?:to)? (?:\w+ )?(?:danger|harm[’']s way|situations?|positions?))"


class _Phrase(NamedTuple):
    """A phrase that blames.

    Every match has one of the `hints`. `remedy` is what to write instead. `of_child` says that the phrase
    counts only if the sentence is about a child.
    """

    hints: tuple[str, ...]
    pattern: str
    remedy: str
    of_child: bool = False


_PHRASES = (
    _Phrase(
        ("promiscu",),
        r"promiscu(?:ous(?:ly)?|ity)",
        "Say what was done to the child, and by whom: “adults were abusing her”.",
    ),
    _Phrase(
        ("style",),
        r"(?:risky|chaotic|deviant) life-?style|life-?style choices?",
        "Say what put the child at risk: “adults gave him somewhere to sleep and wanted something for it”.",
    ),
    _Phrase(
        ("prostitut",),
        r"(?:child|teenage|under-?age|juvenile|young) prostitut(?:e|es|ion)|prostitut(?:ed|ing) " + _SELF,
        "Say “a child who was sexually exploited”.",
    ),
    _Phrase(
        ("sel",),
        r"(?:put|puts|putting|plac(?:e|ed|es|ing)|expos(?:e|ed|es|ing)) " + _SELF + " " + _RISK,
        "Name who made the risk: “… was at risk from adults who …”.",
    ),
    _Phrase(
        ("choice", "decision"),
        r"(?:made|makes?|making|her|his|their|children[’']s|child[’']s) (?:\w+ )?"
        r"(?:poor|bad|unwise|unhealthy|risky|unsafe|dangerous|wrong) (?:life )?(?:choices|decisions)",
        "Say what choices there were: “nobody had offered her anything safer”.",
        of_child=True,
    ),
    _Phrase(
        ("sexually active",),
        r"sexually active with",
        "A child cannot agree to be abused. Say “was being sexually abused by”.",
        of_child=True,
    ),
    _Phrase(
        ("consent", "agreed to"),
        r"(?:consented|agreed|consenting) to (?:the |have |having |it |this |being )*"
        r"(?:sex\w*|intercourse|relationships?|abuse\w*|exploit\w*|touched|photograph\w*|images?)",
        "A child cannot consent to exploitation. Say what was done to get the child to go along with it.",
        of_child=True,
    ),
    _Phrase(
        ("willing", "complicit"),
        r"(?:was|were|is|are|seemed|being) (?:a )?"
        r"(?:willing (?:participant|partner|victim)s?|complicit in (?:her|his|their))",
        "Say how the child was drawn in, and by whom.",
    ),
    _Phrase(
        ("street",),
        r"street-?wise|street[ -]smart",
        "Say what the child had learned to do to get by, and that it did not keep them safe.",
    ),
    _Phrase(
        ("seek",),
        r"attention[- ]seek(?:ing|ers?)",
        "Say what the child was asking for: “she was trying to tell somebody that …”.",
    ),
    _Phrase(
        ("engag",),
        r"(?:hard|difficult|impossible)[ -]to[ -]engage|refus(?:ed|es|ing) to engage|(?:would|will) not engage"
        r"|wo(?:uld|)n[’']t engage|non-?engag(?:ing|ement)",
        "Say what was offered and what got in the way: “services had not yet found a way to work with …”.",
    ),
    _Phrase(
        ("troublesome",),
        r"troublesome (?:\w+ )?"
        r"(?:girls?|boys?|child(?:ren)?|teenagers?|young (?:person|people)|pupils?|famil(?:y|ies)|youths?)",
        "Say what the child did and what it may have told us.",
    ),
    _Phrase(
        ("for it", "on h", "on t", "upon"),
        r"(?:asked|asking) for it\b(?! (?:to|in|back|again|at|by|from))|brought (?:it|this) (?:up)?on "
        + _SELF,
        "Nobody asks to be harmed. Say who did what.",
        of_child=True,
    ),
    _Phrase(
        ("provocativ", "seductiv"),
        r"(?:dressed|behaved|acted|dressing|behaving) (?:provocatively|seductively)",
        "Take it out: how a child looks or acts explains nothing about what an adult does.",
    ),
    _Phrase(
        ("prostitution",),
        r"(?:engag(?:ed|es|ing)|involved) in (?:child )?prostitution",
        "Say “was sexually exploited”.",
        of_child=True,
    ),
)
_PATTERNS = [
    (
        late(
            r"\b(?:"
            + re.sub(r"\[ -\]|\[- \]| ", lambda gap: r"[\s-]" if gap[0] > " " else r"\s+", each.pattern)
            + ")",
            re.IGNORECASE,
        ),
        each,
    )
    for each in _PHRASES
]
"""The patterns with any white space in place of a space, because a phrase may continue on the next line."""


def _is_a_name(text: str, start: int) -> bool:
    """Whether it has a capital inside a sentence, so that it is the name of a project."""
    before = text[:start].rstrip(' \t“"‘(*_')
    return text[start].isupper() and bool(before) and before[-1] not in ".!?:…\n|-"


def _in_text(text: Text) -> Iterator[Hit]:
    content = text.text
    lower = " ".join(content.lower().split())
    for pattern, phrase in _PATTERNS:
        for found in pattern.finditer(content) if any(hint in lower for hint in phrase.hints) else ():
            start, end = found.span()
            if phrase.of_child and not _CHILD.search(sentence_of(text, start, end)):
                continue
            if _is_a_name(content, start) or is_denied(text, start) or is_corrected(text, start, end):
                continue
            said = " ".join(found[0].split())
            yield Hit(
                start, end, f"“{said}” makes a child answerable for what was done to them.", phrase.remedy
            )


RULE = Rule(
    "W16",
    "victim-blame",
    "warning",
    "words that make a child answerable for what was done to them",
    "she was promiscuous",
    in_text=_in_text,
    languages=IN_ENGLISH,
)

"""W16: words that make a child answerable for what was done to them."""

import re
from collections.abc import Iterator

from elearn.content.checking.rule import Hit, Rule
from elearn.content.checking.texts import Text
from elearn.content.checking.wording import is_corrected, is_denied, sentence_of

_CHILD = r"\b(?:child|children|baby|girls?|boys?|teen\w*|young (?:person|people|wom[ae]n|m[ae]n)|youth|pupils?|daughters?|sons?|sh?e|her|him|they|minor|under 1[368])\b"
_SELF = r"(?:herself|himself|themselves|themself|yourself)"

_PHRASES: tuple[tuple[str, str, bool], ...] = (
    (r"promiscu(?:ous(?:ly)?|ity)", "Say what was done to the child, and by whom: “adults were abusing her”.", False),
    (r"(?:risky|chaotic|deviant) life-?style|life-?style choices?", "Say what put the child at risk: “adults gave him somewhere to sleep and wanted something for it”.", False),
    (r"(?:child|teenage|under-?age|juvenile|young) prostitut(?:e|es|ion)|prostitut(?:ed|ing) " + _SELF, "Say “a child who was sexually exploited”.", False),
    (r"(?:put|puts|putting|plac(?:ed|es|ing)|expos(?:ed|es|ing)) " + _SELF + r" (?:at (?:\w+ )?risk|in(?:to)? (?:\w+ )?(?:danger|harm[’']s way|situations?|positions?))|(?:place|expose) " + _SELF + r" (?:at (?:\w+ )?risk|in (?:\w+ )?danger)", "Name who made the risk: “… was at risk from adults who …”.", False),
    (r"(?:made|makes?|making|(?:her|his|their|children[’']s|child[’']s)) (?:(?:\w+ )?(?:poor|bad|unwise|unhealthy|risky|unsafe|dangerous|wrong) )(?:life )?(?:choices|decisions)", "Say what choices there were: “nobody had offered her anything safer”.", True),
    (r"sexually active with", "A child cannot agree to be abused. Say “was being sexually abused by”.", True),
    (r"(?:consented|agreed|consenting) to (?:the |have |having |it |this |being )*(?:sex\w*|intercourse|relationships?|abuse\w*|exploit\w*|touched|photograph\w*|images?)", "A child cannot consent to exploitation. Say what was done to get the child to go along with it.", True),
    (r"(?:was|were|is|are|seemed|being) (?:a )?(?:willing (?:participant|partner|victim)s?|complicit in (?:her|his|their))", "Say how the child was drawn in, and by whom.", False),
    (r"street-?wise|street[ -]smart", "Say what the child had learned to do to get by, and that it did not keep them safe.", False),
    (r"attention[- ]seek(?:ing|ers?)", "Say what the child was asking for: “she was trying to tell somebody that …”.", False),
    (r"(?:hard|difficult|impossible)[ -]to[ -]engage|refus(?:ed|es|ing) to engage|(?:would|will) not engage|wo(?:uld|)n[’']t engage|non-?engag(?:ing|ement)", "Say what was offered and what got in the way: “services had not yet found a way to work with …”.", False),
    (r"troublesome (?:\w+ )?(?:girls?|boys?|child(?:ren)?|teenagers?|young (?:person|people)|pupils?|famil(?:y|ies)|youths?)", "Say what the child did and what it may have told us.", False),
    (r"(?:asked|asking) for it\b(?! (?:to|in|back|again|at|by|from))|brought (?:it|this) (?:up)?on " + _SELF, "Nobody asks to be harmed. Say who did what.", True),
    (r"(?:dressed|behaved|acted|dressing|behaving) (?:provocatively|seductively)", "Take it out: how a child looks or acts explains nothing about what an adult does.", False),
    (r"(?:engag(?:ed|es|ing)|involved) in (?:child )?prostitution", "Say “was sexually exploited”.", True),
)  # fmt: skip
_PATTERNS = [
    (re.compile(rf"\b(?:{phrase})", re.IGNORECASE), remedy, of_child) for phrase, remedy, of_child in _PHRASES
]
_WORDS = re.compile(_CHILD, re.IGNORECASE)


def _is_a_name(text: str, start: int) -> bool:
    """Whether it is written with a capital where no sentence begins: a project's name, not a word for a child."""
    before = text[:start].rstrip(' \t“"‘(*_')
    return text[start].isupper() and bool(before) and before[-1] not in ".!?:…\n|-"


def _in_text(text: Text) -> Iterator[Hit]:
    content = text.text
    for pattern, remedy, of_child in _PATTERNS:
        for found in pattern.finditer(content):
            start, end = found.span()
            if of_child and not _WORDS.search(sentence_of(text, start, end)):
                continue
            if _is_a_name(content, start) or is_denied(text, start) or is_corrected(text, start, end):
                continue
            said = " ".join(found[0].split())
            yield Hit(start, end, f"“{said}” makes a child answerable for what was done to them.", remedy)


RULE = Rule(
    "W16",
    "victim-blame",
    "warning",
    "words that make a child answerable for what was done to them",
    "she was promiscuous",
    in_text=_in_text,
)

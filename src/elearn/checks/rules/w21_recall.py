"""W21: a question that asks what somebody remembers. A course is about what they would do."""

import re
from collections.abc import Iterator

from elearn.checks.model import IN_ENGLISH, Examined, Found, Rule
from elearn.checks.places import place_of
from elearn.checks.questions import questions
from elearn.content import sentences
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import phrase

_LAW = (
    r"(?:act|section|regulations?|statute|law|legislation|guidance|edition|document|report"
    r"|inquiry|organi[sz]ation|body|programme)"
)
_RECALL = late(
    r"^[\"“‘(]*(?:"
    r"(?:in |since |by |from )?(?:which|what) (?:year|decade|month|date|percentage|proportion"
    r"|number|section|paragraph|page|chapter)\b"
    rf"|(?:under |in )?(?:which|what) (?:\w+ )?{_LAW} (?:says?|said|sets? out|introduced|requires?"
    r"|required|defines?|covers?|governs?|is|was|applies|created|came|replaced|published|deals?)\b"
    r"|when (?:was|were|did) (?:the |an? )?[\w’' ]{0,60}\b(?:published|introduced|passed|founded"
    r"|replaced|abolished|come into force|set up|begin|start|end|established)\b"
    r"|who (?:wrote|published|introduced|founded|chaired|coined|defined|invented)\b"
    r"|how many (?:[\w-]+ ){0,4}(?:are there|(?:does|do|did)(?! you)|is there|has|have the"
    r"|were there|make up|must the)\b"
    r"|how (?:long|many (?:working )?(?:days|weeks|months|hours)) (?:does|do|has|have|is) (?:the "
    r"|an? )?(?:\w+ ){0,3}(?:have|last|allowed|required)\b"
    r"|what (?:do|does) (?:the )?(?:letters|abbreviation|acronym|initials|term|word|phrase"
    r"|[A-Z]{2,})\b[^?]*\b(?:stand for|mean|denote)\b"
    r"|what is (?:the |an? )?(?:definition|meaning|full name|name|title|abbreviation|date|number"
    r"|year) (?:of|for)\b"
    r"|(?:which|what) (?:of (?:these|the following) )?is (?:the )?(?:correct "
    r"|right )?(?:definition|meaning|full name|term|name)\b"
    r"|(?:define|name|list|state)\b[^?]{3,}"
    r")",
    re.I,
)


def _in_whole(examined: Examined) -> Iterator[Found]:
    for question, place in questions(examined):
        for sentence in sentences(question.stem) if question.marked else ():
            said = sentence.text.rstrip("”’\"')")
            if said.endswith(("?", ".", ":")) and _RECALL.match(_asked(sentence.text)):
                at, column = place_of(sentence.text, examined.texts, place)
                yield Found(
                    at,
                    phrase(
                        "%(text)s asks what somebody remembers, and not what they would do.",
                        text=quoted(sentence.text, 100),
                    ),
                    phrase(
                        "Put the fact into the question, and ask for a decision: “You are … . What do you do "
                        "first?”"
                    ),
                    column,
                )


def _asked(sentence: str) -> str:
    """The question without the clause before it (“After a child has died, which year …”)."""
    head, comma, tail = sentence.rpartition(", ")
    return (
        tail
        if comma
        and len(head.split()) < 15
        and re.match(r"(?:in |under )?(?:which|what|when|who|how)\b", tail, re.I)
        else sentence
    )


RULE = Rule(
    "W21",
    "recall-only",
    "warning",
    phrase("a question that asks for a name, a number or a year, not for a decision"),
    "In which year was the guidance published?",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
    languages=IN_ENGLISH,
)

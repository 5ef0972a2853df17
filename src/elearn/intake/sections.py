"""Decides what each part of a report is for.

It may be what happened, what went well, findings, recommendations or none of these.
"""

import re
from dataclasses import dataclass
from typing import Literal, cast

from elearn.intake.document import Paragraph, is_bullet
from elearn.intake.wording import first

Role = Literal[
    "", "happened", "well", "improve", "findings", "analysis", "recommend", "questions", "response", "aside"
]
Tier = Literal["individual", "local", "strategic"]

_EARLIER = re.compile(
    r"\b(earlier|previous|past|other (serious case )?reviews|progress (on|against))\b", re.I
)
_NUMBER = re.compile(
    r"^((section|part|chapter)\s+[\dA-Z]{1,3}\b|\d{1,2}(\.\d{1,2})*\.?|[A-Z]\.)\s*[:.–-]?\s*(?=\S)", re.I
)
TOPIC = re.compile(
    r"((key|system|systems|learning|practice) )?(finding|theme|lesson|learning point|learning|priority|issue)\s+"
    r"(\d{1,2}|(?-i:[A-Z])|(?-i:[ivx]{1,3})|one|two|three|four|five|six|seven|eight)\b",
    re.IGNORECASE,
)
"""A heading that numbers the topic below it: "Finding 3", "Learning theme B"."""
_APPENDIX = re.compile(r"^(appendix|appendices|annex(e|es)?|schedule)\b", re.IGNORECASE)
_TIER_FOR = re.compile(
    r"\b(learning|lessons?|findings|tier|level|actions|recommendations)\s*([:–-]|for\b|at\b|on\b|about\b)"
    r"|\b(individual|practitioner|local|agency|strategic|partnership|system)\s+(learning|lessons|tier|level|findings|recommendations)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """A paragraph with the headings above it and the role that they give it.

    `title` is the nearest heading.
    """

    paragraph: Paragraph
    index: int
    role: Role
    path: tuple[str, ...]
    tier: Tier | None = None
    own: bool = True
    """Whether the nearest heading gives the role, not one above it."""

    @property
    def title(self) -> str:
        """The nearest heading."""
        return self.path[-1] if self.path else ""


@dataclass(slots=True)
class _Open:
    level: int
    text: str
    role: Role
    tier: Tier | None
    own: bool
    closed: bool = False


def bare(heading: str) -> str:
    """Returns a heading without its number."""
    return _NUMBER.sub("", heading.strip(), count=1).strip() or heading.strip()


def role_of(heading: str) -> Role:
    """Returns the role that a heading gives to its part, or "" if it gives none."""
    text = bare(heading)
    if _APPENDIX.match(text):
        wanted = re.search(r"action plan|recommendations|learning", text, re.IGNORECASE)
        return "recommend" if wanted and not _EARLIER.search(text) else "aside"
    if _EARLIER.search(text):
        return "aside"
    if TOPIC.match(text):
        return ""
    return cast(Role, first("roles", text))


def tier_of(heading: str) -> Tier | None:
    """Returns the tier that a heading names, as in "Learning for the partnership"."""
    if not _TIER_FOR.search(heading):
        return None
    rest = re.sub(r"partnership case review", "", heading, flags=re.IGNORECASE)
    return cast(Tier, first("tiers", rest)) or None


def parts_of(paragraphs: list[Paragraph]) -> list[Part]:
    """Returns every paragraph that is not a heading, with its role.

    A heading set as plain text counts as a heading.
    """
    stack: list[_Open] = []
    parts: list[Part] = []
    for index, paragraph in enumerate(paragraphs):
        if level := _level(paragraph, stack):
            while stack and stack[-1].level >= level:
                stack.pop()
            stack.append(_opened(level, paragraph.text, stack))
            if paragraph.shape == "heading":
                parts.append(_part(paragraph, index, stack))
            continue
        if paragraph.shape != "title":
            parts.append(_part(paragraph, index, stack))
    return parts


_PLAIN = 50
"""The level of a heading that looks like plain text."""


def _level(paragraph: Paragraph, stack: list[_Open]) -> int:
    if paragraph.shape == "heading":
        return paragraph.level
    text = paragraph.text.strip()
    if (
        paragraph.shape != "text"
        or len(text.split()) > 7
        or re.search(r"[.;,]$", text)
        or text.count(":") > text.endswith(":")
    ):
        return 0
    if re.match(r"recommendation\b", text, re.IGNORECASE):
        return 0
    if TOPIC.match(text) and stack:
        return _PLAIN + 1
    role = role_of(text.rstrip(":?"))
    plain = role in ("well", "improve", "questions", "recommend", "response", "findings") or (
        role and paragraph.marker and not is_bullet(paragraph.marker)
    )
    return _PLAIN if plain and (stack or role != "findings") and not text[:1].islower() else 0


def _opened(level: int, text: str, stack: list[_Open]) -> _Open:
    role, tier = role_of(text.rstrip(":")), tier_of(text)
    above = stack[-1] if stack else None
    closed = above is not None and above.closed
    if closed and above:
        return _Open(level, text, above.role, above.tier, False, True)
    own = bool(role)
    if TOPIC.match(bare(text)):
        role = "findings" if above is None or above.role in ("", "recommend", "questions") else above.role
    elif above and not role:
        role = above.role
    shut = role == "aside" and bool(_APPENDIX.match(bare(text)))
    return _Open(level, text, role, tier or (above.tier if above else None), own, shut)


def _part(paragraph: Paragraph, index: int, stack: list[_Open]) -> Part:
    last = stack[-1] if stack else _Open(0, "", "", None, False)
    return Part(paragraph, index, last.role, tuple(each.text for each in stack), last.tier, last.own)

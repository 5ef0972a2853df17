"""Seven-minute briefing: a course on one page, for a team to read together and talk about."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from elearn.content.kinds._asked import TO_CARE, Asked
from elearn.content.kinds.base import Block, Directive, Line, Markdown, OptionalLine
from elearn.content.text import Title, normalise
from elearn.patterns import late
from elearn.phrases import joined, phrase
from elearn.problems import BadValue, ProblemLog

MOST_WORDS = 600
"""Of the seven parts and the questions together: what one page holds and seven minutes allow."""

_HEADING = late(r"^ {0,3}#{1,6}(?:[ \t]+(.*))?$", re.MULTILINE)
_PART = late(r"([1-9])\.[ \t]+(.+)")
_ROLES = {
    1: phrase("1 (background)"),
    2: phrase("2 (why it matters)"),
    3: phrase("3 (key information)"),
    4: phrase("4 (key information)"),
    5: phrase("5 (key information)"),
    6: phrase("6 (what to remember)"),
    7: phrase("7 (what to do)"),
}


def _no_headings(text: str) -> str:
    if _HEADING.search(text):
        raise BadValue(
            phrase("A part holds a heading, but each heading starts the next part."),
            phrase("Use bold text inside a part."),
        )
    return text


def _not_numbered(text: str) -> str:
    if _PART.match(text):
        raise BadValue(
            phrase("The heading above the questions starts with a number, as the parts do."),
            phrase("Take the number out."),
        )
    return text


class BriefingPart(BaseModel):
    """One of the seven parts, under the author's heading."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    heading: Title
    body: Annotated[Markdown, AfterValidator(_no_headings)]


class Briefing(Block):
    """Seven parts (background; why it matters; three of key information; what to remember; what to do), then questions.

    `heading` is the briefing's own title; without it, it has the course's. `discussion` heads the questions.
    """

    kind: ClassVar = "briefing"
    title: ClassVar = phrase("Seven-minute briefing")
    asked_for: ClassVar = phrase("the course on one page, for a team")
    group: ClassVar = TO_CARE
    form: ClassVar = {
        "heading": Asked(phrase("Title"), help=phrase("If it is empty, the course's title is used.")),
        "parts": Asked(
            phrase("The seven parts"),
            help=phrase(
                "Background; why it matters; three parts of key information; what to remember; what to do."
            ),
            row=phrase("a part"),
            add=phrase("Add a part"),
        ),
        "parts.heading": Asked(phrase("Heading")),
        "parts.body": Asked(phrase("Text")),
        "discussion": Asked(phrase("Heading above the questions")),
        "questions": Asked(
            phrase("Questions to talk about"), row=phrase("a question"), add=phrase("Add a question")
        ),
    }
    starter: ClassVar = """:::{briefing}
### 1. Name the background
Say in two sentences what happened.

### 2. Name why it matters
Say why it matters to this team.

### 3. Name the first thing to know
Write the first thing that people need to know.

### 4. Name the second thing to know
Write the second thing that people need to know.

### 5. Name the third thing to know
Write the third thing that people need to know.

### 6. Name what to remember
Write what people should remember.

### 7. Name what to do
Write what people should do from today.

### Write a heading for the questions
- Write a first question for the team.
- Write a second question for the team.
:::"""
    purpose: ClassVar = "briefing"
    page_role: ClassVar = "aside"
    words: ClassVar = {"briefing_title": "Seven-minute briefing", "briefing_print": "Print this briefing"}
    example: ClassVar = (
        ":::{briefing} A mark on a baby who cannot move\n"
        "### 1. Background\n"
        "A baby had a small mark. Three services saw it, and each of them waited. The family is invented.\n\n"
        "### 2. Why it matters\n"
        "Babies who cannot move rarely bruise by accident. "
        "A small mark may come with an injury that cannot be seen.\n\n"
        "### 3. What to look for\n"
        "Any mark on a child who does not move alone, at any age.\n\n"
        "### 4. What to write\n"
        "The place, the size, the time, and the words that you heard.\n\n"
        "### 5. What to say\n"
        "Tell the family what you see and what happens next, where that is safe.\n\n"
        "### 6. What to remember\n"
        "- The mark and the child decide, not the family.\n- Waiting loses what an examination could find.\n\n"
        "### 7. What to do\n"
        "Refer today, by your local route.\n\n"
        "### To talk about in your team\n"
        "- What would make it hard for us to act on the same day?\n- Who do we call when the lead is away?\n:::"
    )
    argument_field: ClassVar = "heading"
    body_fields: ClassVar = ("parts", "discussion", "questions")

    heading: OptionalLine = ""
    parts: Annotated[tuple[BriefingPart, ...], Field(min_length=7, max_length=7)]
    discussion: Annotated[Title, AfterValidator(_not_numbered)]
    questions: Annotated[tuple[Line, ...], Field(min_length=1)]

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        before, sections = _sections(directive)
        if before:
            log.error(
                "S70",
                directive.body_line,
                phrase("There is text before the briefing's first part."),
                phrase("Start with “### 1. Background”."),
            )
        numbered = [(found, text) for _, heading, text in sections if (found := _PART.fullmatch(heading))]
        _check_parts(numbered, directive, log)
        values: dict[str, Any] = {"parts": [{"heading": found[2], "body": text} for found, text in numbered]}
        rest = [section for section in sections if not _PART.fullmatch(section[1])]
        if len(rest) == 1 and rest[0] is sections[-1]:
            line, heading, text = rest[0]
            values["discussion"] = heading
            values["questions"] = _questions(text, line + 1, log)
        else:
            log.error(
                "S70",
                rest[0][0] if rest else directive.line,
                phrase("A briefing ends with one heading without a number, and the questions below it."),
                phrase(
                    "Write “### To talk about in your team” below part 7, and each question as “- Question”."
                ),
            )
        return values

    def write_body(self) -> str:
        parts = [f"### {number}. {part.heading}\n{part.body}" for number, part in enumerate(self.parts, 1)]
        questions = "\n".join(f"- {question}" for question in self.questions)
        return "\n\n".join([*parts, f"### {self.discussion}\n{questions}"])

    def check(self, log: ProblemLog, line: int) -> None:
        if len(self.questions) < 2:
            log.error(
                "S71",
                line,
                phrase("The briefing has one question to talk about."),
                phrase("Write at least two, each as “- Question”."),
            )
        words = sum(len(passage.split()) for passage in self.prose())
        if words > MOST_WORDS:
            log.warn(
                "S72",
                line,
                phrase(
                    "The briefing has %(words)s words, which is more than seven minutes and one page hold.",
                    words=words,
                ),
                phrase("Shorten it to %(most)s words or fewer.", most=MOST_WORDS),
            )

    def check_among(self, blocks: Sequence[Block], log: ProblemLog, line: int) -> None:
        if next(block for block in blocks if isinstance(block, Briefing)) is not self:
            log.error(
                "S73",
                line,
                phrase("The course has another briefing before this one."),
                phrase("Keep one of them."),
            )

    def briefing(self) -> Self:
        return self

    def prose(self) -> Iterator[str]:
        if self.heading:
            yield self.heading
        for part in self.parts:
            yield part.heading
            yield part.body
        yield self.discussion
        yield from self.questions

    def read_through(self) -> Iterator[str]:
        """Its heading: it says again what the course says, to be read in a team's meeting."""
        return iter((self.heading,))

    def pause(self) -> float:
        return 30


def _sections(directive: Directive) -> tuple[str, list[tuple[int, str, str]]]:
    """What stands before the first heading, then each heading's line, its words, and the text below it."""
    lines = directive.body.split("\n")
    starts = [number for number, line in enumerate(lines) if _HEADING.fullmatch(line)]
    sections = [
        (
            directive.body_line + start,
            lines[start].lstrip().lstrip("#").strip(),
            normalise("\n".join(lines[start + 1 : end])),
        )
        for start, end in pairwise([*starts, len(lines)])
    ]
    return normalise("\n".join(lines[: starts[0] if starts else len(lines)])), sections


def _check_parts(numbered: list[tuple[re.Match[str], str]], directive: Directive, log: ProblemLog) -> None:
    """S70: the seven parts are there, in order, each with words below its heading."""
    given = [int(found[1]) for found, _ in numbered]
    missing = [role for number, role in _ROLES.items() if number not in given]
    if missing:
        log.error(
            "S70",
            directive.line,
            phrase("The briefing has no part %(missing)s.", missing=joined(missing, ", ")),
            phrase("Head each part with its number and a name, as in “### 2. Why it matters”."),
        )
    elif given != list(_ROLES):
        log.error(
            "S70",
            directive.line,
            phrase("The briefing's parts are numbered %(numbers)s.", numbers=", ".join(map(str, given))),
            phrase("Number them from 1 to 7, each once and in order."),
        )
    for found, text in numbered:
        if not text:
            log.error(
                "S70",
                directive.line,
                phrase("Part %(number)s of the briefing says nothing.", number=found[1]),
                phrase("Write it below its heading."),
            )


def _questions(text: str, first_line: int, log: ProblemLog) -> list[str]:
    questions: list[str] = []
    for number, line in enumerate(text.split("\n") if text else [], first_line):
        if line.startswith("- "):
            questions.append(line[2:].strip())
        elif line[:1].isspace() and questions:
            questions[-1] = f"{questions[-1]} {line.strip()}"
        elif line:
            log.error(
                "S70",
                number,
                phrase("This line is not a question."),
                phrase("Write each question as “- Question”."),
            )
    return questions

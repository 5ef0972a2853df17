"""What the questions that offer options share: the options, their text form, and what is checked in them."""

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from elearn.content.kinds._asked import KEPT_BY, Asked
from elearn.content.kinds._choice.body import ALMOST_AN_OPTION, OPTION_START, WrittenOption, read_options
from elearn.content.kinds.base import Directive, Line, Markdown, OptionalMarkdown, Question, Slug
from elearn.content.text import quoted
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue, ProblemLog

__all__ = ["ChoiceQuestion", "Option", "ShuffledChoice"]

_TRAILING_ID = re.compile(r"\{#[^{}]*\}$")


def _no_options(text: str) -> str:
    if OPTION_START.search(text) or ALMOST_AN_OPTION.search(text):
        raise BadValue(
            phrase("A line in it starts with “- [ ]” or “- [x]”, as an option does."),
            phrase("Write all options in one list below the stem, and start this line with something else."),
        )
    return text


def _from_the_margin(text: str) -> str:
    if text[:1].isspace():
        raise BadValue(
            phrase("Its first line is indented, so it would belong to the last option."),
            phrase("Start the line at the left margin."),
        )
    return text


class Option(BaseModel):
    """One answer to choose from. `id` is the author's and goes to the LMS; `feedback` is shown to who chose it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Annotated[Slug, Field(max_length=16)]
    text: Line
    right: bool = False
    feedback: OptionalMarkdown = ""


class ChoiceQuestion(Question):
    """A question whose answer is among its options. Each kind says how many of them may be right."""

    form: ClassVar = {
        "options": Asked(
            phrase("Answers to choose from"),
            help=phrase("Tick the right one. Offer answers that somebody might really choose."),
            row=phrase("an answer"),
            add=phrase("Add an answer"),
        ),
        "options.id": KEPT_BY,
        "options.text": Asked(phrase("Answer")),
        "options.right": Asked(phrase("This is right"), one=True),
        "options.feedback": Asked(
            phrase("What you say to someone who chooses it"),
            help=phrase("Say kindly why it helps or what it misses."),
        ),
    }
    body_fields: ClassVar = ("stem", "options", "feedback")
    fewest_options: ClassVar[int] = 2
    ids: ClassVar[tuple[str, ...]] = tuple(ascii_lowercase)
    several_right: ClassVar[bool] = False
    """Whether a learner may choose more than one option."""
    judges_a_statement: ClassVar[bool] = False
    """Whether its two options agree and disagree with the stem, in an order that never changes."""

    stem: Annotated[
        Markdown,
        AfterValidator(_no_options),
        Field(description=phrase("a question before its options")),
    ]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=26)]
    feedback: Annotated[OptionalMarkdown, AfterValidator(_no_options), AfterValidator(_from_the_margin)] = ""

    @model_validator(mode="after")
    def _options_hold_together(self) -> Self:
        if len({option.id for option in self.options}) < len(self.options):
            raise BadValue(
                phrase("Two of its options have the same id."), phrase("Give each option its own id.")
            )
        if len({option.text for option in self.options}) < len(self.options):
            raise BadValue(
                phrase("Two of its options say the same."), phrase("Change one of them, or take it out.")
            )
        if fault := type(self).fault([option.right for option in self.options]):
            raise BadValue(fault[1], fault[2])
        return self

    @classmethod
    def new_ids(cls, field: str) -> Iterable[str]:
        return (*cls.ids, *super().new_ids(field))

    @classmethod
    def fault(cls, right: list[bool]) -> tuple[str, str, str] | None:
        """The rule, the message and the remedy if the options cannot be marked, else None."""
        if not any(right):
            return (
                "S23",
                phrase("None of its options is marked as right."),
                phrase("Write [x] before the right one."),
            )
        return None

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        before = len(log.problems)
        body = read_options(directive.body, directive.body_line, log)
        readable = (
            len(log.problems) == before
        )  # else what is missing may stand in lines that could not be read
        if readable:
            cls._report_options(body.options, directive, log)
        values = {"options": cls._with_ids(body.options, log), "feedback": body.feedback}
        return {**values, "stem": body.stem} if body.stem else values

    @classmethod
    def _report_options(cls, options: list[WrittenOption], directive: Directive, log: ProblemLog) -> None:
        """Report too few or too many options, or options that cannot be marked."""
        which = {"kind": cls.kind, "name": quoted(directive.options.get("name", ""))}
        if len(options) < 2:
            log.error(
                "S22",
                directive.line,
                phrase("The %(kind)s question %(name)s has one option only.", **which)
                if options
                else phrase("The %(kind)s question %(name)s has no options.", **which),
                phrase("Write each as a line “- [ ] Text”, the right one “- [x] Text”."),
            )
        elif len(options) > 26:
            log.error(
                "S22",
                directive.line,
                phrase("The %(kind)s question %(name)s has more than 26 options.", **which),
                phrase("Take some out."),
            )
        elif fault := cls.fault([option.right for option in options]):
            rule, why, remedy = fault
            message = phrase("The %(kind)s question %(name)s cannot be used. %(why)s", **which, why=why)
            log.error(rule, directive.line, message, remedy)

    @classmethod
    def _with_ids(cls, options: list[WrittenOption], log: ProblemLog) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for position, option in enumerate(options):
            own_id = option.id or (cls.ids[position] if position < len(cls.ids) else f"x{position}")
            if any(other["id"] == own_id for other in made):
                log.error(
                    "S14",
                    option.line,
                    phrase("Two options have the id “%(id)s”.", id=own_id),
                    phrase("Give each its own."),
                )
            made.append(
                {"id": own_id, "text": option.text, "right": option.right, "feedback": option.feedback}
            )
        return made

    def write_body(self) -> str:
        options = "\n".join(self._written(position) for position in range(len(self.options)))
        return "\n\n".join(part for part in (self.stem, options, self.feedback) if part)

    def _written(self, position: int) -> str:
        option = self.options[position]
        usual = position < len(self.ids) and option.id == self.ids[position]
        own_id = "" if usual and not _TRAILING_ID.search(option.text) else f" {{#{option.id}}}"
        first = f"- [{'x' if option.right else ' '}] {option.text}{own_id}"
        return "\n".join(
            [first, *(f"  > {line}".rstrip() for line in option.feedback.split("\n") if option.feedback)]
        )

    def data(self) -> dict[str, Any]:
        """`options` and `right` are lists of option ids, in the author's order; `shuffle` says whether to mix them."""
        return {
            **super().data(),
            "options": [option.id for option in self.options],
            "right": [option.id for option in self.options if option.right],
            "shuffle": False,
        }

    def longest_response(self) -> list[str]:
        return [self.options[0].id]

    def check(self, log: ProblemLog, line: int) -> None:
        for option in self.options:
            if not option.feedback:
                log.warn(
                    "W50",
                    line,
                    phrase("The option %(option)s has no feedback.", option=quoted(option.text)),
                    phrase("Say under it, as a line “  > …”, why it is right or wrong."),
                )
        if len(self.options) < self.fewest_options:
            log.warn(
                "W50",
                line,
                nphrase(
                    "The question “%(name)s” offers %(num)s option.",
                    "The question “%(name)s” offers %(num)s options.",
                    len(self.options),
                    name=self.name,
                ),
                phrase(
                    "Offer at least %(fewest)s, each of which somebody might choose.",
                    fewest=self.fewest_options,
                ),
            )

    def answer_prose(self) -> Iterator[str]:
        for option in self.options:
            yield option.text
            if option.feedback:
                yield option.feedback

    def read_through(self) -> Iterator[str]:
        """Every answer, and the feedback on those that are right."""
        yield self.stem
        yield from (option.text for option in self.options)
        yield from (option.feedback for option in self.options if option.right)
        yield self.feedback


class ShuffledChoice(ChoiceQuestion):
    """A choice question whose options may stand in any order, and do unless the author says no."""

    form: ClassVar = {
        "shuffle": Asked(phrase("Mix the answers"), help=phrase("Each learner gets them in another order.")),
    }
    fewest_options: ClassVar = 3
    settings: ClassVar = ChoiceQuestion.settings | {"shuffle"}

    shuffle: bool = True

    def data(self) -> dict[str, Any]:
        return {**super().data(), "shuffle": self.shuffle}

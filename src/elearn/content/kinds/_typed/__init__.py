"""What the questions share whose answer is typed: the right answers, and wrong ones to be expected."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from elearn.content.kinds._asked import Asked
from elearn.content.kinds._choice.body import ALMOST_AN_OPTION, OPTION_START, read_options
from elearn.content.kinds._parts import ListQuestion
from elearn.content.kinds._parts.body import split_id, write_item, write_list
from elearn.content.kinds.base import Directive, Line, OptionalMarkdown
from elearn.content.text import quoted
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog

__all__ = ["Answer", "TypedQuestion"]

SHAPE = phrase("Write each as a line “- [x] Text”, an expected wrong one “- [ ] Text”.")
_MOST = 20


class Answer(BaseModel):
    """What may be typed. `feedback` is shown to who typed it, and that of the first right one with the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    text: Annotated[Line, Field(max_length=60)]
    right: bool = False
    feedback: OptionalMarkdown = ""

    @field_validator("text")
    @classmethod
    def _has_no_id(cls, text: str) -> str:
        if split_id(text)[1]:
            raise BadValue(
                phrase("An answer ends in {#…}, which marks an id in the file."),
                phrase("Take {#…} out of the answer."),
            )
        return text


class TypedQuestion(ListQuestion):
    """A question with one line to type in."""

    form: ClassVar = {
        "answers": Asked(
            phrase("Answers"),
            help=phrase("Tick each answer that is right. Add wrong ones that people often give."),
            row=phrase("an answer"),
            add=phrase("Add an answer"),
        ),
        "answers.text": Asked(phrase("Answer")),
        "answers.right": Asked(phrase("This is right")),
        "answers.feedback": Asked(phrase("What you say to someone who writes it")),
    }
    body_fields: ClassVar = ("stem", "answers", "feedback")
    list_start: ClassVar = OPTION_START
    list_like: ClassVar = ALMOST_AN_OPTION
    input_mode: ClassVar[str] = ""
    """Which keyboard a phone offers (HTML's `inputmode`), or "" for its usual one."""

    answers: Annotated[tuple[Answer, ...], Field(min_length=1, max_length=_MOST)]

    @property
    def right(self) -> list[str]:
        """The answers that are accepted."""
        return [answer.text for answer in self.answers if answer.right]

    def in_words(self, answer: Answer) -> str:
        """An answer as learners read it."""
        return answer.text

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        before = len(log.problems)
        body = read_options(directive.body, directive.body_line, log)
        answers = []
        for option in body.options:
            if option.id:
                log.error(
                    "S25",
                    option.line,
                    phrase("%(answer)s has an id, but it needs none.", answer=quoted(option.text)),
                    phrase("Take {#…} out."),
                )
            answers.append({"text": option.text, "right": option.right, "feedback": option.feedback})
        if len(log.problems) == before:
            cls._report_answers(answers, directive, log)
        values = {"answers": answers, "feedback": body.feedback}
        return {**values, "stem": body.stem} if body.stem else values

    @classmethod
    def _report_answers(cls, answers: list[dict[str, Any]], directive: Directive, log: ProblemLog) -> None:
        which = {"kind": cls.kind, "name": quoted(directive.options.get("name", ""))}
        if not answers:
            none = phrase("The %(kind)s question %(name)s has no answers.", **which)
            log.error("S22", directive.line, none, SHAPE)
        elif len(answers) > _MOST:
            many = phrase(
                "The %(kind)s question %(name)s has more than %(most)s answers.", **which, most=_MOST
            )
            log.error("S22", directive.line, many, SHAPE)
        elif not any(answer["right"] for answer in answers):
            log.error(
                "S23",
                directive.line,
                phrase("The %(kind)s question %(name)s has no right answer.", **which),
                phrase("Write [x] before it."),
            )

    def write_body(self) -> str:
        items = [
            write_item(f"- [{'x' if answer.right else ' '}] {answer.text}", answer.feedback)
            for answer in self.answers
        ]
        return write_list(self.stem, items, self.feedback)

    def check(self, log: ProblemLog, line: int) -> None:
        for answer in self.answers:
            if not answer.feedback:
                log.warn(
                    "W50",
                    line,
                    phrase("The answer %(answer)s has no feedback.", answer=quoted(answer.text)),
                    phrase("Say under it, as a line “  > …”, why it is right or wrong."),
                )

    def answer_prose(self) -> Iterator[str]:
        for answer in self.answers:
            yield from (passage for passage in (answer.text, answer.feedback) if passage)

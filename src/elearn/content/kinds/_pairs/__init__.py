"""What the questions share that ask to give each of several things the one that belongs to it, of a few."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from string import ascii_lowercase
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from elearn.content.kinds._asked import KEPT_BY, Asked
from elearn.content.kinds._parts import Credit, ListQuestion, mixed
from elearn.content.kinds._parts.body import (
    ListShape,
    WrittenItem,
    read_list,
    split_id,
    with_id,
    write_item,
    write_list,
)
from elearn.content.kinds._parts.slips import MARKS
from elearn.content.kinds.base import Directive, Line, OptionalLine, OptionalMarkdown, Slug
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import nphrase, phrase
from elearn.problems import BadValue, ProblemLog

__all__ = ["LETTERS", "NUMBERS", "PairsQuestion", "Row"]

LETTERS = tuple(ascii_lowercase)
NUMBERS = tuple(str(number) for number in range(1, 37))
_ARROW = late(r"(?:^|[ \t])->(?:[ \t]|$)")
_ALMOST_A_PAIR = late(rf"^[ \t]*{MARKS}(?:[ \t\xa0]*|.*[ \t])(?:[-=–—]{{1,3}}>|[→⇒➡➔])(?:[ \t]|$)")
_MOST = 26
_LONG = 60
ShortId = Annotated[Slug, Field(max_length=16)]


def _one_arrow(text: str) -> str:
    if _ARROW.search(text):
        raise BadValue(
            phrase("The text before an arrow holds another arrow, “->”."),
            phrase("Write that text without an arrow."),
        )
    return text


class Row(BaseModel):
    """What is asked, and the answer that belongs to it. Without `id` it only offers an answer that belongs to nothing.

    `feedback` is shown with the right answer; that of an answer that belongs to nothing, to who gave it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: ShortId | None = None
    source: OptionalLine = ""
    target: Line
    target_id: ShortId
    feedback: OptionalMarkdown = ""

    @model_validator(mode="after")
    def _asks_in_words(self) -> Self:
        _one_arrow(self.source)
        if self.id is None and self.source:
            raise BadValue(
                phrase("There is text before the arrow of an answer that belongs to nothing."),
                phrase("Write such an answer as “- -> Answer”."),
            )
        return self

    @classmethod
    def read_source(cls, text: str) -> dict[str, Any] | None:
        """The fields that what stands before the arrow says; None where it cannot be read."""
        return {"source": text} if text else None

    def write_source(self) -> str:
        """What stands before the arrow."""
        return self.source


class PairsQuestion(ListQuestion):
    """Each source is given one of the targets; `credit` says whether each right pair earns its share."""

    form: ClassVar = {
        "rows": Asked(
            phrase("Pairs"),
            help=phrase("An answer without a partner is a wrong one to choose from."),
            row=phrase("a pair"),
            add=phrase("Add a pair"),
        ),
        "rows.id": KEPT_BY,
        "rows.source": Asked(phrase("What is asked")),
        "rows.target": Asked(phrase("What belongs to it")),
        "rows.target_id": Asked(
            phrase("The name that this answer is kept by"),
            help=phrase("Do not change it after people have taken the course."),
        ),
        "rows.feedback": Asked(phrase("What you say about it"), help=phrase("Say why it belongs there.")),
        "credit": Asked(
            phrase("How it gives points"),
            choices={
                "partial": phrase("Each right pair earns a part of the points"),
                "all": phrase("Only if all pairs are right"),
            },
        ),
        "shuffle": Asked(phrase("Mix the answers"), help=phrase("Each learner gets them in another order.")),
    }
    body_fields: ClassVar = ("stem", "rows", "feedback")
    list_start: ClassVar = late(r"^[-*+][ \t]+(?=(?:.*[ \t])?->(?:[ \t]|$))", re.MULTILINE)
    list_like: ClassVar = _ALMOST_A_PAIR
    shape: ClassVar[str]
    row: ClassVar[type[Row]] = Row
    source_ids: ClassVar[tuple[str, ...]] = LETTERS
    target_ids: ClassVar[tuple[str, ...]] = NUMBERS
    fewest: ClassVar[int] = 2
    on_picture: ClassVar[bool] = False
    """Whether its sources are spots on a picture."""
    settings: ClassVar = ListQuestion.settings | {"credit", "shuffle"}

    credit: Credit = "partial"
    shuffle: bool = True
    rows: tuple[Row, ...]

    @property
    def sources(self) -> list[Row]:
        """The rows that ask."""
        return [row for row in self.rows if row.id is not None]

    @property
    def targets(self) -> dict[str, str]:
        """What may be given, by id, in the author's order."""
        return {row.target_id: row.target for row in self.rows}

    @property
    def offered(self) -> dict[str, str]:
        """What may be given, by id, in the order in which it stands on the page before a script mixes it."""
        return {
            each: self.targets[each]
            for each in (mixed(self.targets, self.name) if self.shuffle else self.targets)
        }

    @property
    def wrong(self) -> list[Row]:
        """The rows whose answer belongs to nothing."""
        return [row for row in self.rows if row.id is None]

    @model_validator(mode="after")
    def _rows_hold_together(self) -> Self:
        ids = [row.id for row in self.sources]
        if len(set(ids)) < len(ids):
            raise BadValue(phrase("Two of its lines have the same id."), phrase("Give each line its own id."))
        pairs = {(row.target_id, row.target) for row in self.rows}
        if len({pair[0] for pair in pairs}) < len(pairs) or len({pair[1] for pair in pairs}) < len(pairs):
            raise BadValue(
                phrase("Two different answers have the same id, or one answer has two ids."),
                phrase("Give each answer one id, and no two answers the same one."),
            )
        if len({row.write_source() for row in self.sources}) < len(ids):
            raise BadValue(
                phrase("Two of its lines say the same before the arrow."),
                phrase("Change one of them, or take it out."),
            )
        used = {row.target_id for row in self.sources}
        extra = [row.target_id for row in self.wrong]
        if len(set(extra)) < len(extra) or used & set(extra):
            raise BadValue(
                phrase("An answer that belongs to nothing is written twice."),
                phrase("Take one of the two lines out."),
            )
        if fault := self.fault(len(ids), len(self.targets)):
            raise BadValue(*fault)
        return self

    @classmethod
    def new_ids(cls, field: str) -> Iterable[str]:
        return (*cls.source_ids, *(f"x{number}" for number in range(len(cls.source_ids), 200)))

    @classmethod
    def needs_id(cls, field: str, row: Mapping[str, Any]) -> bool:
        return bool(row["source"] or row.get("across") or row.get("down"))

    @classmethod
    def settled(cls, values: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """One id for each answer: an answer keeps the id that it has in the file, and a new one gets a free one."""
        told = {row["target"]: row["target_id"] for row in before.get("rows", ()) if row["target"]}
        used = {*told.values(), *(row["target_id"] for row in values["rows"])}
        owner: dict[str, str] = {}
        ids: dict[str, str] = {}
        for row in sorted(values["rows"], key=lambda each: told.get(each["target"]) != each["target_id"]):
            target, given = row["target"], row["target_id"] or told.get(row["target"], "")
            if target and target not in ids and given and owner.setdefault(given, target) == target:
                ids[target] = given
        spare = (each for each in chain(cls.target_ids, (f"x{n}" for n in count())) if each not in used)
        rows = []
        for row in values["rows"]:
            if row["target"] and row["target"] not in ids:
                ids[row["target"]] = next(spare)
            own = {"target_id": ids[row["target"]]} if row["target"] else {}
            rows.append({**row, **own, "id": row["id"] if cls.needs_id("rows", row) else ""})
        return {**values, "rows": rows}

    @classmethod
    def fault(cls, sources: int, targets: int) -> tuple[str, str] | None:
        """The message and the remedy if it cannot have so many lines and answers, else None."""
        if sources < cls.fewest:
            if not sources:
                return phrase(
                    "It has no lines to answer, but it needs at least %(fewest)s.", fewest=cls.fewest
                ), cls.shape
            return nphrase(
                "It has %(num)s line to answer, but it needs at least %(fewest)s.",
                "It has %(num)s lines to answer, but it needs at least %(fewest)s.",
                sources,
                fewest=cls.fewest,
            ), cls.shape
        if targets < 2:
            return phrase("It offers only one answer."), cls.shape
        if max(sources, targets) > _MOST:
            message = phrase("It has more than %(most)s lines or answers.", most=_MOST)
            return message, phrase("Take some out, or write two questions.")
        return None

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        before = len(log.problems)
        lacks = phrase("it needs “->” with a space on each side")
        # Translators: as in “… is almost an option: it is indented.” In Welsh it follows “yn”, so it is mutated.
        shape = ListShape(cls.list_start, _ALMOST_A_PAIR, phrase("a pair"), cls.shape, lacks)
        body = read_list(directive.body, directive.body_line, log, shape)
        rows = cls._rows(body.items, log)
        if len(log.problems) == before:
            asked = sum(row["id"] is not None for row in rows)
            if fault := cls.fault(asked, len({row["target_id"] for row in rows})):
                message = phrase(
                    "The %(kind)s question %(name)s cannot be used. %(why)s",
                    kind=cls.kind,
                    name=quoted(directive.options.get("name", "")),
                    why=fault[0],
                )
                log.error("S22", directive.line, message, fault[1])
        values = {"rows": rows, "feedback": body.feedback}
        return {**values, "stem": body.stem} if body.stem else values

    @classmethod
    def _rows(cls, items: list[WrittenItem], log: ProblemLog) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        ids: list[str] = []
        answers: dict[str, str] = {}
        for item in items:
            before, after = _ARROW.split(item.text, maxsplit=1)
            (asked, own_id), (target, target_id) = split_id(before.strip()), split_id(after.strip())
            said = cls.row.read_source(asked) if asked else {}
            unreadable = said is None or bool(own_id and not asked)
            if unreadable or not target:
                log.error(
                    "S25",
                    item.line,
                    phrase("%(text)s is not written as it should be.", text=quoted(item.text)),
                    cls.shape,
                )
            if unreadable:
                continue
            if asked:
                own_id = own_id or cls._usual(cls.source_ids, len(ids))
                ids.append(own_id)
            if target:
                target_id = target_id or answers.get(target) or cls._usual(cls.target_ids, len(answers))
                answers.setdefault(target, target_id)
            if (asked and ids.count(own_id) > 1) or answers.get(target, target_id) != target_id:
                told = own_id if ids.count(own_id) > 1 else target_id
                log.error(
                    "S14",
                    item.line,
                    phrase("The id “%(id)s” is there twice, or its answer has another id too.", id=told),
                    phrase("Give each line and each answer one id of its own."),
                )
            rows.append(
                {
                    "id": own_id if asked else None,
                    "target": target,
                    "target_id": target_id,
                    "feedback": item.feedback,
                }
                | (said or {})
            )
        return rows

    @staticmethod
    def _usual(ids: tuple[str, ...], position: int) -> str:
        return ids[position] if position < len(ids) else f"x{position}"

    def write_body(self) -> str:
        items, asked, answers = [], 0, dict[str, str]()
        for row in self.rows:
            usual = answers.get(row.target) or self._usual(self.target_ids, len(answers))
            if row.target:
                answers[row.target] = row.target_id
            target = with_id(row.target, row.target_id, usual if row.target else "")
            source = ""
            if row.id is not None:
                source = with_id(row.write_source(), row.id, self._usual(self.source_ids, asked)) + " "
                asked += 1
            items.append(write_item(f"- {source}-> {target}", row.feedback))
        return write_list(self.stem, items, self.feedback)

    def data(self) -> dict[str, Any]:
        """`sources` and `targets` are ids; `right` gives the target's id by the source's."""
        return {
            **super().data(),
            "sources": [row.id for row in self.sources],
            "targets": list(self.targets),
            "right": {row.id: row.target_id for row in self.sources},
            "credit": self.credit,
            "shuffle": self.shuffle,
        }

    def longest_response(self) -> list[str]:
        """Source and target in turn."""
        return [each for row in self.sources for each in (str(row.id), row.target_id)]

    def check(self, log: ProblemLog, line: int) -> None:
        for row in self.rows:
            if not row.feedback:
                log.warn(
                    "W50",
                    line,
                    phrase("The answer %(answer)s has no feedback.", answer=quoted(row.target)),
                    phrase("Say under it, as a line “  > …”, why it belongs there."),
                )
            if len(row.target) > _LONG:
                log.warn(
                    "W53",
                    line,
                    phrase(
                        "The answer %(answer)s is longer than %(most)s characters.",
                        answer=quoted(row.target),
                        most=_LONG,
                    ),
                    phrase("Shorten it: a phone shows no more of it in a list to choose from."),
                )

    def answer_prose(self) -> Iterator[str]:
        for row in self.rows:
            yield from (passage for passage in (row.source, row.target, row.feedback) if passage)

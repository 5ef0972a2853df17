"""What an import would do (`Preview`), the reasons why rows are rejected, and the file of rejected rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from elearn.phrases import all_quoted, as_json, joined, phrase
from elearn.problems import Problem
from elearn.spreadsheets import csv_file
from elearn.tracker.imports.answering import Answered
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.filerows import Action, FileRow, Kept, Lines, rows
from elearn.tracker.imports.headers import column_name
from elearn.tracker.imports.questions import Question
from elearn.tracker.imports.understanding import Asked, Understood
from elearn.translations import said


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `kept` are its rows, in the file's order; `data` is the file.

    `version` and `day` are those of the facts (`tracker.changes`) when it was examined. `written` and
    `change_addresses` are as for `preview`, for when the rows are examined again. `taken` is which names stood for
    which things, as (what it is, its id) to the name.
    `unpublished` are the courses that are written here and not published, by the number of the rejected row that
    names one. `surroundings` is what the examination depended on (`again.surroundings`). `movable` is how many rows
    would be applied if addresses were changed. `how` says how the file was read, and which questions are open: then
    there are no rows. `examples` are the first rows as they will be kept, a text for each of the kind's columns.
    `asked` is what came with the file, and `answered` the questions that its answers were to. `unknown_answers` says
    which of them were to none, by their key. `not_known` counts completions whose result nobody knows, and
    `without_result` the people of whom a completion gives no result. `said_nothing` counts the rows of our own list of
    who is due that nobody has filled in; they are among those that are not completed.
    """

    kind: Kind
    filename: str
    data: bytes = field(repr=False)
    sha256: str
    agency: str | None
    how: Understood
    notes: list[str]
    kept: Kept
    version: int
    taken: Mapping[tuple[str, str], str]
    unpublished: Mapping[int, str]
    surroundings: str
    day: date
    asked: Asked
    written: Collection[str] = ()
    change_addresses: bool = False
    movable: int = 0
    not_known: int = 0
    without_result: int = 0
    said_nothing: int = 0
    answered: list[Answered] = field(default_factory=list)
    unknown_answers: Mapping[str, Problem] = field(default_factory=dict)
    examples: list[list[str]] = field(default_factory=list)

    @property
    def header(self) -> list[str]:
        """What each column of a row is called."""
        return self.how.header

    @property
    def ignored_columns(self) -> list[str]:
        """The headers of the columns that are left out."""
        return self.how.left_out

    @property
    def questions(self) -> list[Question]:
        """What has to be answered before the file can be examined."""
        return self.how.questions

    def open_questions(self) -> list[Problem]:
        """The open questions as problems, each with the answers that there are."""
        return [
            Problem(
                self.filename,
                0,
                0,
                "question",
                "error",
                joined(filter(None, (each.text, each.detail))),
                phrase(
                    "Answer with one of: %(answers)s.",
                    answers=all_quoted(choice.words for choice in each.choices),
                ),
            )
            for each in self.questions
        ]

    def reading(self) -> dict[str, Any]:
        """How the file was read, as it is kept with the import. `said` has the words once more, with their parts."""
        answered = [(each.question.text, each.choice.kept) for each in self.answered]
        columns = [(each.header, each.column, each.how) for each in self.how.taken]
        return {
            "sheet": self.how.table.sheet,
            "header_row": self.how.table.header_row,
            "columns": [list(each) for each in columns],
            "left_out": self.ignored_columns,
            "absent": self.how.absent,
            "answers": dict(self.asked.answers),
            "answered": [{"question": question, "answer": answer} for question, answer in answered],
            "course": self.asked.course,
            "session": self.asked.session,
            "not_completed": self.count("not completed"),
            "not_known": self.not_known,
            "without_result": self.without_result,
            "said_nothing": self.said_nothing,
            "said": {
                "columns": [list(map(as_json, each)) for each in columns],
                "absent": list(map(as_json, self.how.absent)),
                "answered": [
                    {"question": as_json(question), "answer": as_json(answer)}
                    for question, answer in answered
                ],
            },
        }

    def count(self, action: Action) -> int:
        """How many rows are `new`, `changed`, `unchanged` or `rejected`."""
        return self.kept.counts()[action]

    @property
    def total(self) -> int:
        """How many rows the file has below its header."""
        return len(self.kept)

    @property
    def rows(self) -> list[FileRow]:
        """Every row, without its cells. This is for short files: of a long one it fills the memory."""
        if self.kept.is_listed:
            return list(self.kept)
        return [FileRow(number, (), action="unchanged") for number, _ in self.how.rows]

    @property
    def to_apply(self) -> Lines:
        """The rows that would be written, without their cells."""
        return self.kept.to_apply

    @property
    def rejected(self) -> Lines:
        """The rows that cannot be applied. Each says why in `problems`."""
        return self.kept.rejected

    @property
    def unmatched(self) -> list[FileRow]:
        """The rejected rows that name someone we do not know. Screens show them apart from the rows that are wrong."""
        return [line for line in self.rejected if any(each.rule == "unmatched" for each in line.problems)]

    def problems(self) -> list[Problem]:
        """Each problem with its place in the file: the row, and the column (from 1; 0 for the whole row)."""
        width = 0 if self.how.is_wide else len(self.header)
        places = {name: at + 1 for name, at in self.how.places.items() if at < width}
        return sorted(
            replace(problem, path=self.filename, column=places.get(problem.path, 0))
            for line in self.rejected
            for problem in line.problems
        )

    def as_dict(self) -> dict[str, Any]:
        """What `elearn import --json` prints."""
        return {
            "kind": self.kind.name,
            "file": self.filename,
            "sha256": self.sha256,
            "agency": self.agency,
            **{action: self.count(action) for action in ("new", "changed", "unchanged", "rejected")},
            "not_completed": self.count("not completed"),
            "not_known": self.not_known,
            "people_without_result": self.without_result,
            "course": self.asked.course,
            "sheet": self.how.table.sheet,
            "header_row": self.how.table.header_row,
            "columns": [
                {"header": each.header, "column": each.column, "how": each.how} for each in self.how.taken
            ],
            "absent": self.how.absent,
            "examples": [
                dict(zip([column.name for column in self.kind.columns], row, strict=True))
                for row in self.examples
            ],
            "answers": dict(self.asked.answers),
            "questions": [
                {
                    "key": each.key,
                    "text": each.text,
                    "detail": each.detail,
                    "choices": [{"value": choice.value, "words": choice.words} for choice in each.choices],
                }
                for each in self.questions
            ],
            "unmatched": len(self.unmatched),
            "ignored_columns": self.ignored_columns,
            "notes": self.notes,
            "problems": [problem.as_dict() for problem in self.problems()],
        }

    def rejected_csv(self) -> bytes:
        """The rejected rows as they were sent, each with its row number and why it is rejected.

        They can be corrected and sent again: the columns that we add have names that the kind does not use, and a
        second round replaces them. The reasons are said in the current language.
        """
        wanted = {column.name for column in self.kind.columns}
        added = ("row", "rejected_because" if "reason" in wanted else "reason")
        places = [place for place, name in enumerate(self.header) if column_name(name) not in added]
        sent = (
            [
                *(line.cells[place] if place < len(line.cells) else "" for place in places),
                line.number,
                " ".join(f"{said(each.message)} {said(each.remedy)}" for each in line.problems),
            ]
            for line in self._with_cells(self.rejected)
        )
        return csv_file([*(self.header[place] for place in places), *added], sent)

    def _with_cells(self, lines: Iterable[FileRow]) -> Iterator[FileRow]:
        """The rows with their cells, which are read from the file again. `lines` are in its order."""
        sent = enumerate(self.how.rows)
        for line in lines:
            yield replace(line, cells=next(cells for place, (_, cells) in sent if place == line.place))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some rows are rejected: the rows in words ("" if it is about the whole file), what is wrong, what to do.

    `first` is the number of the first row, or 0.
    """

    rule: str
    first: int
    rows: str
    count: int
    message: str
    remedy: str


def by_reason(problems: Iterable[Problem]) -> list[Reason]:
    """The problems of many rows, each reason once with its rows, in the order of their first row."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for problem in problems:
        found.setdefault((problem.rule, problem.message, problem.remedy), []).append(problem.line)
    return [
        Reason(rule, numbers[0], rows(numbers) if numbers[0] else "", len(numbers), message, remedy)
        for (rule, message, remedy), numbers in found.items()
    ]

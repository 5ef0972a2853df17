"""Questions in a spreadsheet: a row for each, in the columns of our template."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from elearn.authoring.questions import shapes
from elearn.authoring.questions.columns import (
    AFTERWARDS,
    HINT,
    KIND,
    MOST_ANSWERS,
    NAME,
    OFF,
    POINTS,
    QUESTION,
    RIGHT,
    TESTS,
    UNIT,
    known_kinds,
    known_titles,
    plain,
)
from elearn.authoring.questions.making import Answer, Draft, decimal_of, name_of, points_of
from elearn.authoring.questions.model import MOST_QUESTIONS, Item, Questions
from elearn.authoring.questions.prose import line, tidy
from elearn.authoring.questions.prose import plain as markdown
from elearn.authoring.questions.texts import in_utf8
from elearn.content.text import one_line, quoted
from elearn.phrases import all_quoted, phrase
from elearn.spreadsheets import as_before
from elearn.tracker.imports.reading import read_table

_ARROW = re.compile(r"[ \t]*(?:-+>|→|⇒)[ \t]*")
_TRUE = frozenset({"true", "t", "yes", "y", "1", "a", "gwir", "cywir", "ie"})
_FALSE = frozenset({"false", "f", "no", "n", "2", "b", "0", "gau", "anghywir", "na"})
_BETWEEN = re.compile(r"[\s,;&+/]+|\band\b|\ba\b(?=\s*\d)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:\.\.|–|—|\bto\b|\bi\b)\s*")

Cells = Mapping[tuple[str, int], str]


def read_sheet(data: bytes, filename: str, notes: list[str]) -> Questions:
    """The questions of a spreadsheet. Raises InputFault if it cannot be read, or has not our columns."""
    data, told = in_utf8(data)
    notes += told
    table = read_table(data, filename, _fits)
    notes += [*table.notes, *(each.text for each in table.questions)]
    if table.sheet and len(table.sheets) > 1:
        notes.append(phrase("The sheet “%(sheet)s” was read.", sheet=table.sheet))
    places = {
        at: known for at, title in enumerate(table.header) if (known := known_titles().get(plain(title)))
    }
    unknown = [title for at, title in enumerate(table.header) if title.strip() and at not in places]
    if unknown:
        notes.append(phrase("These columns were not read: %(columns)s.", columns=all_quoted(unknown[:10])))
    items: list[Item] = []
    more = 0
    for number, row in table.rows:
        cells = {known: tidy(as_before(row[at])).strip() for at, known in places.items() if at < len(row)}
        if not any(cells.values()):
            continue
        if len(items) == MOST_QUESTIONS:
            more += 1
        else:
            items.append(_item(cells, len(items) + 1, number))
    return Questions("sheet", tuple(items), tuple(notes), more)


def _fits(header: Sequence[str]) -> bool:
    found = {known_titles().get(plain(each), ("", 0))[0] for each in header}
    return {KIND, QUESTION} <= found


def _item(cells: Cells, number: int, row: int) -> Item:
    def cell(key: str) -> str:
        return cells.get((key, 0), "")

    draft = Draft(
        number,
        row,
        name_of(cell(NAME)),
        _prose(cell(QUESTION)),
        _prose(cell(AFTERWARDS)),
        line(cell(HINT)),
        tests=one_line(cell(TESTS)),
    )
    points_of(draft, cell(POINTS))
    kind = known_kinds().get(plain(cell(KIND)), "")
    if not kind:
        said = quoted(cell(KIND)) if cell(KIND) else ""
        return draft.refused(
            phrase(
                "“%(kind)s” is no kind of question. Choose one from the list in that cell.",
                kind=cell(KIND)[:60],
            )
            if said
            else phrase("Its kind is missing. Choose one from the list in the first cell.")
        )
    return _KINDS[kind](draft, cells, cell)


def _answers(cells: Cells) -> list[tuple[int, str, str]]:
    """The number, the text and the feedback of each answer."""
    numbers = range(1, MOST_ANSWERS + 1)
    return [
        (each, text, _prose(cells.get(("feedback", each), "")))
        for each in numbers
        if (text := cells.get(("answer", each), ""))
    ]


def _right(written: str) -> set[int] | None:
    """The numbers of the right answers, as in “1, 3” or “A and C”. None if it says something else."""
    parts = [each for each in _BETWEEN.split(written) if each]
    numbers = {
        int(each) if each.isascii() and each.isdigit() and len(each) < 3 else ord(each.upper()) - ord("A") + 1
        for each in parts
        if re.fullmatch(r"\d{1,2}|[A-Ha-h]", each, re.ASCII)
    }
    return numbers if parts and len(parts) == len(numbers) else None


def _with_right(draft: Draft, cells: Cells, read: Callable[[str], str]) -> list[Answer] | Item:
    """The answers with their shares, or why the right ones are not known."""
    answers = _answers(cells)
    written = cells.get((RIGHT, 0), "")
    right = _right(written)
    if not written:
        return draft.refused(
            phrase("The column “Right” is empty. Write the number of each right answer, as in 1, 3.")
        )
    if right is None or not right <= {number for number, _, _ in answers}:
        return draft.refused(
            phrase(
                "“%(right)s” in the column “Right” names no answer that is there.",
                right=written[:60],
            )
        )
    return [
        Answer(read(text), Decimal(100) if number in right else Decimal(0), feedback)
        for number, text, feedback in answers
    ]


def _one(draft: Draft, cells: Cells, _: Callable[[str], str]) -> Item:
    made = _with_right(draft, cells, line)
    if isinstance(made, Item):
        return made
    if sum(each.share > 0 for each in made) > 1:
        return draft.refused(
            phrase("Several answers are right, but people can choose one. Say “choose many” instead.")
        )
    return shapes.choice(draft, made, single=True)


def _many(draft: Draft, cells: Cells, _: Callable[[str], str]) -> Item:
    made = _with_right(draft, cells, line)
    if isinstance(made, Item):
        return made
    part = Decimal(100) / max(1, sum(each.share > 0 for each in made))
    shared = [Answer(each.text, part if each.share else -part, each.feedback) for each in made]
    return shapes.choice(draft, shared, single=False)


def _truth(draft: Draft, cells: Cells, cell: Callable[[str], str]) -> Item:
    right = plain(cell(RIGHT))
    if right not in _TRUE | _FALSE:
        return draft.refused(phrase("The column “Right” has to say true or false."))
    answers = [plain(text) for _, text, _ in _answers(cells)]
    if any(each not in (_TRUE, _FALSE)[at > 0] for at, each in enumerate(answers)):
        draft.lose(phrase("Its own words for true and false are left out."))
    feedback = [_prose(cells.get(("feedback", number), "")) for number in (1, 2)]
    return shapes.true_or_false(draft, right in _TRUE, *feedback)


def _typed(draft: Draft, cells: Cells, _: Callable[[str], str]) -> Item:
    made = _with_right(draft, cells, one_line)
    if isinstance(made, Item):
        return made
    return shapes.typed(
        draft, [Answer(each.text.replace("*", "\\*"), each.share, each.feedback) for each in made]
    )


def _number(draft: Draft, cells: Cells, cell: Callable[[str], str]) -> Item:
    made = _with_right(draft, cells, lambda text: _RANGE.sub("..", one_line(text)))
    if isinstance(made, Item):
        return made
    off = cell(OFF)
    if off and decimal_of(off) is None:
        return draft.refused(phrase("“%(answer)s” is not a number.", answer=off[:60]))
    return shapes.number(
        draft, [(each, off if each.share else "") for each in made], one_line(cell(UNIT))[:40]
    )


def _match(draft: Draft, cells: Cells, _: Callable[[str], str]) -> Item:
    rows = []
    for _number_of, text, feedback in _answers(cells):
        source, *targets = _ARROW.split(one_line(text), maxsplit=1)
        if not targets:
            return draft.refused(phrase("“%(pair)s” has no arrow “->”.", pair=text[:60]))
        rows.append({"source": line(source), "target": line(targets[0]), "feedback": feedback})
    return draft.item("match", {"rows": rows})


def _order(draft: Draft, cells: Cells, _: Callable[[str], str]) -> Item:
    steps = [{"text": line(text), "feedback": feedback} for _number_of, text, feedback in _answers(cells)]
    return draft.item("order", {"steps": steps})


def _free(draft: Draft, cells: Cells, _: Callable[[str], str]) -> Item:
    return shapes.free_text(draft, by_hand=False)


_KINDS: Mapping[str, Callable[[Draft, Cells, Callable[[str], str]], Item]] = {
    "choose-one": _one,
    "choose-many": _many,
    "true-or-false": _truth,
    "fill-in": _typed,
    "number": _number,
    "match": _match,
    "order": _order,
    "reflect": _free,
}


def _prose(text: str) -> str:
    """A cell as a passage: each line of it is a paragraph."""
    return markdown(re.sub(r"\n+", "\n\n", text))

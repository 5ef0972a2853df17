"""Reads the day and the year of publication from a document's first lines. What they do not say is left for a person.

A cover also names other days: of a birth, a death, an incident, a meeting. A day counts as the day of publication
only if the words before it say so and say nothing else. A guess would put a child's day of birth into a file's name.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from elearn.intake.dates import MONTHS, days_in
from elearn.intake.document import Paragraph
from elearn.intake.wording import pattern

_SENTENCE = re.compile(r"[.;]\s+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d[\d/.-]*")
_DATE_WORDS = frozenset(MONTHS) | {
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("spring", "summer", "autumn", "winter", "st", "nd", "rd", "th", "of", "the"),
}
_FIRST_YEAR = 1990
"""No review is older."""
_YEAR = r"(?:199\d|20\d\d)"
_ONE_YEAR = re.compile(rf"(?<![\d/.-]){_YEAR}(?![\d/-]|\.\d)")
_REFERENCE = re.compile(
    rf"\b(?:case|review|report|l?cspr|scr|sar|dhr|dardr|silr|ref(?:erence)?|number|no)\b[\s.:#(|–—-]*"
    rf"(?:(?P<first>{_YEAR})(?:\s?[-/]\s?\d{{1,3}}(?![-/.]?\d))?|\d{{1,3}}\s?[-/]\s?(?P<last>{_YEAR}))"
    r"(?!\d|\s?[-–/]\s?\d)",
    re.IGNORECASE,
)


def published_of(sentences: list[str], known: str) -> date | None:
    """Returns the day of publication, or None if the sentences give none, or several.

    `known` is the board's name and the label, whose words may stand before the day.
    """
    for named in ("published", "dated"):
        days = {day for text in sentences for day in _days_after(named, text, known)}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def year_of(sentences: list[str], titles: list[str], board: str, label: str) -> int | None:
    """Returns the year of the review, if no day of publication gives it.

    It is taken from a month or year that is said to be that of publication, from a title (“Review 2023”), from a
    reference (“Case 2023-04”), or from a line that holds nothing but a month and year and the board's name.
    """
    of_publication = [text for text in sentences if _has_any(("published", "dated", "finished"), text)]
    for text in of_publication:
        if year := _year_alone(text, f"{board} {label} completed version"):
            return year
    for text in (f"case {label}", *titles):
        found = _REFERENCE.search(text)
        if found and not _has_any(["other_days"], text):
            return int(found["first"] or found["last"])
    for text in sentences:
        if year := _year_alone(text, board):
            return year
    return None


def sentences_of(paragraphs: list[Paragraph]) -> list[str]:
    """Returns the sentences of a document's first paragraphs, each value with the label that it has.

    The label of a value may be in the cell before it, in the cell above it, or on the line above it.
    """
    made: list[str] = []
    lines: list[str] = []
    above: Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.shape == "row":
            same = above is not None and above.table == paragraph.table
            for cell in _cells(paragraph.cells, above.cells if above and same else ()):
                made += _in_lines(cell.split("\n"))
        else:
            lines.append(paragraph.text)
        above = paragraph
    return made + _in_lines(lines)


def _cells(cells: tuple[str, ...], above: tuple[str, ...]) -> Iterator[str]:
    for column, cell in enumerate(cells):
        before = next((each for each in reversed(cells[:column]) if each.strip()), "")
        if not before or _is_value(before):
            before = above[column] if column < len(above) else ""
        yield _with_label(before, cell)


def _in_lines(lines: list[str]) -> list[str]:
    """Returns the sentences of some lines. A line that is only a day goes with the label on the line above it.

    Under several labels in a row, nobody can say which of them the day has.
    """
    made: list[str] = []
    labels: list[str] = []
    for line in lines:
        value = _with_label(labels[0], line) if len(labels) == 1 else line
        made += [part.strip() for part in _SENTENCE.split(value) if part.strip()]
        labels = [*labels, line] if _is_label(line) else []
    return made


def _with_label(label: str, value: str) -> str:
    """Returns the value after its label, if it needs one: a day, a month or a year."""
    return f"{label.strip().rstrip(':')}: {value}" if label.strip() and _is_value(value) else value


def _is_value(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    return bool(words) and all(word[0].isdigit() or word in _DATE_WORDS for word in words)


def _is_label(text: str) -> bool:
    """Returns whether a line says what the next one holds: it ends with a colon, or is about some day."""
    about_a_day = _has_any(("other_days", "published", "dated"), text)
    return (text.rstrip().endswith(":") or about_a_day) and not days_in(text)


def _has_any(lists: Iterable[str], text: str) -> bool:
    """Returns whether a text has words of one of these lists of `wording.yaml`."""
    return any(pattern(name).search(text) for name in lists)


def _days_after(named: str, text: str, known: str) -> Iterator[date]:
    """Yields the first day of a sentence, if its words say that it is the day of publication."""
    days = days_in(text)
    if days and not _has_any(["other_days"], text):
        start, day = days[0]
        if _has_any([named], text[:start]) and not _others(text[:start], known) and day.year >= _FIRST_YEAR:
            yield day


def _year_alone(text: str, known: str) -> int | None:
    """Returns the only year of a sentence that names no day and no other words than those of a cover."""
    years = set(_ONE_YEAR.findall(text))
    if len(years) != 1 or days_in(text) or _has_any(["other_days"], text):
        return None
    rest = _ONE_YEAR.sub(" ", text)
    return None if _others(rest, f"{known} {' '.join(_DATE_WORDS)}") else int(years.pop())


def _others(text: str, known: str) -> list[str]:
    """Returns the words that a cover's line on its publication does not have."""
    allowed = {word.lower() for word in _WORD.findall(known)} | _DATE_WORDS - set(MONTHS)
    rest = pattern("published").sub(" ", pattern("dated").sub(" ", text))
    words = (word.lower() for word in _WORD.findall(rest))
    return [word for word in words if word not in allowed and not pattern("of_a_cover").fullmatch(word)]

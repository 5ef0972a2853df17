"""The values of front matter, read one by one: each gives what the model keeps, or says what is wrong."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from elearn.content.text.front_matter import Entry, FrontMatter
from elearn.content.text.words import did_you_mean, quoted
from elearn.days import parse_day
from elearn.problems import ProblemLog

SLUG = re.compile(r"(?!constructor$)[a-z0-9]+(-[a-z0-9]+)*")
"""A name, as `forms.Slug` has it: what it leaves out has a meaning of its own in a browser's script."""
Readers = Mapping[str, tuple[str, Callable[[Entry], Any]]]
"""For each key of a file: the model's field, and how to read it."""


class Wrong(Exception):
    """Raised when a value cannot be read: what is wrong, and what to write."""

    def __init__(self, message: str, remedy: str, entry: Entry) -> None:
        super().__init__(message)
        self.message, self.remedy, self.entry = message, remedy, entry


def read_text(entry: Entry) -> str:
    if not isinstance(entry.value, str):
        raise Wrong(
            "it has to be a line of text",
            "Write one line; put it in quotation marks where it holds “: ”.",
            entry,
        )
    if not entry.value:
        raise Wrong("it is empty", "Write its value behind the colon.", entry)
    return entry.value


def read_number(entry: Entry, pattern: str, low: int, high: int, what: str, example: str) -> int:
    given = read_text(entry)
    found = re.fullmatch(pattern, given, re.ASCII)
    if not found or not low <= int(found[1]) <= high:
        raise Wrong(
            f"{quoted(given)} is not {what} from {low} to {high}", f"Write it as in {example}.", entry
        )
    return int(found[1])


def read_day(entry: Entry) -> date:
    try:
        return parse_day(read_text(entry))
    except ValueError as error:
        raise Wrong(str(error), "Write the day as in 2027-11-01.", entry) from None


def read_list(entry: Entry, pattern: re.Pattern[str], example: str) -> tuple[str, ...]:
    items = entry.value if isinstance(entry.value, list) else [entry]
    texts = []
    for item in items:
        given = read_text(item)
        if not pattern.fullmatch(given):
            raise Wrong(f"{quoted(given)} is not written as it should be", f"Write it as in {example}.", item)
        texts.append(given)
    return tuple(texts)


def read_keys(
    front: FrontMatter, readers: Readers, required: Iterable[str], log: ProblemLog
) -> dict[str, Any]:
    """The model's fields that the front matter gives, after reporting every key that is unknown, missing or wrong."""
    values: dict[str, Any] = {}
    for key, entry in front.entries.items():
        if key not in readers:
            log.error("S06", entry.line, f"There is no key “{key}”.", did_you_mean(key, readers))
            continue
        name, read = readers[key]
        try:
            values[name] = read(entry)
        except Wrong as wrong:
            at = wrong.entry
            log.error("S07", at.line, f"The key “{key}”: {wrong.message}.", wrong.remedy, at.column)
    for key in required:
        if key not in front.entries:
            log.error("S05", 1, f"The front matter has no “{key}”.", f"Add a line “{key}: …”.")
    return values

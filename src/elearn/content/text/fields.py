"""Reads the values of front matter: each reader gives what the model needs, or raises BadFrontMatter."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from elearn.content.text.front_matter import FrontMatter, FrontMatterValue
from elearn.content.text.words import did_you_mean, quoted
from elearn.days import parse_day
from elearn.patterns import late
from elearn.problems import BadValue, ProblemLog

SLUG = late(r"(?!constructor$)[a-z0-9]+(-[a-z0-9]+)*")
"""A name, as in `directives.Slug`. It leaves out the one name that has a meaning in a browser's script."""
Readers = Mapping[str, tuple[str, Callable[[FrontMatterValue], Any]]]
"""By key of the file: the model's field, and the function that reads its value."""


class BadFrontMatter(BadValue):
    """Raised when a value of front matter cannot be used. `at` is the value, with its place."""

    def __init__(self, message: str, remedy: str, at: FrontMatterValue) -> None:
        super().__init__(message, remedy)
        self.at = at


def read_text(entry: FrontMatterValue) -> str:
    """The value as one line of text, not empty."""
    if not isinstance(entry.value, str):
        message = f"The key “{entry.key}” has to be a line of text."
        remedy = "Write one line; put it in quotation marks if it holds “: ”."
        raise BadFrontMatter(message, remedy, entry)
    if not entry.value and entry.cut:
        message = f"The key “{entry.key}” is empty, because “{entry.cut}” after a space is a comment."
        raise BadFrontMatter(message, "Put the value in quotation marks.", entry)
    if not entry.value:
        raise BadFrontMatter(f"The key “{entry.key}” is empty.", "Write its value after the colon.", entry)
    return entry.value


def read_number(entry: FrontMatterValue, pattern: str, low: int, high: int, what: str, example: str) -> int:
    """The first group of `pattern` as a number from `low` to `high`. `what` is a noun for the message."""
    given = read_text(entry)
    found = re.fullmatch(pattern, given, re.ASCII)
    if not found or not low <= int(found[1]) <= high:
        message = f"{quoted(given)} in “{entry.key}” is not {what} from {low} to {high}."
        raise BadFrontMatter(message, f"Write it as in {example}.", entry)
    return int(found[1])


def read_day(entry: FrontMatterValue) -> date:
    """The value as a day."""
    given = read_text(entry)
    try:
        return parse_day(given, f"{quoted(given)} in “{entry.key}”")
    except BadValue as error:
        raise BadFrontMatter(error.message, "Write the day as in 2027-11-01.", entry) from None


def read_list(entry: FrontMatterValue, pattern: re.Pattern[str], example: str) -> tuple[str, ...]:
    """The value as a list of texts that match `pattern`. One text is a list of one."""
    items = entry.value if isinstance(entry.value, list) else [entry]
    texts = []
    for item in items:
        given = read_text(item)
        if not pattern.fullmatch(given):
            message = f"{quoted(given)} in “{item.key}” is not written as it should be."
            raise BadFrontMatter(message, f"Write it as in {example}.", item)
        texts.append(given)
    return tuple(texts)


def read_keys(
    front: FrontMatter, readers: Readers, required: Iterable[str], log: ProblemLog
) -> dict[str, Any]:
    """The model's fields that the front matter gives. Reports every key that is unknown, missing or wrong."""
    values: dict[str, Any] = {}
    for key, entry in front.entries.items():
        if key not in readers:
            log.error("S06", entry.line, f"There is no key “{key}”.", did_you_mean(key, readers))
            continue
        name, read = readers[key]
        try:
            values[name] = read(entry)
        except BadFrontMatter as bad:
            log.error("S07", bad.at.line, bad.message, bad.remedy, bad.at.column)
    for key in required:
        if key not in front.entries:
            log.error("S05", 1, f"The front matter has no “{key}”.", f"Add a line “{key}: …”.")
    return values

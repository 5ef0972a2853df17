"""Matches a file's header with the columns of its kind, and recognises a file of another kind."""

from collections.abc import Collection
from typing import Final

from elearn.problems import ProblemLog
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.reading import Table

ADDED: Final = frozenset({"row", "reason", "rejected_because"})
"""The columns that we add to a file of rejected rows. They say nothing about a file's kind."""

LISTED: Final = ("what", "id", "name")
"""The columns of the list of ids and names. It looks like a file of agencies, and holds other things too."""


def match_header(
    kind: Kind, table: Table, filename: str, kinds: Collection[type[Kind]] = ()
) -> tuple[dict[str, int], list[str]]:
    """The place of each of the kind's columns, and the headers of other columns.

    Raises InputFault if a column is missing or is there twice, and if the file is one of another of the `kinds`.
    """
    _must_not_be_the_list(kind, table, filename)
    wanted = {column.name for column in kind.columns}
    places: dict[str, int] = {}
    ignored: list[str] = []
    log = ProblemLog(filename)
    for place, written in enumerate(table.header):
        name = column_name(written)
        if name not in wanted:
            ignored += [written] if written else []
        elif name in places:
            log.error("header", 1, f"The column {name} is there twice.", "Keep one of the two.", place + 1)
        else:
            places[name] = place
    missing = kind.missing(places)
    _must_not_be_another(kind, table, bool(missing), kinds, log)
    there = f"The columns found are: {', '.join(name for name in table.header if name)}."
    for name in missing:
        remedy = f"A file of {kind.name} has {', '.join(column.name for column in kind.columns)}. {there}"
        log.error("header", 1, f"The column {name} is missing.", remedy, column=0)
    log.raise_if_any()
    return places, ignored


def _must_not_be_the_list(kind: Kind, table: Table, filename: str) -> None:
    """Raise InputFault if the file is the list of ids and names, which people download to look things up."""
    if set(LISTED) <= {column_name(name) for name in table.header}:
        log = ProblemLog(filename)
        log.error(
            "kind",
            1,
            f"This is the list of ids and names, not a file of {_words(kind.name)}.",
            f"The list is for looking things up. If it is a file of {_words(kind.name)}, keep only the columns "
            f"{', '.join(column.name for column in kind.columns)}.",
        )
        log.raise_if_any()


def _must_not_be_another(
    kind: Kind, table: Table, lacking: bool, kinds: Collection[type[Kind]], log: ProblemLog
) -> None:
    """Raise InputFault if the file has the columns of another kind.

    If the file has all that its own kind needs (not `lacking`), the other must know every column, and more of them.
    """
    present = {column_name(name) for name in table.header} - {""}
    fits: list[tuple[int, str]] = []
    for other in kinds:
        known = present & {column.name for column in other.columns}
        if other.name != kind.name and not other().missing(known):
            fits.append((len(known), other.name))
    count, name = max(fits, key=lambda fit: fit[0], default=(0, ""))
    own = len(present & {column.name for column in kind.columns})
    if count > own and (lacking or count >= len(present - ADDED)):
        log.error(
            "kind",
            1,
            f"This looks like a file of {_words(name)}, not of {_words(kind.name)}.",
            f"Choose {_words(name)}. If it is one of {_words(kind.name)}, keep only the columns "
            f"{', '.join(column.name for column in kind.columns)}.",
        )
        log.raise_if_any()


def column_name(header: str) -> str:
    """A header as a column's name: small letters, with underscores for spaces and hyphens."""
    return "_".join(header.replace("-", " ").replace("_", " ").split()).casefold()


def _words(kind: str) -> str:
    return kind.replace("-", " ")

"""Coverage as a file: the figures of a table, in the words of the screen, with a name beside each id."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from elearn.app.drawing import BASIS_WORDS, NOT_ASKED, RAG_WORDS, WORKING_OUT, day, pending, why_grey
from elearn.reporting import ResultNote
from elearn.reporting.coverage import CoverageRow
from elearn.spreadsheets import csv_file
from elearn.tracker import Names
from elearn.translations import N_
from elearn.translations import gettext as _

_KEYS = {
    "agency": (N_("Agency id"), N_("Agency")),
    "role_group": (N_("Role group id"), N_("Role group")),
    "course": (N_("Course id"), N_("Course")),
}


class Figures(NamedTuple):
    """The figures of a day by some keys, those at the end of the last quarter, and the notes beside the former."""

    as_at: date
    since: date
    by: Sequence[str]
    rows: Sequence[CoverageRow]
    before: Sequence[CoverageRow]
    notes: Sequence[ResultNote]
    known: Names


def content(figures: Figures) -> bytes:
    """Returns the file, in the current language."""
    named = {
        "agency": {each.id: each.name for each in figures.known.agencies},
        "role_group": figures.known.role_groups,
        "course": figures.known.courses,
    }
    earlier = {_key(row.keys): row.in_date for row in figures.before}
    notes = {_key(note.keys): note for note in figures.notes}
    header = [
        *(_(words) for key in figures.by for words in _KEYS[key]),
        *(_("As at"), _("In date"), _("In scope"), _("Percent")),
        *(_("Against target"), _("Target %%"), _("To reach target")),
        _("Change since %(day)s", day=day(figures.since)),
        *(_("Days allowed"), _("Lapsed"), _("Never taken"), _("Counted from")),
        *(_("Result not known"), _("In date because completed means passed"), _("Notes")),
    ]
    return csv_file(
        header,
        (
            [
                *(cell for key in figures.by for cell in _named(named[key], row.keys[key])),
                figures.as_at.isoformat(),
                *_figure(row, earlier.get(_key(row.keys))),
                *_results(row, notes.get(_key(row.keys))),
            ]
            for row in figures.rows
        ),
    )


def _key(keys: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(keys.items())


def _named(names: Mapping[str, str], id: str) -> tuple[str, str]:
    return id, names.get(id, id)


def _figure(row: CoverageRow, before: int | None) -> list[object]:
    """The cells of a figure. A cell is empty if nobody knows what it would say, and `_results` says why."""
    if pending(row):
        return [None, None, None, _(WORKING_OUT), row.target, *[None] * 5, _(BASIS_WORDS[row.basis])]
    asked = row.in_scope != 0
    return [
        row.in_date,
        row.in_scope,
        row.percent,
        _(RAG_WORDS[row.rag] if asked else NOT_ASKED),
        row.target,
        row.gap,
        None if before is None or row.in_date is None else row.in_date - before,
        *(row.grace, row.lapsed, row.never, _(BASIS_WORDS[row.basis])),
    ]


def _results(row: CoverageRow, note: ResultNote | None) -> list[object]:
    """How many people have a result that nobody knows, how many count by an assumption, and all notes in words."""
    if pending(row):
        return [None, None, _(WORKING_OUT)]
    counts = (note.not_known, note.taken_as_passed) if note else (0, 0)
    said = [
        _("No headcount is known on or before this day.") if row.in_scope is None else "",
        why_grey(row),
        note.in_words() if note else "",
    ]
    return [*(counts if row.basis != "return" else (None, None)), " ".join(filter(None, said))]

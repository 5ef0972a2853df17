"""A person's record as a file: as CSV in the current language, and as what JSON can say."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from elearn.spreadsheets import csv_file
from elearn.tracker import record_words as words
from elearn.tracker.record import Record
from elearn.translations import gettext as _


def csv_of(record: Record) -> bytes:
    """The record as one CSV file: a row for each thing, the latest day of each kind first. No cell can run."""
    header = [
        _("What"),
        _("Day"),
        _("Title"),
        _("Version"),
        _("Where from"),
        _("Result"),
        _("Score"),
        _("Minutes"),
        _("Participatory"),
        _("Certificate"),
        _("Withdrawn on"),
        _("Reason"),
        _("Text"),
    ]
    return csv_file(header, [row.cells() for row in _rows(record)])


class _Row(NamedTuple):
    """A row of the CSV file. Days are ISO text there, so that files sort by them."""

    what: str
    on: date | None
    title: str
    version: str = ""
    where: str = ""
    result: str = ""
    score: float | None = None
    minutes: int | None = None
    participatory: bool | None = None
    certificate: str = ""
    withdrawn: date | None = None
    reason: str = ""
    text: str = ""

    def cells(self) -> list[object]:
        """The cells as they are written. What is not known is blank."""
        said: list[object] = []
        for cell in self:
            if isinstance(cell, bool):
                said.append(_("Yes") if cell else _("No"))
            elif isinstance(cell, date):
                said.append(cell.isoformat())
            else:
                said.append("" if cell is None else cell)
        return said


def _rows(record: Record) -> Iterator[_Row]:
    for done in record.completions:
        yield _Row(
            _("Completion"),
            done.completed_on,
            done.title,
            done.version,
            words.source(done),
            _("Passed") if done.passed else _("Not passed"),
            done.score,
            done.minutes,
            done.kind,
            done.certificate or "",
            done.withdrawn_on,
            done.reason,
        )
    for unknown in record.not_known:
        yield _Row(_("Completed, result not known"), unknown.completed_on, unknown.title, unknown.version)
    for held in record.attended:
        where = ", ".join(filter(None, (_(words.DELIVERY[held.delivery]), held.place)))
        yield _Row(
            _("Taught session attended"),
            held.held_on,
            held.title,
            where=where,
            minutes=held.minutes,
            participatory=held.participatory,
        )
    for learned in record.elsewhere:
        yield _Row(
            _("Learning from elsewhere"),
            learned.completed_on,
            learned.title,
            where=learned.provider,
            result=_("Counts as %(title)s", title=learned.stands_for) if learned.stands_for else "",
            minutes=learned.minutes,
            participatory=learned.participatory,
        )
    for written in record.reflections:
        yield _Row(_("Reflection"), written.written_on, written.title, where=written.about, text=written.text)
    for year in record.hours:
        label = _("All learning in %(year)s", year=year.year)
        yield _Row(_("Time in a year"), None, label, minutes=year.minutes)
        label = _("Participatory learning in %(year)s", year=year.year)
        yield _Row(
            _("Time in a year"),
            None,
            label,
            minutes=year.participatory,
            participatory=True,
        )
    for stands in record.stands:
        where = f"{stands.role_group}, {stands.agency}"
        yield _Row(
            _("Requirement"), stands.due, stands.title, where=where, result=_(words.STATES[stands.state])
        )


def record_as_dict(record: Record) -> dict[str, Any]:
    """The record as a dict that can be written as JSON: the same names, with days as ISO text."""
    said: dict[str, Any] = _plain(asdict(record))
    for each, done in zip(said["completions"], record.completions, strict=True):
        each["withdrawn_on"] = done.withdrawn_on.isoformat() if done.withdrawn_on else None
    said["hours"] = [each._asdict() for each in record.hours]
    said["stands"] = [_plain(each._asdict()) for each in record.stands]
    return said


def _plain(value: Any) -> Any:
    """A value as JSON can say it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value

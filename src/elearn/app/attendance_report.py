"""The report on attendance at taught sessions, for the board and for leads: by agency, course or quarter."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from elearn.app import downloads, filters, lists, session
from elearn.app.drawing import draw
from elearn.app.questions import names_of
from elearn.app.taught_words import DELIVERIES, days_of, quarter_in_words, quarters
from elearn.days import add_months, today
from elearn.spreadsheets import csv_file
from elearn.tracker import PAGE_SIZE, Actor, AgencyName, directory
from elearn.tracker.taught import Attendance, AttendanceRow, TrainerDays, attendance, trainer_days
from elearn.translations import N_
from elearn.translations import gettext as _

BY = {"agency": N_("Agency"), "course": N_("Course"), "quarter": N_("Quarter")}
"""By `?by=` in the address, what the rows of the report are."""
_HEADS = (
    *(
        N_("From"),
        N_("To"),
        N_("Delivery"),
        N_("Sessions"),
        N_("Places"),
        N_("Booked"),
        N_("Booked and came"),
    ),
    *(N_("Cancelled"), N_("Did not come"), N_("Still expected"), N_("Walked in"), N_("Came in all")),
    N_("Came in all, to sessions with a number of places"),
    *(
        N_("Came in all, of places (%%)"),
        N_("Came in all, of bookings (%%)"),
        N_("Booked and came, of bookings (%%)"),
    ),
)
"""The headers of the file, after the keys."""


def show(actor: Actor) -> None:
    """Draws the report for what the reader may see."""
    scope = actor.coverage_scope()
    known = names_of(scope)
    titles = {each.id: each.title for each in directory.courses(session.database())}
    with st.container(horizontal=True, key="attendance_filters", vertical_alignment="bottom"):
        by = filters.always_one_of(
            _("Rows"), {id: _(words) for id, words in BY.items()}, "attendance_by", name="by"
        )
        quarter = filters.one_of(
            _("Quarter"), quarters(1), _("The last 12 months"), "attendance_quarter", name="quarter"
        )
        course = filters.one_of(_("Course"), titles, _("All courses"), "attendance_course", name="course")
        agency = filters.agency(known.agencies, _("All that I may see"), "attendance_agency", _("People of"))
    first, last = days_of(quarter) if quarter else (add_months(today(), -12) + timedelta(1), today())
    db = session.database()
    found = attendance(db, scope, first, last, (by,), within=agency, course=course)
    draw("attendance-head.html", report=found, first=first, last=last, whole=scope.kind == "everyone")
    if not found.total.both.sessions:
        draw(
            "empty.html",
            title=_("No session was held in these days"),
            text=_("Sessions count from the moment that somebody says who came."),
        )
        return
    draw("attendance-shares.html", total=found.total)
    words = {"agency": {each.id: each.name for each in known.agencies}, "course": titles}
    rows = _level(found.rows, known.agencies, agency) if by == "agency" else found.rows
    number = lists.number("attendance", (by, quarter, course, agency))
    shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    draw(
        "attendance-rows.html",
        rows=[
            (_called(each, by, words), _opens(each, by, found.rows, known.agencies), each) for each in shown
        ],
        by=_(BY[by]),
        total=found.total,
    )
    lists.ways_on("attendance", len(rows))
    reader = session.as_now("coverage")

    def content() -> bytes:
        now = reader().coverage_scope()
        again = attendance(db, now, first, last, (by,), within=agency, course=course)
        return report_file(again.rows, again.total, by, words, (first, last))

    downloads.button(_("Download as CSV"), content, f"attendance-{first}-{last}.csv", "attendance_csv")
    _trainer_days(trainer_days(db, scope, first, last, course=course), known.agencies, agency)


def report_file(
    rows: Sequence[AttendanceRow],
    total: AttendanceRow,
    by: str,
    words: Mapping[str, Mapping[str, str]],
    days: tuple[date, date],
) -> bytes:
    """The report as CSV: a row for each delivery of each row, and of the total. Each percentage says what it is of."""
    lines: list[list[object]] = []
    for name, key, row in (
        *((_called(each, by, words), each.keys[by] or "", each) for each in rows),
        (_("All"), "", total),
    ):
        for delivery, figures in (("single", row.single), ("inter", row.inter)):
            if figures.sessions:
                lines.append([name, key, *map(str, days), _(DELIVERIES[delivery]), *_cells(figures)])
        lines.append([name, key, *map(str, days), _("Both"), *_cells(row.both)])
    return csv_file([_(BY[by]), _("Id"), *(_(head) for head in _HEADS)], lines)


def _cells(each: Attendance) -> list[object]:
    counts = (each.booked, each.attended_booked, each.cancelled, each.no_show, each.expected, each.walked_in)
    percents = (each.percent_of_places, each.percent_of_bookings, each.percent_of_booked)
    with_places = None if each.places is None else each.attended_with_places
    return [
        "" if cell is None else cell
        for cell in (each.sessions, each.places, *counts, each.attended, with_places, *percents)
    ]


def _called(row: AttendanceRow, by: str, words: Mapping[str, Mapping[str, str]]) -> str:
    key = row.keys[by]
    if key is None:
        return _("Nobody knows from where")
    return quarter_in_words(key) if by == "quarter" else words[by].get(key, key)


def _level(
    rows: Sequence[AttendanceRow], agencies: Sequence[AgencyName], chosen: str | None
) -> list[AttendanceRow]:
    """The rows of the chosen agency and its own parts, or of those at the top, in the order of their names."""
    place = {each.id: number for number, each in enumerate(agencies)}
    shown = {
        each.id
        for each in agencies
        if (each.id == chosen or each.parent == chosen if chosen else each.depth == 0)
    }
    level = [
        each for each in rows if each.keys["agency"] in shown or (each.keys["agency"] is None and not chosen)
    ]
    return sorted(level, key=lambda each: place.get(each.keys["agency"] or "", len(place)))


def _opens(row: AttendanceRow, by: str, rows: Sequence[AttendanceRow], agencies: Sequence[AgencyName]) -> str:
    """The id of the agency of a row, if there are rows of its parts. "" if not."""
    key = row.keys.get("agency")
    counted = {each.keys["agency"] for each in rows} if by == "agency" else set()
    return key if key and any(each.parent == key and each.id in counted for each in agencies) else ""


def _trainer_days(days: Sequence[TrainerDays], agencies: Sequence[AgencyName], chosen: str | None) -> None:
    shown = {
        each.id
        for each in agencies
        if (each.id == chosen or each.parent == chosen if chosen else each.depth == 0)
    }
    draw("attendance-trainers.html", rows=[each for each in days if each.agency in shown])

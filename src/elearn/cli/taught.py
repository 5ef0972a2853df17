"""Commands for taught sessions: sessions list, sessions report."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from elearn.cli.words import Json, complain, count, print_json, print_table, say

if TYPE_CHECKING:
    from elearn.tracker.taught import Attendance, AttendanceRow, TaughtSession

commands = typer.Typer(help="Show taught sessions, and who was booked and came.", no_args_is_help=True)

_AT_ONCE = 500
_DELIVERIES = {"single": "single-agency", "inter": "inter-agency"}
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="The first day; for the report, a year ago.")
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day; for the report, today.")]
Course = Annotated[str | None, typer.Option("--course", metavar="ID", help="Sessions of this course alone.")]


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(commands, name="sessions")


@commands.command("list")
def list_sessions(
    course: Course = None,
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="ID", help="Those of this agency and its children alone."),
    ] = None,
    first: From = None,
    last: To = None,
    as_json: Json = False,
) -> None:
    """List taught sessions, those to come first, with their numbers and how many people are on their lists.

    For example: `elearn sessions list --from 2026-09-01 --json`
    """
    from elearn.database import open_database
    from elearn.tracker.taught import sessions

    since, until = _day(first, "--from"), _day(last, "--to")
    found: list[TaughtSession] = []
    with open_database() as database:
        while True:
            page = sessions.sessions(
                database,
                None,
                course=course or "",
                agency=agency or "",
                first=since,
                last=until,
                page=len(found) // _AT_ONCE + 1,
                size=_AT_ONCE,
            )
            found += page.rows
            if len(found) >= page.total or not page.rows:
                break
    if as_json:
        print_json([_session_as_dict(each) for each in found])
    elif found:
        heads = ["no.", "day", "course", "delivery", "agency", "place", "state"]
        table = [
            [
                str(each.id),
                each.held_on.isoformat(),
                each.course,
                _DELIVERIES[each.delivery],
                each.agency or "",
                each.place,
                each.state,
                _number(each.places),
                f"{each.booked:,}",
                f"{each.attended:,}",
            ]
            for each in found
        ]
        print_table([*heads, "places", "booked", "attended"], table, right={0, 7, 8, 9})
    else:
        say(
            "There is no such session. Plan one on the screen Taught sessions, or: elearn import sessions FILE"
        )


@commands.command()
def report(
    first: From = None,
    last: To = None,
    by: Annotated[
        str, typer.Option("--by", help="Any of agency, course, quarter, with commas between.")
    ] = "agency",
    course: Course = None,
    as_json: Json = False,
) -> None:
    """Show how many people were booked and came, single- and inter-agency, and the days of trainers that agencies gave.

    Each percentage says what it is of: of places, of bookings, or those who came of those who had booked.

    For example: `elearn sessions report --from 2026-07-01 --to 2026-09-30 --by agency,course`
    """
    from elearn.database import open_database
    from elearn.days import in_words, today
    from elearn.problems import InputFault
    from elearn.tracker import Scope
    from elearn.tracker.taught import attendance, by_keys, trainer_days

    until = _day(last, "--to") or today()
    since = _day(first, "--from") or _year_before(until)
    try:
        keys = by_keys(by.split(","))
    except InputFault as fault:
        message = " ".join(f"{problem.message} {problem.remedy}" for problem in fault.problems)
        raise typer.BadParameter(message, param_hint="--by") from None
    everyone = Scope.everyone()
    with open_database() as database:
        found = attendance(database, everyone, since, until, keys, course=course)
        days = trainer_days(database, everyone, since, until, course=course)
    if as_json:
        print_json(
            {
                "from": since.isoformat(),
                "to": until.isoformat(),
                "rows": [row.as_dict() for row in found.rows],
                "total": found.total.as_dict(),
                "open_sessions": found.open_sessions,
                "open_booked": found.open_booked,
                "cancelled_sessions": found.cancelled_sessions,
                "trainer_days": [
                    {"agency": each.agency, "single": each.single, "inter": each.inter, "both": each.both}
                    for each in days
                ],
            }
        )
        return
    say(f"Attendance from {in_words(since)} to {in_words(until)}")
    if not found.total.both.sessions:
        say("No session was held in these days.")
    else:
        _print_rows(found.rows, found.total, keys)
    if found.open_sessions:
        complain(
            f"{count(found.open_sessions, 'session')} in these days with {count(found.open_booked, 'booking')} left "
            "out: nobody has said who came."
        )
    if days:
        say("Days of trainers given")
        rows = [[each.agency, f"{each.single:g}", f"{each.inter:g}", f"{each.both:g}"] for each in days]
        print_table(["agency", "single-agency", "inter-agency", "both"], rows, right={1, 2, 3})


def _print_rows(rows: "Sequence[AttendanceRow]", total: "AttendanceRow", keys: Sequence[str]) -> None:
    """Prints a line for each delivery of each row, and the total. Percentages say what they are of in their heads."""
    heads = [
        *keys,
        "delivery",
        "sessions",
        "places",
        "booked",
        "cancelled",
        "no-show",
        "walked in",
        "attended",
    ]
    heads += ["came, of places", "came, of bookings", "attended of booked"]
    table = [line for row in rows for line in _lines(row, [_key(row.keys, key) for key in keys])]
    table += _lines(total, ["all", *[""] * (len(keys) - 1)] if keys else [])
    print_table(heads, table, right=range(len(keys) + 1, len(heads)))


def _lines(row: "AttendanceRow", key: list[str]) -> list[list[str]]:
    parts = [("single-agency", row.single), ("inter-agency", row.inter)]
    shown = [(name, figures) for name, figures in parts if figures.sessions]
    if len(shown) != 1:
        shown.append(("both", row.both))
    return [[*key, name, *_figures(figures)] for name, figures in shown]


def _figures(each: "Attendance") -> list[str]:
    counts = (each.booked, each.cancelled, each.no_show, each.walked_in, each.attended)
    return [
        f"{each.sessions:,}",
        _number(each.places),
        *(f"{number:,}" for number in counts),
        _share(each.attended_with_places, each.places, each.percent_of_places),
        _share(each.attended, each.booked, each.percent_of_bookings),
        _share(each.attended_booked, each.booked, each.percent_of_booked),
    ]


def _share(number: int, of: int | None, percent: float | None) -> str:
    return "–" if percent is None else f"{number:,} of {of:,} ({percent:.1f}%)"


def _key(keys: Mapping[str, str | None], key: str) -> str:
    return keys[key] or "(not known)"


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _session_as_dict(each: "TaughtSession") -> dict[str, Any]:
    names = ("id", "course", "delivery", "agency", "place", "places", "minutes", "participatory", "passes")
    counts = ("booked", "expected", "attended_booked", "cancelled", "no_show", "walked_in", "attended")
    return {
        "id": each.id,
        "held_on": each.held_on.isoformat(),
        **{name: getattr(each, name) for name in (*names[1:], "state", *counts)},
    }


def _day(text: str | None, option: str) -> date | None:
    """A day that was typed. Raises BadParameter for what cannot be one."""
    from elearn.days import parse_day

    try:
        return parse_day(text) if text else None
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None


def _year_before(day: date) -> date:
    from datetime import timedelta

    from elearn.days import add_months

    return add_months(day, -12) + timedelta(1)

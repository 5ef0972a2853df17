"""The command that shows coverage."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from elearn.cli.words import Json, complain, print_json, print_table, progress_to, say

if TYPE_CHECKING:
    from elearn.reporting.coverage import CoverageRow

_LONG = 5_000
"""A file with so many rows, or a change for so many people, shows how far it is."""
_WORKING_OUT = "Working out who has taken what"


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.command()(coverage)


def coverage(
    as_at: Annotated[
        str | None,
        typer.Option("--as-at", metavar="DATE", help="As at the end of this day; today where left out."),
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", help="Any of agency, role-group, course, recommendation, with commas between."),
    ] = "agency",
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="ID", help="Count this agency and its children alone.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what share of the workforce is in date, on any day.

    For example: `elearn coverage --as-at 2026-09-30 --by agency,course`
    """
    from elearn.database import open_database
    from elearn.days import in_words
    from elearn.reporting import as_dicts, result_notes
    from elearn.reporting.coverage import coverage as figures
    from elearn.tracker import Scope, directory, settle

    day, keys = _day_and_keys(as_at, by)
    everyone = Scope.everyone()
    with open_database() as database:
        with progress_to(_WORKING_OUT, _LONG, quiet=as_json) as progress:
            settle(database, progress)
        rows = figures(database, everyone, day, keys, within=agency)
        of_rows = result_notes(database, everyone, day, keys, within=agency)
        of_courses = result_notes(database, everyone, day, within=agency)
        titles = {each.id: each.title for each in directory.courses(database, kinds=None)}
    said = [f"{titles[note.keys['course']]}: {note.in_words()}" for note in of_courses]
    if any(row.pending for row in rows):
        complain("Figures without numbers are being worked out after a large change. Ask again in a moment.")
    if as_json and "course" in keys:
        print_json(as_dicts(rows, of_rows))
    elif as_json:
        print_json([row.as_dict() for row in rows])
        for line in said:
            complain(line)
    elif rows:
        _print_coverage(rows, f"Coverage as at {in_words(day)}")
        for line in said:
            say(line)
    else:
        say("There is nothing to count yet: import agencies, people and requirements first.")


def _day_and_keys(as_at: str | None, by: str) -> tuple[date, tuple[str, ...]]:
    """The day and the keys that were typed. Raises BadParameter for what cannot be one."""
    from elearn.days import parse_day, today
    from elearn.problems import InputFault
    from elearn.reporting.coverage import by_keys

    try:
        day = parse_day(as_at) if as_at else today()
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--as-at") from None
    try:
        return day, by_keys(by.split(","))
    except InputFault as fault:
        message = " ".join(f"{problem.message} {problem.remedy}" for problem in fault.problems)
        raise typer.BadParameter(message, param_hint="--by") from None


def _print_coverage(rows: "Sequence[CoverageRow]", title: str) -> None:
    say(title)
    keys = [key.replace("_", " ") for key in rows[0].keys]
    heads = [*keys, "in date", "", "grace", "lapsed", "never", "basis", "rating"]
    table = []
    for row in rows:
        states = map(_number, (row.grace, row.lapsed, row.never))
        table.append([*row.keys.values(), *_share(row), *states, row.basis, row.rag])
    print_table(heads, table, right=range(len(keys), len(keys) + 5))


def _share(row: "CoverageRow") -> tuple[str, str]:
    """Returns "how many of how many", and the percentage if there is one."""
    of = f" of {row.in_scope:,}" if row.in_scope is not None else ""
    return f"{_number(row.in_date)}{of}", "" if row.percent is None else f"{row.percent:.1f}%"


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"

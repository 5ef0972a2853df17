"""Commands for the tracker's facts: import and coverage."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from elearn.cli.words import (
    AT_FAULT,
    Json,
    complain,
    count,
    print_json,
    print_problems,
    print_table,
    progress_to,
    progress_to_each,
    say,
)

if TYPE_CHECKING:
    from elearn.reporting.coverage import CoverageRow
    from elearn.tracker.imports import Preview

_SHOWN = 10
_LONG = 5_000
"""A file with so many rows, or a change for so many people, shows how far it is."""
_WORKING_OUT = "Working out who has taken what"


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.command("import")(import_file)
    app.command()(coverage)


def import_file(
    kind: Annotated[
        str,
        typer.Argument(
            help="agencies, role-groups, courses, people, headcounts, requirements, exemptions, completions, returns, "
            "roles, or review."
        ),
    ],
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A CSV or XLSX file with a header row; for a review its PDF or DOCX.", show_default=False
        ),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="ID", help="Take rows of this agency and its children alone."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="Apply the good rows although others are rejected.")
    ] = False,
    change_addresses: Annotated[
        bool,
        typer.Option(
            "--change-addresses",
            help="People: change the address of someone whose agency, staff number and name are known.",
        ),
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A review: the folder for its draft.")
    ] = None,
    board: Annotated[str, typer.Option("--board", help="A review: its board, where the file is wrong.")] = "",
    label: Annotated[str, typer.Option("--label", help="A review: its label, where the file is wrong.")] = "",
    fictional: Annotated[
        bool, typer.Option("--fictional", help="A review: it is fiction, and its words are ours to keep.")
    ] = False,
    keep_text: Annotated[
        bool, typer.Option("--keep-text", help="A review: keep its own words, which are its board’s.")
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Print an empty file with the right columns, to fill in.")
    ] = False,
    example: Annotated[
        bool, typer.Option("--example", help="Print a filled-in file, as an example.")
    ] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Print the ids and names that a file may use.")] = False,
    as_json: Json = False,
) -> None:
    """Bring in a file of people, requirements, completions and the like, all of it or nothing; or draft a review.

    Rejected rows are written beside the file, each with its reason, to be put right and sent again. Of a review's PDF
    or Word file a draft is written, for a person to confirm, and never over another file.

    For example: `elearn import people roster.xlsx --agency wrenshire-police --dry-run`

    Or: `elearn import people --example > roster.csv`

    Or: `elearn import review report.pdf --out reviews`
    """
    wanted = [name for name, asked in (("template", template), ("example", example), ("ids", ids)) if asked]
    if wanted:
        _print_file(kind, file, wanted)
        return
    if file is None:
        raise typer.BadParameter(
            "give the file to import; --example prints one to look at, --template one to fill in",
            param_hint="FILE",
        )
    if kind == "review":
        from elearn.cli.intake import import_review

        import_review(file, out, board, label, fictional, keep_text, dry_run, as_json)
        return
    _must_be_a_kind(kind, "review")
    asked = {"agency": agency, "change_addresses": change_addresses}
    found, applied, rejected = _import(kind, file, asked, dry_run, accept_valid, quiet=as_json)
    if as_json:
        print_json(
            {**found.as_dict(), "applied": applied or 0, "rejected_file": str(rejected) if rejected else None}
        )
    else:
        _print_preview(found, applied)
    if rejected is not None:
        _print_rejected(found, rejected)
        if not accept_valid:
            raise typer.Exit(AT_FAULT)


def _must_be_a_kind(kind: str, *more: str) -> None:
    from elearn.tracker.imports import KINDS

    if kind not in KINDS:
        raise typer.BadParameter(
            f"there is no kind “{kind}”; choose from {', '.join([*KINDS, *more])}", param_hint="KIND"
        )


def _print_file(kind: str, file: Path | None, wanted: Sequence[str]) -> None:
    """Prints a file that helps to write one of this kind: its template, its example, or the ids and names."""
    from elearn.database import open_database
    from elearn.tracker import imports

    if kind == "review":
        raise typer.BadParameter("a review is a PDF or DOCX, without columns", param_hint=f"--{wanted[0]}")
    _must_be_a_kind(kind)
    if len(wanted) > 1 or file is not None:
        several = " and ".join(f"--{name}" for name in wanted)
        other = "each prints a file of its own" if len(wanted) > 1 else "it takes no file"
        raise typer.BadParameter(f"{several}: {other}; give one thing at a time", param_hint="FILE")
    if wanted == ["ids"]:
        with open_database() as database:
            data = imports.ids_and_names(database, by=None)
    else:
        data = imports.template(kind) if wanted == ["template"] else imports.example(kind)
    typer.echo(data, nl=False)


def _import(
    kind: str, file: Path, asked: dict[str, Any], dry_run: bool, accept_valid: bool, *, quiet: bool
) -> "tuple[Preview, int | None, Path | None]":
    """Reads a file and applies it, unless it should not.

    `asked` are more options of the preview. Returns what the file would do, how many rows were applied (None if none
    should be), and the file of rejected rows, if any.
    """
    from elearn.database import open_database
    from elearn.files import write_whole
    from elearn.publishing import WrittenCourses
    from elearn.settings import settings
    from elearn.tracker.imports import apply, preview, rejected_file

    content = file.read_bytes()
    with open_database() as database:
        written = WrittenCourses(settings().courses)
        with progress_to("Reading", _LONG, quiet=quiet) as progress:
            found = preview(database, kind, content, file.name, written=written, progress=progress, **asked)
        rejected = file.with_name(f"{file.stem}-rejected.csv") if found.rejected else None
        if rejected is not None:
            write_whole(rejected, rejected_file(found))
        if dry_run or (rejected is not None and not accept_valid):
            return found, None, rejected
        with progress_to_each(["Writing", _WORKING_OUT], _LONG, quiet=quiet) as [writing, working_out]:
            done = apply(
                database, found, accept_valid=accept_valid, progress=writing, working_out=working_out
            )
        return found, done.applied, rejected


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
        titles = {each.id: each.title for each in directory.courses(database)}
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


def _print_preview(found: "Preview", applied: int | None) -> None:
    """Prints what the file would do, or did, and its first rows."""
    counts = [f"{found.count(action):,} {action}" for action in ("new", "changed", "unchanged", "rejected")]
    say(f"{found.filename}: {count(found.total, 'row')}: {', '.join(counts)}.")
    for note in found.notes:
        say(note)
    if found.ignored_columns:
        say(f"Columns kept out: {', '.join(found.ignored_columns)}.")
    if shown := found.first_to_apply(_SHOWN):
        width = len(found.header)
        rows = [[str(line.number), *[*line.cells, *[""] * width][:width], line.action] for line in shown]
        say(f"The first {len(shown)}:" if len(found.to_apply) > _SHOWN else "These:")
        print_table(["row", *found.header, ""], rows)
    say("Nothing was changed." if applied is None else f"Applied {count(applied, 'row')}.")


def _print_rejected(found: "Preview", rejected: Path) -> None:
    """Prints each fault of the rejected rows, and where they were written."""
    print_problems(found.problems())
    if found.unmatched:
        complain(f"{count(len(found.unmatched), 'row names', 'rows name')} nobody whom we know.")
    complain(f"{count(len(found.rejected), 'rejected row')}, each with its reasons: {rejected}")


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

"""Commands about what people completed: record, withdraw."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from elearn.cli.words import Json, complain, print_json, print_table, say

if TYPE_CHECKING:
    from elearn.tracker import Record, withdrawals


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.command()(record)
    app.command()(withdraw)


def record(
    person: Annotated[
        str,
        typer.Argument(
            metavar="EMAIL|AGENCY/STAFF_NUMBER",
            help="Whose record: an e-mail address, or an agency's id and a staff number.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write it there, as the name ends: .pdf or .csv."),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day; all where left out.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="The last day; today where left out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show all that a person has learned, with the number of each completion, or write it as PDF or CSV.

    The text of reflections is the person's own and is left out.

    For example: `elearn record ann@council.example --from 2023-12-01 --out ann.pdf`

    Or: `elearn record oak-school/S1 --json`
    """
    from elearn.database import open_database
    from elearn.tracker import find_person, record_as_dict, record_of

    if out and out.suffix.lower() not in (".pdf", ".csv"):
        raise typer.BadParameter("end the name in .pdf or .csv", param_hint="--out")
    start, end = _day(first, "--from"), _day(last, "--to")
    with open_database() as database:
        found = record_of(database, find_person(database, person), by=None, first=start, last=end)
    if out:
        out.write_bytes(_content(found, out.suffix.lower()))
        complain(f"Wrote the record of {found.name} to {out}.")
    if as_json:
        print_json(record_as_dict(found))
    elif not out:
        _print(found)


def withdraw(
    completion: Annotated[
        int,
        typer.Argument(
            metavar="ID", help="The completion's number, as `elearn record` shows it.", show_default=False
        ),
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why, in a sentence. The learner reads it.")
    ] = "",
    undo: Annotated[
        bool, typer.Option("--undo", help="Undo the withdrawal: the completion counts again.")
    ] = False,
) -> None:
    """Withdraw a completion that should not count, or undo that. The learner is told by mail.

    It stays on record with the reason. Its certificate is revoked, and coverage follows for every day.

    For example: `elearn withdraw 4711 --reason "The list had the wrong line ticked."`

    Or, to undo it: `elearn withdraw 4711 --undo`
    """
    from elearn.checks import must_identify_nobody
    from elearn.database import open_database
    from elearn.tracker import withdrawals

    if undo and reason:
        raise typer.BadParameter("to undo a withdrawal needs no reason", param_hint="--reason")
    must_identify_nobody({"--reason": reason})
    with open_database() as database:
        changed = (
            withdrawals.undo(database, completion, by=None)
            if undo
            else withdrawals.withdraw(database, completion, reason, by=None)
        )
    about = f"{changed.name}'s completion of “{changed.title}” on {changed.completed_on.isoformat()}"
    certificate = f" Certificate {changed.certificate} is " if changed.certificate else ""
    if undo:
        say(f"{about} counts again.{certificate and certificate + 'valid again.'}")
    else:
        say(f"{about} is withdrawn.{certificate and certificate + 'revoked.'}")
    _tell(changed)


def _tell(changed: "withdrawals.Changed") -> None:
    """Tells the learner. If that fails, the completion is withdrawn all the same, and the command says so."""
    from elearn.mail import MailNotSent
    from elearn.settings import settings
    from elearn.tracker import withdrawals

    try:
        if withdrawals.tell(settings(), changed):
            complain(f"{changed.name} was told by mail.")
        else:
            complain(f"{changed.name} has no e-mail address, so nobody has told them.")
    except MailNotSent as error:
        complain(f"{changed.name} was not told by mail. {error}")


def _day(typed: str | None, option: str) -> date | None:
    """The day that was typed. Raises BadParameter for what is none."""
    from elearn.days import parse_day

    try:
        return parse_day(typed) if typed else None
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None


def _content(found: "Record", ending: str) -> bytes:
    """The record as a file, in the language of the installation."""
    from elearn.settings import settings
    from elearn.tracker import csv_of, record_words
    from elearn.translations import best, speaking

    with speaking(best(otherwise=settings().language)):
        if ending == ".csv":
            return csv_of(found)
        from elearn.paper import record_pdf

        return record_pdf(
            title=record_words.title_of(found),
            organisation=settings().organisation,
            facts=record_words.facts(found),
            parts=record_words.tables(found),
            about=record_words.about(found),
        )


def _print(found: "Record") -> None:
    """Prints the record's tables. Completions have their numbers."""
    from elearn.tracker import record_words

    say(record_words.title_of(found))
    for name, value in record_words.facts(found):
        say(f"{name}: {value}")
    completions = record_words.completions(found)
    for table in record_words.tables(found):
        say(f"\n{table.title}")
        if table.said:
            say(table.said)
        if table == completions and table.rows:
            numbers = [str(each.id) for each in found.completions]
            rows = [(number, *row) for number, row in zip(numbers, table.rows, strict=True)]
            print_table(["ID", *table.heads], rows, right=[0])
        elif table.rows:
            print_table(table.heads, table.rows)

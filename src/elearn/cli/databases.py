"""Commands that look after the database: migrate, check, backup, restore and copy."""

from pathlib import Path
from typing import Annotated

import typer

from elearn.cli.words import AT_FAULT, complain, count, progress_to, say

db = typer.Typer(help="Look after the database.", no_args_is_help=True)
_LONG = 5_000
"""Work on so many rows or people shows how far it is."""


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(db, name="db")


@db.command("migrate")
def migrate(
    backup_made: Annotated[
        bool,
        typer.Option("--backup-made", help="PostgreSQL: a backup was made, so the database may be changed."),
    ] = False,
) -> None:
    """Make the database, or bring it up to this version of elearn, and work out its figures.

    An SQLite file is copied beside itself first. A PostgreSQL database that is in use is changed only if you say that
    a backup was made. Processes of the version before may go on working meanwhile.

    For example: `elearn db migrate`
    """
    from elearn.database import open_database
    from elearn.tracker import settle

    with open_database(backup_made=backup_made or None) as database:
        with progress_to("Working out who has taken what", _LONG, quiet=False) as progress:
            settle(database, progress)
        say(f"{database.place} is up to date.")


@db.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; an older one of that name is replaced.")],
) -> None:
    """Write a whole copy of the database while others go on working.

    The copy is an SQLite file, whichever engine the database has, so `elearn db restore` can put it back into either.

    For example: `elearn db backup backups/elearn-2026-11-22.db`
    """
    from elearn.database import open_database

    with open_database() as database:
        database.backup(file)
    say(f"Wrote {file}, {file.stat().st_size:,} bytes.")


@db.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `elearn db backup` wrote.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put it in the place of a database that has rows."),
    ] = False,
) -> None:
    """Put a backup in the place of the database. Stop elearn first.

    The backup is checked before anything is changed, and brought up to this version if it is older. An SQLite database
    that was there is kept beside it under another name. The rows of a PostgreSQL database are replaced in one
    transaction.

    For example: `elearn db restore backups/elearn-2026-11-22.db --replace`
    """
    from elearn.database import restore_database
    from elearn.settings import settings

    with progress_to("Restoring", _LONG, quiet=False) as progress:
        done = restore_database(file, settings().database, replace=replace, progress=progress)
    say(f"{done.place} has the rows of {file} now: {count(done.rows, 'row')}.")
    if done.kept:
        say(
            f"What was there before is {done.kept}. Delete it when you no longer need it: it holds people's names."
        )


@db.command("copy")
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A path, or a postgresql:// address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A new file, or an empty database.")],
) -> None:
    """Copy everything from one database to another, of either engine, and compare every row.

    Stop elearn first: what somebody writes meanwhile is not copied.

    For example: `elearn db copy var/elearn.db postgresql://elearn@db.example/elearn`
    """
    from elearn.database import copy_between

    with progress_to("Copying and comparing", _LONG, quiet=False) as progress:
        done = copy_between(source, target, progress=progress)
    say(f"Copied and compared {count(done.rows, 'row')} of {count(done.tables, 'table')}.")
    say("Set ELEARN_DATABASE to the new address, and start elearn again.")


@db.command("check")
def check_database() -> None:
    """Read the whole database, and say what is wrong with it. It is not changed.

    For example: `elearn db check`
    """
    from elearn.database import check_database

    place, faults = check_database()
    for fault in faults:
        complain(fault)
    if faults:
        complain(
            f"{place} is damaged. Stop elearn, and put back the latest backup: `elearn db restore FILE --replace`. "
            "If it never was a database of elearn, check ELEARN_DATABASE."
        )
        raise typer.Exit(AT_FAULT)
    say(f"{place} is sound.")

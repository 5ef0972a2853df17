"""The command line, with the same functions as the app.

Other programs call the commands, so their names are stable. Commands import what they need when they run, so
that `elearn --help` answers at once.
"""

import atexit
import gc
import os
import sys
from typing import Annotated

# A command and its modules make many lasting objects: frequent collections took an eighth of its time.
gc.set_threshold(200_000, 20, 20)

import typer  # noqa: E402

from elearn.cli import (  # noqa: E402
    completions,
    courses,
    databases,
    exemptions,
    facts,
    imports,
    new,
    opening,
    outside,
    reviews,
    roles,
    running,
    sign_off,
    taught,
)
from elearn.cli.words import Spoken  # noqa: E402

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""We have no plugins of pydantic, and to look for some it reads about every package that is installed (5 ms)."""

app = typer.Typer(
    name="elearn",
    cls=Spoken,
    help="Turns the learning from safeguarding reviews into short courses, and shows a board who has completed them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"elearn {version('elearn')}")
        except PackageNotFoundError:
            typer.echo("elearn, from a checkout that is not installed")
        raise typer.Exit


@app.callback()
def _elearn(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


running.add_to(app)
courses.add_to(app)
new.add_to(app)
facts.add_to(app)
taught.add_to(app)
exemptions.add_to(app)
completions.add_to(app)
imports.add_to(app)
outside.add_to(app)
databases.add_to(app)
roles.add_to(app)
sign_off.add_to(app)
opening.add_to(app)
reviews.add_to(app)


def main() -> None:
    """Runs the command line. This is the console script."""
    # Python looks for garbage once more before it ends, in all that the command has made. The system frees it anyway.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()


__all__ = ["app", "main"]

"""Commands that run the product: demo, serve."""

import os
from typing import Annotated

import typer

from elearn.cli.words import say


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.command()(demo)
    app.command()(serve)


def demo(
    prepare: Annotated[bool, typer.Option("--prepare", help="Build and fill, and do not serve.")] = False,
) -> None:
    """Build the sample courses, fill a database with an invented county, and open the app on it.

    For example: `elearn demo`
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from elearn.demo import environment
    from elearn.demo import prepare as fill
    from elearn.settings import settings

    os.environ.update(environment())
    settings.cache_clear()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Getting ready", total=None)
        fill(lambda label, done, total: bar.update(task, description=label, completed=done, total=total))
    if prepare:
        say("The demonstration is ready. Open it with `elearn demo`.")
        return
    from elearn.serve import serve as run

    run(say)


def serve(
    workers: Annotated[
        int,
        typer.Option("--workers", min=1, help="How many runtimes to start. More than one needs PostgreSQL."),
    ] = 1,
) -> None:
    """Open the app on what is there: the pages on one port, the runtime on another.

    For example: `ELEARN_DATABASE=/srv/elearn/elearn.db elearn serve`
    """
    from elearn.serve import serve as run

    run(say, workers)

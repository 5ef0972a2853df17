"""How commands print: results and JSON on stdout, problems and errors in words on stderr.

People never see a traceback.
"""

import json
import os
import shlex
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from elearn.problems import ElearnError, InputFault, Problem, has_errors

Json = Annotated[bool, typer.Option("--json", help="Print JSON for another program to read.")]
AT_FAULT = 1


class Spoken(TyperGroup):
    """A group that turns the errors of its commands into words. Nothing else does."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command. If it fails, prints words on stderr and exits with 1.

        With `ELEARN_DEBUG=1` it also prints the traceback.
        """
        try:
            return super().invoke(ctx)
        except InputFault as fault:
            print_problems(fault.problems)
        except ElearnError as fault:
            complain(str(fault))
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - our output's reader has gone
        except OSError as fault:
            _trace()
            place = f"{fault.filename}: " if fault.filename else ""
            complain(
                f"{place}{fault.strerror or fault}. Check the name, and that you may read and write there."
            )
        except (KeyboardInterrupt, EOFError):
            complain("Stopped.")
            raise typer.Exit(130) from None
        except Exception as fault:
            if type(fault).__module__.split(".")[0] in ("click", "typer"):
                raise
            _trace()
            name = type(fault).__name__
            complain(
                f"Something went wrong that should not have ({name}: {str(fault)[:300]}). "
                "Nothing more was done. Run the command again with ELEARN_DEBUG=1 set, and report what it prints."
            )
        raise typer.Exit(AT_FAULT)


def _trace() -> None:
    if os.environ.get("ELEARN_DEBUG", "") not in ("", "0"):
        import traceback

        traceback.print_exc()


def say(text: str = "") -> None:
    """Prints a line on stdout."""
    typer.echo(text)


def complain(text: str) -> None:
    """Prints a line on stderr."""
    typer.echo(text, err=True)


def print_json(value: Any) -> None:
    """Prints a value as JSON on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Container[int] = ()) -> None:
    """Prints rows in aligned columns, as wide as they need. A screen, a file and a pipe all get the same."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        cells = zip(row, widths, range(len(heads)), strict=True)
        line = [cell.rjust(width) if column in right else cell.ljust(width) for cell, width, column in cells]
        say("  ".join(line).rstrip())


@contextmanager
def progress_bar(what: str, total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """Yields a function to call after each of `total` steps.

    It draws a bar on stderr only if a person is watching and there are several steps.
    """
    done = 0
    with progress_to(what, 2, quiet=quiet) as tell:

        def step() -> None:
            nonlocal done
            done += 1
            tell(done, total)

        tell(done, total)
        yield step


@contextmanager
def progress_to(what: str, fewest: int, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Yields a function to tell how much is done, of how much.

    It draws a bar on stderr only if a person is watching, and not for less than `fewest` in all.
    """
    with progress_to_each([what], fewest, quiet=quiet) as [tell]:
        yield tell


@contextmanager
def progress_to_each(
    whats: Iterable[str], fewest: int, *, quiet: bool
) -> Iterator[list[Callable[[int, int], None]]]:
    """Yields a function like that of `progress_to` for each step. They share a display: rich draws one at a time."""
    if quiet or not sys.stderr.isatty():
        yield [lambda done, total: None for _ in whats]
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def teller(task: TaskID) -> Callable[[int, int], None]:
            return lambda done, total: progress.update(
                task, completed=done, total=total, visible=total >= fewest
            )

        yield [teller(progress.add_task(what, visible=False)) for what in whats]


def print_problems(problems: Iterable[Problem]) -> None:
    """Prints each problem on a line of stderr, with file, line and remedy, and then how many there are."""
    problems = sorted(problems)
    for problem in problems:
        complain(str(problem))
    if problems:
        complain(tally(problems))


def print_errors(problems: Iterable[Problem], folders: Iterable[Path]) -> None:
    """Prints each error of some courses on a line of stderr, and how many there are. Warnings are only counted."""
    problems = sorted(problems)
    errors = [problem for problem in problems if problem.severity == "error"]
    for problem in errors:
        complain(str(problem))
    complain(f"{count(len(errors), 'error')}.")
    warned = [
        folder
        for folder in folders
        for problem in problems
        if problem.severity == "warning" and problem.path.startswith(f"{folder.as_posix()}/")
    ]
    print_warnings(len(problems) - len(errors), warned)


def print_warnings(number: int, folders: Iterable[Path]) -> None:
    """Prints how many warnings courses have on a line of stderr, with the command that lists them, if there are any."""
    if number:
        named = " ".join(dict.fromkeys(shlex.quote(str(folder)) for folder in folders))
        verb = "lists it" if number == 1 else "lists them"
        complain(f"{count(number, 'warning')}: `elearn check {named}` {verb}.")


def tally(problems: Iterable[Problem]) -> str:
    """Returns how many there are: "2 errors and 1 warning."."""
    problems = list(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{count(errors, 'error')} and {count(len(problems) - errors, 'warning')}."


def count(number: int, noun: str, plural: str = "") -> str:
    """Returns a number with its noun: 1 error, 2,000 people."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def end_with(problems: Iterable[Problem]) -> None:
    """Exits with 1 if any problem is an error."""
    if has_errors(problems):
        raise typer.Exit(AT_FAULT)

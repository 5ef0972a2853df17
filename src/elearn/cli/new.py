"""Commands that begin something new: new course."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from elearn.cli.words import count, say

if TYPE_CHECKING:
    from elearn.authoring.beginnings import Wanted

new = typer.Typer(help="Begin something new.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(new, name="new")


@new.command("course")
def new_course(
    slug: Annotated[
        str, typer.Argument(help="The course's name in addresses: small letters, digits, hyphens.")
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TITLE", help="Its title; the slug in words unless said.")
    ] = "",
    from_review: Annotated[
        str,
        typer.Option(
            metavar="REF", help="The review it learns from, or one recommendation of it (`review#r1`)."
        ),
    ] = "",
    from_theme: Annotated[
        str, typer.Option(metavar="THEME", help="A theme (`neglect`), from every review that has it.")
    ] = "",
    from_briefing: Annotated[
        str,
        typer.Option(
            metavar="REF",
            help="A thematic briefing, and which of its documents (`nspcc-thematic-briefings#3`).",
        ),
    ] = "",
    update: Annotated[
        int,
        typer.Option("--annual-update", metavar="YEAR", help="A yearly update, from the reviews of a year."),
    ] = 0,
    quiz_of: Annotated[
        str,
        typer.Option(
            metavar="COURSE",
            help="A refresher that asks the questions of a course, or of a bank (`course#bank`).",
        ),
    ] = "",
    seven_minutes: Annotated[
        bool, typer.Option("--seven-minutes", help="A seven-minute briefing; of a review with --from-review.")
    ] = False,
    copy_of: Annotated[str, typer.Option(metavar="COURSE", help="A copy of a course.")] = "",
    blank: Annotated[bool, typer.Option("--blank", help="An empty page.")] = False,
) -> None:
    """Begin a course: a folder with pages and questions to write.

    For example: `elearn new course safer-sleep --from-review wrenshire-2024-lantern`
    """
    from elearn.authoring.beginnings import Wanted, begin_course, copy_course
    from elearn.settings import settings

    course, _, bank = quiz_of.partition("#")
    ways = {
        "--from-review": (from_review, Wanted("seven-minutes" if seven_minutes else "review", from_review)),
        "--from-theme": (from_theme, Wanted("theme", theme=from_theme.replace("-", "_"))),
        "--from-briefing": (from_briefing, _briefing(from_briefing)),
        "--annual-update": (update, Wanted("update", year=update)),
        "--quiz-of": (quiz_of, Wanted("quiz", course=course, bank=bank)),
        "--seven-minutes": (seven_minutes and not from_review, Wanted("seven-minutes")),
        "--copy-of": (copy_of, Wanted()),
        "--blank": (blank, Wanted("blank")),
    }
    chosen = {name: wanted for name, (given, wanted) in ways.items() if given}
    if len(chosen) > 1:
        raise typer.BadParameter(f"a course begins in one way; choose one of {', '.join(chosen)}")
    called, root = title or slug.replace("-", " ").capitalize(), settings().courses
    if copy_of:
        _tell(copy_course(slug, called, copy_of, root))
    else:
        _tell(begin_course(slug, called, next(iter(chosen.values()), Wanted()), root, settings().reviews))


def _briefing(reference: str) -> "Wanted":
    """A source that looks across reviews, and the number of one of its documents behind “#”."""
    from elearn.authoring.beginnings import Wanted

    review, _, number = reference.partition("#")
    if number and not (number.isascii() and number.isdigit()):
        message = f"“{number}” is not the number of a document; count from 1"
        raise typer.BadParameter(message, param_hint="--from-briefing")
    return Wanted("briefing", review, document=int(number or 0))


def _tell(written: list[Path]) -> None:
    say(f"Wrote {count(len(written), 'file')}: {', '.join(str(path) for path in written)}")
    say(f"Write on, then see what is missing with `elearn check {written[0].parent}`.")

"""Commands that open a course to everyone who has registered, and close it (open, close)."""

from typing import Annotated

import typer

from elearn.cli.words import complain, say

Course = Annotated[str, typer.Argument(metavar="COURSE", help="The course's id.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.command("open")(open_course)
    app.command("close")(close_course)


def open_course(course: Course) -> None:
    """Open a course to everyone who has registered, if the board's rule lets anyone register.

    For example: `elearn open when-is-a-review-held`
    """
    from elearn.database import open_database
    from elearn.tracker import open_courses, registering

    with open_database() as database:
        changed = open_courses.set_open(database, course.strip(), True, by=None)
        allowed = registering.is_allowed(database)
    say(f"“{course}” is {'now' if changed else 'already'} open to everyone.")
    if not allowed:
        complain("Nobody can register yet. `elearn rule set anyone-may-learn on` lets anyone register.")


def close_course(course: Course) -> None:
    """Close a course to people who registered by themselves. Whoever has begun it may finish it.

    For example: `elearn close when-is-a-review-held`
    """
    from elearn.database import open_database
    from elearn.tracker import open_courses

    with open_database() as database:
        changed = open_courses.set_open(database, course.strip(), False, by=None)
    say(f"“{course}” is {'now' if changed else 'already'} for the staff of agencies alone.")

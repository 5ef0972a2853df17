"""`elearn import course` and `elearn import pages`: texts that come in from a zip or a Word file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import typer

from elearn.cli.words import count, print_json, say


def import_course(file: Path, slug: str, dry_run: bool, as_json: bool) -> None:
    """Makes a course of the zip of a course's folder. Its id is the one in the zip, or `slug`, which must be free."""
    from elearn.authoring import course_in_zip
    from elearn.authoring.actions import Folders, do_with_course
    from elearn.database import open_database
    from elearn.days import today
    from elearn.settings import settings
    from elearn.tracker import catalogue

    own, files = course_in_zip(file.read_bytes())
    if not (slug or own):
        raise typer.BadParameter("the zip does not say the course's id; give one", param_hint="--course")
    with open_database() as database:
        states = catalogue.publication_states(database, today())
    published = {each.course for each in states.values() if each.versions}
    folders = Folders(settings().courses, settings().reviews, published)
    action = {"action": "bring-in", "files": files, "id": slug or own}
    course = slug or own if dry_run else do_with_course(action, folders).course
    if as_json:
        print_json({"course": course, "files": sorted(files), "written": not dry_run})
        return
    if dry_run:
        say(f"The zip has {count(len(files), 'file')} of a course: {', '.join(files)}. Nothing was changed.")
        return
    say(f"Wrote {count(len(files), 'file')}: {settings().courses / course}")
    say(f"See what is to be done with `elearn check {course}`.")


BRING_IN: Mapping[str, Callable[[Path, str, bool, bool], None]] = {"course": import_course}
"""By kind: what brings a file in. It gets the file, `--course`, `--dry-run` and `--json`."""

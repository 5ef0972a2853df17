"""`elearn import course` and `elearn import pages`: texts that come in from a zip or a Word file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import typer

from elearn.cli.words import complain, count, print_json, say


def import_course(file: Path, slug: str, dry_run: bool, as_json: bool) -> None:
    """Makes a course of the zip of a course's folder. Its id is the one in the zip, or `slug`, which must be free."""
    from elearn.authoring import course_in_zip
    from elearn.authoring.actions import Folders, do_with_course
    from elearn.database import open_database
    from elearn.days import today
    from elearn.problems import InputFault
    from elearn.settings import settings
    from elearn.tracker import catalogue

    try:
        own, files = course_in_zip(file.read_bytes())
    except InputFault as fault:
        raise InputFault([replace(each, path=each.path or file.name) for each in fault.problems]) from fault
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


def import_pages(file: Path, slug: str, dry_run: bool, as_json: bool) -> None:
    """Writes the pages of a Word file into a course, as new modules after all others."""
    from elearn.authoring.word import best_split, modules_in, write_pages
    from elearn.content.course import find_folder
    from elearn.intake import read_manuscript
    from elearn.settings import settings

    if not slug:
        raise typer.BadParameter("say which course gets the pages", param_hint="--course")
    folder = find_folder(slug, settings().courses)
    manuscript = read_manuscript(file.read_bytes(), file.name)
    modules = modules_in(manuscript, best_split(manuscript), file.stem)
    written, lost = write_pages(folder, manuscript, modules, dry_run=dry_run)
    pages = {module.title: [page.title for page in module.pages] for module in modules}
    if as_json:
        paths = [str(path) for path in written]
        print_json({"modules": pages, "files": paths, "lost": lost, "written": not dry_run})
        return
    for title, names in pages.items():
        say(f"{title}: {', '.join(names)}")
    for note in lost:
        complain(note)
    say("Nothing was changed." if dry_run else f"Wrote {count(len(written), 'file')} in {folder}.")
    if not dry_run:
        say(f"Look at them, then see what is to be done with `elearn check {folder.name}`.")


BRING_IN: Mapping[str, Callable[[Path, str, bool, bool], None]] = {
    "course": import_course,
    "pages": import_pages,
}
"""By kind: what brings a file in. It gets the file, `--course`, `--dry-run` and `--json`."""

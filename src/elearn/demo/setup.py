"""Fills the database with the demonstration county, and builds its courses."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from elearn.authoring.signoff import refusal
from elearn.content.course import LoadedCourse, course_files, files_hash, load_courses
from elearn.database import Database, open_database
from elearn.days import parse_day, today
from elearn.demo import outside, registers, taught
from elearn.demo.files import File, files
from elearn.demo.workforce import DEMO_PEOPLE
from elearn.problems import ElearnError
from elearn.publishing import publish
from elearn.settings import settings
from elearn.tracker import audit, board_rules, catalogue, give_role, imports, open_courses

Progress = Callable[[str, int, int], None]
"""Called with a label for the current step, how many steps are done, and how many there are."""

ORGANISATION = "Wrenshire Safeguarding Children Partnership"
_BEGUN, _DONE = "demonstration.begun", "demonstration.prepared"
OPEN_COURSE = "when-is-a-review-held"
"""The course that is open to everyone who registers by themselves, which the demonstration's board allows."""
_FILES = 9


def prepare(progress: Progress = lambda label, done, total: None) -> None:
    """Builds and publishes the courses and fills the county. Does nothing if that is already done.

    A run that was cut short continues with the day on which it began. Raises ElearnError if the database
    holds someone else's facts, because a demonstration never mixes with them.
    """
    courses = [loaded for loaded in load_courses(settings().courses) if loaded.course]
    steps = len(courses) + _FILES + 1
    with open_database() as db:
        day = _begin(db)
        for number, loaded in enumerate(courses):
            progress(f"Building “{loaded.course.title if loaded.course else loaded.slug}”", number, steps)
            _publish(db, loaded)
        if not _is_done(db):
            for number, file in enumerate(files(day)):
                progress(file.label, len(courses) + number, steps)
                _import(db, file)
            progress("Roles and registers", steps - 1, steps)
            _finish(db, day)
    progress("Ready", steps, steps)


def _publish(db: Database, loaded: LoadedCourse) -> None:
    """Publishes a course. One that was changed since and has the same number stays as it was published.

    So does one that is not approved, if somebody has turned on the board's rule to try it.
    """
    course, source = loaded.course, files_hash(course_files(loaded.folder))
    for each in catalogue.versions(db, loaded.slug):
        if course and each.version == course.version and each.source not in ("", source):
            return
    with db.read() as conn:
        if refusal(conn, loaded.slug, source):
            return
    publish(db, loaded, settings().packages)


def environment() -> dict[str, str]:
    """The demonstration's settings, as environment variables. Variables that are already set are left out.

    Courses and reviews come from this folder, else from the samples in the installed wheel, else from the
    checkout.
    """
    wanted = {"ELEARN_DEMO": "1", "ELEARN_ORGANISATION": ORGANISATION}
    package = Path(__file__).parents[1]
    samples = package / "samples" if (package / "samples").is_dir() else package.parents[1]
    for name in ("courses", "reviews"):
        if not Path(name).is_dir():
            wanted[f"ELEARN_{name.upper()}"] = str(samples / name)
    return {name: value for name, value in wanted.items() if name not in os.environ}


def _begin(db: Database) -> date:
    """The day from which everything is dated back: today, or the first day of a run that was cut short.

    Raises ElearnError if the database holds other facts.
    """
    with db.write() as conn:
        begun = conn.value("select subject from audit_event where action = :begun", {"begun": _BEGUN})
        if begun is not None:
            return parse_day(begun)
        if conn.value("select 1 from agency") is not None:
            raise ElearnError(
                f"{db.place} holds facts that are not the demonstration's. "
                "Set ELEARN_DATABASE to a path of its own, as in ELEARN_DATABASE=var/demo.db."
            )
        day = today()
        audit.note(conn, _BEGUN, actor=None, subject=day.isoformat())
    return day


def _is_done(db: Database) -> bool:
    with db.read() as conn:
        return conn.value("select 1 from audit_event where action = :done", {"done": _DONE}) is not None


def _import(db: Database, file: File) -> None:
    imports.apply(db, imports.preview(db, file.kind, file.data, file.name))


def _finish(db: Database, day: date) -> None:
    """Gives the demonstration's people their roles and fills the registers around reviews."""
    with db.write() as conn:
        ids = dict(
            conn.tuples(
                "select email, id from person where email in :emails",
                {"emails": [each.email for each in DEMO_PEOPLE]},
            )
        )
        for person in DEMO_PEOPLE:
            if person.may:
                give_role(conn, ids[person.email], person.may, person.may_at)
            for step in person.signs:
                give_role(conn, ids[person.email], step)
    registers.fill(db, ids, day)
    board_rules.set_rule(db, board_rules.ANYONE_MAY_LEARN, True, by=None)
    if OPEN_COURSE in catalogue.published(db):
        open_courses.set_open(db, OPEN_COURSE, True, by=None)
    outside.fill(db, ids, day)
    taught.fill(db, ids, day)
    with db.write() as conn:
        audit.note(conn, _DONE, actor=None)

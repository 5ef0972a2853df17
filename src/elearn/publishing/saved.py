"""Publishing what is saved in a course's folder: checked, built and registered, in one way for every screen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from elearn.checks import check_loaded
from elearn.content.course import course_files, files_hash, load_course
from elearn.database import Database
from elearn.phrases import phrase
from elearn.problems import ElearnError, InputFault, Problem
from elearn.publishing.prepared import prepare, publish_prepared
from elearn.tracker import Actor


def publish_saved(
    database: Database,
    folder: Path,
    *,
    reviews: Path,
    packages: Path,
    by: Actor,
    shown: str = "",
    progress: Callable[[str], None] = lambda step: None,
) -> str:
    """Checks, builds and publishes the course in a folder. Returns its version.

    `shown` is the hash of the files that the person has seen, if the page knows it. `progress` is told what comes next:
    “check”, “build”, “publish”.

    Raises NotAllowed without the right `author`, InputFault with everything that is in the way, and ElearnError if the
    disk refuses it. Nothing is published then.
    """
    by.must("author")
    progress("check")
    if shown and files_hash(course_files(folder)) != shown:
        message = phrase("The course was saved again since this page was opened, so nothing is published.")
        remedy = phrase("Look at what has changed, then publish it if you still want to.")
        raise InputFault([Problem("", 0, 0, "entry", "error", message, remedy)])
    loaded = load_course(folder)
    loaded = replace(loaded, problems=check_loaded(loaded, reviews))
    progress("build")
    try:
        prepared = prepare(loaded, packages)
        progress("publish")
        publish_prepared(database, prepared, by)
    except OSError as error:
        raise ElearnError(
            phrase(
                "The course cannot be stored: %(why)s. Nothing is published. Ask whoever runs elearn to check that it "
                "may write to the folder ELEARN_PACKAGES, and that the disk has room.",
                why=error.strerror,
            )
        ) from error
    return prepared.version

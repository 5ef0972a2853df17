"""A runtime with real people and courses in a real database, for the kinds of input that it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from elearn.database import Database, open_database
from elearn.runtime.app import create_app
from elearn.runtime.links import Links
from elearn.settings import Settings
from elearn.tracker import sessions
from elearn.tracker.catalogue import register_course
from tests.fuzz.asking import ADDRESS, Asker

APP = "http://app.example"
COOKIE = "elearn_session"
"""What the cookie of a session is called without https."""
OUTSIDE = b"This file is not a course's."
"""What is in the file beside the folder of packages."""


@dataclass(frozen=True)
class Place:
    """Where a runtime works."""

    database: Database
    settings: Settings
    asker: Asker
    links: Links

    def person(self, email: str) -> int:
        """A new person with this address."""
        with self.database.write() as connection:
            found: int = connection.value(
                "insert into person (email, name) values (:email, 'Ada Marsh') returning id", {"email": email}
            )
            return found

    def cookie(self, person: int) -> str:
        """The cookie of a signed-in person, as a browser sends it."""
        return f"{COOKIE}={sessions.mint_session(self.database, person)}"


@contextmanager
def runtime_place(courses: dict[str, str], **settings: object) -> Iterator[Place]:
    """A runtime until the block ends. `courses`: the standard of each course's package, by the course's id."""
    with TemporaryDirectory() as name, open_database(str(Path(name) / "elearn.db")) as database:
        packages = Path(name) / "packages"
        (Path(name) / "outside.html").parent.mkdir(exist_ok=True)
        (Path(name) / "outside.html").write_bytes(OUTSIDE)
        for course, standard in courses.items():
            (packages / course).mkdir(parents=True)
            (packages / course / "index.html").write_text("<!doctype html><title>A course</title>")
            with database.write() as connection:
                register_course(
                    connection,
                    course,
                    title="A course",
                    version="1.0.0",
                    minutes=5,
                    standard=standard,
                    package=course,
                    sha256=course,
                    outcomes={"notice": "Notice a mark"},
                    recommendations=(),
                )
        chosen = Settings.model_validate(
            {"database": "", "packages": packages, "base_url": APP, "runtime_url": ADDRESS, **settings}
        )
        app = create_app(database, chosen)
        asker = Asker(app)
        try:
            yield Place(database, chosen, asker, app.state.runtime.links)
        finally:
            asker.close()
            app.state.runtime.close()

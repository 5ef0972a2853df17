"""A course with drafts on which people comment."""

from pathlib import Path

from elearn.authoring import comments
from elearn.authoring.actions import do
from elearn.authoring.comments import Anchor, Thread, Writer
from elearn.authoring.drafts import Drafts, Splice
from elearn.database import Database
from tests.sample_course import SLUG, write_sample

ADA = Writer("Ada", person=1)
FILE = "01-noticing.md"


class World:
    """A course with drafts, and one person who edits it."""

    def __init__(self, db: Database, courses: Path) -> None:
        self.db, self.courses = db, courses
        write_sample(courses)
        with db.write() as conn:
            conn.execute("insert into person (id, email, name) values (1, 'a@x.example', 'Ada')")
        self.drafts = Drafts(db, courses)

    def say(self, words: str, about: str = "block", page: str = "", file: str = FILE) -> int:
        """A remark at the block or heading that begins with these words."""
        draft = self.drafts.look(SLUG)
        at = next((n for n, line in enumerate(draft.files[file].split("\n")) if words and words in line), 0)
        anchor = comments.anchor_in(self.drafts, SLUG, draft, about, file, (at, at + 1), page, draft.seq)
        return comments.add(self.db, SLUG, anchor, draft.seq, ADA, "About this.")

    def act(self, action: str, **more: object) -> None:
        """Presses a button."""
        draft = self.drafts.look(SLUG)
        done = do(draft.files, {"action": action, **more})
        self.drafts.change(SLUG, 1, draft.seq, done.edits, done.name)

    def splice(self, start: int, end: int, *lines: str, file: str = FILE) -> None:
        """Writes lines in the place of others."""
        self.drafts.change(SLUG, 1, self.drafts.look(SLUG).seq, [Splice(file, start, end, lines)], "typing")

    def threads(self) -> list[Thread]:
        return comments.threads(self.db, self.drafts, SLUG, self.drafts.look(SLUG))

    def at(self) -> Anchor:
        """Where the first remark is."""
        return self.threads()[0].anchor

    def first_line(self) -> str:
        anchor = self.at()
        return self.drafts.look(SLUG).files[anchor.file].split("\n")[anchor.lines[0]]

    def line_of(self, words: str, file: str = FILE) -> int:
        lines = self.drafts.look(SLUG).files[file].split("\n")
        return next(n for n, line in enumerate(lines) if words in line)

    def block(self, words: str) -> list[int]:
        """The lines of the block with these words."""
        anchor = comments.anchor_at(
            self.drafts.look(SLUG).files, "block", FILE, (self.line_of(words), self.line_of(words) + 1)
        )
        assert anchor
        return list(anchor.lines)

"""Two editors, restarts, kills and outside edits in any order: nothing that anybody wrote is lost or overwritten.

Every line that is written says who wrote it, and no two are the same. So a line that is missing was either replaced by
somebody who saw it, or it is lost.
"""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.drafts import Draft, Drafts, NewFile, NoFile, Splice, Stale
from elearn.database import Database
from elearn.files import StagedFile
from elearn.problems import InputFault
from tests.conftest import Fresh
from tests.depth import examples

FILES = ("01-a.md", "02-b.md")
EDITORS = (1, 2)
OUTSIDE = 0
STEPS = st.tuples(
    st.sampled_from(
        [
            "write",
            "write",
            "write",
            "outside",
            "look",
            "undo",
            "redo",
            "save",
            "settle",
            "restart",
            "kill",
            "whole",
        ]
    ),
    st.sampled_from(EDITORS),
    st.sampled_from(FILES),
    st.integers(0, 7),
    st.integers(0, 3),
    st.integers(0, 3),
)


class Killed(BaseException):
    """The process ends here."""


class World:
    """A course, the drafts of it, and what each editor saw last."""

    def __init__(self, db: Database, courses: Path) -> None:
        self.db, self.courses, self.folder = db, courses, courses / "c"
        self.folder.mkdir()
        (self.folder / "course.md").write_text("---\n---\n")
        for name in FILES:
            ends = "\r\n" if name == FILES[1] else "\n"
            (self.folder / name).write_bytes(ends.join(["0 a", "", "0 b", "0 c", "", "0 d"]).encode())
        with db.write() as conn:
            conn.execute(
                "insert into person (id, email, name) values (1, 'a@x.example', 'A'), (2, 'b@x.example', 'B')"
            )
        self.drafts = Drafts(db, courses)
        self.seen = dict.fromkeys(EDITORS, self.drafts.look("c"))
        self.written = 0
        self.chose: set[int] = set()

    def line(self, who: int) -> str:
        self.written += 1
        return f"{who} line {self.written}"

    def disk(self) -> dict[str, str]:
        return {each.name: each.read_bytes().decode() for each in self.folder.glob("*.md")}

    def there(self) -> set[str]:
        """Every line of the draft, and of what it clashes with."""
        draft = self.drafts.look("c")
        return lines_of(*draft.files.values(), *(each.theirs for each in draft.clashes))

    def do(self, what: str, who: int, file: str, at: int, count: int, new: int) -> None:
        before = self.there()
        between = lines_of(*(each.base for each in self.drafts.look("c").clashes))
        may_go = (
            getattr(self, what)(who, file, at, count, new) | between
        )  # theirs, if a clash ends, may leave them out
        now = self.there()
        assert {line for line in before - now if line not in may_go and line[0] not in may_go} == set()
        assert not self.drafts.look("c").unsaved or self.disk() != self.drafts.look("c").files

    def write(self, who: int, file: str, at: int, count: int, new: int) -> set[str]:
        seen = self.seen[who]
        if file not in seen.files:
            self.seen[who] = self.drafts.look("c")
            return set()
        lines = seen.files[file].split("\n")
        start = min(at, len(lines))
        end = min(start + count, len(lines))
        mine = tuple(self.line(who) if n != 1 else "" for n in range(new))
        before = self.drafts.look("c").files
        try:
            self.seen[who] = self.drafts.change(
                "c", who, seen.seq, [Splice(file, start, end, mine)], "w", self.line(0)
            )
        except Stale:
            assert self.drafts.look("c").files == before
            self.seen[who] = self.drafts.look("c")
            return set()
        assert lines_of("\n".join(mine)) <= self.there()
        return lines_of(*lines[start:end])

    def whole(self, who: int, file: str, at: int, count: int, new: int) -> set[str]:
        draft = self.drafts.look("c")
        there = file in draft.files
        self.drafts.change(
            "c", who, draft.seq, [NoFile(file) if there else NewFile(file, self.line(who))], "w"
        )
        return lines_of(draft.files[file]) if there else set()

    def outside(self, who: int, file: str, at: int, count: int, new: int) -> set[str]:
        path = self.folder / file
        if not path.exists():
            path.write_text(self.line(OUTSIDE))
            return set()
        lines = path.read_bytes().decode().split("\n")
        gone = lines[at : at + count]
        lines[at : at + count] = [self.line(OUTSIDE) for _ in range(new)]
        if at == 7:
            path.unlink()
            return lines_of(*lines, *gone)
        path.write_bytes("\n".join(lines).encode())
        return lines_of(*gone)

    def look(self, who: int, *_: object) -> set[str]:
        self.seen[who] = self.drafts.look("c")
        return set()

    def undo(self, who: int, *_: object) -> set[str]:
        draft = self.drafts.look("c")
        before = draft.files
        try:
            self.drafts.undo("c", who)
        except InputFault:
            assert self.drafts.look("c").files == before
            return set()
        if not draft.clashes:  # an undo that ends one lets the other text in
            assert self.drafts.redo("c", who).files == before
            self.drafts.undo("c", who)
        return {str(who), *self.chosen_by(who)}

    def redo(self, who: int, *_: object) -> set[str]:
        try:
            self.drafts.redo("c", who)
        except InputFault:
            return set()
        return {"0", "1", "2"}  # what was replaced when it was first done

    def chosen_by(self, who: int) -> set[str]:
        """Lines that a choice between two versions, or a file that came back, put in for this person."""
        return {"0", "1", "2"} if who in self.chose else set()

    def save(self, who: int, *_: object) -> set[str]:
        try:
            draft = self.drafts.save("c", who)
        except InputFault:
            assert self.drafts.look("c").clashes
            return set()
        assert self.disk() == draft.files
        assert not draft.unsaved
        return set()

    def kill(self, who: int, file: str, at: int, count: int, new: int) -> set[str]:
        """The process ends in the middle of a save."""
        settle, done = StagedFile.settle, iter(range(count + 1))

        def dies(staged: StagedFile) -> None:
            if next(done) == count:
                raise Killed
            settle(staged)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(StagedFile, "settle", dies)
            with suppress(Killed, InputFault):
                self.drafts.save("c", who)
        return self.restart()

    def restart(self, *_: object) -> set[str]:
        self.drafts = Drafts(self.db, self.courses)
        return set()

    def settle(self, who: int, file: str, at: int, count: int, new: int) -> set[str]:
        draft: Draft = self.drafts.look("c")
        if not draft.clashes:
            return set()
        clash, choose = draft.clashes[at % len(draft.clashes)], ("mine", "theirs", "both")[new % 3]
        self.chose.add(who)
        after = self.drafts.settle("c", who, clash, choose)
        assert clash not in after.clashes
        lost = {"mine": clash.theirs, "theirs": clash.ours, "both": ""}[choose]
        return lines_of(lost)


def lines_of(*texts: str) -> set[str]:
    """The lines that somebody wrote, without their ends."""
    return {line.rstrip("\r") for text in texts for line in text.split("\n") if line.strip()}


@settings(max_examples=examples(40))
@given(st.lists(STEPS, max_size=14))
def test_nothing_that_anybody_wrote_is_lost(
    fresh: Fresh, steps: list[tuple[str, int, str, int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh() as db:
        world = World(db, Path(folder))
        for step in steps:
            world.do(*step)
        for clash in iter(lambda: next(iter(world.drafts.look("c").clashes), None), None):
            world.drafts.settle("c", 1, clash, "both")
        expected = world.drafts.look("c").files
        world.drafts.save("c", 1)
        assert world.disk() == expected
        assert db.check() == []

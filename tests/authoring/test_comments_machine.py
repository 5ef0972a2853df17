"""Whatever is done to a course, in any order: each comment is at its block or its page, or is gone if that is gone.

Each block and each title has a word that is nowhere else. So it is known where each comment must be.
"""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elearn.authoring import comments
from elearn.authoring.actions import do
from elearn.authoring.comments import Writer, keeping
from elearn.authoring.drafts import Draft, Drafts, Splice
from elearn.content.course import BlockParts, PageParts, module_ids, parts_of
from elearn.database import Database
from elearn.problems import InputFault
from tests.conftest import Fresh
from tests.depth import examples

QUESTION = """:::{question} choose-one
:name: NAME

What is next, MARK?

- [ ] Nothing
  > That may be too late.
- [x] Something
  > Yes.
:::
"""
FILES = {
    "course.md": "---\ntitle: A course\n---\n\nAn introduction, mark00.\n",
    "01-a.md": "# A\n\n## One mark01\n\nA text mark02.\n\n:::{callout} Look\nThe same words mark03.\n:::\n\n"
    + QUESTION.replace("NAME", "first").replace("MARK", "mark04")
    + "\n"
    + QUESTION.replace("NAME", "second").replace("MARK", "mark05")
    + "\n## Two mark06\n\n:::{callout} Look\nThe same words mark07.\n:::\n\nAnother text mark08.\n",
    "02-b.md": "# B\n\n## Three mark09\n\n:::{reveal} Why?\nBecause mark10.\n:::\n\n"
    + QUESTION.replace("NAME", "third").replace("MARK", "mark11"),
    "bank/more.md": "# More\n\n" + QUESTION.replace("NAME", "fourth").replace("MARK", "mark12"),
}
MARKS = [f"mark{n:02}" for n in range(13)]
DOINGS = (
    "types types types moves moves moves deletes undoes undoes redoes adds adds_above moves_page renames_page "
    "deletes_page moves_module renames_module outside outside_moves saves looks restarts cuts swaps_as_text pastes"
)
STEPS = st.tuples(st.sampled_from(DOINGS.split()), st.integers(0, 12), st.integers(0, 12), st.integers(0, 3))


class World:
    """A course with a comment on everything in it."""

    def __init__(self, db: Database, courses: Path) -> None:
        self.db, self.folder = db, courses / "c"
        for name, text in FILES.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        with db.write() as conn:
            conn.execute("insert into person (id, email, name) values (1, 'a@x.example', 'A')")
        self.drafts = Drafts(db, courses)
        self.count = 0
        draft = self.draft()
        for file, page in self.pages(draft):
            units = [*([page.heading] if page.heading else []), *(each.span for each in page.blocks)]
            for span in units:
                about = "page" if span == page.heading else "block"
                anchor = comments.anchor_in(
                    self.drafts, "c", draft, about, file, tuple(span), page.id, draft.seq
                )
                mark = next(each for each in MARKS if each in anchor.quote)
                comments.add(db, "c", anchor, draft.seq, Writer("A", 1), mark)
        self.cut: list[str] = []

    def draft(self) -> Draft:
        return self.drafts.look("c")

    def pages(self, draft: Draft) -> Iterator[tuple[str, PageParts]]:
        ids = module_ids(draft.files)
        for file, text in draft.files.items():
            for page in parts_of(file, text, ids.get(file, "")).pages:
                yield file, page

    def blocks(self, draft: Draft) -> list[tuple[str, PageParts, BlockParts]]:
        return [(file, page, block) for file, page in self.pages(draft) for block in page.blocks]

    def check(self) -> None:
        draft = self.draft()
        units = {"block": [], "page": []}  # type: dict[str, list[tuple[str, tuple[int, int], str]]]
        for file, page in self.pages(draft):
            lines = draft.files[file].split("\n")
            if page.heading:
                units["page"].append((file, tuple(page.heading), lines[page.heading.start]))
            units["block"] += [(file, tuple(each.span), each.text) for each in page.blocks]
        for thread in comments.threads(self.db, self.drafts, "c", draft):
            mark, anchor = thread.comment.text, thread.anchor
            there = [each for each in units[anchor.about] if mark in each[2]]
            if not there:
                assert anchor.gone, (mark, anchor, draft.files)
                continue
            at = [
                each
                for each in units[anchor.about]
                if each[0] == anchor.file and each[1][0] < anchor.lines[1] and anchor.lines[0] < each[1][1]
            ]
            assert not anchor.gone, (mark, anchor, draft.files)
            assert at, (mark, anchor, draft.files)
            assert mark in at[0][2], (mark, anchor, draft.files)

    def act(self, action: str, **more: object) -> None:
        draft = self.draft()
        with suppress(InputFault):
            done = do(draft.files, {"action": action, **more})
            self.drafts.change("c", 1, draft.seq, done.edits, done.name)

    def some(self, n: int) -> tuple[str, PageParts, BlockParts] | None:
        found = self.blocks(self.draft())
        return found[n % len(found)] if found else None

    def word(self) -> str:
        self.count += 1
        return f"word{self.count}"

    def types(self, n: int, to: int, way: int) -> None:
        """Somebody writes in a block: a word more, a line more, or nearly everything anew."""
        if not (found := self.some(n)):
            return
        file, _, block = found
        lines = block.text.split("\n")
        at = next((i for i, line in enumerate(lines) if "mark" in line), 0)
        if way == 0:
            lines[at] += f" {self.word()}"
        elif way == 1:
            lines[at] = (
                f"{self.word()} {lines[at]}" if block.kind == "text" else lines[at] + f" {self.word()}."
            )
        elif way == 2 and at + 1 <= len(lines):
            lines.insert(at + 1, f"More {self.word()}.")
        elif block.kind == "text" and sum(each in block.text for each in MARKS) == 1:
            mark = next(each for each in MARKS if each in block.text)
            lines = [f"Quite other {self.word()} {self.word()} {mark} altogether."]
        self.drafts.change("c", 1, self.draft().seq, [Splice(file, *block.span, tuple(lines))], "typing")

    def moves(self, n: int, to: int, way: int) -> None:
        found, goal = self.some(n), self.some(to)
        if found and goal:
            before = None if way == 0 else list(goal[2].span)
            place = {"file": goal[0], "page": goal[1].id, "before": before}
            self.act("move-block", file=found[0], lines=list(found[2].span), to=place)

    def deletes(self, n: int, to: int, way: int) -> None:
        if found := self.some(n):
            self.act("delete-block", file=found[0], lines=list(found[2].span))

    def pastes(self, n: int, to: int, way: int) -> None:
        """Cut at one place, something else done, and pasted at another."""
        found, goal = self.some(n), self.some(to)
        if not found or not goal or found[2].kind == "text":
            return
        self.act("delete-block", file=found[0], lines=list(found[2].span))
        self.adds(to, to, way)
        self.act("add-block", file=goal[0], page=goal[1].id, text=found[2].text, before=None)

    def undoes(self, n: int, to: int, way: int) -> None:
        with suppress(InputFault):
            self.drafts.undo("c", 1)

    def redoes(self, n: int, to: int, way: int) -> None:
        with suppress(InputFault):
            self.drafts.redo("c", 1)

    def adds(self, n: int, to: int, way: int) -> None:
        if found := self.some(n):
            text = (
                f":::{{callout}} Look\nThe same words {self.word()}.\n:::"
                if way
                else f"A text {self.word()}."
            )
            self.act("add-block", file=found[0], page=found[1].id, text=text, before=list(found[2].span))

    def adds_above(self, n: int, to: int, way: int) -> None:
        if found := self.some(n):
            first = found[1].blocks[0].span[0]
            change = [Splice(found[0], first, first, (f"<!-- {self.word()} -->", ""))]
            self.drafts.change("c", 1, self.draft().seq, change, "typing")

    def page(self, n: int) -> tuple[str, PageParts] | None:
        found = [each for each in self.pages(self.draft()) if each[1].heading]
        return found[n % len(found)] if found else None

    def moves_page(self, n: int, to: int, way: int) -> None:
        found, goal = self.page(n), self.page(to)
        if found and goal:
            place = {"file": goal[0], "before": None if way == 0 else goal[1].id}
            self.act("move-page", file=found[0], page=found[1].id, to=place)

    def renames_page(self, n: int, to: int, way: int) -> None:
        if found := self.page(n):
            title = f"{self.word()} {' '.join(each for each in MARKS if each in found[1].title)}"
            self.act("rename-page", file=found[0], page=found[1].id, title=title, whole=True)

    def deletes_page(self, n: int, to: int, way: int) -> None:
        if (found := self.page(n)) and way == 0:
            self.act("delete-page", file=found[0], page=found[1].id)

    def modules(self) -> list[str]:
        return sorted(each for each in self.draft().files if each[0].isdigit())

    def moves_module(self, n: int, to: int, way: int) -> None:
        found = self.modules()
        if len(found) > 1:
            self.act("move-module", file=found[n % len(found)], before=found[0] if way else None)

    def renames_module(self, n: int, to: int, way: int) -> None:
        if found := self.modules():
            self.act("rename-module", file=found[n % len(found)], title=f"Module {self.word()}")

    def outside(self, n: int, to: int, way: int) -> None:
        """A text editor: words in a block of a saved course, or a line above it."""
        self.saves(n, to, way)
        if found := self.some(n):
            path = self.folder / found[0]
            lines = path.read_text().split("\n")
            first = found[2].span[0]
            at = next((i for i in range(*found[2].span) if "mark" in lines[i]), first)
            if way:
                lines[at] += f" {self.word()}"
            else:
                lines[first:first] = [f"<!-- {self.word()} -->", ""]
            path.write_text("\n".join(lines))

    def outside_moves(self, n: int, to: int, way: int) -> None:
        """A program outside: a block goes to the end of another file."""
        self.saves(n, to, way)
        found, files = self.some(n), self.modules()
        if found and files and found[2].kind != "text":
            path, goal = self.folder / found[0], self.folder / files[to % len(files)]
            path.write_text(path.read_text().replace(found[2].text + "\n", "", 1))
            goal.write_text(goal.read_text().rstrip("\n") + "\n\n" + found[2].text + "\n")

    def swaps_as_text(self, n: int, to: int, way: int) -> None:
        """The page as text: two blocks change places in one edit."""
        if not (found := self.some(n)) or len(found[1].blocks) < 2:
            return
        file, page, _ = found
        first, second = page.blocks[0], page.blocks[-1]
        lines = self.draft().files[file].split("\n")
        between = lines[first.span[1] : second.span[0]]
        new = [*second.text.split("\n"), *between, *first.text.split("\n")]
        change = [Splice(file, first.span[0], second.span[1], tuple(new))]
        self.drafts.change("c", 1, self.draft().seq, change, "typing")

    def saves(self, n: int, to: int, way: int) -> None:
        self.drafts.save("c", 1)

    def looks(self, n: int, to: int, way: int) -> None:
        self.check()

    def restarts(self, n: int, to: int, way: int) -> None:
        self.drafts = Drafts(self.db, self.folder.parent)

    def cuts(self, n: int, to: int, way: int) -> None:
        """The log is cut after the places were written down, as it is after many changes."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(keeping, "_BEHIND", 0)
            self.check()
        with self.db.write() as conn:
            conn.execute("delete from draft_operation")


@settings(max_examples=examples(25))
@example(steps=[("moves", 9, 0, 1), ("undoes", 0, 0, 0)], looks=False)
@example(
    steps=[("outside_moves", 1, 0, 0), ("deletes", 4, 0, 0), ("swaps_as_text", 3, 0, 0), ("types", 3, 0, 0)],
    looks=False,
)
@example(
    steps=[("outside", 12, 0, 0), ("moves_module", 0, 0, 0), ("outside", 0, 0, 0), ("deletes", 4, 0, 0)],
    looks=False,
)
@example(steps=[("deletes", 12, 0, 0), ("swaps_as_text", 0, 0, 0), ("types", 0, 0, 0)], looks=False)
@given(st.lists(STEPS, max_size=12), st.booleans())
def test_each_comment_is_at_its_block_whatever_is_done(
    fresh: Fresh, steps: list[tuple[str, int, int, int]], looks: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh() as db:
        world = World(db, Path(folder))
        for what, n, to, way in steps:
            getattr(world, what)(n, to, way)
            if looks:
                world.check()
        world.check()

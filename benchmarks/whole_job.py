"""What comparing versions, bringing in questions and following comments cost as their matter doubles.

    python -m benchmarks.whole_job [RUNS]

Each figure is the least of RUNS (3) in milliseconds of processor time, in one process. What is compared is a size with
its double, or comments with none, so the ratios hold on every machine: 2 means that it grows as its matter does.
Prints Markdown for `docs/benchmarks.md`. Exits with `OVER_BUDGET` if a budget is broken.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks._budgets import QUICK, Budgets, amount
from benchmarks.checks import ROOT, write_course
from elearn.authoring import comments
from elearn.authoring.comments import Writer
from elearn.authoring.comparing import Written, compare
from elearn.authoring.drafts import Drafts, Splice
from elearn.authoring.questions import read_questions
from elearn.content.course import parts_of
from elearn.database import Database, open_database
from elearn.desk.app import make_desk
from elearn.desk.editor import state_now
from elearn.settings import Settings
from elearn.tracker import Actor, give_role
from elearn.tracker.scope import actor

Work = Callable[[], object]
PAGES = (3, 6) if QUICK else (25, 50)
BLOCKS = (20, 40) if QUICK else (250, 500)
QUESTIONS = (10, 20) if QUICK else (150, 300)
COMMENTS = 20 if QUICK else 500
FILE = "01-m1.md"


def main(runs: int) -> int:
    """The exit code: `OVER_BUDGET` if a budget is broken, else 0."""
    budgets = Budgets()
    budgets.head()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "courses").mkdir()
        for pages in PAGES:
            write_course(root / "courses" / f"pages-{pages}", pages)
        _comparing(budgets, root, runs)
        _reading(budgets, runs)
        with open_database(str(root / "elearn.db")) as database:
            _following(budgets, database, root, runs)
            _opening(budgets, database, root, runs)
    return budgets.end()


def _doubled(
    budgets: Budgets,
    what: str,
    most: float,
    sizes: Sequence[Any],
    make: Callable[[Any, int], Work],
    runs: int,
) -> None:
    """Measures two sizes by turns. `make` prepares the work of a size for a run, which is not measured.

    What was read once is remembered, so each run has texts of its own. The first one is not counted.
    """
    least = [min(each) for each in zip(*(_turn(sizes, make, run) for run in range(runs + 1)), strict=True)]
    budgets.row(what, least[1] / least[0], most, "×")
    budgets.note(f"{what}: both", f"{least[0]:.1f}, {least[1]:.1f} ms CPU")


def _turn(sizes: Sequence[Any], make: Callable[[Any, int], Work], run: int) -> list[float]:
    """Milliseconds of processor time of each size. Infinite in the first run, which loads what all of them need."""
    spent = []
    for work in [make(size, run) for size in sizes]:
        begun = time.process_time()
        work()
        spent.append((time.process_time() - begun) * 1000 if run else float("inf"))
    return spent


def _comparing(budgets: Budgets, root: Path, runs: int) -> None:
    """A sentence is new in each fifth paragraph, or in each fifth block of a page, of which half have moved."""

    def course(pages: int, run: int) -> Work:
        texts = _texts(root / "courses" / f"pages-{pages}")
        return partial(
            compare, Written(texts), Written({name: _edited(text, run) for name, text in texts.items()})
        )

    def page(blocks: int, run: int) -> Work:
        was = [f"Block {n} of a page says what to do in case {n * 7}." for n in range(blocks)]
        turned = [*was[blocks // 2 :], *was[: blocks // 2]]
        now = [f"{each} Do it, {run}." if n % 5 == 0 else each for n, each in enumerate(turned)]
        return partial(compare, _page(was), _page(now))

    _doubled(budgets, f"comparing versions, {PAGES[1]} pages beside {PAGES[0]}", 2.6, PAGES, course, runs)
    what = f"comparing one page, {BLOCKS[1]} blocks beside {BLOCKS[0]}, half of them moved"
    _doubled(budgets, what, 3, BLOCKS, page, runs)


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}


def _edited(text: str, run: int) -> str:
    paragraphs = text.split("\n\n")
    for number in range(3, len(paragraphs), 5):
        if paragraphs[number][:1].isalpha():
            paragraphs[number] += f" Somebody wrote this, {run}."
    return "\n\n".join(paragraphs)


def _page(blocks: Sequence[str]) -> Written:
    return Written({FILE: "\n\n".join(["# A module", "## A page {#page}", *blocks]) + "\n"})


def _reading(budgets: Budgets, runs: int) -> None:
    """Files of each format, of different questions with three answers each."""
    for name, file, written in (
        ("GIFT", "a.txt", _gift),
        ("Moodle XML", "a.xml", _moodle),
        ("Aiken", "a.txt", _aiken),
    ):

        def made(count: int, run: int, file: str = file, written: Callable[[str], str] = written) -> Work:
            text = "".join(written(f"{run}-{number}") for number in range(count))
            return partial(
                read_questions, (f"<quiz>{text}</quiz>" if file == "a.xml" else text).encode(), file
            )

        what = f"{name}, {QUESTIONS[1]} questions beside {QUESTIONS[0]}"
        _doubled(budgets, what, 2.6, QUESTIONS, made, runs)


def _gift(name: str) -> str:
    return f"::Q{name}::[html]<p>What is done <b>first</b> in {name}?</p>{{=Look#Yes ~Wait#No ~Ring {name}#No}}\n\n"


def _aiken(name: str) -> str:
    return f"What is done first in case {name}?\nA. Look\nB. Wait\nC. Ring {name}\nANSWER: A\n\n"


def _moodle(name: str) -> str:
    answers = "".join(
        f'<answer fraction="{share}" format="html"><text><![CDATA[<p>{text}</p>]]></text></answer>'
        for share, text in ((100, "Look"), (0, "Wait"), (0, f"Ring {name}"))
    )
    return (
        f'<question type="multichoice"><name><text>Q{name}</text></name><questiontext format="html"><text>'
        f"<![CDATA[<p>What is done <b>first</b> in case {name}?</p>]]></text></questiontext>{answers}</question>"
    )


def _following(budgets: Budgets, database: Database, root: Path, runs: int) -> None:
    """A line is typed at the head of a file; then all comments of the course are found where they are now."""
    drafts, person = Drafts(database, root / "courses"), _trainer(database).person
    for pages in PAGES:
        _comment(database, drafts, f"pages-{pages}", COMMENTS // 5)

    def typed(pages: int, run: int) -> Work:
        course = f"pages-{pages}"
        edit = Splice(FILE, 1, 1, ("", f"Somebody typed this, {run}."))
        draft = drafts.change(course, person, drafts.look(course).seq, [edit], "typing")
        return partial(comments.threads, database, drafts, course, draft)

    what = f"following {COMMENTS // 5} comments, {PAGES[1]} pages beside {PAGES[0]}"
    _doubled(budgets, what, 2.6, PAGES, typed, runs)


def _trainer(database: Database) -> Actor:
    with database.write() as connection:
        insert = "insert into person (email, name) values (:email, 'A trainer') returning id"
        person = int(connection.value(insert, {"email": f"{uuid4().hex}@x.example"}))
        give_role(connection, person, "trainer")
    return actor(database, person)


def _comment(database: Database, drafts: Drafts, course: str, number: int) -> None:
    """So many comments, spread over the blocks of a course."""
    draft = drafts.look(course)
    places = [
        (name, page.id, block.span)
        for name, text in draft.files.items()
        if name != "course.md"
        for page in parts_of(name, text).pages
        for block in page.blocks
    ]
    for each in range(number):
        file, page, lines = places[each * len(places) // number]
        anchor = comments.anchor_in(drafts, course, draft, "block", file, lines, page, draft.seq)
        comments.add(database, course, anchor, draft.seq, Writer("A reader"), f"Remark {each}.")


def _opening(budgets: Budgets, database: Database, root: Path, runs: int) -> None:
    """The state that the editor asks for after an edit, of two courses with the same texts."""
    names = ("without", "with-comments")
    for name in names:
        write_course(root / "courses" / name, PAGES[1])
    desk = make_desk(database, Settings(courses=root / "courses", reviews=ROOT / "reviews"))
    drafts, who = desk.editing().drafts, _trainer(database)
    _comment(database, Drafts(database, root / "courses"), names[1], COMMENTS)

    def opened(course: str, run: int) -> Work:
        edit = Splice(FILE, 1, 1, ("", f"Somebody typed this, {run}."))
        drafts.change(course, who.person, drafts.look(course).seq, [edit], "typing")
        return partial(state_now, desk, course, who, ("", ""))

    what = f"opening {PAGES[1]} pages with {COMMENTS} comments beside none, after an edit"
    _doubled(budgets, what, 3, names, opened, runs)
    desk.close()


if __name__ == "__main__":
    sys.exit(main(int(amount(3, 1))))

"""What checking costs: 50 pages of the courses that ship, as one course, the first time and after one edit.

    python -m benchmarks.checks [RUNS]

Each figure is the smallest of RUNS (3), in milliseconds of processor time, in its own process. The modules
and the word lists are loaded and the reviews checked (which prepares the patterns), but nothing of the course
has been read. For comparison, the same process measures how long reading the same files as a course takes.
The whole command is measured too, as a person runs it, beside a process that only loads the libraries.
Prints Markdown for `docs/benchmarks.md`. Exits with `OVER_BUDGET` if a budget is broken.
"""

import re
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from benchmarks._budgets import Budgets, amount
from benchmarks._commands import command_and_floor, environment

ROOT = Path(__file__).parents[1]
PAGES = 50
COURSE = ROOT / "courses" / "information-sharing"
_IDS = re.compile(r"\{#|\]\(#|^:(?:name|pair): |^:::\{confidence\} after\n:name: ", re.MULTILINE)
_OUTCOME = re.compile(r"^:outcome: (.+)$", re.MULTILINE)
_ONCE = re.compile(r"^:::\{(?:briefing|confidence)\}.*?^:::\n", re.MULTILINE | re.DOTALL)
_WORK = """
import sys, time
from pathlib import Path
from elearn.checks.run import check_text, rules_by_id
from elearn.checks.examine import check_paths, examine_course
from elearn.content.course.courses import load_course
check_text(
    "A nurse, Mrs Smith of 12 Mill Lane, failed to ring on 5 June 2021: see https://example.org. The boy, 9, had two "
    "older brothers. His father, a baker from Ghana, hit him. He did not attend.", subject="course",
)
check_paths([Path(sys.argv[2])], Path(sys.argv[2]))
folder = Path(sys.argv[1])
def spent(work):
    began = time.process_time(); got = work(); return (time.process_time() - began) * 1000, got
load, loaded = spent(lambda: load_course(folder))
assert loaded.course, [str(problem) for problem in loaded.problems][:5]
first, found = spent(lambda: examine_course(loaded, None))
same, _ = spent(lambda: examine_course(loaded, None))
page = folder / "03-m3.md"
text = page.read_text(encoding="utf-8")
page.write_text(text.replace(". ", ". Somebody wrote this line a moment ago. ", 1), encoding="utf-8")
edited = load_course(folder)
again, _ = spent(lambda: examine_course(edited, None))
page.write_text(text, encoding="utf-8")
words = sum(len(each.split()) for each in loaded.texts.values())
print(load, first, again, len(loaded.course.pages()), words, len(rules_by_id()))
"""


def main(runs: int) -> int:
    """The exit code: `OVER_BUDGET` if a budget is broken, else 0."""
    budgets = Budgets()
    with tempfile.TemporaryDirectory() as place:
        folder = write_course(Path(place) / "fifty-pages")
        measured = [work(folder) for _ in range(runs + 1)][1:]  # the first compiles what is then kept
        load, first, again = (min(each[n] for each in measured) for n in range(3))
        pages, words, rules = (int(each) for each in measured[0][3:])
        budgets.head()
        budgets.row(f"every rule ({rules}) on {pages} pages, {words:,} words", first, 600, "ms CPU")
        budgets.row("beside reading the same files", first / load, 5.5, "×")
        budgets.row("again after one edit, in the same process", again, 40, "ms CPU")
        budgets.row("beside the first time", again / first, 0.2, "×")
        whole, floor = command_and_floor(
            ["check", str(COURSE)], environment(Path(place), reviews=ROOT / "reviews"), runs
        )
        print(f"| the whole command `elearn check` of one course | {whole:.2f} s CPU | | |")
        budgets.row("beside loading the libraries that it needs", whole / floor, 5, "×")
    return budgets.end()


def write_course(folder: Path, pages: int = PAGES) -> Path:
    """Writes the first so many pages of the courses that ship as one course, and begins anew if they have too few.

    Each file's ids get a number in front.
    """
    folder.mkdir()
    left, outcomes = pages, set()
    for number, path in enumerate(cycle(sorted((ROOT / "courses").glob("*/[0-9]*.md"))), 1):
        head, *found = re.split(r"(?m)^(?=## )", _ONCE.sub("", path.read_text(encoding="utf-8")))
        text = head + "".join(found[:left])
        left -= min(len(found), left)
        own = _IDS.sub(lambda found: f"{found[0]}m{number}-", text)  # noqa: B023 - used at once
        outcomes |= set(_OUTCOME.findall(own))
        (folder / f"{number:02d}-m{number}.md").write_text(own, encoding="utf-8")
        if not left:
            break
    front = "\n".join(f"  {each}: Do what is called {each}" for each in sorted(outcomes))
    (folder / "course.md").write_text(
        f"---\ntitle: Fifty pages\nversion: 1.0.0\nduration: 90 minutes\noutcomes:\n{front}\n---\n",
        encoding="utf-8",
    )
    return folder


def work(folder: Path) -> list[float]:
    """Milliseconds to load, to check, and to check after an edit; then pages, words and rules."""
    done = subprocess.run(
        [sys.executable, "-c", _WORK, str(folder), str(ROOT / "reviews")],
        cwd=ROOT,
        env=environment(folder.parent),
        check=True,
        capture_output=True,
        text=True,
    )
    return [float(each) for each in done.stdout.split()]


if __name__ == "__main__":
    sys.exit(main(int(amount(3, 1))))

"""Reading and checking a course's texts after each change, in a process of its own, and nothing else."""

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.checks import ROOT


class Alone:
    """Changes one line of a course's texts when it is asked to, and reads and checks all of them.

    `cpu` has the milliseconds of processor time of each. As in every process, what a text says is remembered by it.
    """

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "benchmarks._desk_alone", str(folder)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.cpu: list[float] = []
        self.change()
        self.cpu.clear()  # the first time, nothing is remembered

    def change(self) -> None:
        """Changes a line once more."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self.cpu.append(float(self._process.stdout.readline()))

    def __enter__(self) -> "Alone":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def _main(folder: Path) -> None:
    from elearn.checks import examine_course
    from elearn.content.course import load_texts
    from elearn.content.review import recommendations_for

    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("*.md")}
    name = sorted(texts)[len(texts) // 2]
    known = recommendations_for(folder.parent, ROOT / "reviews")
    for number, _ in enumerate(sys.stdin):
        changed = texts[name].replace(". ", f". Somebody wrote this, number {number}. ", 1)
        begun = time.process_time()
        examine_course(load_texts(folder, {**texts, name: changed}), known)
        print((time.process_time() - begun) * 1000, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("ELEARN_REVIEWS", str(ROOT / "reviews"))
    _main(Path(sys.argv[1]))

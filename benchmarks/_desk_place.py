"""An installation with a large library and trainers, served as `elearn serve` serves it: app, runtime and desk."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks._clients import free_port, wait_for
from benchmarks.checks import ROOT, write_course
from elearn.database import Database
from elearn.tracker import give_role, sessions

_TITLE = re.compile(r"(?m)^title: .*$")


@dataclass(frozen=True)
class Place:
    """Where it is served: the ports of the runtime and the desk, and the desk's process."""

    runtime: int
    desk: int
    process: int

    def cpu_seconds(self) -> float:
        """The processor time that the desk has used."""
        tasks = Path(f"/proc/{self.process}/task").iterdir()
        return sum(int((each / "schedstat").read_text().split()[0]) for each in tasks) / 1e9


def write_library(root: Path, courses: int, sizes: Mapping[str, int]) -> None:
    """Writes a folder of so many courses. `sizes` names some with their pages; the others are copies of ours."""
    folder = root / "courses"
    folder.mkdir()
    for slug, pages in sizes.items():
        made = write_course(folder / slug, pages)
        for media in (ROOT / "courses").glob("*/media"):
            shutil.copytree(media, made / "media", dirs_exist_ok=True)
    shipped = sorted(path for path in (ROOT / "courses").iterdir() if (path / "course.md").is_file())
    for number in range(courses - len(sizes)):
        copy = shutil.copytree(shipped[number % len(shipped)], folder / f"course-{number}")
        front = (copy / "course.md").read_text(encoding="utf-8")
        titled = _TITLE.sub(f"title: Course {number}", front, count=1)
        (copy / "course.md").write_text(titled, encoding="utf-8")


def trainers(database: Database, number: int) -> list[str]:
    """Makes so many people who may write courses, each with the cookie of a session."""
    found = []
    for _ in range(number):
        with database.write() as connection:
            person = connection.value(
                "insert into person (email, name) select 't' || count(*) || '@x.example', 'A trainer' from person "
                "returning id"
            )
            give_role(connection, person, "trainer")
        found.append(sessions.mint_session(database, person))
    return found


@contextmanager
def served(root: Path, address: str) -> Iterator[Place]:
    """Runs `elearn serve` on the database at an address and the courses below `root`, while the block lasts.

    Modules are compiled once, and kept below `root`, whatever this machine's setting.
    """
    app, runtime, desk = (free_port() for _ in range(3))
    settings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")},
        "PYTHONPYCACHEPREFIX": str(root / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
        "ELEARN_DATABASE": address,
        "ELEARN_COURSES": str(root / "courses"),
        "ELEARN_REVIEWS": str(ROOT / "reviews"),
        "ELEARN_PACKAGES": str(root / "packages"),
        "ELEARN_BASE_URL": f"http://127.0.0.1:{app}",
        "ELEARN_RUNTIME_URL": f"http://127.0.0.1:{runtime}",
        "ELEARN_DESK_URL": f"http://127.0.0.1:{desk}",
    }
    command = [sys.executable, "-m", "elearn.cli", "serve"]
    with subprocess.Popen(command, env=settings, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if f"127.0.0.1:{app}" in line:
                    break
            else:
                raise RuntimeError("elearn serve ended")
            for port in (runtime, desk):
                wait_for(port)
            yield Place(runtime, desk, _desk_of(process.pid))
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _desk_of(parent: int) -> int:
    """The process id of the desk among the children of `elearn serve`."""
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        if Path(f"/proc/{child}/cmdline").read_bytes().rstrip(b"\0").endswith(b"\0desk"):
            return int(child)
    raise RuntimeError("elearn serve has started no desk")

"""The first hour of docs/operator.md, given in a shell, in an empty folder: from nothing to a figure for the board."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.serving import environment, free_port
from tests.terminal import terminal
from tests.writing import write_the_course

ROOT = Path(__file__).parents[2]
OPERATOR = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
SERVE = "elearn serve"
A_FIGURE = re.compile(r"\d+ of \d+ +\d+\.\d%")
WAYS_OUT = re.compile(r"(?:^|[ /])(?:sudo|apt|systemctl|rm|curl)(?: |$)")
"""What a test must not run: the section has only commands of elearn and of the shell."""


def commands() -> list[str]:
    """The commands of the section: its indented lines, in order."""
    (section,) = re.findall(r"^## The first hour\n(.*?)^## ", OPERATOR, re.MULTILINE | re.DOTALL)
    return [line.strip() for line in section.splitlines() if line.startswith("    ")]


@dataclass
class Shell:
    """A shell in a folder. It keeps what was exported, as a terminal does."""

    folder: Path
    settings: dict[str, str]
    exported: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def give(self, command: str, *, ends_with: int = 0) -> None:
        """Gives one command, which must end with this exit code, and keeps what it said."""
        if command.startswith("export "):
            self.exported.append(command)
        line = "\n".join(["set -e", *self.exported, command])
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.folder,
            env=self.settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == ends_with, f"{command}: {done.stdout}{done.stderr}"
        self.said[command] = done.stdout + done.stderr

    @contextmanager
    def giving_in_the_background(self, command: str) -> Iterator[str]:
        """Gives a command that goes on, and yields the first paragraphs that it said."""
        line = "\n".join([*self.exported, f"exec {command}"])
        started = subprocess.Popen(
            ["sh", "-c", line], cwd=self.folder, env=self.settings, stdout=subprocess.PIPE, text=True
        )
        assert started.stdout is not None
        try:
            yield "".join(
                iter(
                    started.stdout.readline,
                    "4. Open the link and press the button. You need not start elearn again.\n",
                )
            )
        finally:
            started.terminate()
            assert started.wait(30) == 0
            started.stdout.close()


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell in a new, empty folder, with `elearn` on its path and free ports."""
    programs, empty = tmp_path / "programs", tmp_path / "empty"
    programs.mkdir()
    empty.mkdir()
    settings = environment(empty)
    for name in ("DATABASE", "PACKAGES", "COURSES", "REVIEWS"):
        del settings[f"ELEARN_{name}"]
    with terminal(programs):
        yield Shell(
            empty,
            settings
            | {
                "PATH": f"{programs}:{settings['PATH']}",
                "ELEARN_BASE_URL": f"http://localhost:{free_port()}",
                "ELEARN_RUNTIME_URL": f"http://localhost:{free_port()}",
                "ELEARN_DESK_URL": f"http://localhost:{free_port()}",
            },
        )


def test_the_first_hour_leads_from_an_empty_folder_to_a_figure(shell: Shell) -> None:
    given = commands()
    assert [command for command in given if WAYS_OUT.search(command)] == []
    start = given.index(SERVE)
    for command in given[:start]:
        shell.give(command)
    with shell.giving_in_the_background(SERVE) as steps:
        assert "elearn role give YOU@YOUR.ORG administrator" in steps
        page = f"{shell.settings['ELEARN_RUNTIME_URL'].replace('localhost', '127.0.0.1')}/start"
        assert "Nobody can get in yet" in httpx.get(page, trust_env=False).text
        for command in given[start + 1 :]:
            if command.startswith("elearn check"):
                shell.give(command, ends_with=1)
                assert "was written by us, to be replaced" in shell.said[command]
                write_the_course(shell.folder / "courses" / command.split()[-1])
            shell.give(command)
        begun = httpx.get(page, trust_env=False).text
        assert "Nobody can get in yet" not in begun
        assert "Wrenshire Safeguarding Children Partnership" in begun
    assert A_FIGURE.search(shell.said["elearn coverage"])
    assert (shell.folder / "first-hour.db").stat().st_size > 0


def test_the_section_names_each_step_in_its_order() -> None:
    given = commands()
    steps = [
        SERVE,
        "elearn role give",
        *(
            f"elearn import {kind} {kind}.csv"
            for kind in ("agencies", "role-groups", "people", "requirements")
        ),
        "elearn new course",
        "elearn build",
        "elearn coverage",
        "elearn db backup",
    ]
    places = [next(place for place, each in enumerate(given) if each.startswith(step)) for step in steps]
    assert places == sorted(places)

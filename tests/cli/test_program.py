"""The program itself starts fast, and every command has help and an example.

Nothing ends in a traceback.
"""

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
import typer.main

from elearn.cli import app
from tests.cli.conftest import Command

COMMANDS = Path(__file__).parents[2] / "docs" / "commands.md"


def commands() -> list[str]:
    """Yields every command. Those of a group have both names."""
    found = []
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        found += [f"{name} {below}" for below in command.commands] if hasattr(command, "commands") else [name]
    return found


def program(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `elearn` in a process of its own."""
    command = [sys.executable, "-m", "elearn.cli", *arguments]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True)


def test_the_commands_are_those_whose_names_are_promised() -> None:
    promised = ["demo", "serve", "check", "build", "validate", "import", "coverage", "map", "export"]
    assert set(commands()) == {
        *promised,
        "new course",
        *("open", "close", "code", "record", "withdraw"),
        *(f"{each} {what}" for each in ("exemption", "outside") for what in ("list", "approve")),
        *("exemption refuse", "outside decline", "sessions list", "sessions report"),
        *("declare link", "declare due"),
        "db migrate",
        "db backup",
        "db check",
        "db copy",
        "db restore",
        *(f"role {each}" for each in ("give", "take", "list")),
        "rule list",
        "rule set",
        *(f"reviews {each}" for each in ("list", "search", "themes", "documents", "publication")),
    }


@pytest.mark.parametrize("command", commands())
def test_help_shows_an_example_of_every_command(elearn: Command, command: str) -> None:
    result = elearn(*command.split(), "--help")
    assert result.exit_code == 0
    assert "For example" in result.stdout
    assert f"elearn {command}" in " ".join(result.stdout.split())


@pytest.mark.parametrize("command", commands())
def test_the_reference_has_a_heading_and_an_example_for_every_command(command: str) -> None:
    _, _, section = COMMANDS.read_text(encoding="utf-8").partition(f"\n## elearn {command}\n")
    assert f"\n    $ elearn {command}" in section.split("\n## ")[0]


def test_the_reference_has_no_other_command() -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    assert {line[10:] for line in text.splitlines() if line.startswith("## elearn ")} == set(commands())


def test_the_version_is_said_also_where_nothing_is_installed(
    elearn: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert elearn("--version").stdout.startswith("elearn")


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = ("streamlit", "lxml", "pandas", "pydantic", "sqlite_utils", "jinja2", "markdown_it")
    code = f"import sys, elearn.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_real_process_exits_0_1_and_2(place: Path) -> None:
    built = program("build", "--out", "out", cwd=place)
    assert built.returncode == 0, built.stderr
    assert program("validate", "courses/a-small-mark/course.md", cwd=place).returncode == 1
    assert program("validate", cwd=place).returncode == 2


def test_something_unexpected_becomes_a_sentence_and_its_traceback_is_there_for_who_asks(
    elearn: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the moon")

    monkeypatch.setattr("elearn.checks.check_paths", broken)
    result = elearn("check")
    assert result.exit_code == 1
    assert "ELEARN_DEBUG=1" in result.stderr
    assert "the moon" in result.stderr


def test_output_that_nobody_reads_any_more_is_no_fault(place: Path) -> None:
    script = f"{sys.executable} -m elearn.cli --help | head -n 1"
    done = subprocess.run(["sh", "-c", script], cwd=place, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_said(elearn: Command, place: Path) -> None:
    (place / "out").write_text("a file where a folder should be")
    result = elearn("build", "--out", "out")
    assert result.exit_code == 1
    assert "out" in result.stderr
    assert (place / "out").read_text() == "a file where a folder should be"


def test_settings_that_cannot_be_are_said_together(place: Path) -> None:
    found = program("db", "check", cwd=place, ELEARN_DEMO="banana", ELEARN_FIRST_FIGURES_WITHIN="-1")
    assert found.returncode == 1
    assert "ELEARN_DEMO: Input should be a valid boolean" in found.stderr
    assert "ELEARN_FIRST_FIGURES_WITHIN: Input should be greater than or equal to 0" in found.stderr
    assert "Traceback" not in found.stderr

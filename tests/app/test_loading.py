"""What pages need is imported before the app serves anybody, because each page is drawn in a thread of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from elearn.app.screens import SCREENS
from elearn.database import Database
from tests.app.conftest import person
from tests.sample_course import write_sample

OPENS_EACH_SCREEN = """
import sys
from elearn.app import entry
entry.parts()
ready = set(sys.modules)

from tests.app.conftest import screen, session, actor
who = actor(session.database(), int(sys.argv[1]))
session.signed_in = lambda: who
for module in sys.argv[2:]:
    opened = screen(module).run()
    assert not opened.exception, opened.exception
print(*set(sys.modules) - ready)
"""
"""A program that makes the app, opens screens, and prints which modules were imported after the app was made."""

LARGE = {"altair", "lxml", "numpy", "pandas", "PIL", "pyarrow", "ruamel", "typst"}
"""Packages whose modules import each other. Two threads that import one at the same moment can get half of it."""


def test_no_screen_imports_a_large_package_when_it_is_opened(
    county: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sample(tmp_path / "courses")  # one course is read and checked in no time
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path / "courses"))
    screens = [screen.module for screen in SCREENS]
    command = [sys.executable, "-c", OPENS_EACH_SCREEN, str(person(county, "al")), *screens]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    imported = done.stdout.split()
    assert imported
    assert not [
        name for name in imported if name.split(".")[0] in LARGE or name.startswith("elearn.app.screens.")
    ]

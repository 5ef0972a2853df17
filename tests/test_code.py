"""What the code promises of itself: style, types in Python and JavaScript, and imports that run one way."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

PROMISES = {
    "style": [BIN / "ruff", "check", "."],
    "layout": [BIN / "ruff", "format", "--check", "."],
    "types": [BIN / "mypy"],
    "imports run one way": [BIN / "lint-imports", "--no-cache"],
    "types of the scripts": [sys.executable, "hatch_build.py", "--types"],
}


@pytest.mark.parametrize("promise", list(PROMISES))
def test_the_code_keeps_its_promise(promise: str) -> None:
    done = subprocess.run(PROMISES[promise], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"

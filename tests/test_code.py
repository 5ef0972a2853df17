"""What the code promises of itself: style, types in Python and JavaScript, and imports that run one way."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
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


CLOCKS = {"today", "now", "utcnow", "now_utc", "time_ns"}
LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
MODULES = sorted(
    path.relative_to(ROOT) for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)


def readings(nodes: list[ast.AST]) -> Iterator[str]:
    """The clocks that are read when these run, and not only when a function in them is called."""
    for node in nodes:
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.rpartition(".")[2] in CLOCKS or called == "time.time":
                yield f"line {node.lineno}: {called}"
        if not isinstance(node, LATER):
            yield from readings(list(ast.iter_child_nodes(node)))
        elif isinstance(node, ast.Lambda):
            yield from readings([node.args])
        else:
            yield from readings([node.args, *node.decorator_list])
            if any(
                "fixture(" in (made := ast.unparse(each)) and "scope=" in made for each in node.decorator_list
            ):
                yield from readings(list(node.body))


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_clock_is_read_before_the_test_that_uses_it_starts(module: Path) -> None:
    """A day that is kept from an import, or in a fixture for many tests, is another day after midnight."""
    assert list(readings([ast.parse((ROOT / module).read_text(encoding="utf-8"))])) == []


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("DAY = today()", True),
        ("class A:\n    day = date.today()", True),
        ("@parametrize('day', [datetime.now(UTC)])\ndef test(day): pass", True),
        ("def of(day=today()): pass", True),
        ("lambda day=today(): day", True),
        ("@pytest.fixture(scope='module')\ndef day(): return today()", True),
        ("@pytest.fixture(scope='module')\ndef day(): return lambda: today()", False),
        ("@pytest.fixture\ndef day(): return today()", False),
        ("def test():\n    assert today()", False),
    ],
)
def test_a_clock_that_is_read_too_early_is_found(code: str, reads: bool) -> None:
    assert bool(list(readings([ast.parse(code)]))) is reads


def test_a_property_that_allows_something_slow_allows_slow_examples_too() -> None:
    """What a test suppresses takes the place of the profile's own list (`tests/depth.py`)."""
    lists = {
        f"{path.relative_to(ROOT)}: {found[1]}"
        for path in (ROOT / "tests").rglob("*.py")
        for found in re.finditer(
            r"suppress_health_check=(\[[^\]]*\]|list\(HealthCheck\))", path.read_text("utf-8")
        )
    }
    assert len(lists) > 10
    assert {each for each in lists if "too_slow" not in each and "list(HealthCheck)" not in each} == set()

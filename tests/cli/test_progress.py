"""What a terminal shows of work that takes long."""

import io
import sys

import pytest

from elearn.cli.words import progress_to_each


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, most: int, *, quiet: bool = False) -> str:
    """What two steps of `most` each write, of which the second begins after the first."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with progress_to_each(["Writing", "Working out"], 100, quiet=quiet) as tells:
        for tell in tells:
            tell(0, most)
            tell(most, most)
    return terminal.getvalue()


def test_each_long_step_has_a_bar_and_a_short_one_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    words = shown(monkeypatch, 100)
    assert "Writing" in words
    assert "Working out" in words
    assert "100/100" in words
    assert "Writing" not in shown(monkeypatch, 99)


def test_nothing_is_drawn_for_a_program_that_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, 100, quiet=True) == ""

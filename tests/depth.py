"""How many examples each property is tried with: a few in `make test`, many in `make test-deep`.

`EXAMPLES=3000 make test-deep PYTEST_ARGS=tests/reporting` looks for longer than usual.
"""

import os
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.providers import HypothesisProvider


def register() -> None:
    """Makes `quick` and `deep` known to hypothesis, for its option `--hypothesis-profile`."""
    # A deadline, or a complaint that making an example took long, would depend on how busy the machine is.
    settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    steady = settings.get_profile("steady")
    # The same examples on each run, so that a failure comes from the change that is being tested.
    settings.register_profile("quick", steady, max_examples=25, derandomize=True)
    HypothesisProvider._maybe_draw_constant = _drawn  # type: ignore[method-assign]
    settings.register_profile("soak", steady, max_examples=100, print_blob=True)
    settings.register_profile(
        "deep", steady, max_examples=int(os.environ.get("EXAMPLES", "100")), print_blob=True
    )


_draws = HypothesisProvider._maybe_draw_constant


def _drawn(self: HypothesisProvider, *given: Any, **more: Any) -> Any:
    """What Hypothesis takes from the modules that are loaded: nothing where the examples are to be the same each time.

    Which modules are loaded depends on the tests that ran before.
    """
    return None if settings.default.derandomize else _draws(self, *given, **more)


def examples(of_a_hundred: int) -> int:
    """This many examples for each hundred that the profile asks for, and at least five.

    A test whose examples take long asks for fewer than a hundred.
    """
    return max(5, settings.default.max_examples * of_a_hundred // 100)


def soaking() -> bool:
    """Whether `make soak` runs, which tries every run that a promise counts, and others each time."""
    return settings.get_current_profile_name() == "soak"


_INTERRUPTIONS = {"deep": 16, "soak": 200}


def interruptions() -> int:
    """How many interruptions a test tries: a few in `make test`, a sample in `make test-deep`, all in `make soak`."""
    return _INTERRUPTIONS.get(settings.get_current_profile_name(), 6)


_KILLS = {"deep": 5, "soak": 100}


def kills() -> int:
    """How many processes a test kills: a few in `make test`, a sample in `make test-deep`, all in `make soak`."""
    return _KILLS.get(settings.get_current_profile_name(), 4)


def deep(*values: Any) -> Any:
    """Values of a parametrised test that are close to others, such as another standard or width.

    `make test` leaves them out, `make test-deep` tries one in three, and `make soak` all. A whole test that takes a
    browser many seconds has the mark `deep`: `make test-deep` tries it.
    """
    return pytest.param(*values, marks=[pytest.mark.deep, pytest.mark.soak, pytest.mark.variant])


_SERVER_FIRST = (
    "tests/reporting/",
    "tests/runtime/test_writer.py",
    "tests/tracker/test_changes.py",
    "tests/tracker/test_standing.py",
)
"""Suites about what the engines do differently, or that count."""


def waits_for_the_server(item: pytest.Item) -> bool:
    """Whether a test on PostgreSQL waits for `make test-deep`: three in four of them, but not of the suites about it.

    The same test on SQLite does not wait.
    """
    return not item.nodeid.startswith(_SERVER_FIRST) and crc32(item.nodeid.encode()) % 4 != 0


def left_out(item: pytest.Item) -> bool:
    """Whether a test with values that are close to others waits for `make soak`: the same two in three each time."""
    return (
        item.get_closest_marker("variant") is not None
        and not soaking()
        and crc32(item.nodeid.encode()) % 3 != 0
    )


_HOSTILE = {"deep": 200, "soak": 2000}


def hostile_files() -> int:
    """In how many hostile ways a test writes a file: few in `make test`, 200 in `make test-deep`."""
    return _HOSTILE.get(settings.get_current_profile_name(), 12)


def sampled(values: Sequence[str], quick: int, in_depth: int) -> list[Any]:
    """One in so many of the values of a parametrised test for `make test` (`quick`) and for `make test-deep`.

    `make soak` tries them all, if the test has its mark. They must come in an order that stays.
    """
    return [
        value if place % quick == 0 else pytest.param(value, marks=pytest.mark.deep)
        for place, value in enumerate(values)
        if place % quick == 0 or place % in_depth == 0 or soaking()
    ]

"""Two people write one course in any order, over a bad line, with kills and edits from outside: nothing is lost."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import Fresh
from tests.depth import examples
from tests.desk_room.browsers import Browsers
from tests.desk_room.killing import kills
from tests.desk_room.machine import Writing
from tests.desk_room.world import World


@contextmanager
def a_world(fresh: Fresh, browsers: Browsers) -> Iterator[World]:
    """A new world on a new database."""
    with TemporaryDirectory() as folder, fresh() as db:
        world = World(db.place, Path(folder), browsers)
        with kills(world.bomb), world.clock():
            yield world


@pytest.fixture(scope="module")
def browsers() -> Iterator[Browsers]:
    """One node for all examples."""
    with Browsers() as made:
        yield made


@pytest.mark.property
def test_what_two_people_write_is_never_lost(fresh: Fresh, browsers: Browsers) -> None:
    class Here(Writing):
        def __init__(self) -> None:
            self.whole = ExitStack()
            super().__init__(self.whole.enter_context(a_world(fresh, browsers)))

        def teardown(self) -> None:
            with self.whole:
                try:
                    if sys.exc_info()[0] is None:
                        self.ends()
                finally:
                    self.world.close()

    run_state_machine_as_test(Here, settings=settings(max_examples=examples(50), stateful_step_count=20))

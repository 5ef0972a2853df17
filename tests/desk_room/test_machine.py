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
from tests.depth import examples, soaking
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


@contextmanager
def a_walk(fresh: Fresh, browsers: Browsers) -> Iterator[Writing]:
    """Two people who have opened the course. At the end of the block all is as it should be."""
    with a_world(fresh, browsers) as world:
        walk = Writing(world)
        try:
            walk.both_open_the_course()
            yield walk
            walk.ends()
        finally:
            world.close()


@pytest.fixture(scope="module")
def browsers() -> Iterator[Browsers]:
    """One node for all examples."""
    with Browsers() as made:
        yield made


def test_a_walk_through_all_that_goes_wrong_most(fresh: Fresh, browsers: Browsers) -> None:
    """Two people in one block, windows that end, kills in a save, the same line outside, and every choice."""
    with a_walk(fresh, browsers) as walk:
        for n, choose in enumerate(("mine", "theirs", "both")):
            walk.both_type_in_one_block(n=n, wait=6000)
            walk.settles(who="ada", n=0, choose=choose)
            walk.settles(who="ben", n=0, choose=choose)
            walk.time_passes(wait=6000)
            for fate in ("lost", "unheard", "late", "slow"):
                walk.types_and_the_window_ends(who="ben", n=n, fates=[fate], crash=n % 2 == 0)
            walk.what_was_long_under_way_arrives()
            walk.undoes(who="ben", back=True)
            walk.fills_in(who="ada", n=n, field=n, go_on=False, wait=300)
            walk.saves_and_the_process_ends(who="ada", n=n, after=25 + 5 * n)
            walk.saves(who="ben")
            walk.types_where_somebody_writes_outside(who="ada", n=n)
            walk.time_passes(wait=6000)
            walk.settles(who="ada", n=0, choose=choose)
            walk.saves(who="ben")


def test_an_answer_that_was_not_heard_hides_nothing_that_was_written_outside(
    fresh: Fresh, browsers: Browsers
) -> None:
    """The browser sends again what it typed. By then its block says more, and it goes on typing in what it shows."""
    with a_walk(fresh, browsers) as walk:
        walk.both_type_in_one_block(n=3, wait=100)
        walk.the_line_is_bad(fates=["busy", "unheard", "busy"])
        walk.types_where_somebody_writes_outside(n=7, who="ada")


def test_a_save_that_comes_twice_is_done_once(fresh: Fresh, browsers: Browsers) -> None:
    with a_walk(fresh, browsers) as walk:
        walk.fills_in(who="ada", n=0, field=0, go_on=False, wait=300)
        walk.the_line_is_bad(fates=["late"])
        walk.saves(who="ada")
        walk.undoes(who="ada", back=False)
        walk.what_was_long_under_way_arrives()


def test_a_save_that_was_not_heard_is_done_once_though_more_was_typed(
    fresh: Fresh, browsers: Browsers
) -> None:
    with a_walk(fresh, browsers) as walk:
        walk.presses(who="ada", action="rename-module", n=11, m=0, wait=0)
        walk.the_line_is_bad(fates=["unheard", "busy", "good", "late"])
        walk.saves(who="ada")
        walk.fills_in(who="ada", n=11, field=0, go_on=True, wait=6000)


def test_two_blocks_that_were_moved_away_come_back_in_their_order(fresh: Fresh, browsers: Browsers) -> None:
    with a_walk(fresh, browsers) as walk:
        for _ in range(2):
            walk.presses(who="ada", action="move-block", n=0, m=0, wait=0)


def test_undo_that_was_refused_and_comes_again_takes_back_nothing(fresh: Fresh, browsers: Browsers) -> None:
    with a_walk(fresh, browsers) as walk:
        walk.the_line_is_bad(fates=["late"])
        walk.undoes(who="ada", back=False)
        walk.fills_in(who="ada", n=0, field=0, go_on=False, wait=300)
        walk.the_desk_is_started_again()
        walk.what_was_long_under_way_arrives()


@pytest.mark.soak
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

    # The same runs each time. `make soak` tries others.
    each_time = settings(max_examples=examples(40), stateful_step_count=20, derandomize=not soaking())
    run_state_machine_as_test(Here, settings=each_time)

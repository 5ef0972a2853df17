"""The desk's process is killed at any moment while two people write: what they were told is kept, is there."""

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.depth import kills
from tests.desk_room.browsers import Browsers
from tests.desk_room.machine import TYPED, Writing
from tests.desk_room.pressing import ACTIONS
from tests.desk_room.world import PEOPLE, World
from tests.serving import free_port

DESK = """
import sys, uvicorn
from elearn.database import open_database
from elearn.desk import create_app
from elearn.settings import settings
uvicorn.run(create_app(open_database(), settings()), host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
"""
_MANY = ("types", "fills_in", "presses", "saves", "saves")


class Killed(World):
    """A world whose desk is a process of its own."""

    told: list[str]

    def _client(self) -> httpx.Client:
        self.told = getattr(self, "told", [])
        where = {
            "DATABASE": self.settings.database,
            "COURSES": self.settings.courses,
            "REVIEWS": self.settings.reviews,
        }
        port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-c", DESK, str(port)],
            env={**os.environ, **{f"ELEARN_{name}": str(value) for name, value in where.items()}},
        )
        self._process.callback(self._end)
        here = f"http://127.0.0.1:{port}"
        while True:
            try:
                httpx.get(f"{here}/desk/health")
                return httpx.Client(base_url=here, timeout=60)
            except httpx.TransportError:
                time.sleep(0.05)

    def _end(self) -> None:
        self.process.kill()
        self.process.wait()

    def tell(self, what: str) -> None:
        self.told.append(what)

    def kill_within(self, seconds: float) -> threading.Timer:
        """Kills the process after so long, whatever it does then."""
        timer = threading.Timer(seconds, self._end)
        timer.start()
        return timer


@pytest.mark.soak
@pytest.mark.deep
def test_what_was_acknowledged_is_there_though_the_process_is_killed(address: str, tmp_path: Path) -> None:
    """`make test-deep` kills it a few times, and `make soak` a hundred times."""
    chance = random.Random(kills())
    with Browsers() as browsers:
        world = Killed(address, tmp_path, browsers)
        machine = Writing(world)
        try:
            machine.both_open_the_course()
            for _ in range(kills()):
                for _ in range(3):
                    _anything(machine, chance)
                timer = world.kill_within(chance.random() * 0.1)
                for _ in range(2):
                    _anything(machine, chance)
                timer.join()
                _anything(machine, chance)
            machine.ends()
        except AssertionError:
            print("\n".join(world.told[-40:]))
            raise
        finally:
            world.close()


def _anything(machine: Writing, chance: random.Random) -> None:
    """Somebody does something, and is at the desk for a while."""
    who, n, m = chance.choice(PEOPLE), chance.randrange(12), chance.randrange(12)
    what = chance.choice(_MANY)
    if what == "types":
        how = chance.choice(TYPED)
        machine.types(who=who, n=n, how=how, go_on=chance.random() < 0.5, wait=300)
    elif what == "fills_in":
        machine.fills_in(who=who, n=n, field=m, go_on=chance.random() < 0.5, wait=300)
    elif what == "presses":
        machine.presses(who=who, action=chance.choice(ACTIONS), n=n, m=m, wait=300)
    else:
        machine.saves(who=who)

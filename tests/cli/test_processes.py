"""One command starts the app and the runtimes, starts each again when it dies, and stops them all."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.cli.processes import Served, is_free, needs_proc, served, until
from tests.engines import Engine
from tests.serving import free_port


@needs_proc
def test_a_visitor_is_served_by_both_and_the_app_comes_back_until_the_one_command_is_stopped(
    place: Path,
) -> None:
    with served(place) as running:
        start = f"http://localhost:{running.runtime}/start"
        assert running.sent_on_to() == start
        assert running.start_page() == 200
        [first], [other], [desk] = (running.children(name) for name in ("app", "runtime", "desk"))
        group = os.getpgid(running.process.pid)  # which Ctrl-C in a terminal reaches
        assert group not in {os.getpgid(each) for each in (first, other, desk)}
        running.kill(first)
        assert running.start_page() == 200
        assert running.sent_on_to() == start  # a visitor who comes meanwhile waits
        assert running.children("app") != [first]
        assert (running.children("runtime"), running.children("desk")) == ([other], [desk])
        running.kill(desk)
        assert running.desk_health() == 200
        until(lambda: running.says("The app answers again"))
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(30) == 0
    assert running.says(r"The app has ended \(exit code -9, from the signal SIGKILL\)")
    assert is_free(running.app)
    assert is_free(running.runtime)
    assert is_free(running.desk)
    assert list((place / "var").glob("*.db*-wal")) == [], "a clean stop puts the log into the file"


def test_all_end_even_when_the_command_is_killed(place: Path) -> None:
    with served(place) as running:
        running.process.kill()
        assert running.process.stdout
        assert (
            running.process.stdout.read() == ""
        )  # ends when the last of the processes that hold it has ended
    assert is_free(running.app)
    assert is_free(running.runtime)
    assert is_free(running.desk)


@dataclass(frozen=True)
class Two:
    """Two runtimes that `elearn serve` runs, and the address of their metrics."""

    served: Served
    metrics: str


@pytest.fixture
def two(place: Path, engines: Callable[[str], Engine]) -> Iterator[Two]:
    """`elearn serve --workers 2` on a new PostgreSQL database."""
    postgres, port = engines("postgres"), free_port()
    database = postgres.copy(postgres.made("empty", lambda _: None), place)
    more = {"ELEARN_DATABASE": database, "ELEARN_METRICS_PORT": str(port)}
    with served(place, "--workers", "2", **more) as running:
        yield Two(running, f"http://127.0.0.1:{port}/metrics")
    postgres.drop(database)


@needs_proc
def test_of_two_runtimes_each_answers_and_either_goes_on_while_the_other_is_started_again(two: Two) -> None:
    """One test for all that two runtimes promise: to start them takes five seconds."""
    running = two.served
    first, second = running.children("runtime")
    for either in (first, second):
        with running.halted(either):
            assert running.start_page() == 200
            for _ in range(3):
                assert commit_to(running) == 401
    metrics = httpx.get(two.metrics, trust_env=False).text
    assert 'elearn_commits_total{outcome="signed-out"} 6.0' in metrics, "they are the sum of both"

    running.kill(second)
    while len(running.children("runtime")) == 1:
        assert running.start_page() == 200
    assert first in running.children("runtime")
    with running.halted(first):
        assert running.start_page() == 200  # by the new one
    until(lambda: running.says(r"Runtime [12] of 2 answers again"))
    assert running.says(r"Runtime [12] of 2 has ended \(exit code -9, from the signal SIGKILL\)")
    assert not running.says("The app")

    for each in running.children("runtime"):
        running.kill(each)
    assert running.start_page() == 200, "a connection that no runtime has accepted waits for one"
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(30) == 0
    assert running.children("runtime") == running.children("app") == []
    assert is_free(running.app)
    assert is_free(running.runtime)


def commit_to(running: Served) -> int:
    """The status of a commit by nobody who is signed in."""
    where = f"http://localhost:{running.runtime}"
    body = {"session": "none", "number": 1, "standard": "scorm2004", "cmi": {}}
    return httpx.post(f"{where}/commit", json=body, headers={"Origin": where}, trust_env=False).status_code

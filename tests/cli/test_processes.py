"""One command starts the app and the runtimes, starts each again when it dies, and stops them all."""

import os
import signal
from collections.abc import Callable, Iterator
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


@pytest.fixture
def two(place: Path, engines: Callable[[str], Engine]) -> Iterator[Served]:
    """`elearn serve --workers 2` on a new PostgreSQL database."""
    postgres = engines("postgres")
    database = postgres.copy(postgres.made("empty", lambda _: None), place)
    with served(place, "--workers", "2", ELEARN_DATABASE=database) as running:
        yield running
    postgres.drop(database)


@needs_proc
def test_the_metrics_are_the_sum_of_two_runtimes(place: Path, engines: Callable[[str], Engine]) -> None:
    postgres, port = engines("postgres"), free_port()
    database = postgres.copy(postgres.made("empty", lambda _: None), place)
    more = {"ELEARN_DATABASE": database, "ELEARN_METRICS_PORT": str(port)}
    with served(place, "--workers", "2", **more) as running:
        for each in running.children("runtime"):
            with running.halted(each):
                for _ in range(3):
                    assert commit_to(running) == 401
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
        assert 'elearn_commits_total{outcome="signed-out"} 6.0' in metrics
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(30) == 0
    postgres.drop(database)


def commit_to(running: Served) -> int:
    """The status of a commit by nobody who is signed in."""
    where = f"http://localhost:{running.runtime}"
    body = {"session": "none", "number": 1, "standard": "scorm2004", "cmi": {}}
    return httpx.post(f"{where}/commit", json=body, headers={"Origin": where}, trust_env=False).status_code


@needs_proc
def test_of_two_runtimes_each_answers_and_one_goes_on_while_the_other_is_started_again(two: Served) -> None:
    first, second = two.children("runtime")
    for either in (first, second):
        with two.halted(either):
            assert two.start_page() == 200
    two.kill(second)
    while len(two.children("runtime")) == 1:
        assert two.start_page() == 200
    assert first in two.children("runtime")
    with two.halted(first):
        assert two.start_page() == 200  # by the new one
    until(lambda: two.says(r"Runtime [12] of 2 answers again"))
    assert two.says(r"Runtime [12] of 2 has ended \(exit code -9, from the signal SIGKILL\)")
    assert not two.says("The app")
    two.process.send_signal(signal.SIGTERM)
    assert two.process.wait(30) == 0
    assert two.children("runtime") == two.children("app") == []
    assert is_free(two.app)
    assert is_free(two.runtime)


@needs_proc
def test_a_connection_that_no_runtime_has_accepted_waits_for_one(two: Served) -> None:
    for each in two.children("runtime"):
        two.kill(each)
    assert two.start_page() == 200

"""Where the processes of `elearn serve` listen, and how each is looked after."""

import logging
import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

from elearn.database import open_database
from elearn.problems import ElearnError
from elearn.serve import Listener, listeners, serve
from elearn.serve.children import Child, Pauses
from elearn.serve.first_run import first_steps
from elearn.serve.listening import answers
from elearn.serve.process import SharedSocket
from elearn.serve.running import Stopping, look_after
from elearn.settings import Settings, settings
from elearn.tracker import give_role
from tests.cli.conftest import Command
from tests.cli.processes import free_ports, here


@contextmanager
def taken() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def places(**given: str) -> list[tuple[str, str, int]]:
    """Where each process listens with these settings."""
    return [(each.name, each.host, each.port) for each in listeners(Settings(**given))]  # type: ignore[arg-type]


def on_this_machine(runtime: int, app: int, desk: int) -> list[tuple[str, str, int]]:
    here = "127.0.0.1"
    return [("runtime", here, runtime), ("app", here, app), ("desk", here, desk)]


def test_all_listen_at_the_ports_that_the_settings_name() -> None:
    app, runtime, desk = (f"http://localhost:{port}" for port in (9001, 9002, 9003))
    assert places(base_url=app, runtime_url=runtime, desk_url=desk) == on_this_machine(9002, 9001, 9003)
    assert places(base_url=app, runtime_url=runtime) == on_this_machine(9002, 9001, 8503)
    there = Settings(base_url="http://[fd00::5]:8501", runtime_url="http://[fd00::5]:8502")
    assert there.desk_url == "http://[fd00::5]:8503", "a session's cookie is for one host alone"


def test_behind_a_proxy_they_listen_at_their_usual_ports_on_this_machine_alone() -> None:
    proxy = "https://learn.example"
    assert places(base_url=proxy, runtime_url=proxy, desk_url=proxy) == on_this_machine(8502, 8501, 8503)
    assert Settings(base_url=proxy, runtime_url=proxy).desk_url == proxy, (
        "an installation from before the desk"
    )
    assert places(base_url=proxy, runtime_url=proxy) == on_this_machine(8502, 8501, 8503)


def test_behind_a_proxy_with_a_port_they_listen_at_ports_of_their_own() -> None:
    proxy = "http://learn.example:8080"
    given = {"base_url": proxy, "runtime_url": proxy, "app_port": "9001", "runtime_port": "9002"}
    assert places(**given, desk_port="9003") == on_this_machine(9002, 9001, 9003)
    assert places(**given) == on_this_machine(9002, 9001, 8503), "an installation from before the desk"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight", "8501.0", "²"])
def test_a_port_that_cannot_be_is_said(port: str) -> None:
    with pytest.raises(ElearnError, match="ELEARN_APP_PORT is"):
        listeners(Settings(app_port=port))


@pytest.mark.parametrize(
    ("base", "runtime", "words"),
    [
        ("localhost:8501", "http://localhost:8502", "ELEARN_BASE_URL"),
        ("http://localhost:8501", "http://localhost:99999", "ELEARN_RUNTIME_URL"),
        ("http://localhost:8501", "http://localhost:8501", "different ports"),
        ("http://localhost:8501", "http://localhost:8503", "The runtime and the desk cannot both"),
    ],
)
def test_addresses_that_cannot_be_are_said(base: str, runtime: str, words: str) -> None:
    with pytest.raises(ElearnError, match=words):
        listeners(Settings(base_url=base, runtime_url=runtime))


def test_a_port_in_use_is_said_before_anything_starts(
    elearn: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with taken() as port:
        for name, value in here(port, *free_ports()[1:]).items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        result = elearn("serve")
    assert result.exit_code == 1
    assert f"port {port}" in result.stderr
    assert "ELEARN_BASE_URL" in result.stderr


@pytest.mark.parametrize(("workers", "code"), [("0", 2), ("-1", 2), ("two", 2), ("2", 1)])
def test_a_number_of_workers_that_cannot_be_is_said_before_anything_starts(
    elearn: Command, place: Path, workers: str, code: int
) -> None:
    """There is no server here: several would have to share an SQLite file."""
    result = elearn("serve", "--workers", workers)
    assert result.exit_code == code
    assert "--workers" in result.stderr
    assert ("ELEARN_DATABASE to postgresql://" in result.stderr) == (code == 1)
    assert not (place / "var").exists()


def test_when_one_ends_the_other_is_stopped_and_the_reason_named(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """None can open the database here. Which of them ends first is left to the machine."""
    (place / "var").mkdir()
    (place / "var" / "elearn.db").write_bytes(b"not a database" * 1000)
    for name, value in here(*free_ports()).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    with pytest.raises(ElearnError, match=r"The (app|runtime|desk) has ended \(exit code 1\)"):
        serve(lambda line: None)
    errors = capfd.readouterr().err
    assert "is damaged (file is not a database)" in errors
    assert "put back the latest backup" in errors
    assert "Traceback" not in errors


def test_a_second_runtime_on_a_file_is_refused_and_whoever_started_it_is_told_why(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in here(*free_ports()).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    with (
        open_database() as database,
        database.as_runtime(),
        pytest.raises(ElearnError, match=r"The runtime has ended \(exit code 1\)"),
    ):
        serve(lambda line: None)
    errors = capfd.readouterr().err
    assert f"elearn.db is in use by another runtime of elearn (process {os.getpid()})" in errors
    assert "postgresql://" in errors
    assert "Traceback" not in errors


class Clock:
    """A clock that moves only when told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Started:
    """A process that lives until the test gives it an exit code."""

    code: int | None = None
    is_ready: bool = True

    def serves(self) -> bool:
        return self.is_ready

    def let_go(self) -> None:
        """There is no line to close."""

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.code = 0

    kill = terminate

    def wait(self, timeout: float | None = None) -> int:
        return self.code or 0


@dataclass
class Machine:
    """Where processes are started. Something always answers at their port."""

    clock: Clock = field(default_factory=Clock)
    started: list[Started] = field(default_factory=list)
    is_full: bool = False

    def start(self) -> Started:
        if self.is_full:
            raise OSError(12, "Cannot allocate memory")
        self.started.append(Started())
        return self.started[-1]

    def child(self) -> Child:
        listener = listeners(Settings())[1]
        child = Child("The app", listener, self.start, lambda *_: True, self.clock)
        child.start()
        return child

    def seconds_until_started(self, child: Child) -> int:
        """Looks after the child once a second, from the moment at which it ended, until it was started again."""
        before = len(self.started)
        for second in range(100):
            child.look_after()
            if len(self.started) > before:
                return second
            self.clock.now += 1
        raise AssertionError("it was never started again")


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_the_pause_grows_and_is_short_again_after_it_ran_well(machine: Machine) -> None:
    child = machine.child()
    pauses = []
    for ran_for in (0, 5, 5, 5, 5, 5, 5, 5, 500, 5):
        machine.clock.now += ran_for
        machine.started[-1].code = 1
        pauses.append(machine.seconds_until_started(child))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 1, 2]


def test_the_log_says_which_ended_how_and_when_it_is_started_again(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    child = machine.child()
    machine.started[-1].code = -9
    machine.seconds_until_started(child)
    child.look_after()
    child.look_after()
    assert [record.getMessage() for record in caplog.records] == [
        "The app has ended (exit code -9, from the signal SIGKILL). elearn starts it again in 1 second. "
        "Everything else goes on.",
        "The app is started again.",
        "The app answers again.",
    ]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}  # stderr gets these


def test_one_that_cannot_be_started_again_is_tried_again(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    child = machine.child()
    machine.started[-1].code = 1
    machine.is_full = True
    for _ in range(30):
        child.look_after()
        machine.clock.now += 1
    assert len(machine.started) == 1
    assert "The app cannot be started" in caplog.text
    machine.is_full = False
    machine.seconds_until_started(child)
    assert child.process is machine.started[1]


def test_one_is_up_when_it_says_so_itself_and_not_when_another_answers_at_its_port(machine: Machine) -> None:
    child = machine.child()
    machine.started[0].is_ready = False
    assert not child.is_up()
    machine.started[0].is_ready = True
    assert child.is_up()


def test_the_other_goes_on_untouched_and_a_pause_ends_when_somebody_stops_us(machine: Machine) -> None:
    other, child = machine.child(), machine.child()
    machine.started[1].code = 1
    stopping = Stopping()
    try:
        naps = []

        def nap(seconds: float) -> None:
            naps.append(seconds)
            stopping.asked = len(naps) == 3

        look_after([other, child], stopping, nap)
    finally:
        stopping.restore()
    assert len(machine.started) == 2  # the pause was not over
    assert sum(naps) < 0.5
    assert other.process is machine.started[0]
    assert machine.started[0].poll() is None


def test_pauses_can_be_set() -> None:
    pauses = Pauses(shortest=3, longest=10, well_after=50)
    assert [pauses.after(ran) for ran in (0, 0, 0, 49, 50)] == [3, 6, 10, 10, 3]


def test_a_first_run_says_what_to_do_until_there_is_an_administrator(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "\n".join(first_steps(settings()))
    steps = [
        f"cd {shlex.quote(str(place))}",
        "elearn role give YOU@YOUR.ORG administrator",
        "Open http",
        "link",
    ]
    assert sorted(steps, key=said.index) == steps
    assert "the link is printed here, in this terminal" in said
    assert "ELEARN_DATABASE=" not in said
    assert "by mail" in "\n".join(first_steps(Settings(smtp_url="smtp://mail.example")))
    assert first_steps(Settings(demo=True)) == []
    monkeypatch.setenv("ELEARN_DATABASE", "a folder/x.db")
    settings.cache_clear()
    assert "ELEARN_DATABASE='a folder/x.db' elearn role" in "\n".join(first_steps(settings()))
    with open_database() as database, database.write() as connection:
        ada = connection.value("insert into person (email, name) values ('a@b.example', 'Ada') returning id")
        give_role(connection, ada, "board")
    assert first_steps(settings())
    with open_database() as database, database.write() as connection:
        give_role(connection, ada, "administrator")
    assert first_steps(settings()) == []


def test_a_process_takes_one_connection_at_a_time_and_leaves_the_next_to_others() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    with SharedSocket(fileno=listening.detach()) as shared:
        shared.settimeout(60)
        visitors = [socket.create_connection(shared.getsockname()) for _ in range(2)]
        for visitor in visitors:
            accepted, address = shared.accept()
            assert address == visitor.getsockname()
            accepted.close()
            with pytest.raises(BlockingIOError):
                shared.accept()
            visitor.close()


def test_a_server_of_another_kind_on_the_port_does_not_answer_for_ours() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            visitor, _ = listening.accept()
            with visitor:
                visitor.sendall(b"220 mail.example ESMTP\r\n")
                visitor.recv(4_096)

        greeting = Thread(target=greet)
        greeting.start()
        assert not answers(Listener("app", "ELEARN_BASE_URL", "127.0.0.1", listening.getsockname()[1], "/"))
        greeting.join()


def test_a_process_that_does_not_end_though_its_parent_has_is_killed() -> None:
    stubborn = """
import signal
import threading
from elearn.serve import process

signal.signal(signal.SIGTERM, signal.SIG_IGN)
process.STOPS_WITHIN = 0.01
threading.Thread(target=process._end_with_parent).start()
"""
    ended = subprocess.run(
        [sys.executable, "-c", stubborn + "threading.Event().wait()"], stdin=subprocess.DEVNULL
    )
    assert ended.returncode == -signal.SIGKILL

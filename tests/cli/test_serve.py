"""One command starts both processes, and stops both."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

import pytest

from elearn.problems import ElearnError
from elearn.serve import listeners, serve
from elearn.settings import Settings, settings
from tests.cli.conftest import Command


def free_ports() -> tuple[int, int]:
    """Returns two ports that nobody uses now."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


@contextmanager
def taken() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def here(app: int, runtime: int) -> dict[str, str]:
    return {
        "ELEARN_BASE_URL": f"http://localhost:{app}",
        "ELEARN_RUNTIME_URL": f"http://localhost:{runtime}",
    }


def test_both_listen_at_the_ports_that_the_settings_name() -> None:
    runtime, app = listeners(Settings(base_url="http://localhost:9001", runtime_url="http://localhost:9002"))
    assert (app.host, app.port, runtime.host, runtime.port) == ("127.0.0.1", 9001, "127.0.0.1", 9002)


def test_behind_a_proxy_they_listen_at_their_usual_ports_on_this_machine_alone() -> None:
    runtime, app = listeners(Settings(base_url="https://learn.example", runtime_url="https://learn.example"))
    assert (app.host, app.port, runtime.host, runtime.port) == ("127.0.0.1", 8501, "127.0.0.1", 8502)


@pytest.mark.parametrize(
    ("base", "runtime", "words"),
    [
        ("localhost:8501", "http://localhost:8502", "ELEARN_BASE_URL"),
        ("http://localhost:8501", "http://localhost:99999", "ELEARN_RUNTIME_URL"),
        ("http://localhost:8501", "http://localhost:8501", "different ports"),
    ],
)
def test_addresses_that_cannot_be_are_said(base: str, runtime: str, words: str) -> None:
    with pytest.raises(ElearnError, match=words):
        listeners(Settings(base_url=base, runtime_url=runtime))


def test_a_port_in_use_is_said_before_anything_starts(
    elearn: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with taken() as port:
        for name, value in here(port, free_ports()[0]).items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        result = elearn("serve")
    assert result.exit_code == 1
    assert f"port {port}" in result.stderr
    assert "ELEARN_BASE_URL" in result.stderr


def test_when_one_ends_the_other_is_stopped_and_the_reason_named(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither can open the database here. Which of them ends first is left to the machine."""
    (place / "var").mkdir()
    (place / "var" / "elearn.db").write_bytes(b"not a database" * 1000)
    for name, value in here(*free_ports()).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    with pytest.raises(ElearnError, match=r"The (app|runtime) has ended \(exit code 1\)"):
        serve(lambda line: None)
    errors = capfd.readouterr().err
    assert "cannot be opened as a database" in errors
    assert "Traceback" not in errors


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


@contextmanager
def served(place: Path, app: int, runtime: int) -> Iterator[subprocess.Popen[str]]:
    """Runs `elearn serve` in a process of its own, and yields once it says that it is ready."""
    command = [sys.executable, "-m", "elearn.cli", "serve"]
    environment = {**os.environ, **here(app, runtime)}
    process = subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        assert f"http://localhost:{app}" in process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def is_free(port: int) -> bool:
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            again.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def test_a_visitor_is_served_by_both_until_the_one_command_is_stopped(place: Path) -> None:
    app, runtime = free_ports()
    with served(place, app, runtime) as process:
        web = build_opener(ProxyHandler({}), NoRedirect)
        with pytest.raises(HTTPError) as sent:
            web.open(f"http://127.0.0.1:{app}/")
        assert sent.value.headers["location"] == f"http://localhost:{runtime}/start"
        sent.value.close()
        with web.open(f"http://127.0.0.1:{runtime}/start") as start:
            assert start.status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert is_free(app)
    assert is_free(runtime)


def test_both_end_even_when_the_command_is_killed(place: Path) -> None:
    app, runtime = free_ports()
    with served(place, app, runtime) as process:
        process.kill()
        assert process.stdout
        assert process.stdout.read() == ""  # ends when the last of the three processes that hold it has ended
    assert is_free(app)
    assert is_free(runtime)

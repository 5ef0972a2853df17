"""Logs in JSON: one object a line, and nothing in it about people, whatever an error or an address held."""

import json
import logging
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import httpx
import psycopg
import pytest

from elearn.database import DatabaseUnwritable, open_database
from elearn.logs import JsonLines, without_addresses
from elearn.runtime.signin.link_mail import send_link
from elearn.settings import Settings
from tests.serving import free_port

NAME, MAIL, TOKEN = "Ann Fell", "ann.fell@north.example", "hT2kq9Zr_b7MfY1xVwJd4sLc8PeQn0uGaRi3oKtB5vX"
SECRETS = (NAME, MAIL, TOKEN, "ann.fell", "Fell")
MESSAGE = f"duplicate key value violates unique constraint\nDETAIL:  Key (email, name)=({MAIL}, {NAME}) already exists."


def line(log: str, message: str, *args: Any, error: BaseException | None = None) -> dict[str, Any]:
    """The line of a record, read again."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(log, logging.ERROR, __file__, 1, message, args, info)
    written = JsonLines("runtime").format(record)
    assert "\n" not in written
    assert [secret for secret in SECRETS if secret in written] == []
    found: dict[str, Any] = json.loads(written)
    return found


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The error with a stack."""

    def save_the_row_of(name: str) -> None:
        raise error from cause

    try:
        save_the_row_of(NAME)
    except BaseException as caught:
        return caught
    raise AssertionError


def test_a_line_says_when_where_and_what() -> None:
    found = line("elearn.runtime", "%s %s failed", "POST", "/sign-in/{token}")
    assert found["time"].endswith("+00:00")
    assert (found["level"], found["logger"], found["process"]) == ("error", "elearn.runtime", "runtime")
    assert found["message"] == "POST /sign-in/… failed"
    assert found["pid"] == os.getpid()


def test_an_error_has_its_type_its_code_and_its_stack_and_no_words() -> None:
    found = line("elearn.runtime", "it failed", error=raised(psycopg.errors.UniqueViolation(MESSAGE)))
    told = found["exception"]
    assert (told["type"], told["code"]) == ("psycopg.errors.UniqueViolation", "23505")
    assert "in save_the_row_of" in told["stack"][-1]
    assert __file__ in told["stack"][-1]


def test_an_error_of_sqlite_has_its_name() -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("create table person (name text check (name <> 'Ann Fell'))")
        with pytest.raises(sqlite3.IntegrityError) as caught:
            raw.execute("insert into person values ('Ann Fell')")
    told = line("elearn.runtime", "no", error=caught.value)["exception"]
    assert (told["type"], told["code"]) == ("sqlite3.IntegrityError", "SQLITE_CONSTRAINT_CHECK")


def test_what_caused_an_error_is_told_in_the_same_way() -> None:
    cause = raised(psycopg.errors.DiskFull(f"could not extend the file of {NAME}"))
    error = raised(DatabaseUnwritable(f"The row of {MAIL} was not written."), cause)
    found = line("elearn.runtime", "%s", error, error=error)
    assert found["message"] == "DatabaseUnwritable from DiskFull 53100"
    assert found["exception"]["cause"]["code"] == "53100"
    several = line("elearn", "no", error=raised(ExceptionGroup(NAME, [ValueError(MAIL)])))
    assert several["exception"]["several"][0]["type"] == "ValueError"


def test_an_error_that_caused_itself_is_written_too() -> None:
    error = ValueError(NAME)
    error.__cause__ = error
    assert line("elearn", "%s", error, error=error)["message"].startswith("ValueError from ValueError")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"sent to {MAIL}.", "sent to (address)"),
        (f"https://learn.example/sign-in/{TOKEN}", "https://learn.example/…"),
        (f"GET /launch/{TOKEN}?course=x is slow", "GET /launch/… is slow"),
        ("GET /declare/short-one is slow", "GET /declare/… is slow"),
        (f"the cookie {TOKEN} has ended", "the cookie … has ended"),
        (
            "postgresql://elearn:secret@db.example:5432/elearn is away",
            "postgresql://db.example:5432/… is away",
        ),
        ("elearn is at http://localhost:8501", "elearn is at http://localhost:8501"),
    ],
)
def test_addresses_and_tokens_are_taken_out_of_a_message(text: str, left: str) -> None:
    assert without_addresses(text) == left


def test_of_others_messages_only_the_fixed_words_are_kept() -> None:
    assert line("streamlit.x", "could not draw %s", NAME)["message"] == "could not draw %s"
    told = f"Task exception was never retrieved\nfuture: <Task exception=ValueError('{NAME}')>"
    assert line("asyncio", told)["message"] == "Task exception was never retrieved"
    assert line("uvicorn.error", f"no '{NAME}' in <{MAIL}> ({TOKEN})")["message"] == "no … in … …"
    warned = line("py.warnings", "%s", f"/x/y.py:12: UserWarning: {NAME} is odd\n  warn('{NAME}')")
    assert warned["message"] == "/x/y.py:12: UserWarning"


def test_a_record_that_cannot_be_put_together_is_written_all_the_same() -> None:
    assert line("elearn", "%d of %d", "one")["message"] == "%d of %d"


def test_a_sign_in_link_is_in_a_log_for_a_first_hour_and_never_in_json(
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = f"https://learn.example/sign-in/{TOKEN}"
    send_link(Settings(log="json"), MAIL, link, 20)
    assert caplog.messages == ["No ELEARN_SMTP_URL is set, so a sign-in link was not sent."]
    send_link(Settings(), MAIL, link, 20)
    assert link in caplog.messages[1]


EVERYTHING = f"""
import logging, threading, warnings
import uvicorn, uvicorn.config
from elearn import logs
logs.begin("app")
uvicorn.Config(app="none:none")
from streamlit.logger import get_logger
def fail(): raise ValueError("{NAME} {MAIL} {TOKEN}")
try: fail()
except ValueError: get_logger("streamlit.x").exception("it failed"); logging.getLogger("uvicorn.error").exception("x")
logging.getLogger("elearn.app").info("begun")
logging.getLogger("elearn.app").error("%s %d", "{NAME}")
warnings.warn("{NAME}")
thread = threading.Thread(target=fail); thread.start(); thread.join()
fail()
"""


def written(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """What a process has written until its end. Each line is JSON, without a secret."""
    assert process.stdout
    text = process.stdout.read()
    process.stdout.close()
    assert [secret for secret in SECRETS if secret in text] == []
    return [json.loads(each) for each in text.splitlines()]


def started(*command: str, folder: Path, **more: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**kept, "ELEARN_LOG": "json", **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_libraries_warnings_and_what_nobody_caught_are_lines_of_json_too(tmp_path: Path) -> None:
    with started("-c", EVERYTHING, folder=tmp_path) as process:
        lines = written(process)
    assert [each["logger"] for each in lines] == [
        *(
            "streamlit.x",
            "uvicorn.error",
            "elearn.app",
            "elearn.app",
            "py.warnings",
            "elearn.app",
            "elearn.app",
        )
    ]
    assert [each["message"] for each in lines[-2:]] == ["An error was not caught."] * 2
    assert lines[-1]["exception"]["stack"][-1].endswith("in fail")


@pytest.fixture
def ports() -> dict[str, str]:
    return {
        "ELEARN_BASE_URL": f"http://localhost:{free_port()}",
        "ELEARN_RUNTIME_URL": f"http://localhost:{free_port()}",
        "ELEARN_DESK_URL": f"http://localhost:{free_port()}",
    }


def test_elearn_serve_writes_nothing_but_json_and_no_link(tmp_path: Path, ports: dict[str, str]) -> None:
    (tmp_path / "var").mkdir()
    with open_database(str(tmp_path / "var" / "elearn.db")) as db, db.write() as connection:
        sql = "insert into person (email, name) values (:email, :name)"
        connection.execute(sql, {"email": MAIL, "name": NAME})
    with started("-m", "elearn.cli", "serve", folder=tmp_path, **ports) as process:
        lines: list[str] = []
        reader = Thread(target=lambda: lines.extend(process.stdout or ()))
        reader.start()
        try:
            wait_for("elearn is at", lines)
            start = f"{ports['ELEARN_RUNTIME_URL']}/start"
            headers = {"Origin": ports["ELEARN_RUNTIME_URL"]}
            asked = httpx.post(start, data={"email": MAIL}, headers=headers, trust_env=False)
            assert asked.status_code == 200
            wait_for("a sign-in link was not sent", lines)
        finally:
            process.terminate()
            process.wait(30)
            reader.join(20)
    told = [json.loads(each) for each in lines]
    assert {each["process"] for each in told} == {"serve", "runtime"}
    assert [secret for secret in (*SECRETS, "/sign-in/") if secret in "".join(lines)] == []
    assert "no link can be sent" in "".join(lines)
    assert told[-1]["message"] == "Stopping."


def wait_for(words: str, lines: list[str]) -> None:
    end = monotonic() + 60
    while words not in "".join(lines):
        assert monotonic() < end, "".join(lines)
        sleep(0.05)


@pytest.mark.parametrize("trouble", ["a port in use", "no database"])
def test_why_it_cannot_start_is_a_line_too(tmp_path: Path, ports: dict[str, str], trouble: str) -> None:
    (tmp_path / "var").mkdir()
    with socket.socket() as held:
        if trouble == "no database":
            (tmp_path / "var" / "elearn.db").write_bytes(b"not a database" * 1000)
        else:
            held.bind(("127.0.0.1", int(ports["ELEARN_RUNTIME_URL"].rpartition(":")[2])))
            held.listen()
        with started("-m", "elearn.cli", "serve", folder=tmp_path, **ports) as process:
            lines = written(process)
    assert process.returncode == 1
    assert lines[-1]["level"] == "critical"
    said = " ".join(each["message"] for each in lines)
    assert ("is damaged (file is not a database)" if trouble == "no database" else "cannot use port") in said

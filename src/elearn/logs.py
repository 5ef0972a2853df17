"""Logs as one JSON object a line, without what may say anything about people (`ELEARN_LOG=json`).

What an error says may hold what people typed, or a whole row of a table: PostgreSQL's “Key (email)=(…) already
exists”. So a line has an error's type, its code and where it came from, and never its words or the values of variables.
Of our own messages the words are kept, because we know what we put into them. Addresses are taken out all the same.

With `ELEARN_LOG=words`, which is the default, nothing here does anything.
"""

import errno
import json
import logging
import os
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from elearn.settings import settings

MOST_FRAMES = 40
MOST_CAUSES = 5
_OURS = "elearn"
_URL = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>\"'“”]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>\"'“”(),;:=]+@[^\s<>\"'“”(),;:=]+")
_PATH = re.compile(
    r"/(sign-in|register|declare|launch|certificate|verify|play|open|content|media)/[^\s<>\"'“”]+"
)
_TOKEN = re.compile(r"\b[\w-]{24,}")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\([^)]*\)|<[^>]*>|\{[^}]*\}|\[[^]]*\]")
_WARNING = re.compile(r"^(.+?:\d+: \w+)")


def is_json() -> bool:
    """Whether the settings ask for JSON."""
    return settings().log == "json"


def begin(process: str) -> None:
    """From now on this process logs in JSON, if the settings ask for it. `process` is its name, such as `runtime`.

    Streamlit and the web server bring handlers of their own. So we set how every handler writes a line.
    """
    if not is_json():
        return
    lines = JsonLines(process)
    setattr(logging.Handler, "format", lambda _, record: lines.format(record))  # noqa: B010 - a method of a library
    logging.raiseExceptions = False  # it would print a message with its values
    logging.captureWarnings(True)
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    logging.getLogger(_OURS).setLevel(logging.INFO)
    log = logging.getLogger(f"{_OURS}.{process}")

    def uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if not issubclass(kind, (KeyboardInterrupt, SystemExit)):
            log.critical("An error was not caught.", exc_info=(kind, error or kind(), trace))

    sys.excepthook = uncaught
    threading.excepthook = lambda args: uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def say_last_words(process: str, error: Exception) -> None:
    """Write on stderr why a process cannot go on: the words of our own error, as text or as a JSON line.

    The line and its end are written at once. Another thread may be writing a line of its own, and would end up in ours.
    """
    said = str(error)
    if is_json():
        record = logging.LogRecord(f"{_OURS}.{process}", logging.CRITICAL, "", 0, said, None, None)
        said = JsonLines(process).format(record)
    sys.stderr.flush()
    os.write(sys.stderr.fileno(), f"{said}\n".encode())


class JsonLines(logging.Formatter):
    """Writes a record as a JSON object on one line."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """The line. It never raises, whatever is in the record."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": self._process,
            "pid": os.getpid(),
            "message": message_of(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = described(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def message_of(record: logging.LogRecord) -> str:
    """A record's message without what may be about people.

    Of our own messages an error among the values becomes its type and code. Of others' messages only the fixed words
    are kept: not the values, nor anything in quotes or brackets.
    """
    if record.name == "py.warnings":
        found = _WARNING.match(record.getMessage())
        return found[1] if found else "A library warns of something."
    if record.name.partition(".")[0] != _OURS:
        return without_addresses(_QUOTED.sub("…", str(record.msg).strip().partition("\n")[0]))
    args = record.args if isinstance(record.args, tuple) else ()
    told = tuple(_in_short(arg) if isinstance(arg, BaseException) else arg for arg in args)
    try:
        return without_addresses(str(record.msg) % told if told else str(record.msg))
    except (TypeError, ValueError):
        return without_addresses(str(record.msg))


def without_addresses(text: str) -> str:
    """The text without e-mail addresses, paths that may hold a token, and whatever looks like a token."""
    text = _URL.sub(lambda found: _origin(found[0]), text)
    text = _MAIL.sub("(address)", text)
    text = _PATH.sub(r"/\1/…", text)
    return _TOKEN.sub("…", text)


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
    except ValueError:
        return "(address)"
    return host if parts.path in ("", "/") and not parts.query else f"{host}/…"


def described(error: BaseException, causes: int = MOST_CAUSES) -> dict[str, Any]:
    """An error's type, its code if it has one, where it was raised and what caused it. Never its words."""
    told: dict[str, Any] = {"type": _type_of(error)}
    if code := _code_of(error):
        told["code"] = code
    diagnosis = getattr(error, "diag", None)
    for what in ("table_name", "constraint_name"):
        if named := getattr(diagnosis, what, None):
            told[what.removesuffix("_name")] = str(named)
    told["stack"] = [
        f"{frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ][-MOST_FRAMES:]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if causes and cause is not None:
        told["cause"] = described(cause, causes - 1)
    if causes and isinstance(error, BaseExceptionGroup):
        told["several"] = [described(each, causes - 1) for each in error.exceptions[:MOST_CAUSES]]
    return told


def _in_short(error: BaseException, causes: int = MOST_CAUSES) -> str:
    """An error as a part of a sentence: its type and code, and those of what caused it."""
    code = _code_of(error)
    told = type(error).__name__ + (f" {code}" if code else "")
    if not causes or error.__cause__ is None:
        return told
    return f"{told} from {_in_short(error.__cause__, causes - 1)}"


def _type_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _code_of(error: BaseException) -> str:
    """SQLSTATE, SQLite's name for the error, or the system's."""
    for name in ("sqlstate", "sqlite_errorname"):
        if code := getattr(error, name, None):
            return str(code)
    number = error.errno if isinstance(error, OSError) else None
    return errno.errorcode.get(number, "") if number else ""

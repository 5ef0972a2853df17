"""POST /commit: takes a numbered snapshot of a package's data and acknowledges it once it is on the disk."""

import json
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from elearn import metrics
from elearn.database import Connection, kind_of_fault
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.runtime.context import Runtime
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.scorm import cmi
from elearn.runtime.scorm.grammar import RefusedValue
from elearn.runtime.scorm.repeats import LastCommit, not_yet_stored
from elearn.tracker import Progress, Recorded, certificates, registrations, sessions
from elearn.translations import gettext as _

LONGEST_BODY = 2_000_000
"""Bytes of one commit. A full snapshot with two thousand interactions is smaller."""

_HTTP = {"applied": 200, "duplicate": 200, "superseded": 200, "gap": 409, "ended": 409}


async def commit(runtime: Runtime, request: Request) -> Response:
    """What `_commit` answers. It is counted, with how long it took."""
    arrived, outcome = perf_counter(), "failed"
    try:
        outcome, response = await _commit(runtime, request)
        return response
    except (NotAllowed, NotFound):
        outcome = "not-allowed"
        raise
    except Exception as error:
        kind = kind_of_fault(error)
        outcome = "failed" if kind == "other" else kind
        raise
    finally:
        metrics.count_commit(outcome, perf_counter() - arrived)


async def _commit(runtime: Runtime, request: Request) -> tuple[str, Response]:
    """Applies commit `number` of a play session, once and in order.

    The body is JSON: `session`, `number` (from 1), `standard`, `cmi` (the whole data model, as scorm-again
    holds it) and `final` (the package has ended its session).

    The answer is JSON: `status` (applied, duplicate, superseded, gap, ended, or refused, with `problem`, if a
    value is not allowed), `expected` (the next number), `completion`, and `certificate` (its code).
    """
    must_come_from_our_page(runtime, request)
    try:
        body = await _body(request)
        said = _read(body)
        session, number = said["session"], said["number"]
        last: LastCommit | None = runtime.recent.get(session)
        reading = cmi.read(
            said["standard"], said["cmi"], ended=said["final"], earlier=last.reading if last else None
        )
    except _TooLong:
        return "refused", _refused(f"A commit has at most {LONGEST_BODY:,} bytes.", 413)
    except RefusedValue as error:
        return "refused", _refused(str(error), 422)

    token = runtime.token(request)
    progress = not_yet_stored(reading, number, last)

    def work(connection: Connection) -> dict[str, Any]:
        return _record(connection, token, session, number, progress)

    try:
        answer = await runtime.writer.write(work, about=session)
    except InputFault as error:
        return "refused", _refused(" ".join(f"{problem.message}." for problem in error.problems), 422)
    except _SignedOut:
        says = _("You are signed out. Sign in, and what waits on this device is sent.")
        return "signed-out", JSONResponse({"status": "signed-out", "problem": says}, 401)
    if answer["status"] == "applied" and not said["final"]:
        runtime.recent.keep(session, LastCommit(number, reading), len(body))
    else:
        runtime.recent.forget(session)
    status: str = answer["status"]
    return status, JSONResponse(answer, _HTTP[status], headers={"Cache-Control": "no-store"})


def _record(
    connection: Connection, token: str, session: str, number: int, progress: Progress
) -> dict[str, Any]:
    """Records a commit for whoever is signed in at this moment. Raises _SignedOut if nobody is."""
    person = sessions.person_signed_in(connection, token) if token else None
    if person is None:
        raise _SignedOut
    return _as_dict(connection, registrations.record(connection, person, session, number, progress))


def _as_dict(connection: Connection, recorded: Recorded) -> dict[str, Any]:
    answer: dict[str, Any] = {"status": recorded.status, "expected": recorded.expected}
    if recorded.completion is not None:
        answer["completion"] = recorded.completion
        answer["certificate"] = certificates.code_of(connection, recorded.completion)
    return answer


class _SignedOut(Exception):
    """Raised in the writer if the cookie's session has ended."""


class _TooLong(Exception):
    """Raised if a body is longer than any genuine commit."""


async def _body(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise RefusedValue(
            "The content type", request.headers.get("content-type", ""), "application/json is wanted"
        )
    whole = bytearray()
    try:
        async for part in request.stream():
            whole += part
            if len(whole) > LONGEST_BODY:
                raise _TooLong
    except ClientDisconnect as error:
        raise RefusedValue("The commit", "cut short", "a whole one is wanted") from error
    return bytes(whole)


def _read(body: bytes) -> dict[str, Any]:
    """The parts of the body, with their types checked. Raises RefusedValue."""
    try:
        said = _from_json(body.decode(json.detect_encoding(body), "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise RefusedValue("The commit", error, "JSON is wanted") from error
    if not isinstance(said, dict):
        raise RefusedValue("The commit", type(said).__name__, "an object is wanted")
    number, standard = said.get("number"), said.get("standard")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 1_000_000_000:
        raise RefusedValue("number", number, "a whole number from 1 is wanted")
    if standard not in ("scorm12", "scorm2004"):
        raise RefusedValue("standard", standard, "scorm12 and scorm2004 are played here")
    session = said.get("session")
    if not isinstance(session, str) or not session.isascii() or not isinstance(said.get("cmi"), Mapping):
        raise RefusedValue("The commit", "incomplete", "it has a session (a text) and cmi (an object)")
    return {**said, "final": said.get("final") is True}


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_from_json = json.JSONDecoder(parse_constant=_no_constant).decode


def _refused(says: str, status: int) -> Response:
    return JSONResponse({"status": "refused", "problem": says}, status)

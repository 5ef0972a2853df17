"""POST /commit: takes a numbered snapshot of a package's data and acknowledges it once it is on the disk."""

import asyncio
from time import perf_counter
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from elearn import metrics
from elearn.database import Connection, kind_of_fault
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.runtime.bodies import RefusedBody, must_be_wanted, whole_body
from elearn.runtime.context import Runtime
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.scorm import cmi
from elearn.runtime.scorm.cmi import Reading
from elearn.runtime.scorm.grammar import RefusedValue
from elearn.runtime.scorm.hearing import NotJson, heard
from elearn.runtime.scorm.repeats import LastCommit, not_yet_stored
from elearn.tracker import Progress, Recorded, certificates, registrations, sessions
from elearn.translations import gettext as _

LONGEST_BODY = 2_000_000
"""Bytes of one commit. A full snapshot with two thousand interactions is smaller."""

BODY_WITHIN = 120.0
"""For how many seconds a commit may take to arrive. A usual one of 5 kB then needs 42 bytes a second, and the largest
that a browser keeps, 1.5 MB, needs 100 kbit/s: a phone on the edge of its network."""

READ_AT_ONCE = 8_000
"""Bytes of a commit that is read in the event loop, which takes about a millisecond at most."""

RESTS = 3
"""How many times as long as a long commit was read, its cookie's next waits: a hostile one leaves others the time."""

MOST_SAID = 5
"""How many of the things that are wrong with a commit its answer says."""

_HTTP = {"applied": 200, "duplicate": 200, "superseded": 200, "gap": 409, "ended": 409}


async def commit(runtime: Runtime, request: Request) -> Response:
    """What `_commit` answers. It is counted, with how long it took."""
    arrived, outcome = perf_counter(), "failed"
    try:
        outcome, response = await _commit(runtime, request)
        return response
    except RefusedBody:
        outcome = "refused"
        raise
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
    token = runtime.token(request)
    if not await runtime.signed_in.was(token):
        return "signed-out", _signed_out()
    try:
        with runtime.arriving.place(token) as turn:
            body = await _body(request)
            async with turn:
                said, reading, progress = await _interpreted(runtime, body)
                session, number = said["session"], said["number"]

                def work(connection: Connection) -> dict[str, Any]:
                    return _record(
                        connection, token, session, number, progress, runtime.settings.organisation
                    )

                written = runtime.writer.queue(work, about=session)
            answer = await written
    except NotJson as error:
        return "refused", _refused(str(error), 400)
    except RefusedValue as error:
        return "refused", _refused(str(error), 422)
    except InputFault as error:
        return "refused", _refused(
            " ".join(f"{problem.message}." for problem in error.problems[:MOST_SAID]), 422
        )
    except _SignedOut:
        runtime.signed_in.forget(token)
        return "signed-out", _signed_out()
    if answer["status"] == "applied" and not said["final"]:
        runtime.recent.keep(session, LastCommit(number, reading), len(body))
    else:
        runtime.recent.forget(session)
    status: str = answer["status"]
    return status, JSONResponse(answer, _HTTP[status], headers={"Cache-Control": "no-store"})


async def _body(request: Request) -> bytes:
    must_be_wanted(request, LONGEST_BODY)
    kind = request.headers.get("content-type", "")
    if not kind.startswith("application/json"):
        raise RefusedValue("The content type", kind, "application/json is wanted")
    return await whole_body(request, LONGEST_BODY, BODY_WITHIN)


async def _interpreted(runtime: Runtime, body: bytes) -> "_Interpreted":
    """What a commit's body means. A long one is read in a thread, and waits there for those before it.

    A short one is spared the hops to a thread and back. What is remembered belongs to the event loop, so a long
    one makes two hops.
    """
    if len(body) <= READ_AT_ONCE:
        said = heard(body)
        return _meaning(said, runtime.recent.get(said["session"]))
    loop, begun = asyncio.get_running_loop(), perf_counter()
    try:
        said = await loop.run_in_executor(runtime.reader, heard, body)
        last = runtime.recent.get(said["session"])
        return await loop.run_in_executor(runtime.reader, _meaning, said, last)
    finally:
        await asyncio.sleep(RESTS * (perf_counter() - begun))


class _Interpreted(NamedTuple):
    """A commit's parts, what they report, and what of that is not stored yet."""

    said: dict[str, Any]
    reading: Reading
    progress: Progress


def _meaning(said: dict[str, Any], last: LastCommit | None) -> _Interpreted:
    earlier = last.reading if last else None
    try:
        reading = cmi.read(said["standard"], said["cmi"], ended=said["final"], earlier=earlier)
    except RecursionError as error:
        raise NotJson("The commit", error, "objects that are not so deep are wanted") from error
    return _Interpreted(said, reading, not_yet_stored(reading, said["number"], last))


def _record(
    connection: Connection, token: str, session: str, number: int, progress: Progress, organisation: str
) -> dict[str, Any]:
    """Records a commit for whoever is signed in at this moment. Raises _SignedOut if nobody is."""
    person = sessions.person_signed_in(connection, token) if token else None
    if person is None:
        raise _SignedOut
    recorded = registrations.record(connection, person, session, number, progress, organisation=organisation)
    return _as_dict(connection, recorded)


def _as_dict(connection: Connection, recorded: Recorded) -> dict[str, Any]:
    answer: dict[str, Any] = {"status": recorded.status, "expected": recorded.expected}
    if recorded.completion is not None:
        answer["completion"] = recorded.completion
        answer["certificate"] = certificates.code_of(connection, recorded.completion)
    return answer


class _SignedOut(Exception):
    """Raised in the writer if the cookie's session has ended."""


def _signed_out() -> Response:
    says = _("You are signed out. Sign in, and what waits on this device is sent.")
    return JSONResponse({"status": "signed-out", "problem": says}, 401)


def _refused(says: str, status: int) -> Response:
    return JSONResponse({"status": "refused", "problem": says}, status)

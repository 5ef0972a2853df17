"""`/health` says that the process lives, and `/ready` that it can save learners' work."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from elearn.runtime.context import Runtime

_NEVER_KEPT = {"Cache-Control": "no-store"}


async def health(_runtime: Runtime, _: Request) -> Response:
    """GET /health: 200 as long as the process answers. It does not ask the database."""
    return JSONResponse({"status": "ok"}, headers=_NEVER_KEPT)


async def ready(runtime: Runtime, _: Request) -> Response:
    """GET /ready: 200 if learners' work can be saved, else 503 and why not, in `problem`."""
    if problem := await runtime.trials.problem():
        return JSONResponse({"status": "not-ready", "problem": problem}, 503, headers=_NEVER_KEPT)
    return JSONResponse({"status": "ready"}, headers=_NEVER_KEPT)

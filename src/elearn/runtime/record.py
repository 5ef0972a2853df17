"""A person's whole record, for themselves and whoever may see them by name: a page to choose days, PDF and CSV."""

import re
from collections.abc import Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from elearn.days import parse_day
from elearn.paper import record_pdf
from elearn.phrases import phrase
from elearn.problems import BadValue, InputFault, NotFound, Problem
from elearn.runtime.context import Runtime
from elearn.runtime.pages import page
from elearn.runtime.signin import sign_in_first
from elearn.runtime.speaking import translations_of
from elearn.tracker import Actor, Record, actor, csv_of, record_of, record_words
from elearn.translations import said

_HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
_UNSAFE = re.compile(r"[^a-z0-9]+")


def choose(runtime: Runtime, request: Request) -> Response:
    """GET /record: a form for the first and the last day, and PDF or CSV. `?person=ID` is somebody else's record.

    Who is not signed in does that first, and comes back. Raises NotFound for a person whom the reader may not see.
    """
    reader = _reader(runtime, request)
    if reader is None:
        return _sign_in(request)
    record = record_of(runtime.database, _person(request, reader), by=reader)
    return _form(runtime, request, reader, record)


def pdf(runtime: Runtime, request: Request) -> Response:
    """GET /record.pdf: the record as PDF/UA-1, in the reader's language, from `?from=` to `?to=`.

    If a day is none, the form comes back with what was typed. Otherwise as `choose`.
    """
    reader = _reader(runtime, request)
    if reader is None:
        return _sign_in(request)
    try:
        record = _chosen(runtime, request, reader)
    except InputFault as fault:
        return _refused(runtime, request, reader, fault)
    content = record_pdf(
        title=record_words.title_of(record),
        organisation=runtime.settings.organisation,
        facts=record_words.facts(record),
        parts=record_words.tables(record),
        about=record_words.about(record),
    )
    return _file(content, "application/pdf", record, "pdf")


def csv(runtime: Runtime, request: Request) -> Response:
    """GET /record.csv: the record as CSV, as `pdf`."""
    reader = _reader(runtime, request)
    if reader is None:
        return _sign_in(request)
    try:
        record = _chosen(runtime, request, reader)
    except InputFault as fault:
        return _refused(runtime, request, reader, fault)
    return _file(csv_of(record), "text/csv; charset=utf-8", record, "csv")


def _reader(runtime: Runtime, request: Request) -> Actor | None:
    person = runtime.person(request)
    return None if person is None else actor(runtime.database, person)


def _sign_in(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return sign_in_first(f"{request.url.path}{query}")


def _person(request: Request, reader: Actor) -> int:
    """Whose record is asked for. Raises NotFound for what is no person's number."""
    asked = request.query_params.get("person", "")
    if not asked:
        return reader.person
    if not re.fullmatch("[0-9]{1,18}", asked, re.ASCII):
        raise NotFound(phrase("There is no such person here. Look at the list again."))
    return int(asked)


def _chosen(runtime: Runtime, request: Request, reader: Actor) -> Record:
    """The record from the first to the last day that are asked for. Raises InputFault with all that is wrong."""
    problems: list[Problem] = []

    def day(name: str) -> date | None:
        text = request.query_params.get(name, "").strip()
        try:
            return parse_day(text) if text else None
        except BadValue as fault:
            problems.append(Problem(name, 0, 0, "day", "error", fault.message, fault.remedy))
            return None

    first, last = day("from"), day("to")
    if problems:
        raise InputFault(problems)
    return record_of(runtime.database, _person(request, reader), by=reader, first=first, last=last)


def _refused(runtime: Runtime, request: Request, reader: Actor, fault: InputFault) -> Response:
    record = record_of(runtime.database, _person(request, reader), by=reader)
    return _form(runtime, request, reader, record, fault.problems)


def _form(
    runtime: Runtime, request: Request, reader: Actor, record: Record, problems: Sequence[Problem] = ()
) -> Response:
    page_of_person = "people" if reader.may("administer") else "who-is-due"
    back = "learning" if record.own else f"{page_of_person}?person={record.person}"
    return page(
        "record.html",
        status=422 if problems else 200,
        record=record,
        problems=[(said(each.message), said(each.remedy)) for each in problems],
        typed={name: request.query_params.get(name, "") for name in ("from", "to")},
        back=f"{runtime.settings.base_url}/{back}",
        languages=translations_of(request),
    )


def _file(content: bytes, kind: str, record: Record, ending: str) -> Response:
    who = _UNSAFE.sub("-", record.name.lower()).strip("-") or str(record.person)
    name = f"record-{who}-{record.last.isoformat()}.{ending}"
    headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)

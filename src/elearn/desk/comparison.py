"""The page that shows what differs between two versions of a course, side by side, in people's words."""

import mimetypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring.actions import title_in
from elearn.authoring.comparing import BlockChange, Comparison, PageChange, Row, compare
from elearn.content.course import LANGUAGE, read_facts
from elearn.content.kinds import PICTURES
from elearn.desk.context import Desk
from elearn.desk.media import FILE_POLICY
from elearn.desk.plain import plain
from elearn.desk.sides import DRAFT, SAVED, Side, choices, file_of, side
from elearn.problems import NotFound
from elearn.tracker import Actor, PublishedVersion, catalogue
from elearn.translations import gettext as _
from elearn.translations import ngettext, said

MOST_BLOCKS = 200
"""Blocks that one page shows. What comes after them is a link away, page of the course by page."""
_AROUND = 1
"""Lines that are the same, and that are shown before and after one that differs."""


@dataclass(frozen=True)
class Left:
    """How many lines or blocks are left out because both versions have them as they are."""

    count: int


@dataclass(frozen=True)
class Shown:
    """A page of the course as it is shown: its number among the changed ones, and its blocks, some left out."""

    number: int
    change: PageChange
    blocks: Sequence["ShownBlock | Left"]


@dataclass(frozen=True)
class ShownBlock:
    """A block with its rows, some left out. `title` is what its kind is called."""

    change: BlockChange
    title: str
    rows: Sequence[Row | Left]


async def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/versions/compare?from=&to=&all=&start=: what differs between two versions."""
    course = desk.course(request)
    return await desk.work(course, partial(_page, desk, request, who, course), aside=True)


def file(desk: Desk, request: Request, _who: Actor) -> Response:
    """GET /desk/{course}/versions/file/{side}/{path}: a picture or another file of one side."""
    course, path = desk.course(request), PurePosixPath(request.path_params["path"])
    inside = path.parts[:1] == ("media",) and not any(part.startswith(".") for part in path.parts)
    content = file_of(desk, course, request.path_params["side"], path.as_posix()) if inside else None
    if content is None:
        raise NotFound(_("There is no such file here."))
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {"Content-Security-Policy": FILE_POLICY, "Cache-Control": "private, no-cache"}
    return Response(content, media_type=kind, headers=headers)


def _page(desk: Desk, request: Request, who: Actor, course: str) -> Response:
    versions = catalogue.versions(desk.database, course)
    names = _names(request, versions)
    problems: list[dict[str, str]] = []
    sides: list[Side] = []
    for name in names:
        try:
            sides.append(side(desk, course, name))
        except NotFound as fault:
            problems.append({"message": said(fault.text), "remedy": ""})
    made = compare(sides[0].written, sides[1].written) if len(sides) == 2 else None
    everything = request.query_params.get("all") == "1"
    known = {**choices(versions), **{each.name: each.title for each in sides}}
    shown, after = _shown(made, _start(request), everything=everything) if made else ([], 0)
    titles = said_titles(desk)
    return plain(
        desk,
        request,
        "compare.html",
        _("What differs"),
        who,
        course=course,
        course_title=_title(sides, course),
        tab="versions",
        problems=problems,
        names=names,
        sides=sides,
        choices=known,
        made=made,
        everything=everything,
        pages=[_named(each, titles) for each in shown],
        contents=_contents(made),
        summary=_summary(made) if made else [],
        after=after,
        pictures=PICTURES,
        address=partial(_address, course, names),
        files=partial(_file_address, course),
        spoken=_language(sides),
    )


def said_titles(desk: Desk) -> dict[str, str]:
    """What each kind of block is called, in the current language."""
    return dict(desk.editing().texts.titles())


def _names(request: Request, versions: Sequence[PublishedVersion]) -> tuple[str, str]:
    """The names of both sides. Usually the version published last, and what is saved."""
    last = next((each.version for each in versions if each.source), SAVED)
    given = request.query_params
    return given.get("from", last)[:64], given.get("to", DRAFT if last == SAVED else SAVED)[:64]


def _start(request: Request) -> int:
    start = request.query_params.get("start", "")
    return int(start) if start.isdecimal() and len(start) < 6 else 0


def _title(sides: Sequence[Side], course: str) -> str:
    return (title_in(sides[-1].written.texts.get("course.md", "")) if sides else "") or course


def _language(sides: Sequence[Side]) -> str:
    """The language of the course, for whoever hears the page."""
    facts = read_facts(sides[-1].written.texts.get("course.md", "")) if sides else None
    said_in = str(facts["language"]) if facts else ""
    return said_in if re.fullmatch(LANGUAGE, said_in) else "en-GB"


def _address(course: str, names: tuple[str, str], **more: object) -> str:
    query = {"from": names[0], "to": names[1], **{name: str(value) for name, value in more.items() if value}}
    return f"/desk/{course}/versions/compare?{urlencode(query)}"


def _file_address(course: str, name: str, path: str) -> str:
    return f"/desk/{course}/versions/file/{name}/{path}"


def _shown(made: Comparison, start: int, *, everything: bool) -> tuple[list[Shown], int]:
    """The pages from number `start` on, as many as one page shows, and the number of the next, 0 if there is none."""
    pages = [each for each in made.pages if everything or not each.same]
    shown: list[Shown] = []
    count = 0
    for number, each in enumerate(pages[start:], start):
        if shown and count + len(each.blocks) > MOST_BLOCKS:
            return shown, number
        blocks = _blocks(each, everything=everything)
        count += len(blocks)
        shown.append(Shown(number, each, blocks))
    return shown, 0


def _blocks(page: PageChange, *, everything: bool) -> list["ShownBlock | Left"]:
    made: list[ShownBlock | Left] = []
    for each in page.blocks:
        if everything or each.state != "same" or each.moved:
            made.append(ShownBlock(each, "", _rows(each, everything=everything)))
        elif made and isinstance(made[-1], Left):
            made[-1] = Left(made[-1].count + 1)
        else:
            made.append(Left(1))
    return made


def _rows(block: BlockChange, *, everything: bool) -> list[Row | Left]:
    """The rows that differ with what is around them. What says how something works is shown only if it differs."""
    one_sided = block.state in ("new", "gone")
    told = [row for row in block.rows if not (row.setting and (row.same or one_sided))]
    if everything or one_sided:
        return list(told)
    near = {at + step for at, row in enumerate(told) if not row.same for step in range(-_AROUND, _AROUND + 1)}
    made: list[Row | Left] = []
    for at, row in enumerate(told):
        if at in near:
            made.append(row)
        elif made and isinstance(made[-1], Left):
            made[-1] = Left(made[-1].count + 1)
        else:
            made.append(Left(1))
    return made


def _named(shown: Shown, titles: dict[str, str]) -> Shown:
    """The same with what the kinds of its blocks are called."""
    blocks = [
        each
        if isinstance(each, Left)
        else ShownBlock(each.change, titles.get(each.change.kind, ""), each.rows)
        for each in shown.blocks
    ]
    return Shown(shown.number, shown.change, blocks)


def _contents(made: Comparison | None) -> list[tuple[int, PageChange]]:
    """The pages that differ, with their numbers."""
    return list(enumerate(each for each in made.pages if not each.same)) if made else []


def _summary(made: Comparison) -> Iterator[str]:
    """What differs, counted, in sentences."""
    states = [each.state for each in made.pages]
    moved = sum(each.moved for each in made.pages)
    changed, new, gone = states.count("changed"), states.count("new"), states.count("gone")
    facts = sum(not row.same for row in made.facts)
    if changed:
        yield ngettext("%(num)s page has changed.", "%(num)s pages have changed.", changed, num=changed)
    if new:
        yield ngettext("%(num)s page is new.", "%(num)s pages are new.", new, num=new)
    if gone:
        yield ngettext("%(num)s page is gone.", "%(num)s pages are gone.", gone, num=gone)
    if moved:
        yield ngettext(
            "%(num)s page has another place.", "%(num)s pages have another place.", moved, num=moved
        )
    if facts:
        yield ngettext(
            "%(num)s line about the course has changed.",
            "%(num)s lines about the course have changed.",
            facts,
            num=facts,
        )
    if made.media:
        count = len(made.media)
        yield ngettext(
            "%(num)s picture or file differs.", "%(num)s pictures or files differ.", count, num=count
        )

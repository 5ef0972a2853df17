"""`State` in types.js: everything that the browser knows about a course at one moment."""

import hashlib
import json
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from elearn.content.course import SHARED, Course, bank_of, read_facts
from elearn.content.kinds import Block
from elearn.desk import remarks
from elearn.desk.examining import Examined
from elearn.desk.examples import stand_in
from elearn.desk.findings import findings
from elearn.desk.parts import BlockPart, Draft, FilePart, Lines, PagePart, Texts
from elearn.desk.remarks import Placed
from elearn.player import block_html
from elearn.problems import NotFound
from elearn.translations import gettext as _
from elearn.translations import said as said_now

_log = logging.getLogger("elearn.desk")
_MEDIA = re.compile(r'(?<=["\s,])media/')


def state(
    texts: Texts,
    course: str,
    folder: str,
    draft: Draft,
    made: Examined,
    person: int,
    at: tuple[str, str],
    *,
    edited: Lines | None = None,
    said: str = "",
    before: Course | None = None,
    threads: Sequence[Placed] = (),
    stamp: str = "",
) -> dict[str, Any]:
    """The state for a person who looks at a page, which `at` names by file and id. Raises NotFound: no such page.

    `edited` is where the text that was just sent is, and `said` what was done, in words. `before` is the course that
    the browser shows, or None if it shows this one. `threads` are the comments, and `stamp` is another after each.
    """
    file, page = _page_of(made.files, at)
    titles = texts.titles()
    undo, redo = draft.steps(person)
    return {
        "seq": draft.seq,
        "mark": mark(draft, stamp),
        "course": course,
        "person": person,
        "title": made.shown.title if made.shown else _written_title(draft.files) or course,
        "outline": [_outline(each, titles) for each in made.files],
        "page": _page_view(texts, course, made.shown, draft.files[file.name], file, page),
        "outcomes": [{"value": own, "label": text or own} for own, text in texts.outcomes(draft.files)],
        "findings": findings(folder, made.files, made.problems, draft.files),
        "unsaved": draft.unsaved,
        "clashes": [
            {"file": c.file, "lines": c.lines, "base": c.base, "ours": c.ours, "theirs": c.theirs}
            for c in draft.clashes
        ],
        "people": [
            {"name": each.name, "page": each.page, "you": each.person == person} for each in draft.people
        ],
        "steps": {"undo": said_now(undo), "redo": said_now(redo)},
        "preview": _preview(texts, made.course, _previewed(course, file, page), before),
        "comments": remarks.view(threads, made.files, file.name, page.id),
        "edited": edited,
        **({"said": said} if said else {}),
    }


def mark(draft: Draft, stamp: str = "") -> str:
    """A word that is another if something is new that has no change number: a save, a clash, who is here, a comment."""
    clashes = [(each.file, each.lines, each.ours, each.theirs) for each in draft.clashes]
    known = [draft.unsaved, clashes, sorted(each.name for each in draft.people), stamp]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]


def _page_of(files: Sequence[FilePart], at: tuple[str, str]) -> tuple[FilePart, PagePart]:
    """The page that is asked for, else the first of its file, else the first of all."""
    pages = [(file, page) for file in files for page in file.pages]
    named = [(file, page) for file, page in pages if (file.name, page.id) == at]
    beside = [(file, page) for file, page in pages if file.name == at[0]]
    found = [*named, *beside, *pages]
    if not found:
        raise NotFound(_("This course has no file that could be edited."))
    return found[0]


def _written_title(files: Mapping[str, str]) -> str:
    """The title in the facts of a course of which something cannot be read. "" if they cannot be read either."""
    title = (read_facts(files.get("course.md", "")) or {}).get("title", "")
    return title if isinstance(title, str) else ""


def _outline(file: FilePart, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "file": file.name,
        "kind": file.kind,
        "id": file.name.rpartition("/")[2].removesuffix(".md"),
        "title": file.title,
        "pages": [
            {
                "id": page.id,
                "title": page.title,
                "lines": page.span,
                "blocks": [
                    {
                        "lines": each.span,
                        "kind": each.kind,
                        "title": _title(each, titles),
                        "name": each.name,
                    }
                    for each in page.blocks
                ],
            }
            for page in file.pages
        ],
    }


def _title(block: BlockPart, titles: Mapping[str, str]) -> str:
    """What the outline calls a block: its kind and first words."""
    kind = titles.get(block.kind, "")
    return f"{kind}: {block.first_words}" if kind and block.first_words else kind or block.first_words


def _page_view(
    texts: Texts, course: str, shown: Course | None, text: str, file: FilePart, page: PagePart
) -> dict[str, Any]:
    shown = shown or stand_in()
    others = shown.blocks()
    return {
        "file": file.name,
        "id": page.id,
        "title": page.title,
        "lines": page.span,
        "heading": page.heading,
        "text": "\n".join(text.split("\n")[page.span[0] : page.span[1]]),
        "blocks": [_block_view(texts, course, each, page, shown, others) for each in page.blocks],
    }


def _block_view(
    texts: Texts, course: str, block: BlockPart, page: PagePart, shown: Course, others: Sequence[Block]
) -> dict[str, Any]:
    read = texts.read_values(block.text)
    return {
        "lines": block.span,
        "text": block.text,
        "kind": block.kind,
        "name": block.name,
        "values": read[1] if read else None,
        "html": learners_html(f"/desk/{course}", block, page, shown, others),
    }


def learners_html(
    address: str,
    block: BlockPart,
    page: PagePart,
    shown: Course | None,
    others: Sequence[Block] | None = None,
) -> str | None:
    """A block as learners see it among the `others`. None if it cannot be read, or learners do not see it.

    `address` is where the files of the course are, without `/media/`.
    """
    if block.block is None or not block.block.shown:
        return None
    shown = shown or stand_in()
    others = shown.blocks() if others is None else others
    place = next(((m, p) for m in shown.modules for p in m.pages if p.id == page.id), None)
    try:
        html = block_html(shown, block.block.among(others), on_page=place is not None, place=place)
    except Exception:  # one block that cannot be shown leaves the others as they are
        _log.exception("A block could not be shown")
        return None
    return _MEDIA.sub(f"{address}/media/", html)


def _previewed(course: str, file: FilePart, page: PagePart) -> str:
    """The page that the preview shows. A shared bank is shown as a page of its own."""
    return bank_of(file.name) if course == SHARED and file.kind == "bank" else page.id


def _preview(
    texts: Texts, course: Course | None, page: str, before: Course | None
) -> Mapping[str, Any] | None:
    if course is None:
        return None
    try:
        return texts.preview(course, page, before)
    except Exception:  # the preview keeps what it shows
        _log.exception("A page could not be previewed")
        return None

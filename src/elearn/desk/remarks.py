"""The comments of a course as pages show them: each at its page and block, with its replies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from elearn.authoring import comments
from elearn.authoring.actions import title_in
from elearn.authoring.comments import Comment, Thread
from elearn.content.course import parts_of
from elearn.content.forms import FormField, form_kinds, read_values
from elearn.days import day_of
from elearn.desk.context import Desk
from elearn.desk.examining import Examined
from elearn.desk.parts import Draft, FilePart, Lines, PagePart, Values
from elearn.player import markdown
from elearn.translations import day
from elearn.translations import gettext as _

MOST_SHOWN = 100
"""How many remarks the editor shows of a page, those that are open first."""
_QUOTED = 300


@dataclass(frozen=True, slots=True)
class Placed:
    """A thread at its page. `block` is the place of its block on the page, from 0; None: it is about the page."""

    thread: Thread
    file: str
    page: str
    block: int | None

    @property
    def open(self) -> bool:
        """Whether it is not resolved."""
        return self.thread.resolved_at is None

    @property
    def gone(self) -> bool:
        """Whether what it is about is not in the course any more."""
        return self.thread.anchor.gone

    @property
    def quote(self) -> str:
        """The first words that it was about."""
        anchor = self.thread.anchor
        words = _words_of_page(anchor.quote) if anchor.about == "page" else _words_of_block(anchor.quote)
        return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


def _words_of_page(heading: str) -> str:
    """The title in a line that is a page's heading."""
    return parts_of("01-page.md", f"# .\n\n{heading}\n").pages[-1].title if heading else ""


@lru_cache(maxsize=2_000)
def _words_of_block(text: str) -> str:
    """What a block says, without the signs of its text form. All of it if it cannot be read."""
    read = read_values(text)
    kind = next((each for each in form_kinds() if read and each.id == read[0]), None)
    said = " ".join(_prose(kind.fields, read[1])) if kind and read else text
    return " ".join(markdown.plain(" ".join(said.split())).split())


def _prose(fields: Sequence[FormField], values: Values) -> Iterator[str]:
    for field in fields:
        value = values.get(field.name)
        if field.type == "rows" and isinstance(value, list):
            for row in value:
                yield from _prose(field.fields, row)
        elif field.type == "list" and isinstance(value, list):
            yield from map(str, value)
        elif field.type in ("line", "prose") and value:
            yield str(value)


def placed(files: Sequence[FilePart], threads: Sequence[Thread]) -> list[Placed]:
    """Each thread at a page of these files: the one where it is or was, else the first of its file or of all."""
    pages = [(file, page) for file in files for page in file.pages]
    return [_placed(pages, each) for each in threads] if pages else []


def _placed(pages: Sequence[tuple[FilePart, PagePart]], thread: Thread) -> Placed:
    anchor = thread.anchor
    of_file = [(file, page) for file, page in pages if file.name == anchor.file]
    found = [
        *(each for each in of_file if each[1].id == anchor.page),
        *(each for each in pages if anchor.page and each[1].id == anchor.page),
        *of_file,
        *pages,
    ]
    file, page = found[0]
    block = None
    if anchor.about == "block" and not anchor.gone:
        block = next((n for n, each in enumerate(page.blocks) if _meet(each.span, anchor.lines)), None)
    return Placed(thread, file.name, page.id, block)


def _meet(one: Lines, other: Lines) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def title_of(course: str, made: Examined, draft: Draft) -> str:
    """The title of a course, also if it cannot be read as a whole."""
    return made.shown.title if made.shown else title_in(draft.files.get("course.md", "")) or course


def threads_now(desk: Desk, course: str, draft: Draft, files: Sequence[FilePart]) -> list[Placed]:
    """The threads of a course, each where it is in its draft."""
    return placed(files, comments.threads(desk.database, desk.editing().drafts, course, draft))


def view(all_of_them: Sequence[Placed], files: Sequence[FilePart], file: str, page: str) -> dict[str, Any]:
    """`Comments` in types.js: how many are open and where, and the threads of one page."""
    spans = {
        (each.name, own.id): [block.span for block in own.blocks] for each in files for own in each.pages
    }

    def lines_of(each: Placed) -> Lines | None:
        return None if each.block is None else spans[each.file, each.page][each.block]

    marks: dict[tuple[str, str, Lines | None], int] = {}
    for each in all_of_them:
        if each.open:
            key = each.file, each.page, lines_of(each)
            marks[key] = marks.get(key, 0) + 1
    here = [each for each in all_of_them if (each.file, each.page) == (file, page)]
    shown = sorted(here, key=lambda each: not each.open)[:MOST_SHOWN]
    return {
        "open": sum(each.open for each in all_of_them),
        "marks": [{"file": f, "page": p, "lines": lines, "open": n} for (f, p, lines), n in marks.items()],
        "threads": [{**_thread(each), "lines": lines_of(each)} for each in shown],
        "more": len(here) - len(shown),
    }


def _thread(each: Placed) -> dict[str, Any]:
    thread = each.thread
    resolved = {"by": thread.resolved_by, "on": on(thread.resolved_at)} if thread.resolved_at else None
    return {
        **_comment(thread.comment),
        "gone": each.gone,
        "quote": each.quote,
        "resolved": resolved,
        "replies": [_comment(reply) for reply in thread.replies],
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "name": comment.name,
        "on": on(comment.made_at),
        "from": whence(comment),
        "text": comment.text,
    }


def on(at: str) -> str:
    """The day of an instant that is stored, in words."""
    return day(day_of(datetime.fromisoformat(at)))


def whence(comment: Comment) -> str:
    """How a comment came, in words. "" if somebody wrote it who is signed in."""
    known: Mapping[str, str] = {"link": _("by a link"), "word": _("from a Word file")}
    return known.get(comment.source, "")

"""Word files that become pages of a course, or that come back with comments.

A fault is any exception; a page that does not read back as one page of text, tables and pictures; slow reading.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from elearn.authoring.actions import do, with_edits
from elearn.authoring.word import best_split, came_back, modules_in
from elearn.content.course import module_ids, parts_of, read_course
from elearn.intake.extract import look
from elearn.intake.faults import Unreadable
from elearn.intake.manuscript import manuscript_from
from elearn.intake.manuscript_word import manuscript_json
from elearn.intake.returned import returned_file
from elearn.paper import course_word
from elearn.problems import InputFault
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.targets.docx import seeds as reports
from tests.fuzz.targets.docx import without_ballast
from tests.word_files import handout

FILES = {
    "course.md": "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\n---\n\nHello.\n",
    "01-a.md": "# A\n\n## B {#b}\n\nA passage of some words.\n",
}
_COMMENTS = (
    b"word/comments",
    b"w:comment ",
    b"w:commentRangeStart",
    b"w15:commentEx",
    b"w15:done",
    b"w14:paraId",
)


def seeds() -> list[bytes]:
    """A handout, the course as it is handed out, and the reports of the other target."""
    course, _ = read_course("a-course", FILES)
    assert course
    return [without_ballast(handout()), without_ballast(course_word(course, {})), *reports()[:2]]


@contextmanager
def _open() -> Iterator[TryOne]:
    yield _try_one


def _try_one(data: bytes) -> str:
    refused: Unreadable | None = None
    try:
        look(data)
        found = manuscript_from(json.loads(manuscript_json(data)))
        back = returned_file(data)
    except Unreadable as fault:
        refused = fault
    if refused:
        assert refused.message.strip()
        assert refused.remedy.strip()
        return str(refused.message)
    came_back(back, FILES, None)
    modules = modules_in(found, best_split(found), "File")
    texts = dict(FILES)
    for module in modules:
        pages = [{"title": page.title, "text": page.text()} for page in module.pages]
        with suppress(InputFault):  # a title that cannot stand in a heading, which is said in words
            action = {"action": "add-pages", "title": module.title, "pages": pages}
            texts = with_edits(texts, do(texts, action).edits)
    ids = module_ids(texts)
    kinds = {
        block.kind
        for name, own in ids.items()
        for page in parts_of(name, texts[name], own).pages
        for block in page.blocks
    }
    assert kinds <= {"text", "table", "image"}, kinds
    return f"{len(modules)} {sorted(kinds)} {len(back.lines)}"


KIND = Kind(
    name="word",
    about="Word files that become pages or come back: refused in words, or pages that read as they were written",
    seeds=seeds,
    words=(
        *_COMMENTS,
        b"w:tbl",
        b"w:numPr",
        b"w:pStyle",
        b"w:ins",
        b"w:del",
        b":::",
        b"# ",
        b"{#b}",
        b"|",
        b"a:blip",
    ),
    shape="zip",
    open=_open,
    seconds=10,
    largest=100_000,
)

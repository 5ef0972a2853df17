"""What both kinds of reports go through: a file becomes a document, a draft, a file of a review, and a review again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from elearn.content.review import read_review
from elearn.intake import (
    Document,
    Draft,
    begin_draft,
    draft_text,
    extract_document,
    flags_in,
    flags_in_document,
    kept_name,
    recognise_learning,
    save_draft,
)
from elearn.intake.extract import as_json, from_json, look, read_document
from elearn.intake.faults import Unreadable
from elearn.problems import InputFault, Problem
from tests.fuzz.kinds import TryOne

IN_OWN_PROCESS = 400
"""One of so many files is also read as the app reads it, in a process of its own. That takes long."""


@contextmanager
def open_reports() -> Iterator[TryOne]:
    """What reads a report, drafts a review from it, and reads that."""
    yield _try_one


def _try_one(data: bytes) -> str:
    found = _read(data)
    if crc32(data) % IN_OWN_PROCESS == 0:
        _is_the_same_in_a_process_of_its_own(data, found)
    if isinstance(found, Unreadable):
        assert found.message.strip()
        assert found.remedy.strip()
        return str(found.message)
    flags_in_document(found)
    for origin in ("real", "fictional"):
        draft = begin_draft(recognise_learning(found), "report.pdf", origin)  # type: ignore[arg-type]
        draft.year = draft.year or 2024
        with TemporaryDirectory() as folder:
            _is_saved_and_read_again(draft, data, Path(folder))
    return f"{len(found.paragraphs)} {sorted({each.shape for each in found.paragraphs})}"


def _read(data: bytes) -> Document | Unreadable:
    """The document, or why it cannot be read. It is read in this process, for speed."""
    try:
        look(data)
        return from_json(json.loads(as_json(read_document(data))), "report.pdf")
    except Unreadable as fault:
        return fault


def _is_the_same_in_a_process_of_its_own(data: bytes, found: Document | Unreadable) -> None:
    try:
        document = extract_document(data, "report.pdf")
    except InputFault as refused:
        said = [str(problem.message) for problem in refused.problems]
    else:
        assert document == found
        return
    assert isinstance(found, Unreadable), f"only in a process of its own: {said}"
    assert said == [str(found.message)]


def _is_saved_and_read_again(draft: Draft, data: bytes, folder: Path) -> None:
    refused: list[Problem] = []
    try:
        flags_in(draft_text(draft, "draft"))
        path = save_draft(draft, folder, report=data)
    except InputFault as fault:
        refused = list(fault.problems)
    kept = {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}
    if refused:
        assert all(problem.message.strip() and problem.remedy.strip() for problem in refused)
        assert not kept, f"of a draft that is no review, this was written: {kept}"
        return
    report = f"files/{kept_name(path.stem, data)}"
    assert kept == {path.name, report}
    assert (folder / report).read_bytes() == data
    review, problems = read_review(path.stem, path.read_text(encoding="utf-8"), path.name)
    assert review is not None, f"the draft cannot be read as a review: {[str(each) for each in problems]}"
    assert len(review.findings) == len(draft.findings)
    assert len(review.recommendations) == len(draft.recommendations)

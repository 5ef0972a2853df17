"""Files of documents: who is given one, on which day, and that nobody learns of another."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from elearn.library import Reader, Room, StoredFile
from elearn.problems import NotFound
from tests.library.conftest import review

Enter = Callable[..., Room]
PDF = b"%PDF-1.4\n%%EOF\n"
GRANTED = Reader.of((), {"paper"})


@pytest.fixture
def paper(folder: Path) -> None:
    """A review of the board that publishes for a year: a public briefing, and a report that never was public."""
    documents = (
        "[{type: briefing, published: 2026-01-10, file: briefing.pdf}, "
        "{type: report, published: 2026-01-10, audience: restricted, file: report.pdf}, "
        "{type: summary, published: 2026-01-10}]"
    )
    (folder / "paper.md").write_text(review("East Board", "Paper", documents=documents), encoding="utf-8")
    (folder / "files").mkdir()
    for name in ("briefing.pdf", "report.pdf", "nobody-names-it.pdf"):
        (folder / "files" / name).write_bytes(PDF + name.encode())


def given(room: Room, slug: str = "paper") -> list[str]:
    """Returns which of the folder's files the reader is given."""
    names = []
    for name in ("briefing.pdf", "report.pdf", "nobody-names-it.pdf", "../boards.yaml", "missing.pdf"):
        try:
            assert room.file(slug, name) == PDF + name.encode()
        except NotFound:
            continue
        names.append(name)
    return names


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    ("reader", "on", "names"),
    [
        ("learner", date(2026, 1, 9), []),
        ("learner", date(2026, 1, 10), ["briefing.pdf"]),
        ("lead", date(2027, 1, 10), ["briefing.pdf"]),
        ("learner", date(2027, 1, 11), []),
        (GRANTED, date(2027, 1, 11), ["briefing.pdf", "report.pdf"]),
        (Reader.of((), {"open"}), date(2027, 1, 11), []),
        ("trainer", date(2027, 1, 11), ["briefing.pdf", "report.pdf"]),
        ("board", date(2026, 1, 9), ["briefing.pdf", "report.pdf"]),
    ],
)
def test_a_file_opens_for_those_who_may_open_its_document_on_the_day(
    room: Enter, reader: str | Reader, on: date, names: list[str]
) -> None:
    assert given(room(reader, on)) == names
    assert given(room(reader, on), "open") == []


@pytest.mark.usefixtures("paper")
def test_what_a_reader_may_have_is_told_with_its_kind_and_size(room: Enter, folder: Path) -> None:
    found = room("learner", date(2026, 2, 1))
    briefing, report, summary = (document for _state, document in found.documents("paper"))
    assert report is None
    assert found.stored(briefing) == StoredFile("briefing.pdf", "application/pdf", len(PDF) + 12)
    assert found.stored(summary) is None
    assert found.lacks_documents("paper")
    assert not found.lacks_documents("open")
    assert not room("board").lacks_documents("paper")
    (folder / "files" / "briefing.pdf").write_bytes(b"<html>")
    assert found.stored(briefing) is None, "what is not what its name says is given to nobody"
    assert given(found) == []


@pytest.mark.usefixtures("paper")
def test_a_draft_keeps_its_file(room: Enter, folder: Path) -> None:
    text = (folder / "paper.md").read_text(encoding="utf-8")
    (folder / "paper.md").write_text(text.replace("origin:", "status: draft\norigin:", 1), encoding="utf-8")
    assert given(room(GRANTED, date(2026, 2, 1))) == []
    assert given(room("trainer", date(2026, 2, 1))) == ["briefing.pdf", "report.pdf"]

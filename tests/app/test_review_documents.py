"""The documents on a review's page: each with one way to read it, and none for who may not read it."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.database import Database
from elearn.days import today
from elearn.problems import NotAllowed, NotFound
from elearn.settings import settings
from elearn.tracker import sessions
from elearn.tracker.registers import archive
from elearn.tracker.scope import actor
from elearn.translations import day
from tests.app.conftest import person, said
from tests.library.conftest import FINDINGS, review

Open = Callable[..., AppTest]
PDF = b"%PDF-1.4\n%%EOF\n"
LINK = '<a href="{}" target="_blank" rel="noopener noreferrer" data-paper="{}">'
BOARDS = """\
boards:
  east:
    name: East Board
    short: East
    origin: fictional
    publishes_for: 1 year
    archive_since: 2010
    address: https://east.example/reviews
  west: {name: West Board, short: West, origin: fictional, publishes_for: without limit}
  press: {name: East Press, short: Press, origin: fictional, kind: publisher, publishes_for: without limit}
"""
DOCUMENTS = [
    "{type: briefing, title: What we learned, published: ON, address: https://east.example/b?x=1&y=2}",
    "{type: report, published: ON, file: report.pdf}",
    "{type: summary, published: ON}",
    "{type: thematic briefing, publisher: East Press, subject: Safer sleep, published: ON}",
    "{type: full report, published: ON, audience: restricted, file: full.pdf, address: https://east.example/s3cret}",
    "{type: action plan, published: ON, file: missing.pdf}",
]


@pytest.fixture
def paper(tmp_path: Path, county: Database, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a review whose documents can be read in every way, and one that is only a listing."""
    folder = tmp_path / "papers"
    (folder / "files").mkdir(parents=True)
    for name in ("report.pdf", "full.pdf"):
        (folder / "files" / name).write_bytes(PDF + name.encode())
    documents = f"[{', '.join(DOCUMENTS)}]".replace("ON", today().isoformat())
    (folder / "boards.yaml").write_text(BOARDS, encoding="utf-8")
    for slug, text in {
        "paper": review("East Board", "Paper", documents=documents, findings=FINDINGS),
        "listing": review(label="Listing", documents="[{type: report, address: 'https://west.example/l'}]"),
        "bare": review(label="Bare"),
    }.items():
        (folder / f"{slug}.md").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(folder))
    settings.cache_clear()
    return folder


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """By the name of a document's file, its button's label, what it gives when a browser fetches it, and its kind."""
    offered: dict[str, Any] = {}

    def button(label: str, data: Any, **more: Any) -> None:
        if more["key"].startswith("review_file_"):
            offered[more["file_name"]] = (label, data, more["mime"])

    monkeypatch.setattr(st, "download_button", button)
    return offered


def rows(words: str) -> list[str]:
    """Returns the rows of the table of documents."""
    return words.partition("To read it</th>")[2].partition("</table>")[0].split("<tr>")[1:]


@pytest.mark.usefixtures("paper")
def test_each_document_has_one_way_to_read_it(open_as: Open, files: dict[str, Any]) -> None:
    words = said(open_as("ada", "reviews", review="paper"))
    briefing, report, summary, thematic, full, plan = rows(words)
    address = "https://east.example/b?x=1&amp;y=2"
    assert LINK.format(address, f"Read it at the publisher: {address}") in briefing
    assert "Read it at the publisher (opens in a new tab)" in briefing
    assert '<span class="hidden">: Briefing: What we learned</span></a>' in briefing
    assert "Download it below." in report
    board = "https://east.example/reviews"
    ask = (
        LINK.format(board, f"Ask the board: East Board, {board}")
        + "Ask the board: East Board (opens in a new tab)</a>"
    )
    assert ask in summary
    assert ask in plan, "a file that is not there is not offered"
    assert "Ask the publisher: East Press" in thematic
    assert "About: Safer sleep" in thematic
    assert "Published by East Press" in thematic
    assert "Published by" not in report
    assert '<a href="archive-requests?review=paper">Ask for it under Archive requests' in full
    assert [each.count("<a ") for each in rows(words)] == [1, 0, 1, 0, 1, 1]
    assert "Addresses that end in .example are invented. Nothing is there." in words
    assert "s3cret" not in words
    assert "full.pdf" not in words
    assert set(files) == {"report.pdf"}
    assert (files["report.pdf"][0], files["report.pdf"][2]) == (
        "Download Report \\(PDF\\, 1 KB\\)",
        "application/pdf",
    )


@pytest.mark.usefixtures("paper")
def test_a_listing_leads_to_its_document_where_it_says_what_happened(open_as: Open) -> None:
    words = said(open_as("ada", "reviews", review="listing"))
    happened = words.partition("What happened")[2].partition("What went well")[0]
    assert (
        LINK.format("https://west.example/l", "Read it at the publisher: https://west.example/l") in happened
    )
    words = said(open_as("ada", "reviews", review="paper"))
    assert "https:" not in words.partition("What happened")[2].partition("What went well")[0]
    assert "Its own documents" not in words, "what it found is here"
    words = said(open_as("ada", "reviews", review="bare"))
    assert '<a href="#review-documents">Its own documents' in words.partition("What went well")[0]
    assert "names no document. Ask the board: West Board" in words


def test_a_document_says_its_month_if_nobody_says_its_day(open_as: Open) -> None:
    words = said(open_as("ada", "reviews", review="nspcc-thematic-briefings"))
    months = re.findall('<td data-label="Published">([^<]+)</td>', words)
    assert {"August 2023", "Day not known"} <= set(months)
    assert "(August 2023)" not in words


def test_a_document_that_is_no_longer_public_is_read_in_the_copy_that_is_kept(
    open_as: Open, paper: Path, files: dict[str, Any]
) -> None:
    text = (paper / "listing.md").read_text(encoding="utf-8")
    (paper / "files" / "kept.pdf").write_bytes(PDF)
    (paper / "listing.md").write_text(
        text.replace("'https://west.example/l'", "'https://west.example/l', file: kept.pdf"), encoding="utf-8"
    )
    assert "west.example/l" in said(open_as("tom", "reviews", review="listing"))
    assert not files
    text = (paper / "listing.md").read_text(encoding="utf-8")
    (paper / "listing.md").write_text(
        text.replace("{type: report", "{type: report, withdrawn: 2024-01-01"), encoding="utf-8"
    )
    words = said(open_as("tom", "reviews", review="listing"))
    assert "west.example/l" not in words
    assert "Its own documents, and where to read them" in words
    assert set(files) == {"kept.pdf"}


def test_what_is_granted_is_fetched_until_the_right_is_lost(
    open_as: Open, county: Database, paper: Path, files: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = (actor(county, person(county, name)) for name in ("ada", "bo"))
    app = open_as("ada", "requests", review="paper")
    chosen = next(each for each in app.selectbox if each.label == "Review")
    assert chosen.value == "paper", "the rest of a review that is partly public can be asked for"
    asked = archive.ask(county, ada, "paper", purpose="training", reason="For a session with my team")
    archive.decide(county, bo, asked, grant=True, reason="Yes", until=today() + timedelta(days=30))
    token = sessions.mint_session(county, ada.person)
    monkeypatch.setattr(session, "_token", lambda: token)
    words = said(open_as("ada", "reviews", review="paper"))
    assert "review=paper" not in words
    until = day(today() + timedelta(days=30))
    assert f"You may open every document of this review until {until}. The board granted it" in words
    assert "You may read" not in words + said(open_as("ada", "reviews")), "the review itself is public"
    assert "everyone may read it" not in said(open_as("ada", "requests"))
    assert str(paper) not in words
    full, report = files["full.pdf"][1], files["report.pdf"][1]
    assert full() == PDF + b"full.pdf"
    archive.end(county, bo, asked, reason="Done")
    with pytest.raises(NotFound) as refused:
        full()
    assert str(paper) not in str(refused.value)
    assert report() == PDF + b"report.pdf"
    (paper / "files" / "report.pdf").unlink()
    with pytest.raises(NotFound):
        report()
    sessions.end_session(county, token)
    with pytest.raises(NotAllowed):
        full()


def test_the_files_of_the_demonstration_are_fiction_that_a_learner_and_a_trainer_can_read(
    open_as: Open, county: Database, files: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    for name, slug in (("ada", "wrenshire-2025-tidewater"), ("tom", "marrowshire-2021-kestrel")):
        token = sessions.mint_session(county, person(county, name))
        monkeypatch.setattr(session, "_token", lambda token=token: token)
        open_as(name, "reviews", review=slug)
        content = files[f"{slug}-briefing.pdf"][1]()
        assert "This briefing is fiction" in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
        assert content.isascii(), "the file is text that anybody can look through"
    assert "https://wrenshire.example/" in said(open_as("ada", "reviews", review="wrenshire-2023-harbour"))

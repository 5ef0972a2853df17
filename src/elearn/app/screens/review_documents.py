"""The documents of a review, each with one way to read it: at its publisher, as a file kept here, or by asking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from elearn.app import session
from elearn.app.drawing import label
from elearn.app.review_room import room as open_room
from elearn.app.review_words import DOCUMENTS
from elearn.content.review import Document, Review
from elearn.library import DocumentState, Room, StoredFile
from elearn.translations import gettext as _
from elearn.translations import in_this_language

Way = Literal["address", "file", "ask", "request"]


@dataclass(frozen=True, slots=True)
class Ask:
    """Who can be asked for a document: a board or another publisher, with the address of its own page or ""."""

    name: str
    is_board: bool
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One document, and the one way to read it that we offer.

    `name` tells it from the others. `address` and `file` are only there if the reader may open the document.
    """

    state: DocumentState
    name: str
    publisher: str
    way: Way
    ask: Ask
    address: str = ""
    file: StoredFile | None = None


def lines_of(room: Room, review: Review) -> list[Line]:
    """Returns the documents of a review that the reader may read, in their order."""
    return [_line(room, review, state, document) for state, document in room.documents(review.slug)]


def ask_of(room: Room, name: str) -> Ask:
    """Returns whom to ask for what the board or publisher `name` has published."""
    boards = room.library.boards
    id = boards.id_of(name)
    board = boards.boards[id] if id else None
    return Ask(name, board is None or board.kind == "board", board.address or "" if board else "")


def invented(lines: Sequence[Line], ask: Ask) -> bool:
    """Returns whether the page leads to an address under `.example`, where nothing ever is (RFC 2606)."""
    shown = [each.address or (each.ask.address if each.way == "ask" else "") for each in lines]
    hosts = [urlsplit(address).hostname or "" for address in shown or [ask.address]]
    return any(host.endswith(".example") for host in hosts)


def _line(room: Room, review: Review, state: DocumentState, document: Document | None) -> Line:
    held = state.document
    publisher = held.publisher if held.publisher.casefold() != review.board.casefold() else ""
    name = f"{DOCUMENTS[held.type]}: {held.title}" if held.title else DOCUMENTS[held.type]
    ask = ask_of(room, publisher or review.board)
    if document is None:
        return Line(state, name, publisher, "request", ask)
    file = room.stored(document)
    if document.address and (state.is_public or file is None):
        return Line(state, name, publisher, "address", ask, address=document.address)
    if file:
        return Line(state, name, publisher, "file", ask, file=file)
    return Line(state, name, publisher, "ask", ask)


def downloads(slug: str, lines: Sequence[Line]) -> None:
    """Draws a button for each document whose file is kept here."""
    kept = [(number, line, line.file) for number, line in enumerate(lines) if line.file]
    if not kept:
        return
    with st.container(horizontal=True, key="review_files"):
        for number, line, file in kept:
            kind = file.name.rpartition(".")[2].upper()
            st.download_button(
                label(
                    _("Download %(document)s (%(kind)s)", document=line.name, kind=f"{kind}, {_size(file)}")
                ),
                _later(slug, file.name),
                file_name=file.name,
                mime=file.mime,
                key=f"review_file_{number}",
                on_click="ignore",
            )


def _size(file: StoredFile) -> str:
    return f"{file.size / 1_000_000:.1f} MB" if file.size >= 100_000 else f"{-(-file.size // 1000)} KB"


def _later(slug: str, name: str) -> Callable[[], bytes]:
    """What reads the file at the moment of the download. NotFound if the person may no longer open its document."""
    reader = session.later()

    def content() -> bytes:
        return open_room(reader()).file(slug, name)

    return in_this_language(content)

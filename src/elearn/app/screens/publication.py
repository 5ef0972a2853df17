"""Publication: by board, what is public, due to be withdrawn or restricted; and the documents of each review."""

from collections import Counter

import streamlit as st

from elearn.app import downloads, filters, lists, session
from elearn.app.drawing import draw, heading, sentence
from elearn.app.review_room import room as open_room
from elearn.content.review import load_boards
from elearn.library import PUBLICATION_STATES, Room, Wanted, by_board, choices, choose, completeness
from elearn.settings import settings
from elearn.spreadsheets import csv_file

LEAD = "How long each board publishes, what is due to be withdrawn, and which documents each review has."
SHOWN = {"windows": "Windows", "documents": "Documents"}
"""By `?shown=` in the address, the parts of this screen."""
PAGE = 50
CELL_WORDS = {"has": "Held", "lacks": "Lacking", "not expected": "Not expected"}


def show() -> None:
    """Draws the screen."""
    room = open_room(session.me("govern"))
    heading("Publication", LEAD)
    if not room.reviews:
        draw("empty.html", title="No review yet", text="Reviews and their documents appear here.")
        return
    _boards_fault()
    with st.container(horizontal=True, key="publication_filters"):
        boards = {name: name for name in choices(room).boards}
        board = filters.one_of("Board", boards, "All boards", "publication_board", name="board")
    if filters.shown(SHOWN, "publication_shown") == "windows":
        _windows(room, board)
    else:
        _documents(room, board)


def _boards_fault() -> None:
    """Shows a warning if boards.yaml is missing or cannot be read. Then nothing is public, whatever its dates are."""
    loaded = load_boards(settings().reviews)
    if loaded.problems:
        draw(
            "import-faults.html",
            title="boards.yaml cannot be read, so every review is restricted",
            problems=loaded.problems,
            more=0,
        )
    elif not loaded.boards.boards:
        draw(
            "empty.html",
            title="No board is known",
            text="There is no boards.yaml beside the reviews, so all of them are restricted. "
            "docs/reviews.md says how it is written.",
        )


def _windows(room: Room, board: str | None) -> None:
    reviews = choose(room, Wanted(board=board))
    stands = room.publications
    boards = [
        (
            name,
            room.board(held[0]),
            Counter(stands[review.slug].state for review in held),
            sum(stands[review.slug].overdue for review in held),
        )
        for name, held in by_board(reviews).items()
    ]
    due = [review for review in reviews if stands[review.slug].state == "due to be withdrawn"]
    draw(
        "publication.html",
        due=sorted(due, key=lambda review: stands[review.slug].until or room.on),
        overdue=[review for review in reviews if stands[review.slug].overdue],
        stands=stands,
        boards=boards,
        states=PUBLICATION_STATES,
        notice=room.library.boards.notice_days,
        most=PAGE,
    )


def _documents(room: Room, board: str | None) -> None:
    matrix = completeness(room, choose(room, Wanted(board=board)))
    first = (lists.number("publication", board) - 1) * PAGE
    draw(
        "documents.html",
        types=matrix.types,
        rows=matrix.rows[first : first + PAGE],
        total=len(matrix.rows),
        lacking=len(matrix.lacking),
        first=first + 1,
    )
    as_csv = csv_file(
        ("Review id", "Review", "Board", downloads.AS_AT, *map(sentence, matrix.types)),
        (
            (
                *(row.review.slug, row.review.label, row.review.board, room.on),
                *(CELL_WORDS[row.cells[type]] for type in matrix.types),
            )
            for row in matrix.rows
        ),
    )
    with st.container(horizontal=True, key="publication_ways_on", vertical_alignment="bottom"):
        lists.ways_on("publication", len(matrix.rows), PAGE)
        downloads.button(
            "Download as CSV",
            session.only_for("govern", as_csv),
            downloads.dated("documents", room.on),
            "publication_csv",
        )

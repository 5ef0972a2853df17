"""Publication: by board, what is public, due to be withdrawn or restricted; and the documents of each review."""

from collections import Counter
from datetime import date

import streamlit as st

from elearn.app import downloads, filters, lists, session
from elearn.app.drawing import draw, heading
from elearn.app.review_room import draw_what_cannot_be_read
from elearn.app.review_room import room as open_room
from elearn.app.review_words import DOCUMENTS, STATES, rule_words
from elearn.library import Publication, Room, Wanted, by_board, choices, choose, completeness
from elearn.spreadsheets import csv_file
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_("How long each board publishes, what is due to be withdrawn, and which documents each review has.")
SHOWN = {"windows": N_("Windows"), "documents": N_("Documents")}
"""By `?shown=` in the address, the parts of this screen."""
PAGE = 50
CELL_WORDS = {"has": N_("Held"), "lacks": N_("Lacking"), "not expected": N_("Not expected")}


def show() -> None:
    """Draws the screen."""
    room = open_room(session.me("govern"))
    heading(_("Publication"), _(LEAD))
    if not room.reviews:
        draw("empty.html", title=_("No review yet"), text=_("Reviews and their documents appear here."))
        return
    draw_what_cannot_be_read(room)
    with st.container(horizontal=True, key="publication_filters"):
        boards = {name: name for name in choices(room).boards}
        board = filters.one_of(_("Board"), boards, _("All boards"), "publication_board", name="board")
    shown = {id: _(words) for id, words in SHOWN.items()}
    if filters.shown(shown, "publication_shown", _("Show")) == "windows":
        _windows(room, board)
    else:
        _documents(room, board)


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
        overdue=sorted(
            (review for review in reviews if stands[review.slug].overdue),
            key=lambda review: _overdue_since(stands[review.slug]),
        ),
        stands=stands,
        boards=boards,
        states=STATES,
        notice=room.library.boards.notice_days,
        most=PAGE,
    )


def _overdue_since(stands: Publication) -> date:
    """The first day on which a document of the review should have been withdrawn."""
    return min(each.since for each in stands.documents if each.overdue and each.since)


def _documents(room: Room, board: str | None) -> None:
    matrix = completeness(room, choose(room, Wanted(board=board)))
    first = (lists.number("publication", board) - 1) * PAGE
    draw(
        "documents.html",
        types=matrix.types,
        document_words=DOCUMENTS,
        rows=matrix.rows[first : first + PAGE],
        rule_words=rule_words,
        total=len(matrix.rows),
        lacking=len(matrix.lacking),
        first=first + 1,
    )
    as_csv = csv_file(
        (
            *(_("Review id"), _("Review"), _("Board"), _(downloads.AS_AT)),
            *(DOCUMENTS[type] for type in matrix.types),
            _("Held to"),
        ),
        (
            (
                *(row.review.slug, row.review.label, row.review.board, room.on),
                *(_(CELL_WORDS[row.cells[type]]) for type in matrix.types),
                rule_words(row),
            )
            for row in matrix.rows
        ),
    )
    with st.container(horizontal=True, key="publication_ways_on", vertical_alignment="bottom"):
        lists.ways_on("publication", len(matrix.rows), PAGE)
        downloads.button(
            _("Download as CSV"),
            session.only_for("govern", as_csv),
            downloads.dated("documents", room.on),
            "publication_csv",
        )

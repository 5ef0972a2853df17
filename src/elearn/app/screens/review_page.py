"""One review: its findings, its recommendations, the courses that answer them, its documents, and what came of it."""

from collections.abc import Callable

import streamlit as st

from elearn.app import review_words, session
from elearn.app.drawing import draw
from elearn.app.registers import archive
from elearn.app.review_room import room as open_room
from elearn.app.screens import phase_table, records, review_documents
from elearn.content.review import Review
from elearn.library import Room, closed_mark, completeness, phases
from elearn.paper import good_practice, top_tips
from elearn.player import markdown
from elearn.settings import settings
from elearn.tracker.registers import Grant
from elearn.translations import gettext as _
from elearn.translations import in_this_language

MIME = {"html": "text/html", "pdf": "application/pdf"}


def show(room: Room, slug: str, *, trains: bool, grant: Grant | None = None) -> None:
    """Draws the review. Raises NotFound if the reader may not read it. `trains`: links lead to the courses.

    `grant` is why the reader may read it, if that is a request of theirs.
    """
    review = room.review(slug)
    (row,) = completeness(room, [review]).rows
    documents = review_documents.lines_of(room, review)
    draw(
        "review.html",
        review=review,
        stands=room.publications[slug],
        mark=closed_mark(room.publications[slug]),
        documents=documents,
        table=phases(review),
        answers={each.id: room.answers(review.reference(each)) for each in review.recommendations},
        trains=trains,
        desk=settings().desk_url,
        governs="govern" in room.reader.rights,
        md=markdown.block,
        words=review_words,
        grant=grant,
        purposes=archive.PURPOSES,
    )
    if trains:
        phase_table.show(review)
    draw(
        "review-documents.html",
        slug=slug,
        documents=documents,
        ask=(ask := review_documents.ask_of(room, review.board)),
        invented=review_documents.invented(documents, ask),
        lacks=row,
        words=review_words,
    )
    review_documents.downloads(slug, documents)
    draw(
        "review-connections.html",
        review=review,
        board=room.board(review),
        links=room.links(slug),
        words=review_words,
    )
    _briefings(review, closed_mark(room.publications[slug]))
    records.show(slug)


def _briefings(review: Review, mark: str) -> None:
    offered: list[tuple[str, str, Callable[[Review, str], dict[str, bytes]]]] = []
    if any(finding.nature == "strength" for finding in review.findings):
        offered.append((_("Good-practice briefing"), "good-practice", good_practice))
    if review.recommendations:
        offered.append((_("Top-tips briefing"), "top-tips", top_tips))
    if not offered:
        return
    draw("subheading.html", text=_("Briefings to print"))
    if mark:
        draw("said.html", text=_("Each page of a briefing says that the review is restricted."))
    with st.container(horizontal=True, key="review_briefings"):
        for title, name, make in offered:
            for ending, mime in MIME.items():
                words = f"{title} ({ending.upper()})"
                st.download_button(
                    _("%(title)s, restricted", title=words) if mark else words,
                    _later(review.slug, make, ending),
                    file_name=f"{review.slug}-{name}.{ending}",
                    mime=mime,
                    key=f"review_{name}_{ending}",
                    on_click="ignore",
                )


def _later(slug: str, make: Callable[[Review, str], dict[str, bytes]], ending: str) -> Callable[[], bytes]:
    """What makes the file at the moment of the download. NotFound if the person may no longer read the review."""
    reader = session.later()

    def content() -> bytes:
        room = open_room(reader())
        review = room.review(slug)
        return make(review, closed_mark(room.publications[slug]))[ending]

    return in_this_language(content)

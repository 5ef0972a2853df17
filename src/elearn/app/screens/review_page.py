"""One review: its findings, its recommendations, the courses that answer them, its documents, and what came of it."""

from collections.abc import Callable

import streamlit as st

from elearn.app import review_words, session
from elearn.app.drawing import draw
from elearn.app.review_room import room as open_room
from elearn.app.screens import phase_table, records
from elearn.content.review import Review
from elearn.library import Room, completeness, phases
from elearn.paper import good_practice, top_tips
from elearn.player import markdown
from elearn.translations import gettext as _
from elearn.translations import in_this_language

MIME = {"html": "text/html", "pdf": "application/pdf"}


def show(room: Room, slug: str, *, trains: bool) -> None:
    """Draws the review. Raises NotFound if the reader may not read it. `trains`: links lead to the courses."""
    review = room.review(slug)
    (row,) = completeness(room, [review]).rows
    draw(
        "review.html",
        review=review,
        stands=room.publications[slug],
        board=room.board(review),
        links=room.links(slug),
        documents=room.documents(slug),
        lacks=row,
        table=phases(review),
        answers={each.id: room.answers(review.reference(each)) for each in review.recommendations},
        trains=trains,
        governs="govern" in room.reader.rights,
        md=markdown.block,
        words=review_words,
    )
    if trains:
        phase_table.show(review)
    _briefings(review)
    records.show(slug)


def _briefings(review: Review) -> None:
    offered: list[tuple[str, str, Callable[[Review], dict[str, bytes]]]] = []
    if any(finding.nature == "strength" for finding in review.findings):
        offered.append((_("Good-practice briefing"), "good-practice", good_practice))
    if review.recommendations:
        offered.append((_("Top-tips briefing"), "top-tips", top_tips))
    if not offered:
        return
    draw("subheading.html", text=_("Briefings to print"))
    with st.container(horizontal=True, key="review_briefings"):
        for title, name, make in offered:
            for ending, mime in MIME.items():
                st.download_button(
                    f"{title} ({ending.upper()})",
                    _later(review.slug, make, ending),
                    file_name=f"{review.slug}-{name}.{ending}",
                    mime=mime,
                    key=f"review_{name}_{ending}",
                    on_click="ignore",
                )


def _later(slug: str, make: Callable[[Review], dict[str, bytes]], ending: str) -> Callable[[], bytes]:
    """What makes the file at the moment of the download. NotFound if the person may no longer read the review."""
    reader = session.later()

    def content() -> bytes:
        return make(open_room(reader()).review(slug))[ending]

    return in_this_language(content)

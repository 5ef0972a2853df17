"""The part of the review library that the signed-in person may read today."""

from collections.abc import Mapping
from typing import get_args

from elearn.app import session
from elearn.app.drawing import draw
from elearn.content.review import load_boards
from elearn.days import today
from elearn.library import Reader, Room, open_library
from elearn.settings import settings
from elearn.tracker import Actor, Right, open_courses
from elearn.tracker.registers import Grant
from elearn.tracker.registers import grants as grants_of
from elearn.translations import gettext as _


def grants(actor: Actor) -> Mapping[str, Grant]:
    """Returns the restricted reviews that this person may read today because of a request, by slug."""
    return grants_of(session.database(), actor.person, today())


def room(actor: Actor, granted: Mapping[str, Grant] | None = None) -> Room:
    """Returns what this person may read of the library, with the rights and grants that they have now.

    Give `granted` if you have asked for the `grants` already.
    """
    day = today()
    rights = [right for right in get_args(Right) if actor.may(right)]
    held = grants(actor) if granted is None else granted
    mine = open_courses.published_to(session.database(), actor)
    reader = Reader.of(rights, held, mine)
    return open_library(settings().reviews, settings().courses).room(reader, day)


def open_by_grant(room: Room, granted: Mapping[str, Grant]) -> dict[str, Grant]:
    """Returns the grants without which the reader could not read a review, or each of its documents.

    Those with the right need none.
    """
    if room.reader.reads_restricted:
        return {}
    return {
        slug: grant
        for slug, grant in granted.items()
        if slug in room.publications and not room.publications[slug].is_public_in_full
    }


def draw_what_cannot_be_read(room: Room) -> None:
    """Draws which files of the folder of reviews cannot be read, for those who keep them.

    If boards.yaml is missing or cannot be read, nothing is public, whatever the dates of a review are.
    """
    loaded = load_boards(settings().reviews)
    if loaded.problems:
        draw(
            "import-faults.html",
            title=_("boards.yaml cannot be read, so every review is restricted"),
            problems=loaded.problems,
            more=0,
        )
    elif not loaded.boards.boards and room.library.reviews:
        draw(
            "empty.html",
            title=_("No board is known"),
            text=_("There is no boards.yaml in the folder of reviews, so all of them are restricted.")
            + " "
            + _("docs/reviews.md says how to write it."),
        )
    if room.library.unreadable:
        draw("reviews-unreadable.html", names=room.library.unreadable)

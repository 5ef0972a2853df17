"""The part of the review library that the signed-in person may read today."""

from typing import get_args

from elearn.app import session
from elearn.days import today
from elearn.library import Reader, Room, open_library
from elearn.settings import settings
from elearn.tracker import Actor, Right, published
from elearn.tracker.registers import granted


def room(actor: Actor) -> Room:
    """Returns what this person may read of the library, with the rights and grants that they have now."""
    day = today()
    rights = [right for right in get_args(Right) if actor.may(right)]
    database = session.database()
    reader = Reader.of(rights, granted(database, actor.person, day), published(database))
    return open_library(settings().reviews, settings().courses).room(reader, day)

"""The review library: what is public, who may read what, and what all reviews and courses together say.

`open_library` reads the files; `Library.room(reader, on)` is what one reader may read on one day. Everything else here
is asked of a room, so that what is not in it cannot be listed, counted or found.
"""

from elearn.library.access import Reader, may_read
from elearn.library.publication import DocumentState, Publication, State, publication
from elearn.library.shelf import CourseAnswer, Library, Room, open_library

__all__ = [
    "CourseAnswer",
    "DocumentState",
    "Library",
    "Publication",
    "Reader",
    "Room",
    "State",
    "may_read",
    "open_library",
    "publication",
]

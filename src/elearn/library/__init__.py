"""The review library: what is public, who may read what, and what all reviews and courses together say.

`open_library` reads the files; `Library.room(reader, on)` is what one reader may read on one day. Everything else here
is asked of a room, so that what is not in it cannot be listed, counted or found.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .access import Reader as Reader  # whoever reads
    from .access import may_read as may_read  # whether a reader may read a review that stands as it does on
    from .choosing import PUBLICATION_STATES as PUBLICATION_STATES  # the states of publication
    from .choosing import Choices as Choices  # what the reviews of a room leave to choose from
    from .choosing import Wanted as Wanted  # what is asked for
    from .choosing import by_board as by_board  # reviews by the board that held them
    from .choosing import choices as choices  # what there is to choose from in a room
    from .choosing import choose as choose  # the reviews of a room that are asked for
    from .documents import completeness as completeness  # which documents the reviews of a room (or some of
    from .lessons import LESSON_COLUMNS as LESSON_COLUMNS  # the columns of the table of lessons
    from .lessons import TIERS as TIERS  # the tiers, with their words
    from .lessons import Chapter as Chapter  # a theme of the themes report, or a tier of the report by tier
    from .lessons import by_theme as by_theme  # the themes report
    from .lessons import by_tier as by_tier  # the report by tier
    from .lessons import lesson_rows as lesson_rows  # the report as rows for a spreadsheet
    from .lessons import lessons_of as lessons_of  # every finding with what answers it
    from .lessons import phases as phases  # perspective by phase
    from .lessons import theme_years as theme_years  # the matrix of themes and years
    from .publication import DocumentState as DocumentState  # where one document stands
    from .publication import Publication as Publication  # where a review stands, and each of its documents
    from .publication import State as State  # where a document is on its way to the public and back
    from .publication import publication_of as publication_of  # where a review and its documents stand on a
    from .search import ItemKind as ItemKind  # what a search can find: reviews, courses
    from .search import search_library as search_library  # what of a room has the words that are asked for
    from .shelf import CourseAnswer as CourseAnswer  # a course that answers a recommendation
    from .shelf import Library as Library  # every review, board and course of two folders
    from .shelf import Room as Room  # what one reader may read on one day
    from .shelf import open_library as open_library  # the library of a folder of reviews and one of courses
    from .workshop import as_findings as as_findings  # each lesson as a `finding` directive on its tier
else:
    __getattr__, __dir__ = lazily(__name__)

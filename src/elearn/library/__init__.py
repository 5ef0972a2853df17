"""The review library: what is public, who may read what, and what all reviews and courses together say.

`open_library` reads the files. `Library.room(reader, on)` holds what one reader may read on one day.
Everything else here works on a room, so that nothing outside it can be listed, counted or found.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .access import Reader as Reader  # someone who reads, with their rights
    from .access import may_read as may_read  # whether a reader may read a review
    from .archive import Archived as Archived  # a review that was public once
    from .archive import archived as archived  # the reviews that were public once and are not now
    from .choosing import OPEN as OPEN  # filters reviews that are open to the public
    from .choosing import PUBLICATION_STATES as PUBLICATION_STATES  # the states of publication
    from .choosing import Choices as Choices  # the values a reader can filter by
    from .choosing import Wanted as Wanted  # the filters that a reader sets
    from .choosing import by_board as by_board  # groups reviews by board
    from .choosing import choices as choices  # the values to filter by in a room
    from .choosing import choose as choose  # the reviews of a room that fit the filters
    from .choosing import matching as matching  # the findings of a review that filters ask for
    from .choosing import names as names  # whether a review itself names what filters ask for
    from .documents import DocumentsRow as DocumentsRow  # a review's documents, and the rules on them
    from .documents import completeness as completeness  # documents that reviews have and lack
    from .lessons import LESSON_COLUMNS as LESSON_COLUMNS  # columns of the table of lessons
    from .lessons import TIERS as TIERS  # the tiers, in order
    from .lessons import Chapter as Chapter  # a theme or tier of a report
    from .lessons import SeenChange as SeenChange  # a change recorded after a recommendation
    from .lessons import by_theme as by_theme  # the themes report
    from .lessons import by_tier as by_tier  # the report by tier
    from .lessons import lesson_rows as lesson_rows  # a report's rows for a spreadsheet
    from .lessons import lessons_of as lessons_of  # findings with what answers them
    from .lessons import phases as phases  # a review's findings by perspective and phase
    from .lessons import theme_years as theme_years  # the table of themes and years
    from .publication import DocumentState as DocumentState  # whether a document is public, since when
    from .publication import Publication as Publication  # whether a review is public, and its documents
    from .publication import State as State  # public, due to be withdrawn or restricted
    from .publication import publication_of as publication_of  # works out a review's state on a day
    from .report import ReportPart as ReportPart  # the table of years, or what was found
    from .report import ReportSources as ReportSources  # what a report draws on and leaves out
    from .report import ReportWanted as ReportWanted  # the board, years and closed reviews of a report
    from .report import closed_mark as closed_mark  # what marks a quotation from a closed review
    from .report import closed_marks as closed_marks  # the same for each closed review of a room, by slug
    from .report import report_sources as report_sources  # works out what a report draws on
    from .report import report_years as report_years  # the years that a report can be limited to
    from .search import Hit as Hit  # something that a search found
    from .search import ItemKind as ItemKind  # what a search can find: reviews, courses
    from .search import search_library as search_library  # searches what a room holds
    from .shelf import CourseAnswer as CourseAnswer  # a course that answers a recommendation
    from .shelf import Library as Library  # every review, board and course of two folders
    from .shelf import Room as Room  # what one reader may read on one day
    from .shelf import StoredFile as StoredFile  # the file that is kept of a document
    from .shelf import open_library as open_library  # reads a folder of reviews and one of courses
    from .shelf import stamp_of as stamp_of  # each file's name, time of last change and size
    from .workshop import Cell as Cell  # a cell of the table of findings
    from .workshop import Nature as Nature  # a strength or an improvement
    from .workshop import as_findings as as_findings  # lessons of a workshop as `finding` directives
    from .workshop import cells_as_findings as cells_as_findings  # filled cells as `finding` directives
    from .workshop import cells_to_fill as cells_to_fill  # the table that a review lacks
else:
    __getattr__, __dir__ = lazily(__name__)

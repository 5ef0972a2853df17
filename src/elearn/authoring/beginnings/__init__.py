"""Beginnings: the files of a new course, from a review, a theme, another course, or nothing."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .from_course import refresher_quiz as refresher_quiz  # the questions of a course, drawn at random
    from .from_reviews import annual_update as annual_update  # what a year has taught and changed
    from .from_reviews import from_briefing as from_briefing  # what a thematic briefing says
    from .from_reviews import from_review as from_review  # a module for each theme, a page for each finding
    from .from_reviews import from_theme as from_theme  # one theme across several reviews
    from .from_reviews import seven_minutes as seven_minutes  # one page for a team
    from .lessons import Lesson as Lesson  # a finding, with the recommendations that answer it
    from .lessons import lessons_of as lessons_of  # what was chosen of some reviews
    from .lessons import plain_words as plain_words  # a passage on one line, without Markdown
    from .plain import blank as blank  # an empty page
    from .plain import example as example  # an example page
    from .ways import RESERVED as RESERVED  # ids that no course can have
    from .ways import WAYS as WAYS  # the names of the beginnings
    from .ways import Wanted as Wanted  # which beginning, and what it begins from
    from .ways import begin_course as begin_course  # writes the folder of a new course
    from .ways import begun as begun  # the files of a new course
    from .ways import copy_course as copy_course  # writes a copy of a course's folder
else:
    __getattr__, __dir__ = lazily(__name__)

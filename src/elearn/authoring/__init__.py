"""Authoring: starts a new course, from a review's recommendations if asked."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .begin import begin_course as begin_course  # writes the files of a new course
    from .bringing_in import MOST_ZIP as MOST_ZIP  # bytes of a zip that is brought in
    from .bringing_in import course_in_zip as course_in_zip  # the id and files of a course's folder as a zip
    from .handing_out import Handed as Handed  # a file to give away, and what it could not carry
    from .handing_out import Way as Way  # how a course is given away beside packages
    from .handing_out import hand_out as hand_out  # a course's saved files as such a file
else:
    __getattr__, __dir__ = lazily(__name__)

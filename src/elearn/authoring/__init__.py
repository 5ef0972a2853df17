"""Authoring: starts a new course, from a review's recommendations if asked."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .begin import begin_course as begin_course  # writes the files of a new course
    from .saved import saved_hash as saved_hash  # the hash of a course's files as they are on the disk
else:
    __getattr__, __dir__ = lazily(__name__)

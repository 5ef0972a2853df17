"""Authoring: starts a new course, from a review's recommendations if asked."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .begin import begin_course as begin_course  # writes the files of a new course
    from .sources import keep_source as keep_source  # keeps the files of a course by their hash
    from .sources import kept_source as kept_source  # the files of a course, by their hash
    from .sources import saved_hash as saved_hash  # the hash of a course's files as they are on the disk
else:
    __getattr__, __dir__ = lazily(__name__)

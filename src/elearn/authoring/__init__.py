"""Authoring: starts a new course, from a review's recommendations if asked."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .begin import begin_course as begin_course  # writes the files of a new course
else:
    __getattr__, __dir__ = lazily(__name__)

"""Authoring: a course begins, and is changed."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .beginnings.ways import begin_course as begin_course  # writes the folder of a new course
else:
    __getattr__, __dir__ = lazily(__name__)

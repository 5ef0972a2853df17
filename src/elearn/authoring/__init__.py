"""A course begun from a review."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .begin import begin_course as begin_course  # write the files of a new course `slug` below `courses`
else:
    __getattr__, __dir__ = lazily(__name__)

"""Figures read from the tracker: coverage on any day, its trend, and who is due."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import coverage as coverage  # coverage
    from .listing import Listing as Listing  # one page of a list, and how long the whole list is
    from .listing import State as State  # in date, grace, lapsed or never
    from .listing import who as who  # people in these states on a day, a row a course
else:
    __getattr__, __dir__ = lazily(__name__)

"""Comparing: what differs between two versions of a course, for people who have never seen its files."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .comparing import BlockChange as BlockChange  # a block before and after
    from .comparing import Comparison as Comparison  # all that differs between two versions
    from .comparing import MediaChange as MediaChange  # a file that came, went or is another
    from .comparing import PageChange as PageChange  # a page before and after
    from .comparing import Written as Written  # a course's texts, and the hash of each of its other files
    from .comparing import compare as compare  # finds what differs
    from .lines import Line as Line  # one line or paragraph as learners read it, with its label
    from .lines import lines_of as lines_of  # the lines of a block
    from .rows import Row as Row  # a line before and after, beside each other
    from .rows import Side as Side  # one of the two, in runs that are the same or not
    from .words import Run as Run  # words in a row that are all marked or all not
else:
    __getattr__, __dir__ = lazily(__name__)

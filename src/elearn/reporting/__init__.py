"""Figures read from the tracker: coverage on any day, its trend, and who is due."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import coverage as coverage  # the figures of coverage, on a day or as a trend
    from .asking import Made as Made  # a link by which figures come, and whether it was sent
    from .asking import figures_to_ask_for as figures_to_ask_for  # agencies whose figures are missing or old
    from .asking import make_link as make_link  # makes a link by which figures come, and sends it
    from .effect import Change as Change  # the figures of an agency or role group before and after a change
    from .effect import Count as Count  # people in scope, by state
    from .effect import CourseEffect as CourseEffect  # what a change of rules does to one course
    from .effect import Prepared as Prepared  # where everyone stands and would stand
    from .effect import prepare as prepare  # what it takes to show the effect of a change of rules
    from .listing import Listing as Listing  # one page of a list, and the length of the whole list
    from .listing import State as State  # in date, grace, lapsed or never
    from .listing import who as who  # lists people by name in the chosen states, one row a course
    from .notes import ResultNote as ResultNote  # what to say beside one figure
    from .notes import as_dicts as as_dicts  # rows of coverage with what to say beside them
    from .notes import result_notes as result_notes  # completed with result not known, or taken as passed
    from .rag import FEWEST as FEWEST  # of fewer people than this, a percentage says too little
else:
    __getattr__, __dir__ = lazily(__name__)

"""A course: its model, its reader and its writer, and what follows from it."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .banks import BANK_FOLDER as BANK_FOLDER  # the folder of a course that holds its banks
    from .courses import LoadedCourse as LoadedCourse  # a course folder as it was read
    from .courses import course_folders as course_folders  # every folder below `root` that may be a course
    from .courses import find_folder as find_folder  # the folder of that course
    from .courses import load_course as load_course  # read a course folder
    from .courses import load_courses as load_courses  # every course folder below `root`, by name
    from .courses import read_text as read_text  # a text file in UTF-8 (with or without a byte order mark)
    from .handover import handover_note as handover_note  # one line that says what to fill in
    from .handover import to_fill_in as to_fill_in  # the labels of the local contacts that have no value
    from .model import Course as Course  # a whole course
    from .model import Module as Module  # one module file
    from .model import Page as Page  # a second-level heading and the blocks under it
    from .model import Part as Part  # the base of every part of a course
    from .model import Tier as Tier  # whose learning it is
    from .outcome_map import OutcomeMap as OutcomeMap  # the whole map of a course
    from .outcome_map import map_outcomes as map_outcomes  # the map of a course
    from .outcome_map import outcome_rows as outcome_rows  # each outcome of a course, in order
    from .outcome_map import outcomes_served as outcomes_served  # each page of a course, in order
    from .outcome_map import unanswered as unanswered  # the course's recommendations that no outcome answers
    from .pacing import course_minutes as course_minutes  # how long the whole course takes
    from .pacing import page_readings as page_readings  # each page of a course, in order
    from .pacing import seconds_for as seconds_for  # how long some blocks take
    from .reader import MODULE_FILE as MODULE_FILE  # the name of a module's file, as a pattern
    from .reader import read_course as read_course  # the course that the files (by name
    from .writer import write_course as write_course  # the files of a course by name
else:
    __getattr__, __dir__ = lazily(__name__)

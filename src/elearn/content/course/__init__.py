"""A course: its model, its reader and its writer, and what follows from it."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .all_banks import load_banks as load_banks  # reads the folder of shared banks
    from .all_banks import problems_of_banks as problems_of_banks  # those of the banks themselves
    from .all_banks import shared_banks as shared_banks  # the ids and titles of the shared banks
    from .bank import Bank as Bank  # a file of questions to draw from
    from .banks import BANK_FOLDER as BANK_FOLDER  # the folder of a course that holds its banks
    from .banks import bank_file as bank_file  # the name of the file that holds a bank
    from .banks import bank_of as bank_of  # the id of the bank in a file
    from .bundles import bundle as bundle  # a course's files as a zip, always with the same bytes
    from .bundles import course_files as course_files  # every file of a course's folder
    from .bundles import files_hash as files_hash  # the hash of a course's files
    from .bundles import is_of_a_course as is_of_a_course  # whether a path can be one of a course's files
    from .bundles import unbundle as unbundle  # the id and the files of such a zip
    from .courses import LoadedCourse as LoadedCourse  # what reading a course folder gave
    from .courses import course_folders as course_folders  # folders below `root` that may be courses
    from .courses import find_folder as find_folder  # finds the folder of a course
    from .courses import load_course as load_course  # reads a course folder
    from .courses import load_courses as load_courses  # reads every course folder below `root`
    from .courses import load_texts as load_texts  # reads texts in place of those of a folder
    from .facts import fact_fields as fact_fields  # the fields of a course's front matter
    from .facts import outcomes_in as outcomes_in  # the outcomes that a front matter names
    from .facts import read_facts as read_facts  # the front matter as the values of a form
    from .facts import write_facts as write_facts  # changes the front matter key by key
    from .handover import handover_note as handover_note  # a line that says what to fill in
    from .handover import notes_on_pictures as notes_on_pictures  # what happens to large pictures
    from .handover import to_fill_in as to_fill_in  # local contacts that have no value yet
    from .ids import MODULE_FILE as MODULE_FILE  # the pattern of a module's file name
    from .ids import OWN_ID as OWN_ID  # the id that an author writes behind a title
    from .ids import module_ids as module_ids  # the modules' files in order, with their ids
    from .ids import page_id_of as page_id_of  # the id of a page that is given none
    from .links import linked_page as linked_page  # the page of a course that a link leads to
    from .localising import ContactAsked as ContactAsked  # a contact that courses ask for
    from .localising import contacts_asked as contacts_asked  # every contact that some courses ask for
    from .localising import localised as localised  # a course with an agency's contacts
    from .marks import check_review_passages as check_review_passages  # what is raw in a review
    from .media import FILE_ENDINGS as FILE_ENDINGS  # the endings of the files that a course can name
    from .media import faults_of_file as faults_of_file  # what is wrong with a file of a course
    from .model import LANGUAGE as LANGUAGE  # the pattern of a language
    from .model import Course as Course  # a whole course
    from .model import Module as Module  # one module file
    from .model import Page as Page  # a second-level heading and its blocks
    from .outcome_map import OutcomeMap as OutcomeMap  # which pages and questions serve each outcome
    from .outcome_map import map_outcomes as map_outcomes  # makes the outcome map of a course
    from .outcome_map import outcome_rows as outcome_rows  # each outcome with its questions, in order
    from .outcome_map import outcomes_served as outcomes_served  # the outcomes that each page serves
    from .outcome_map import unanswered as unanswered  # recommendations that no outcome answers
    from .pacing import course_minutes as course_minutes  # how long a whole course takes
    from .pacing import page_readings as page_readings  # the length and ease of each page
    from .pacing import seconds_for as seconds_for  # how long some blocks take, in seconds
    from .parts import START as START  # the id of the introduction's page
    from .parts import BlockParts as BlockParts  # a block as it is in its file
    from .parts import FileParts as FileParts  # a file with its pages and blocks
    from .parts import PageParts as PageParts  # a page with its blocks
    from .parts import Span as Span  # lines of a file
    from .parts import parts_of as parts_of  # the parts of a file with their lines
    from .people import is_same_person as is_same_person  # whether an entry names somebody
    from .pictures import look_at as look_at  # what a picture is, and why it cannot be shown
    from .pictures import prepared as prepared  # a picture as it is put into a course
    from .reader import read_course as read_course  # reads a course from its files' texts
    from .shared import SHARED as SHARED  # the folder beside the courses with what they share
    from .shared import SHARED_BANKS as SHARED_BANKS  # what the id of a shared bank begins with
    from .shared import SHARED_MEDIA as SHARED_MEDIA  # where its pictures are in a course
    from .shared import as_in_course as as_in_course  # a shared bank's text as a course has it
    from .shared import is_shared_folder as is_shared_folder  # whether a folder holds shared banks
    from .shared import media_file as media_file  # where a file is that a course names
    from .shared import media_named as media_named  # the files that the text of a bank names
    from .shared import shared_drawn as shared_drawn  # the shared banks that texts draw from
    from .shared import shared_folder as shared_folder  # where the shared banks of a course are
    from .shared import shared_places as shared_places  # where the files are that it draws from them
    from .shared import shared_texts as shared_texts  # their texts, and where their files are
    from .shared import with_media as with_media  # that text with other paths for them
    from .shared import without_copies as without_copies  # without what the shared banks say
    from .svg import faults_of_svg as faults_of_svg  # what is wrong with a drawing
    from .writer import write_block as write_block  # writes one block
    from .writer import write_course as write_course  # writes the files of a course
else:
    __getattr__, __dir__ = lazily(__name__)

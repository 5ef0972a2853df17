"""Paper: the HTML that a browser shows, turned into typst's markup and drawn as tagged PDF (PDF/UA-1)."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .briefing import course_briefing as course_briefing  # a course's briefing as HTML and PDF
    from .certificate import certificate_pdf as certificate_pdf  # a certificate as PDF
    from .certificate import in_minutes as in_minutes  # so many minutes in words
    from .certificate import kind_of_learning as kind_of_learning  # participatory or not, in words
    from .pdf import course_pdf as course_pdf  # a whole course as PDF
    from .record import record_pdf as record_pdf  # a person's record, or any other tables, as PDF
    from .sheets import good_practice as good_practice  # a review's good-practice briefing
    from .sheets import themes_report as themes_report  # the themes report, or the report by tier
    from .sheets import top_tips as top_tips  # a review's top-tips briefing
    from .slips import Slip as Slip  # what a slip with a code says
    from .slips import code_slips as code_slips  # slips with codes that sign people in, as PDF
    from .word import course_word as course_word  # a course as a Word file for readers
    from .word_marks import Mark as Mark  # what a bookmark of such a file says
    from .word_marks import block_key as block_key  # a block as a bookmark says it
    from .word_marks import blocks_key as blocks_key  # all blocks of a page as a bookmark says them
    from .word_marks import page_key as page_key  # a page as a bookmark says it
    from .word_marks import question_key as question_key  # a question as a bookmark says it
    from .word_marks import read_mark as read_mark  # what the name of a bookmark says
    from .word_marks import words_key as words_key  # a hash of some words, without their white space
else:
    __getattr__, __dir__ = lazily(__name__)

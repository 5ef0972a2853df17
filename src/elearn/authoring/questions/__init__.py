"""Questions of other systems: read from their files as kinds of ours, and written as GIFT."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .gift_out import gift_of as gift_of  # a course's questions as GIFT, and what is lost
    from .making import block_text as block_text  # the text of the block that an item becomes
    from .model import MOST_BYTES as MOST_BYTES  # the largest file of questions
    from .model import MOST_QUESTIONS as MOST_QUESTIONS  # the most questions of a file
    from .model import Format as Format  # gift, moodle, aiken or sheet
    from .model import Item as Item  # one question of a file
    from .model import Questions as Questions  # all that a file gave
    from .placing import Place as Place  # a bank or a page of a course
    from .placing import already_in as already_in  # which questions a course has already
    from .placing import bring_in as bring_in  # the edits that put questions into a course
    from .placing import outcome_meant as outcome_meant  # the outcome that a file names
    from .placing import pages_of as pages_of  # where questions can go
    from .reading import FORMATS as FORMATS  # the formats that are read, by name
    from .reading import read_questions as read_questions  # reads a file of any format
    from .workbook import template as template  # the spreadsheet to fill in
    from .workbook import template_csv as template_csv  # the same columns as CSV
else:
    __getattr__, __dir__ = lazily(__name__)

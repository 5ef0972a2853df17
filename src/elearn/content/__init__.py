"""What a course and a review are: typed models, plain text in, plain text out, and what is wrong with them."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .placeholders import OF_A_NEW_COURSE as OF_A_NEW_COURSE  # lines of a new course, to be replaced
    from .placeholders import OWN_WORDS as OWN_WORDS  # stands for words that nobody has written yet
    from .placeholders import TO_BE_WRITTEN as TO_BE_WRITTEN  # stands for an item that nobody has written yet
    from .placeholders import TO_CONFIRM as TO_CONFIRM  # stands for a fact that nobody has confirmed yet
    from .placeholders import TO_WRITE as TO_WRITE  # stands before what is to be written in a new course
    from .placeholders import WITHIN_A_DRAFT as WITHIN_A_DRAFT  # words of a draft, to be replaced
    from .readability import ReadingEase as ReadingEase  # sentences, words, syllables and the ease
    from .readability import reading_ease as reading_ease  # measures how hard Markdown is to read
    from .readability import sentences as sentences  # the sentences of Markdown, without labels
    from .readability import syllables as syllables  # counts the syllables of a word
    from .readability import words_of as words_of  # the words of a text
    from .waivers import Waived as Waived  # a problem that a waiver allows
    from .waivers import Waiver as Waiver  # a rule that is waived, with its reason
    from .waivers import apply_waivers as apply_waivers  # the problems that no waiver allows
    from .waivers import idle_waivers as idle_waivers  # S90: waivers that allow nothing
else:
    __getattr__, __dir__ = lazily(__name__)

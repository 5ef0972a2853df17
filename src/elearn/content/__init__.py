"""What a course and a review are: typed models, plain text in, plain text out, and what is wrong with them."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .readability import ReadingEase as ReadingEase  # what the sentences of a text come to
    from .readability import reading_ease as reading_ease  # how hard some passages of Markdown are to read
    from .readability import sentences as sentences  # the sentences of a passage of Markdown, labels left out
    from .readability import syllables as syllables  # how many syllables a word is said with
    from .readability import words_of as words_of  # the words of a text as it stands
    from .waivers import Waived as Waived  # a problem that was let stand, and by which waiver
    from .waivers import Waiver as Waiver  # one rule
    from .waivers import apply_waivers as apply_waivers  # the problems that stand
    from .waivers import idle_waivers as idle_waivers  # S90: waivers that let nothing stand
else:
    __getattr__, __dir__ = lazily(__name__)

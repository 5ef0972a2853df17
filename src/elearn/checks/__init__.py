"""What is wrong with a text: identifying details, blame, reading ease, questions, sign-off."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .examine import Examination as Examination  # what the checks found in a course or review
    from .examine import check_loaded as check_loaded  # the problems of a loaded course
    from .examine import check_paths as check_paths  # the problems of the files at some paths
    from .examine import check_structure as check_structure  # what must be right before a course can be shown
    from .examine import examine_course as examine_course  # checks a loaded course
    from .identifying.lexicon import is_ordinary as is_ordinary  # whether a word is no person's name
    from .nobody import must_identify_nobody as must_identify_nobody  # refuses texts that name anybody
    from .run import IDENTIFYING as IDENTIFYING  # the rules about identifying details
    from .run import check_text as check_text  # checks a text that is in no course
    from .run import check_typed as check_typed  # checks what somebody typed into a register
    from .run import known_rules as known_rules  # what each waivable rule finds, by its id
    from .run import rules_by_id as rules_by_id  # every rule by its id, in order
    from .texts import pieces as pieces  # a text in pieces, each with its offset
    from .texts import texts_of as texts_of  # every text of a course or review file
else:
    __getattr__, __dir__ = lazily(__name__)

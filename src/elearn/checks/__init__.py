"""What is wrong with a text: identifying details, blame, reading ease, questions, sign-off."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .examine import Examination as Examination  # what the checks say about a course or a review
    from .examine import check_loaded as check_loaded  # every problem of a course that has been loaded
    from .examine import check_paths as check_paths  # every problem of the courses and reviews at these paths
    from .examine import check_structure as check_structure  # what must be right before a course can be shown
    from .examine import examine_course as examine_course  # every problem of a loaded course
    from .run import IDENTIFYING as IDENTIFYING  # the rules on what could identify a case
    from .run import check_text as check_text  # what the rules find in a text outside a course
    from .run import known_rules as known_rules  # what each rule that can be waived finds, by its id
    from .run import rules_by_id as rules_by_id  # every rule by its id, in order
    from .texts import pieces as pieces  # a long text in pieces, each with its offset
    from .texts import texts_of as texts_of  # every text of a file of a course or a review
else:
    __getattr__, __dir__ = lazily(__name__)

"""The registers around reviews as parts of screens. Each register has a module, which its screens call."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import actions as actions  # actions on recommendations
    from . import aid as aid  # the decision aid
    from . import answer as answer  # the page on which an agency says what it does about a recommendation
    from . import archive as archive  # requests to the archive
    from . import dissemination as dissemination  # dissemination
    from . import forms as forms  # what every form of the registers does
    from . import impact as impact  # the impact log
    from . import markers as markers  # the quality markers of a review
    from . import meetings as meetings  # meetings of the subgroup
    from . import notifications as notifications  # the notification register
    from . import outcomes as outcomes  # what the subgroup said of lessons, in words
    from . import subgroup as subgroup  # lessons at the subgroup
    from . import unanswered as unanswered  # recommendations that nobody acts on
    from . import workshops as workshops  # workshops on a review
    from .words import in_words as in_words  # what a register keeps, in words
else:
    __getattr__, __dir__ = lazily(__name__)

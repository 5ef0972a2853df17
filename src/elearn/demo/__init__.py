"""The demonstration: Wrenshire, a county that does not exist, filled by the same code as a real one.

Everything is drawn with a fixed seed and dated back from a day, so the same day gives the same county. Facts
arrive as the files that agencies send (`tracker.imports`). The courses are built and published from their
text.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .setup import environment as environment  # the settings that the demonstration runs with
    from .setup import prepare as prepare  # builds the courses and fills the county
    from .workforce import ADMINISTRATOR as ADMINISTRATOR  # the demonstration's administrator
    from .workforce import BOARD as BOARD  # the demonstration's board member
    from .workforce import LEAD as LEAD  # the demonstration's agency lead
    from .workforce import LEARNER as LEARNER  # the demonstration's learner
    from .workforce import PEOPLE as PEOPLE  # the five people whom the start page offers
    from .workforce import SECOND_LEARNER as SECOND_LEARNER  # a second learner, not on the start page
    from .workforce import TRAINER as TRAINER  # the demonstration's trainer
else:
    __getattr__, __dir__ = lazily(__name__)

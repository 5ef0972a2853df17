"""The demonstration: Wrenshire, a county that does not exist, filled through the same doors as a real one.

Everything is drawn with a fixed seed and counted back from a day, so the same day gives the same county. Facts come
in as the files that agencies send (`tracker.imports`), and both courses are built and published from their text.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .setup import environment as environment  # the settings that the demonstration runs with
    from .setup import prepare as prepare  # makes the demonstration ready
    from .workforce import ADMINISTRATOR as ADMINISTRATOR  # the e-mail of the demonstration's administrator
    from .workforce import BOARD as BOARD  # of its board member
    from .workforce import LEAD as LEAD  # of its agency lead
    from .workforce import LEARNER as LEARNER  # of its learner
    from .workforce import PEOPLE as PEOPLE  # the five whom the start page of a demonstration offers
    from .workforce import SECOND_LEARNER as SECOND_LEARNER  # of a learner who is on a second device
    from .workforce import TRAINER as TRAINER  # of its trainer
else:
    __getattr__, __dir__ = lazily(__name__)

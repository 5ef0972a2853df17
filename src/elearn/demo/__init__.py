"""The demonstration: Wrenshire, a county that does not exist, filled through the same doors as a real one.

Everything is drawn with a fixed seed and counted back from a day, so the same day gives the same county. Facts come
in as the files that agencies send (`tracker.imports`), and both courses are built and published from their text.
"""

from elearn.demo.prepare import environment, prepare
from elearn.demo.workforce import ADMINISTRATOR, BOARD, LEAD, LEARNER, PEOPLE, SECOND_LEARNER, TRAINER

__all__ = [
    "ADMINISTRATOR",
    "BOARD",
    "LEAD",
    "LEARNER",
    "PEOPLE",
    "SECOND_LEARNER",
    "TRAINER",
    "environment",
    "prepare",
]

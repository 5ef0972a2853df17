"""Taught sessions: a course that is taught to people at one time, who came, and what they earned by it.

Each function takes the `Actor` who acts or reads (None: a terminal), and raises NotAllowed or NotFound if they have no
right to. A change and its note in the audit are one transaction.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import marking as marking  # booking, and saying who came
    from . import places as places  # the list of a session: by name, or as counts
    from . import planning as planning  # planning, changing and cancelling sessions
    from . import sessions as sessions  # sessions, one or a list
    from . import trainers as trainers  # the days of trainers that agencies gave
    from .marking import mark_in as mark_in  # states of people at a session, in the caller's transaction
    from .marking import states_in as states_in  # who is on the list of a session, with their states
    from .own import OwnSession as OwnSession  # a session as somebody who is on its list sees it
    from .own import of_person as of_person  # one person's booked and past sessions
    from .places import Candidate as Candidate  # somebody who may be put on the list of a session
    from .places import Place as Place  # one person at one session
    from .planning import NewSession as NewSession  # what is planned of a session
    from .planning import save_in as save_in  # a new or changed session, in the caller's transaction
    from .report import Attendance as Attendance  # how many people were booked and came
    from .report import AttendanceRow as AttendanceRow  # a row of the report on attendance
    from .report import TrainerDays as TrainerDays  # the days of trainers that one agency gave
    from .report import attendance as attendance  # the report on attendance
    from .report import by_keys as by_keys  # what the report is counted by, as somebody wrote it
    from .report import trainer_days as trainer_days  # the days of trainers that each agency gave
    from .rights import Hold as Hold  # what somebody may do with a session
    from .rights import hold as hold  # what somebody may do with a session
    from .sessions import TaughtSession as TaughtSession  # a session, with how many people are on its list
    from .sessions import find_in as find_in  # a session, in the caller's transaction
    from .sessions import key_in as key_in  # the session with a course, day, agency and place
else:
    __getattr__, __dir__ = lazily(__name__)

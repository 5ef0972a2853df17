"""Who must know what, and who does: people, posts, requirements, completions, and where each person stands."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import audit as audit  # what was done, by whom and when
    from . import certificates as certificates  # certificates
    from . import directory as directory  # reading lists of what is kept, for whoever looks after it
    from . import registrations as registrations  # a person's tries at a course
    from . import sessions as sessions  # signing in without a password
    from .catalogue import published as published  # the courses that were published here, by id
    from .catalogue import register_course as register_course  # makes a built version the course's current
    from .certificates import Certificate as Certificate  # a certificate as it was issued
    from .learning import Begun as Begun  # a course begun and not yet passed
    from .learning import Course as Course  # a course as a learner meets it
    from .learning import Due as Due  # a course still to take
    from .learning import my_learning as my_learning  # the learning of the one person whom the scope names
    from .names import AgencyName as AgencyName  # an agency in the tree
    from .names import Names as Names  # agencies of a scope, each under its parent
    from .names import load_names as load_names  # the names that a scope gives to see
    from .paging import PAGE_SIZE as PAGE_SIZE  # rows of a list that are shown at once
    from .paging import Page as Page  # some rows of a list, and how many there are in all
    from .progress import Completion as Completion  # completed, incomplete or unknown
    from .progress import Interaction as Interaction  # one answer
    from .progress import OutcomeResult as OutcomeResult  # where the learner stands on one outcome
    from .progress import Progress as Progress  # all that a course had to say at one commit
    from .progress import Success as Success  # passed, failed or unknown
    from .registrations import Recorded as Recorded  # what became of a commit
    from .registrations import Registration as Registration  # one person's try at one version
    from .scope import Actor as Actor  # a person who is signed in, with what they may do
    from .scope import Right as Right  # what a role allows
    from .scope import Scope as Scope  # whose rows may be read
    from .scope import actor as actor  # the person with their roles as they are now
    from .scope import give_role as give_role  # gives a person a role
    from .sessions import TICKET_LASTS as TICKET_LASTS  # how long a launch ticket works
    from .sessions import mint_ticket as mint_ticket  # the token that carries a person from a page of the
    from .stamp import Stamp as Stamp  # what changes when a figure may
    from .stamp import current_stamp as current_stamp  # the last completion, the last import
    from .standing import AGENCY as AGENCY  # the agency's grain of the tally
    from .standing import COURSE as COURSE  # the course's grain of the tally
    from .standing import ROLE_GROUP as ROLE_GROUP  # the role group's grain of the tally
else:
    __getattr__, __dir__ = lazily(__name__)

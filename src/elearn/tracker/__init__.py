"""Who must know what, and who does: people, posts, requirements, completions, and where each person stands."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import audit as audit  # the audit log: who did what, and when
    from . import certificates as certificates  # issues and finds certificates
    from . import directory as directory  # lists of what is stored, for administrators
    from . import registrations as registrations  # a person's attempts at a course
    from . import sessions as sessions  # sign-in without a password
    from .catalogue import published as published  # the ids of courses that are published
    from .catalogue import register_course as register_course  # makes a built version the current one
    from .certificates import Certificate as Certificate  # a certificate as it was issued
    from .learning import Begun as Begun  # a course that was started, not passed yet
    from .learning import Course as Course  # a course as a learner sees it
    from .learning import Due as Due  # a course that is still to take
    from .learning import my_learning as my_learning  # one person's own learning
    from .names import AgencyName as AgencyName  # an agency in the tree
    from .names import Names as Names  # the agencies, role groups and courses of a scope
    from .names import load_names as load_names  # the names that a scope may see
    from .paging import PAGE_SIZE as PAGE_SIZE  # how many rows a list shows at once
    from .paging import Page as Page  # some rows of a list, and the total
    from .progress import Completion as Completion  # completed, incomplete or unknown
    from .progress import Interaction as Interaction  # one answer to a question
    from .progress import OutcomeResult as OutcomeResult  # a learner's result on one outcome
    from .progress import Progress as Progress  # all that a course reported in one commit
    from .progress import Success as Success  # passed, failed or unknown
    from .registrations import Recorded as Recorded  # what happened to a commit
    from .registrations import Registration as Registration  # one person's attempt at one version
    from .scope import Actor as Actor  # a signed-in person, with their rights
    from .scope import Right as Right  # what a role allows someone to do
    from .scope import Scope as Scope  # whose rows someone may read
    from .scope import actor as actor  # a person with their present roles
    from .scope import give_role as give_role  # gives a person a role
    from .sessions import TICKET_LASTS as TICKET_LASTS  # how long a launch ticket works
    from .sessions import mint_ticket as mint_ticket  # makes a token that launches a course
    from .stamp import Stamp as Stamp  # changes whenever a figure may change
    from .stamp import current_stamp as current_stamp  # the stamp of the facts as they are now
    from .standing import AGENCY as AGENCY  # in the tally: figures by agency
    from .standing import COURSE as COURSE  # in the tally: figures by course
    from .standing import ROLE_GROUP as ROLE_GROUP  # in the tally: figures by role group
else:
    __getattr__, __dir__ = lazily(__name__)

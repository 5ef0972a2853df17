"""Who must take which course, and who has: people, posts, requirements, completions, and each person's standing."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import answered as answered  # what people have answered in a course
    from . import audit as audit  # what was done, by whom and when
    from . import board_rules as board_rules  # the rules that a board can turn on
    from . import catalogue as catalogue  # our courses: published versions, withdrawal
    from . import certificates as certificates  # certificates
    from . import completed as completed  # what people completed, and where each completion came from
    from . import directory as directory  # lists of what is kept, for the people who look after it
    from . import exemptions as exemptions  # exemptions that leads ask for
    from . import languages as languages  # the language that a person has chosen
    from . import leaving as leaving  # who registered by themselves removes their account
    from . import local_contacts as local_contacts  # what each agency writes into the local pathways
    from . import numbering as numbering  # the numbers of versions
    from . import open_courses as open_courses  # courses that everybody who has registered may take
    from . import packages as packages  # packages of published versions that were handed out
    from . import record_words as record_words  # a person's record in words, as tables
    from . import registering as registering  # people who register by themselves
    from . import registrations as registrations  # a person's tries at a course
    from . import results as results  # completions without a result
    from . import roles as roles  # who has which role; giving and taking them
    from . import rule_lists as rule_lists  # lists of requirements, hours and updates, editions, equivalences
    from . import sessions as sessions  # signing in without a password
    from . import withdrawals as withdrawals  # withdrawing a completion, and undoing that
    from .answered import Answered as Answered  # an answer that is kept, without its person
    from .asks import IN_FORCE as IN_FORCE  # requirements with their days in force, as a table in SQL
    from .asks import ordinal as ordinal  # a stored day as an ordinal; none is the last day of the calendar
    from .audience import Asked as Asked  # those whom a requirement asks to take a course
    from .audience import Audience as Audience  # a course for one person: what it is, and who must take it
    from .audience import audience_of as audience_of  # for whom a course is, for one person
    from .audit import AuditStep as AuditStep  # one thing that was done to something
    from .board_rules import BoardRule as BoardRule  # a rule of the board, and whether it is on
    from .catalogue import PublicationState as PublicationState  # whether people can start a course
    from .catalogue import PublishedVersion as PublishedVersion  # a version that was published here
    from .catalogue import published as published  # the courses that people can start here, by id
    from .catalogue import register_course as register_course  # makes a built version the course's current
    from .certificates import Certificate as Certificate  # a certificate as it was issued
    from .changes import Since as Since  # what changed after a version of the facts
    from .changes import current_version as current_version  # the version of the facts as they are now
    from .changes import since as since  # what changed after a version
    from .changes import version as version  # the version of the facts that a transaction sees
    from .checklist import MailTest as MailTest  # the last test mail
    from .checklist import Readiness as Readiness  # what a new installation has and lacks
    from .checklist import keep_mail_test as keep_mail_test  # keeps what the mail server answered to a test
    from .checklist import readiness as readiness  # what is there on a day
    from .choosing import Choice as Choice  # a course that a person may take
    from .choosing import choices as choices  # the courses that a person may take
    from .completed import Completed as Completed  # a completion, with where it came from
    from .counting import COUNTS as COUNTS  # the SQL condition that a completion counts as a pass
    from .counting import STAYS as STAYS  # the SQL condition that a completion was not withdrawn
    from .counting import counts as counts  # that it counts, for a row with another alias
    from .counting import stays as stays  # that it was not withdrawn, for a row with another alias
    from .home import Home as Home  # what a learner's home shows first
    from .home import Step as Step  # a course that is still to be passed
    from .home import home_of as home_of  # what a learner is to do, in order
    from .learning import Begun as Begun  # a course that was started and not yet passed
    from .learning import Course as Course  # a course as a learner sees it
    from .learning import Done as Done  # the latest pass of a course
    from .learning import Due as Due  # a course still to take
    from .learning import MyLearning as MyLearning  # one person's learning on a day
    from .learning import NotKnown as NotKnown  # a course completed, with the result not known
    from .learning import my_learning as my_learning  # the learning of one person
    from .local_contacts import LocalContact as LocalContact  # whom an agency names in the local pathways
    from .meeting import OPEN as OPEN  # the ordinal of the last day of the calendar: no end
    from .names import AgencyName as AgencyName  # an agency in the tree
    from .names import Names as Names  # agencies of a scope, role groups and courses, by name
    from .names import load_names as load_names  # the names that a reader may see
    from .packages import HandedOut as HandedOut  # a package of a published version
    from .packed import LAYOUT as LAYOUT  # the columns of a spell as it is packed, with NumPy's types
    from .packed import Codes as Codes  # the numbers that stand for ids in packed spells
    from .paging import PAGE_SIZE as PAGE_SIZE  # how many rows of a list are shown at once
    from .paging import Page as Page  # some rows of a list, and how many it has
    from .person import Naming as Naming  # whom a requirement names
    from .person import PersonPage as PersonPage  # one person on a day, as far as the reader may see them
    from .person import Required as Required  # something that is required of a person
    from .person import person_page as person_page  # reads that
    from .progress import Completion as Completion  # completed, incomplete or unknown
    from .progress import Interaction as Interaction  # one answer
    from .progress import JsonText as JsonText  # text that an encoder has just made as JSON
    from .progress import OutcomeResult as OutcomeResult  # the learner's result on one outcome
    from .progress import Progress as Progress  # everything that a course reports at one commit
    from .progress import Success as Success  # passed, failed or unknown
    from .record import Record as Record  # a person's whole record
    from .record import find_person as find_person  # a person by their address or staff number
    from .record import record_of as record_of  # a person's record, for a reader
    from .record_file import csv_of as csv_of  # a person's record as CSV
    from .record_file import record_as_dict as record_as_dict  # a person's record as JSON can say it
    from .registrations import Recorded as Recorded  # what happened to a commit
    from .registrations import Registration as Registration  # one person's try at one version
    from .results import SHOWN as SHOWN  # the SQL condition that a completion without a result is shown
    from .results import Assessment as Assessment  # what it takes to pass a course
    from .results import ResultNotKnown as ResultNotKnown  # a completion without a result
    from .results import assessment as assessment  # what it takes to pass each version of each course
    from .results import latest_not_known as latest_not_known  # the latest of each person
    from .results import results_of as results_of  # what it takes to pass some courses
    from .roles import people_who_sign as people_who_sign  # the names of those who sign each step
    from .rules import Rules as Rules  # the rules of what counts, as they are or as they would be
    from .scope import BY_THEMSELVES as BY_THEMSELVES  # the SQL condition that somebody registered
    from .scope import HELD as HELD  # every role that people have, as a table in SQL
    from .scope import SIGNING as SIGNING  # the steps of sign-off, by the role that signs each
    from .scope import Actor as Actor  # a person who is signed in, with their rights
    from .scope import Right as Right  # what a role allows
    from .scope import Scope as Scope  # whose rows may be read
    from .scope import actor as actor  # the person with their roles as they are now
    from .scope import give_role as give_role  # gives a person a role
    from .scope import has_administrator as has_administrator  # whether anybody is an administrator
    from .sessions import TICKET_LASTS as TICKET_LASTS  # how long a launch ticket works
    from .sessions import mint_ticket as mint_ticket  # the token that opens a course for a person, once
    from .sessions import mint_tickets as mint_tickets  # the tokens that open several courses
    from .spells import STATES as STATES  # the states, the best first
    from .standing import pending as pending  # the courses whose figures are still being worked out
    from .standing import people_unsettled as people_unsettled  # how many people are still to be worked out
    from .standing import settle as settle  # works out what a large change left to do
    from .supposed import Stands as Stands  # where a person stands on a day, on one thing that is required
    from .supposed import Supposed as Supposed  # everyone's spells, as they would be
    from .supposed import would_have as would_have  # where everyone would stand under other rules
    from .supposed import would_stand as would_stand  # where people would stand under other rules
    from .why import Credit as Credit  # something that counts for a requirement
    from .why import Under as Under  # where a person stands under one requirement
    from .why import Why as Why  # what is required of a person in one cell, and why they stand there
else:
    __getattr__, __dir__ = lazily(__name__)

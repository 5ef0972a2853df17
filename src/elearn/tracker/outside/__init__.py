"""Learning from elsewhere: what people learned outside these courses, what their lead decides, and reflections on it.

Each function takes the `Actor` who acts or reads, and raises NotAllowed or NotFound if they have no right to. A change,
its note in the audit and the standing that follows from it are one transaction.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .deciding import Decision as Decision  # what a lead says of a record
    from .deciding import approve as approve  # lets a record count
    from .deciding import decline as decline  # says that a record does not count
    from .deciding import may_decide_on_own as may_decide_on_own  # whether nobody else could
    from .deciding import revoke as revoke  # takes back an approval
    from .deciding import steps as steps  # what was done to a record
    from .deciding import waiting as waiting  # what waits for a lead
    from .evidence import ENDINGS as ENDINGS  # how the names of files end that are taken as evidence
    from .evidence import MOST_MEGABYTES as MOST_MEGABYTES  # how large a file of evidence may be
    from .evidence import Evidence as Evidence  # a file that shows it
    from .evidence import evidence_of as evidence_of  # the file of a record, for who may see it
    from .hours import Credit as Credit  # learning that counts towards hours, until a day
    from .hours import Hours as Hours  # how many hours somebody has towards a requirement
    from .hours import hours_of as hours_of  # somebody's hours so far
    from .records import LONGEST_TEXT as LONGEST_TEXT  # how many characters a note may have
    from .records import STATES as STATES  # the states of a record
    from .records import Learned as Learned  # what somebody says that they learned
    from .records import OutsideLearning as OutsideLearning  # a record as it is kept
    from .records import correct as correct  # changes a record that waits
    from .records import every as every  # everybody's records, for a terminal
    from .records import of_person as of_person  # somebody's records
    from .records import one as one  # one record
    from .records import record as record  # keeps a new record
    from .records import take_back as take_back  # takes back a record of one's own
    from .reflections import LONGEST_REFLECTION as LONGEST_REFLECTION  # how many characters one may have
    from .reflections import Choice as Choice  # something learned that a reflection can be about
    from .reflections import Reflection as Reflection  # a reflection, with its text for its writer
    from .reflections import Update as Update  # a regular update, for one person
    from .reflections import Written as Written  # that somebody wrote a reflection, and when
    from .reflections import correct_reflection as correct_reflection  # changes the words of a reflection
    from .reflections import reflect as reflect  # keeps a new reflection
    from .reflections import update_of as update_of  # a regular update for one person
    from .reflections import written_by as written_by  # which reflections somebody wrote
    from .telling import tell as tell  # tells the learner by e-mail what was decided
else:
    __getattr__, __dir__ = lazily(__name__)

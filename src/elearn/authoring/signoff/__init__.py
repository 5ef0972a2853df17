"""Sign-off: who looks at a course before staff see it, what each has signed, and what the board asks for."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .checklists import Answer as Answer  # what was said to one point of a checklist
    from .checklists import Checklist as Checklist  # what a step has to look at
    from .checklists import Point as Point  # one thing to look at
    from .checklists import checklist as checklist  # the checklist of a step
    from .examined import Sent as Sent  # a course's saved files, as they were read and checked
    from .examined import examine as examine  # reads and checks a course's saved files
    from .gate import must_be_publishable as must_be_publishable  # refuses what nobody approved
    from .gate import refusal as refusal  # what the rule says against some bytes of a course, or None
    from .listing import Due as Due  # a published course whose day of review is near or past
    from .listing import Overview as Overview  # what waits for a person, and what is under way
    from .listing import Waiting as Waiting  # a course that is in sign-off
    from .listing import has_changed as has_changed  # whether a course changed since it was sent
    from .listing import overview as overview  # what waits for a person, is under way, or is due
    from .listing import review_day as review_day  # when a course is to be read through again
    from .listing import states_in_words as states_in_words  # the state of courses, by their ids
    from .rounds import Round as Round  # a course that was sent for sign-off, with what was signed
    from .rounds import Signature as Signature  # a step that was signed
    from .rounds import rounds_of as rounds_of  # every time that a course was sent, the last first
    from .sending import send as send  # sends a course's saved files for sign-off
    from .sending import send_back as send_back  # gives a course back to its authors, with a reason
    from .sending import take_back as take_back  # takes a course out of sign-off
    from .signing import copied as copied  # notes that a course is a copy of another
    from .signing import may_not_approve as may_not_approve  # why a person cannot approve a course, or ""
    from .signing import sign as sign  # signs a step
    from .signing import writers_of as writers_of  # who has written in a course
    from .signing import wrote as wrote  # notes that a person has written in a course, or made it
    from .states import STEPS as STEPS  # the steps in their order, by the role that signs each
    from .states import CourseState as CourseState  # where a course is on its way
    from .states import state_of as state_of  # where a course is, by the hash of its files
    from .telling import Told as Told  # who was told by mail, and who was not
    from .telling import What as What  # what people are told of
    from .telling import tell as tell  # tells those whose turn it is, and who sent the course
else:
    __getattr__, __dir__ = lazily(__name__)

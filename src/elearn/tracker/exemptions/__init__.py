"""Exemptions that leads ask for: asked with days and a reason, and approved or refused by an administrator.

A person is exempt only once it is approved: that writes the exemption as a form or a file does. Each function takes
the `Actor` who acts or reads (None: a terminal). A change and its note in the audit are one transaction.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .asking import LONGEST_REASON as LONGEST_REASON  # the most characters of a reason
    from .asking import ask as ask  # asks for an exemption
    from .asking import may_ask_for as may_ask_for  # from what a person may be exempt, titles by id
    from .asking import take_back as take_back  # takes back what one asked for
    from .deciding import Decided as Decided  # what was decided, and whom to tell
    from .deciding import approve as approve  # approves a request, which makes the exemption
    from .deciding import refuse as refuse  # refuses a request, with a reason
    from .requests import SOON as SOON  # how many days before its end an exemption is shown
    from .requests import ExemptionRequest as ExemptionRequest  # an exemption that was asked for
    from .requests import answers as answers  # what was decided lately, for leads
    from .requests import ending_soon as ending_soon  # the exemptions that end in the next days
    from .requests import of_person as of_person  # what was asked for one person
    from .requests import request_of as request_of  # one request, for whoever decides
    from .requests import waiting as waiting  # what waits for a decision, the oldest first
    from .telling import tell as tell  # tells the lead by mail
else:
    __getattr__, __dir__ = lazily(__name__)

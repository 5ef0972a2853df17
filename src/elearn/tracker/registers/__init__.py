"""The registers that a partnership keeps around its reviews.

Reviews and their recommendations are files, which the tracker does not read. It gets a slug, or `slug#id`.

Each function takes the `Actor` who acts or reads, and raises NotAllowed or NotFound if they have no right to. A change
and its note in the audit are one transaction. Texts must not identify anybody when they arrive here. The app checks
them first, because the tracker does not depend on `content` and its checks.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import actions as actions  # what agencies do about recommendations
    from . import archive as archive  # requests to read restricted reviews
    from . import dissemination as dissemination  # how agencies took the learning to their people
    from . import impact as impact  # the impact log
    from . import markers as markers  # the quality markers of a review
    from . import meetings as meetings  # meetings of the subgroup
    from . import notifications as notifications  # the notification register
    from . import review_work as review_work  # draft reviews that people have in work
    from . import subgroup as subgroup  # lessons of workshops at the subgroup
    from . import unanswered as unanswered  # recommendations that nobody acts on
    from . import workshops as workshops  # workshops on a review
    from .actions import Action as Action  # what an agency does about a recommendation
    from .archive import ArchiveRequest as ArchiveRequest  # a request to read a restricted review
    from .archive import Grant as Grant  # a review that a person may read until a day
    from .archive import granted as granted  # the restricted reviews that a person may read
    from .archive import grants as grants  # the same with their last days
    from .form_fields import FormFields as FormFields  # reads a form, and reports all that is wrong
    from .notifications import Notification as Notification  # a serious incident, and what was decided
    from .review_work import ReviewWork as ReviewWork  # a draft review that somebody has in work
else:
    __getattr__, __dir__ = lazily(__name__)

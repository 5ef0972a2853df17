"""The registers that a partnership keeps around its reviews.

Reviews and their recommendations are files, which the tracker does not read. It gets a slug, or `slug#id`.

Each function takes the `Actor` who acts or reads, and raises NotAllowed or NotFound if they have no right to. A change
and its note in the audit are one transaction. Texts must not identify anybody when they arrive here: the app checks
them first, because the checks are in a room above the tracker.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import actions as actions  # actions
    from . import archive as archive  # requests to the archive
    from . import dissemination as dissemination  # dissemination
    from . import impact as impact  # the impact log
    from . import markers as markers  # the quality markers of a review
    from . import meetings as meetings  # meetings of the subgroup
    from . import notifications as notifications  # the notification register
    from . import workshops as workshops  # partnership case reviews by facilitated workshop
    from .actions import Action as Action  # what an agency does about a recommendation
    from .archive import ArchiveRequest as ArchiveRequest  # a request to read a restricted review
    from .archive import granted as granted  # the slugs of the restricted reviews that a person may read on
    from .notifications import Notification as Notification  # a serious incident, and what was decided
else:
    __getattr__, __dir__ = lazily(__name__)

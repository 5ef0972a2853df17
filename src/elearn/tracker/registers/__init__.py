"""What happens around reviews: the registers that a partnership keeps.

A review and its recommendations are files, which the tracker has never seen: a slug, or `slug#id`, is all that it is
given. Each function takes the `Actor` who acts or reads, holds them to their rights, and notes what was done in the
transaction that does it. Texts are free of what identifies people when they arrive: the app and the command line see
to that, since the checks are of `content`.
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
    from .archive import granted as granted  # the slugs of the restricted reviews that a person may read on
else:
    __getattr__, __dir__ = lazily(__name__)

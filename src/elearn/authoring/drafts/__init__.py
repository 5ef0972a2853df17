"""Drafts: what people have changed in a course and not saved yet."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .faults import Stale as Stale  # raised if somebody has changed the same block since
    from .glancing import Glance as Glance  # what the database alone knows of a draft
    from .history import Turn as Turn  # what one operation did to the texts
    from .keeping import Drafts as Drafts  # keeps the drafts of all courses
    from .looking import Draft as Draft  # a course as its editors have it
    from .outside import Clash as Clash  # two versions of the same lines
    from .pictures import is_named as is_named  # whether a text names a file below the folder of media
    from .presence import Here as Here  # somebody who has the course open
    from .splices import NewFile as NewFile  # a file that appears
    from .splices import NoFile as NoFile  # a file that vanishes
    from .splices import NoPicture as NoPicture  # a picture that is taken out
    from .splices import Splice as Splice  # whole lines of a file that become others
else:
    __getattr__, __dir__ = lazily(__name__)

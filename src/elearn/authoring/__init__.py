"""Authoring: starts a new course, from a review's recommendations if asked."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .begin import begin_course as begin_course  # writes the files of a new course
    from .edits import Edit as Edit  # a splice, or a file that appears or vanishes
    from .edits import NewFile as NewFile  # a file that appears
    from .edits import NoFile as NoFile  # a file that vanishes
    from .edits import Splice as Splice  # whole lines of a file that become others
    from .edits import difference as difference  # the edits that make one set of texts of another
    from .edits import with_edits as with_edits  # the texts of files after edits
else:
    __getattr__, __dir__ = lazily(__name__)

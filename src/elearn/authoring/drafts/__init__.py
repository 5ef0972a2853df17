"""Drafts: what people have changed in a course and not saved yet."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .splices import NewFile as NewFile  # a file that appears
    from .splices import NoFile as NoFile  # a file that vanishes
    from .splices import Splice as Splice  # whole lines of a file that become others
else:
    __getattr__, __dir__ = lazily(__name__)

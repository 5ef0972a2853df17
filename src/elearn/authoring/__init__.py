"""Authoring: a course begins, is changed, and what its versions said is kept."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .saved import saved_hash as saved_hash  # the hash of a course's files as they are on the disk
    from .sources import is_kept as is_kept  # whether the files with a hash are kept
    from .sources import keep_source as keep_source  # keeps a course's files by their hash
    from .sources import source_files as source_files  # the files that have a hash
    from .sources import texts_in as texts_in  # the texts among a course's files
else:
    __getattr__, __dir__ = lazily(__name__)

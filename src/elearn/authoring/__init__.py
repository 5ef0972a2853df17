"""Authoring: a course begins, is changed, and what its versions said is kept."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .bringing_in import MOST_ZIP as MOST_ZIP  # bytes of a zip that is brought in
    from .bringing_in import course_in_zip as course_in_zip  # the id and files of a course's folder as a zip
    from .handing_out import Handed as Handed  # a file to give away, and what it could not carry
    from .handing_out import Way as Way  # how a course is given away beside packages
    from .handing_out import hand_out as hand_out  # a course's saved files as such a file
    from .saved import saved_hash as saved_hash  # the hash of a course's files as they are on the disk
    from .saved import saved_texts as saved_texts  # the texts of a course's files, to be changed
    from .sources import is_kept as is_kept  # whether the files with a hash are kept
    from .sources import is_of as is_of  # whether files were published or sent as a course
    from .sources import keep_source as keep_source  # keeps a course's files by their hash
    from .sources import source_file as source_file  # one of the files that have a hash
    from .sources import source_files as source_files  # the files that have a hash
    from .sources import texts_in as texts_in  # the texts among a course's files
else:
    __getattr__, __dir__ = lazily(__name__)

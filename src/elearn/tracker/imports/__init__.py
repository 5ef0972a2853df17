"""Imports the files that people send: preview first, then apply everything in one transaction or nothing."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .base import Kind as Kind  # one kind of file to import
    from .ending import Ended as Ended  # what got its last day
    from .ending import end as end  # gives a row, or all that is open of it, its last day
    from .ending import open_rows as open_rows  # how many posts and requirements would end with something
    from .entry import Entered as Entered  # what a form did
    from .entry import correct_person as correct_person  # corrects a person's address and name
    from .entry import enter as enter  # writes one row by a form
    from .importing import KINDS as KINDS  # every kind of file, by name
    from .importing import apply as apply  # writes what a preview showed
    from .importing import preview as preview  # what importing a file would do
    from .importing import rejected_file as rejected_file  # the rejected rows as CSV
    from .removal import references as references  # what refers to a row, in words
    from .removal import remove as remove  # removes a row that was a mistake
    from .staging import Applied as Applied  # what an import did
    from .staging import Preview as Preview  # what an import would do
    from .stored import texts_of as texts_of  # one stored row as a form shows it
else:
    __getattr__, __dir__ = lazily(__name__)

"""Imports the files that people send: preview first, then apply everything in one transaction or nothing."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .base import REQUIRED as REQUIRED  # what a column says if none of its cells may be blank
    from .base import Kind as Kind  # one kind of file to import
    from .importing import KINDS as KINDS  # every kind of file, by name
    from .importing import apply as apply  # writes what a preview showed
    from .importing import example as example  # a filled-in file of a kind, with invented rows
    from .importing import ids_and_names as ids_and_names  # what files may name, by id and name, as CSV
    from .importing import preview as preview  # what importing a file would do
    from .importing import rejected_file as rejected_file  # the rejected rows as CSV
    from .importing import template as template  # an empty file of a kind, with its columns
    from .roles import Given as Given  # what giving a role did
    from .roles import read_role as read_role  # one role as it was typed, examined like a row
    from .roles import write_role as write_role  # gives the role of a row
    from .staging import Applied as Applied  # what an import did
    from .staging import Preview as Preview  # what an import would do
    from .staging import by_reason as by_reason  # the problems of many rows, each reason once
else:
    __getattr__, __dir__ = lazily(__name__)

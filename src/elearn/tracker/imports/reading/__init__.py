"""Reads a file as it was sent into a header and rows of text. It knows nothing of what the columns mean."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .bodies import Fits as Fits  # whether a row of texts has the columns that are needed
    from .bodies import tidy_header as tidy_header  # a header's cells without invisible characters
    from .model import Table as Table  # a header and rows of text
    from .tables import open_table as open_table  # the table in a file, read row by row
    from .tables import read_table as read_table  # the table in a file, with all of its rows
else:
    __getattr__, __dir__ = lazily(__name__)

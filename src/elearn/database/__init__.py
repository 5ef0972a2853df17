"""The database: opening and migrating it, transactions, and the only place that knows which engine it is."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .sqlite import Connection as Connection  # one transaction's view of the database
    from .sqlite import Database as Database  # a database that any thread may use
    from .sqlite import DatabaseBusy as DatabaseBusy  # raised when other writers held the database longer
    from .sqlite import DatabaseUnwritable as DatabaseUnwritable  # raised when the disk is full
    from .sqlite import Row as Row  # a row as a dict by column name
    from .sqlite import instant_text as instant_text  # an instant as it is stored
    from .sqlite import now_text as now_text  # this instant as it is stored
    from .sqlite import open_database as open_database  # the database at `url` (a path
else:
    __getattr__, __dir__ = lazily(__name__)

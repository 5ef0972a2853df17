"""The database: opening and migrating it, transactions, and the only place that knows which engine it is."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .connection import Connection as Connection  # one transaction's view of the database
    from .connection import Row as Row  # a row as a dict, keyed by column name
    from .copying import Copied as Copied  # how many tables and rows were copied and compared
    from .engine import Database as Database  # a database that any thread may use
    from .engine import DatabaseBusy as DatabaseBusy  # raised when other writers hold the database
    from .engine import DatabaseDamaged as DatabaseDamaged  # raised when what is on the disk is damaged
    from .engine import DatabaseInUse as DatabaseInUse  # raised when another runtime serves the database
    from .engine import DatabaseUnwritable as DatabaseUnwritable  # raised when the disk is full or read-only
    from .instants import instant_text as instant_text  # the text in which an instant is stored
    from .instants import now_text as now_text  # the present instant as stored text
    from .opening import Checked as Checked  # what is wrong with a database
    from .opening import check_database as check_database  # reads all of a database, and changes nothing
    from .opening import is_server as is_server  # whether an address names a server, and not a file
    from .opening import open_database as open_database  # opens, creates and migrates a database
    from .restoring import Restored as Restored  # where the rows of a backup are now
    from .restoring import copy_between as copy_between  # copies one database to another, and compares
    from .restoring import restore_database as restore_database  # puts a backup in a database's place
    from .trial import kind_of_fault as kind_of_fault  # what a failed transaction means
    from .trial import try_write as try_write  # a write that changes nothing in the end
else:
    __getattr__, __dir__ = lazily(__name__)

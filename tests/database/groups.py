"""Role groups: rows that need no others, for tests of transactions."""

from elearn.database import Database


def add(db: Database, *names: str) -> None:
    """Adds role groups in one transaction."""
    with db.write() as conn:
        for name in names:
            conn.execute("insert into role_group (id, name) values (:name, :name)", {"name": name})


def names(db: Database) -> list[str]:
    """The role groups that are there, in order."""
    with db.read() as conn:
        return conn.column("select id from role_group order by id")

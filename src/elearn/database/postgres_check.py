"""What is wrong with a PostgreSQL database, as far as SQL can tell. The server checks pages as it reads them."""

from elearn.database.connection import Connection, Table
from elearn.database.engine import DatabaseDamaged


def faults(conn: Connection) -> list[str]:
    """A sentence for each fault: an index or a rule that does not hold, or a row that points nowhere.

    Every row of every table is read whole, so a page that cannot be read is found.
    """
    found = [
        f"The index {name} is not valid. Rebuild it with `reindex index {name}`."
        for name in conn.column(_INDEXES)
    ]
    found += [f"The rule {name} was never checked." for name in conn.column(_RULES)]
    unreadable = [fault for table in conn.tables() if (fault := _unreadable(conn, table))]
    if unreadable:  # what points where cannot be told then
        return found + unreadable
    for child, parent, columns, keys in conn.tuples(_LINKS):
        link = " and ".join(f"p.{key} = c.{column}" for column, key in zip(columns, keys, strict=True))
        given = " and ".join(f"c.{column} is not null" for column in columns)
        strays = conn.value(
            f"select count(*) from {child} c where {given} and not exists (select 1 from {parent} p where {link})"
        )
        if strays:
            rows = "1 row points" if strays == 1 else f"{strays:,} rows point"
            found.append(f"In {child}, {rows} to a row of {parent} that is not there.")
    return found


def _unreadable(conn: Connection, table: Table) -> str:
    """Why a table cannot be read whole, as a sentence. "" if it can."""
    columns = ", ".join(table.columns)
    try:
        with conn.savepoint():
            conn.value(f"select count(*) from (select {columns} from {table.name} offset 0) as every")
            conn.value(f"select sum(length({table.name}::text)) from {table.name}")
    except DatabaseDamaged as error:
        return f"The table {table.name} cannot be read: {error.why}."
    return ""


_INDEXES = """
select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
 where not i.indisvalid and c.relnamespace = current_schema::regnamespace
"""
_RULES = (
    "select conname from pg_constraint where not convalidated and connamespace = current_schema::regnamespace"
)
_LINKS = """
select conrelid::regclass::text, confrelid::regclass::text,
       (select array_agg(a.attname::text order by k.place) from unnest(conkey) with ordinality as k (number, place)
          join pg_attribute a on a.attrelid = conrelid and a.attnum = k.number),
       (select array_agg(a.attname::text order by k.place) from unnest(confkey) with ordinality as k (number, place)
          join pg_attribute a on a.attrelid = confrelid and a.attnum = k.number)
  from pg_constraint where contype = 'f' and connamespace = current_schema::regnamespace
"""

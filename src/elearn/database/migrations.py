"""Which migrations a database still needs."""

from collections.abc import Collection

from elearn.database import schema
from elearn.problems import ElearnError


def every() -> tuple[schema.Migration, ...]:
    """All migrations, in the order in which they run. The name of each is that of its function."""
    return schema.MIGRATIONS


def pending(applied: Collection[str]) -> list[str]:
    """The names of the migrations that are not among those applied, in order.

    Raises ElearnError if a newer elearn changed the database.
    """
    known = [migration.__name__ for migration in every()]
    if newer := sorted(set(applied).difference(known)):
        raise ElearnError(
            f"This database was changed by a newer elearn ({', '.join(newer)}). "
            "Use that version, or a backup from before."
        )
    return [name for name in known if name not in applied]

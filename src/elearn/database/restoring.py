"""A whole database put in the place of another: copied between two addresses, or restored from a backup."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from elearn.database.claims import claimed
from elearn.database.copying import Copied, NotEmpty, Progress, copy_database, unheard
from elearn.database.engine import DatabaseInUse
from elearn.database.opening import is_server, open_database
from elearn.database.sqlite import SqliteDatabase, open_file
from elearn.database.sqlite_check import FAULTS, file_faults, reading
from elearn.days import now_utc
from elearn.problems import ElearnError

_SIDE_FILES = ("", "-wal", "-shm")


class Restored(NamedTuple):
    """Where the rows are now, how many there are, and where what was there before is kept. None: nothing was there."""

    place: str
    rows: int
    kept: Path | None


def copy_between(source: str, target: str, *, progress: Progress = unheard) -> Copied:
    """Copies everything from the database at one address to a new or empty one at another.

    Raises ElearnError if the source is not there, if the target has rows, or if a row is not the same in both.
    """
    if not is_server(source) and not Path(source).is_file():
        raise ElearnError(f"There is no database at {source}, so nothing was copied.")
    if _same(source, target):
        raise ElearnError("The two addresses are the same, so nothing was copied.")
    with open_database(source) as old, open_database(target) as new:
        return copy_database(old, new, progress=progress)


def restore_database(
    file: Path, url: str, *, replace: bool = False, progress: Progress = unheard
) -> Restored:
    """Puts a backup in the place of the database at `url`. `replace`: although that has rows.

    The backup itself is not changed: a copy of it is checked and migrated. Raises ElearnError, and changes nothing, if
    it is not sound, or if there are rows that may not be replaced.
    """
    if not file.is_file():
        raise ElearnError(f"There is no file {file}, so nothing was restored.")
    if _same(str(file), url):
        raise ElearnError(f"{file} is the database itself, so nothing was restored.")
    postgres = is_server(url)
    beside = Path(url).absolute().parent
    if not postgres:
        beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=None if postgres else beside, prefix=".restore-") as folder:
        if postgres:
            return _into_server(_checked(file, Path(folder)), url, replace, progress)
        return _into_file(_checked(file, Path(folder)), Path(url).absolute(), replace)


def _same(one: str, other: str) -> bool:
    if is_server(one) or is_server(other):
        return one == other
    return Path(one).absolute() == Path(other).absolute()


def _checked(file: Path, folder: Path) -> SqliteDatabase:
    """A copy of the backup as this version needs it. Raises ElearnError if it is not sound."""
    copy = folder / "elearn.db"
    if found := file_faults(file):
        raise _of_no_use(file, found[0])
    try:
        with closing(reading(file)) as backup, closing(sqlite3.connect(copy)) as target:
            backup.backup(target)
        if found := file_faults(copy):
            raise _of_no_use(file, found[0])
        return open_file(copy)
    except FAULTS as error:
        raise ElearnError(f"{file} cannot be used as a backup: {error}. Nothing was changed.") from error


def _of_no_use(file: Path, fault: str) -> ElearnError:
    return ElearnError(
        f"{file} cannot be used as a backup, because it is damaged: {fault} Nothing was changed. Use an earlier backup."
    )


@contextmanager
def _nobody_serves(path: Path) -> Iterator[None]:
    """In the block, no runtime can start on the file. Raises ElearnError if one runs."""
    try:
        with claimed(path):
            yield
    except DatabaseInUse as error:
        raise _in_use(path) from error


def _in_use(path: Path) -> ElearnError:
    return ElearnError(f"{path} is in use. Nothing was changed. Stop elearn, then restore.")


def _into_server(ready: SqliteDatabase, url: str, replace: bool, progress: Progress) -> Restored:
    with ready, open_database(url) as database:
        try:
            done = copy_database(ready, database, replace=replace, progress=progress)
        except NotEmpty as error:
            raise ElearnError(f"{error} Or say --replace, and its rows are deleted.") from error
        return Restored(database.place, done.rows, None)


def _into_file(ready: SqliteDatabase, path: Path, replace: bool) -> Restored:
    """Puts the copy in the place of the file, which is kept under another name."""
    with ready, ready.read() as conn:
        rows = sum(conn.value(f"select count(*) from {table.name}") for table in conn.tables())
    ready.become_one_file()
    ready.path.chmod(0o600)
    there = [side for suffix in _SIDE_FILES if (side := Path(f"{path}{suffix}")).exists()]
    if path in there and not replace:
        raise ElearnError(
            f"{path} is there already. Nothing was changed. Say --replace to put the backup in its place; what is "
            "there is kept under another name."
        )
    with _nobody_serves(path):
        return Restored(str(path), rows, _exchanged(ready.path, path, there))


def _exchanged(new: Path, path: Path, there: Sequence[Path]) -> Path | None:
    """Puts the new file in its place. Returns where what was there is kept."""
    if path.is_file():
        _let_go(path)
    kept = path.with_name(f"{path.name}.replaced-{now_utc():%Y-%m-%d-%H%M%S}")
    for side in there:  # a log that is left alone would be taken for that of the new file
        with suppress(FileNotFoundError):
            side.rename(kept.with_name(f"{kept.name}{side.name.removeprefix(path.name)}"))
    new.replace(path)
    return kept if there else None


def _let_go(path: Path) -> None:
    """Puts the database's log into its file. Raises ElearnError if another process has it open.

    A damaged one stays as it is: that is what a backup is for.
    """
    try:
        with closing(sqlite3.connect(path, timeout=1)) as raw:
            raw.execute("pragma journal_mode = delete")
    except FAULTS as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise _in_use(path) from error

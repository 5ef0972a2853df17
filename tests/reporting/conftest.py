"""Fresh databases, quickly: one is migrated, and each world gets a copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from elearn.tracker.database import Database, open_database

Fresh = Callable[[], AbstractContextManager[Database]]


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Gives a new, empty database each time it is called; hypothesis needs one for each example."""
    folder = tmp_path_factory.mktemp("worlds")
    with open_database(str(folder / "made.db")) as made:
        made.backup(folder / "empty.db")

    @contextmanager
    def open_fresh() -> Iterator[Database]:
        for old in folder.glob("world.db*"):
            old.unlink()
        shutil.copyfile(folder / "empty.db", folder / "world.db")
        with Database(folder / "world.db") as db:
            yield db

    return open_fresh


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    with open_database(str(tmp_path / "elearn.db")) as opened:
        yield opened

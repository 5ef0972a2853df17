"""A database for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.database.sqlite import Database, open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    with open_database(str(tmp_path / "elearn.db")) as opened:
        yield opened

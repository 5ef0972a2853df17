"""A database for one test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.database.sqlite import Database, open_database


@pytest.fixture
def db(empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    shutil.copyfile(empty_file, tmp_path / "elearn.db")
    with open_database(str(tmp_path / "elearn.db")) as opened:
        yield opened

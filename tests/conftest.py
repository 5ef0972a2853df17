"""What every test may use: a real Chromium, and fresh databases."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings
from playwright.sync_api import Browser, expect, sync_playwright

from elearn import days
from elearn.database.sqlite import Database, open_database
from tests import depth
from tests.setup import chromium

depth.register()
settings.load_profile("quick")  # unless `--hypothesis-profile` names another

Fresh = Callable[[], AbstractContextManager[Database]]

LONG = ("tests/test_code.py", "tests/content/test_kind_folders.py")
"""Files with tests that take many seconds each."""
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; a test opens a context of its own in it."""
    expect.set_options(timeout=20_000)  # a busy machine is not a broken page
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all workers see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(autouse=True)
def one_day() -> Iterator[None]:
    """A test ends on the day on which it started: at midnight the clock of `elearn.days` stops until it is over."""
    last = datetime.now(days.LONDON).replace(hour=23, minute=59, second=59, microsecond=999_999)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return min(datetime.now(UTC), last).astimezone(tz)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(days, "datetime", Clock)
        yield


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new, empty database, to be copied: making one takes ten times as long."""
    folder = tmp_path_factory.mktemp("empty")
    with open_database(str(folder / "made.db")) as made:
        made.backup(folder / "empty.db")
    return folder / "empty.db"


@pytest.fixture(scope="session")
def fresh(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Gives a new, empty database each time it is called; hypothesis needs one for each example."""
    folder = tmp_path_factory.mktemp("worlds")

    @contextmanager
    def open_fresh() -> Iterator[Database]:
        for old in folder.glob("world.db*"):
            old.unlink()
        shutil.copyfile(empty_file, folder / "world.db")
        with Database(folder / "world.db") as db:
            yield db

    return open_fresh


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are called by their argument: a file that was just made holds the time, and workers must agree on names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """Takes what the collection made out of the garbage collector's rounds: all of it stays until the end."""
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that hypothesis drives, so that `make test-deep` can run them alone; puts the longest first.

    One long test at the end would keep one worker busy while the other waits.
    """
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.property)
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))

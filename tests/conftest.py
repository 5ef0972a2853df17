"""What every test may use: a real Chromium, and fresh databases."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings
from playwright.sync_api import Browser, expect, sync_playwright

from elearn import days
from elearn.database import Database, open_database
from elearn.settings import settings as read_settings
from tests import depth
from tests.engines import BOTH, Engine, Postgres, Sqlite
from tests.setup import chromium

depth.register()
settings.load_profile("quick")  # unless `--hypothesis-profile` names another

Fresh = Callable[[], AbstractContextManager[Database]]

LONG = (
    "tests/test_code.py",
    "tests/content/test_kind_folders.py",
    "tests/journeys/test_first_hour.py",
    "tests/journeys/test_whole_job.py",
)
"""Files with tests that take many seconds each."""
ON_BOTH = (
    "tests/authoring/test_comments_kept.py",
    "tests/authoring/test_drafts.py",
    "tests/authoring/test_signoff.py",
    "tests/database/test_database.py",
    "tests/database/test_upgrades.py",
    "tests/database/test_copying.py",
    "tests/tracker/",
    "tests/publishing/test_notes.py",
    "tests/reporting/",
    "tests/runtime/test_writer.py",
    "tests/runtime/test_ready.py",
    "tests/runtime/test_damaged.py",
    "tests/runtime/test_routes.py",
    "tests/runtime/test_hostile_bodies.py",
    "tests/runtime/test_kills.py",
    "tests/runtime/test_signing_in.py",
)
"""The suites that run on SQLite and on PostgreSQL."""
ON_ONE = (
    "tests/tracker/test_entry_typed.py",
    "tests/tracker/test_import_answers.py",
    "tests/tracker/test_import_examples.py",
    "tests/tracker/test_import_false.py",
    "tests/tracker/test_import_files.py",
    "tests/tracker/test_import_names.py",
    "tests/tracker/test_import_numbers.py",
    "tests/tracker/test_import_reports.py",
)
"""Those of them that are about the reading of files, in which the engine plays no part."""
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


@pytest.fixture(autouse=True)
def own_settings() -> None:
    """No test gets the settings that another one has read from its own environment."""
    read_settings.cache_clear()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new, empty database, to be copied: making one takes ten times as long."""
    return Path(Sqlite(tmp_path_factory.mktemp("empty")).made("empty", _leave_empty))


@pytest.fixture(scope="session")
def engines(
    tmp_path_factory: pytest.TempPathFactory, shared_folder: Path
) -> Iterator[Callable[[str], Engine]]:
    """Each engine by its name, as it is first asked for."""
    with ExitStack() as until_the_end:

        @cache
        def engine(name: str) -> Engine:
            if name == "sqlite":
                return Sqlite(tmp_path_factory.mktemp("made"))
            return until_the_end.enter_context(closing(Postgres(shared_folder)))

        yield engine


@pytest.fixture(scope="session")
def postgres(engines: Callable[[str], Engine]) -> Postgres:
    """The run's PostgreSQL server."""
    found = engines("postgres")
    assert isinstance(found, Postgres)
    return found


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, engines: Callable[[str], Engine]) -> Engine:
    """The engine of a test: SQLite, or each in its turn in the suites that `ON_BOTH` names."""
    return engines(getattr(request, "param", "sqlite"))


@pytest.fixture
def begins_as(engine: Engine) -> str:
    """What a test's database is a copy of: an empty one, unless the suite says otherwise."""
    return engine.made("empty", _leave_empty)


@pytest.fixture
def address(engine: Engine, begins_as: str, tmp_path: Path) -> Iterator[str]:
    """Where a test's database is."""
    made = engine.copy(begins_as, tmp_path)
    yield made
    engine.drop(made)


@pytest.fixture
def db(address: str) -> Iterator[Database]:
    """A test's database: empty, unless the suite says otherwise."""
    with open_database(address) as opened:
        yield opened


@pytest.fixture(scope="session")
def fresh(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Gives a new, empty database each time it is called; hypothesis needs one for each example."""
    folder = tmp_path_factory.mktemp("worlds")

    @contextmanager
    def open_fresh() -> Iterator[Database]:
        for old in folder.glob("elearn.db*"):
            old.unlink()
        address = engine.copy(engine.made("empty", _leave_empty), folder)
        with open_database(address) as db:
            yield db
        engine.drop(address)

    return open_fresh


def _leave_empty(_: Database) -> None:
    """A database that was only made."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs the suites that are about the database on both engines."""
    suite = metafunc.definition.nodeid
    if "engine" in metafunc.fixturenames and suite.startswith(ON_BOTH) and not suite.startswith(ON_ONE):
        metafunc.parametrize("engine", BOTH, indirect=True, scope="session")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are called by their argument: a file that was just made holds the time, and workers must agree on names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """Takes what the collection made out of the garbage collector's rounds: all of it stays until the end.

    The rounds are rarer, too: they take one part in fifteen of the processor's time, and find little.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the tests that hypothesis drives, so that `make test-deep` can run them alone; puts the longest first.

    On PostgreSQL they take several times as long, so `make test-deep` tries them only if `EXAMPLES` says how often.

    One long test at the end would keep one worker busy while the other waits.
    """
    for item in items:
        on_server = "[postgres" in item.nodeid
        if is_hypothesis_test(getattr(item, "obj", None)):
            if not on_server or "EXAMPLES" in os.environ:
                item.add_marker(pytest.mark.property)
        elif on_server and depth.waits_for_the_server(item):
            item.add_marker(pytest.mark.deep)
    config.hook.pytest_deselected(items=[item for item in items if depth.left_out(item)])
    items[:] = [item for item in items if not depth.left_out(item)]
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))

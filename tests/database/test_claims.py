"""One runtime to an SQLite file, whatever path leads there. A dead process keeps nobody out."""

import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from elearn.database import DatabaseInUse, claims, open_database, restore_database
from elearn.problems import ElearnError

RUNTIME = """
import sys
from elearn.database import open_database
with open_database(sys.argv[1]).as_runtime():
    print("serves", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(empty_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(empty_file, tmp_path / "elearn.db"))


@contextmanager
def another_runtime(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that serves the file until the block ends."""
    command = [sys.executable, "-c", RUNTIME, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "serves\n"
        yield process
        process.kill()


def must_be_refused(path: Path, process: int) -> None:
    with (
        open_database(str(path)) as db,
        pytest.raises(DatabaseInUse, match=rf"elearn\.db is in use .*process {process}\).*PostgreSQL"),
        db.as_runtime(),
    ):
        pass


def test_the_second_is_refused_by_every_name_and_the_first_ones_death_frees_the_place(
    path: Path, tmp_path: Path
) -> None:
    link, folder = tmp_path / "link.db", tmp_path / "folder"
    link.symlink_to(path)
    folder.symlink_to(tmp_path, target_is_directory=True)
    with another_runtime(path) as process:
        for name in (
            path,
            link,
            folder / "elearn.db",
            tmp_path / "folder" / ".." / tmp_path.name / "elearn.db",
        ):
            must_be_refused(name, process.pid)
        with open_database(str(path)) as db, db.write() as conn:  # a command or the app goes on
            conn.execute("insert into role_group (id, name) values ('r1', 'All')")
        copy = shutil.copyfile(path, tmp_path / "copy.db")
        with pytest.raises(ElearnError, match=r"is in use\. Nothing was changed\. Stop elearn"):
            restore_database(Path(copy), str(path), replace=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with open_database(str(link)) as db, db.as_runtime():
            pass
    restore_database(Path(copy), str(path), replace=True)
    with open_database(str(path)) as db, db.as_runtime():
        pass


def test_a_process_does_not_keep_itself_out(path: Path) -> None:
    with open_database(str(path)) as one, open_database(str(path)) as other:
        with one.as_runtime():
            with other.as_runtime():
                pass
            assert _another_is_refused(path)
        assert not _another_is_refused(path)


def _another_is_refused(path: Path) -> bool:
    """Whether the lock is taken for whoever opens its file anew, as another process would."""
    descriptor = os.open(f"{path}.runtime", os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def test_threads_that_come_at_once_share_the_place(path: Path) -> None:
    faults: list[BaseException] = []
    together = threading.Barrier(8)

    def come() -> None:
        try:
            together.wait(20)
            for _ in range(20):
                with open_database(str(path)).as_runtime():
                    pass
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert claims._claims == {}


def test_a_copy_of_the_process_does_not_take_the_place_for_its_own(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was copied (`fork`) has what the first one knew, and another number."""
    with open_database(str(path)) as db, db.as_runtime():
        with monkeypatch.context() as copied:
            copied.setattr(os, "getpid", lambda: -1)
            with pytest.raises(DatabaseInUse), db.as_runtime():
                pass
        with db.as_runtime():
            pass


def test_a_file_with_a_second_name_is_refused(path: Path, tmp_path: Path) -> None:
    """By each name SQLite would keep another log."""
    (tmp_path / "second.db").hardlink_to(path)
    for name in ("elearn.db", "second.db"):
        with (
            open_database(str(tmp_path / name)) as db,
            pytest.raises(ElearnError, match="has a second name"),
            db.as_runtime(),
        ):
            pass


def test_the_lock_is_its_owners_alone_and_a_folder_in_its_place_is_said(path: Path) -> None:
    lock = Path(f"{path}.runtime")
    with open_database(str(path)) as db:
        with db.as_runtime():
            assert stat.S_IMODE(lock.stat().st_mode) == 0o600
        lock.unlink()
        lock.mkdir()
        with pytest.raises(ElearnError, match="Nobody can tell whether another runtime"), db.as_runtime():
            pass


def test_a_full_disk_does_not_keep_a_runtime_from_starting_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with open_database(str(path)) as db:
        with db.as_runtime():
            pass
        monkeypatch.setattr(os, "pwrite", full)
        with db.as_runtime():
            assert _another_is_refused(path)

"""A file that only one process may serve: a lock of the operating system's on another file beside it.

The system lets go of the lock when the process ends, however it ends. The file of the lock stays, because another
process may be waiting to lock it; it holds the number of the process that locked it last.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from elearn.database.engine import DatabaseInUse
from elearn.problems import ElearnError

_ENDING = ".runtime"
_lock = threading.Lock()


@dataclass
class _Claim:
    """A lock that the process `pid` has, but not a copy of that process (`fork`). `holders`: how many use it there."""

    descriptor: int
    pid: int
    holders: int = 1


_claims: dict[Path, _Claim] = {}


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """In the block, no other process can claim the file, under whatever path. In this process, several may.

    Raises DatabaseInUse if another process has claimed it, and ElearnError if nobody can tell.
    """
    real = path.resolve()
    with _lock:
        claim = _claims.get(real)
        if claim is not None and claim.pid == os.getpid():
            claim.holders += 1
        else:
            claim = _claims[real] = _Claim(_locked(real), os.getpid())
    try:
        yield
    finally:
        with _lock:
            claim.holders -= 1
            if not claim.holders:
                del _claims[real]
                os.close(claim.descriptor)


def _locked(real: Path) -> int:
    """The descriptor of the lock's file, which is locked now."""
    beside = real.with_name(f"{real.name}{_ENDING}")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise _unknown(real, beside, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _holder(descriptor)
        os.close(descriptor)
        raise DatabaseInUse(
            f"{real} is in use by another runtime of elearn{holder}. An SQLite file takes one runtime at a time. "
            "Stop the other one first. If you need several, use PostgreSQL: set ELEARN_DATABASE to "
            "postgresql://user:password@host:5432/name."
        ) from None
    except OSError as error:
        os.close(descriptor)
        raise _unknown(real, beside, error) from error
    with suppress(OSError):  # a full disk must not keep a runtime from starting again
        os.pwrite(descriptor, f"{os.getpid():<10}\n".encode(), 0)
    return descriptor


def _holder(descriptor: int) -> str:
    """Which process has the lock, in brackets, if its number can be read."""
    with suppress(OSError, ValueError):
        return f" (process {int(os.pread(descriptor, 20, 0))})"
    return ""


def _unknown(real: Path, beside: Path, error: OSError) -> ElearnError:
    return ElearnError(
        f"Nobody can tell whether another runtime of elearn uses {real}: {beside} cannot be locked "
        f"({error.strerror or error}). The folder must be on a disk of this machine, and this account must be able to "
        "write there."
    )

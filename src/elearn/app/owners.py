"""Whose a file is that Streamlit keeps for a browser to fetch.

Streamlit gives a file to whoever knows its address. We note for whom each file was made, and `entry.Door` asks here.
A file that was made without asking who wants it opens for nobody.

This leans on three inner parts of Streamlit. `tests/app/test_streamlits_server.py` fails if an upgrade changes them.
"""

from contextvars import ContextVar
from functools import wraps
from hashlib import sha256
from time import monotonic
from typing import Any, NamedTuple

from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from elearn.tracker import Actor

LASTS = 300.0
"""For how many seconds a file opens once it is made. A browser fetches it at once."""


class Owner(NamedTuple):
    """For whom a file is made: one session, and the roles that its person had."""

    session: str
    roles: frozenset[str]
    lead_of: frozenset[str]


def owner_of(token: str, actor: Actor) -> Owner:
    """The owner that a session and its person, as they are now, stand for. It holds a hash, not the token."""
    return Owner(sha256(token.encode()).hexdigest(), actor.roles, actor.lead_of)


_asking: ContextVar[Owner | None] = ContextVar("asking", default=None)
_kept: dict[str, tuple[Owner, float]] = {}
"""By the id of a file, whose it is and until when it opens. It is forgotten when Streamlit forgets the file."""


def asked_by(token: str, actor: Actor) -> None:
    """Says whose the file is that is being made in this thread."""
    _asking.set(owner_of(token, actor))


def opens(file: str, token: str, actor: Actor) -> bool:
    """Whether a file, by its id, opens for a session and its person as they are now."""
    owner, until = _kept.get(file, (None, 0.0))
    return owner == owner_of(token, actor) and monotonic() < until


def keep_owners() -> None:
    """Makes Streamlit's store of files note whose each is. It may be called more than once."""
    load, delete = MemoryMediaFileStorage.load_and_get_id, MemoryMediaFileStorage.delete_file
    if hasattr(load, "__wrapped__"):
        return

    @wraps(load)
    def load_for_owner(self: MemoryMediaFileStorage, *given: Any, **named: Any) -> str:
        file = load(self, *given, **named)
        if owner := _asking.get():
            _asking.set(None)
            _kept[file] = (owner, monotonic() + LASTS)
        return file

    @wraps(delete)
    def delete_with_owner(self: MemoryMediaFileStorage, file_id: str) -> None:
        _kept.pop(file_id, None)
        delete(self, file_id)

    memory_media_file_storage._calculate_file_id = _file_id
    MemoryMediaFileStorage.load_and_get_id = load_for_owner  # type: ignore[method-assign]
    MemoryMediaFileStorage.delete_file = delete_with_owner  # type: ignore[method-assign]


def _file_id(data: bytes, mimetype: str, filename: str | None = None) -> str:
    """The id of a file: a hash of all of it and of its owner.

    Streamlit's own is the same for two people, and leaves out most of a large file.
    """
    owner = _asking.get()
    whole = sha256()
    for part in (owner.session if owner else "", mimetype, filename or ""):
        whole.update(f"{len(part)}:{part}".encode())
    whole.update(data)
    return whole.hexdigest()

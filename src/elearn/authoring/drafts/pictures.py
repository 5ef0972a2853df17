"""Pictures that were put into a draft or taken out of it, and whose files in the course's folder are not that far yet.

A row's path says how things are: `media/…` waits to be saved, `.taken/media/…` waits to be removed, and `.gone/media/…`
was removed and can come back. The last two are for Undo alone and say nothing of a person.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from elearn.authoring.drafts.faults import refusal
from elearn.authoring.drafts.operations import Back, Made, Taken
from elearn.authoring.drafts.storing import Stored
from elearn.authoring.writers import wrote
from elearn.database import Connection, now_text
from elearn.phrases import phrase

MOST = 31_000_000
"""Bytes of a file that can be taken out, because it is kept for Undo."""
IS_KEPT = "path like '.gone/%'"
"""The SQL condition that a picture is kept for Undo alone, so that saving would change nothing."""
_FOLDER, _TAKEN, _GONE = "media", ".taken/", ".gone/"


def put(stored: Stored, folder: Path, person: int, path: str, content: bytes) -> None:
    """Puts a picture into the draft. Raises InputFault if there is another with that path, or was one."""
    other = read(stored.conn, stored.course, folder, path) if _is_path(path) else b""
    if other is None and _content(stored, _TAKEN + path) is not None:
        other = b""
    if not _is_path(path) or (other is not None and other != content):
        raise refusal(
            phrase("There cannot be another file with the name %(file)s.", file=path),
            phrase("Choose another name."),
        )
    if other is None:
        _keep(stored, path, content, person)
        wrote(stored.conn, stored.course, person)
        stored.note(phrase("what was put in"))


def follow(stored: Stored, folder: Path, made: Iterable[Made]) -> None:
    """Takes pictures out, or brings them back, as an operation says. Raises InputFault if it cannot be done."""
    for each in made:
        if isinstance(each, Taken):
            _take(stored, folder, each.file)
        elif isinstance(each, Back):
            _bring_back(stored, folder, each.file)


def read(conn: Connection, course: str, folder: Path, path: str) -> bytes | None:
    """A picture of the draft, or of the course's folder. None: there is none. Links are never followed."""
    if not _is_path(path):
        return None
    kept = {"course": course, "path": path, "taken": _TAKEN + path}
    rows = dict(
        conn.tuples(
            "select path, content from draft_media where course = :course and path in (:path, :taken)", kept
        )
    )
    if path in rows:
        return bytes(rows[path])
    return None if kept["taken"] in rows else on_disk(folder, path)


def waiting(conn: Connection, course: str, folder: Path, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The pictures that are not in the folder yet, by path. What was taken out stays if a text names it again."""
    rows = conn.tuples("select path, content from draft_media where course = :course", {"course": course})
    found = {path: bytes(content) for path, content in rows if _is_path(path)}
    for path, content in _taken(conn, course).items():
        if path not in found and is_named(path, texts) and on_disk(folder, path) is None:
            found[path] = content
    return found


def settle(stored: Stored, folder: Path) -> list[str]:
    """Removes the files of the pictures that were taken out, unless a text names them. Gives their paths.

    Then no picture waits any more.
    """
    gone = []
    for path, content in _taken(stored.conn, stored.course).items():
        if is_named(path, stored.text):
            continue
        if on_disk(folder, path) == content:
            (folder / path).unlink()
            gone.append(path)
        _forget(stored, _GONE + path)
        _rename(stored, _TAKEN + path, _GONE + path)
    stored.conn.execute(
        f"delete from draft_media where course = :course and not {IS_KEPT}", {"course": stored.course}
    )
    return gone


def prune(stored: Stored) -> None:
    """Forgets what was removed long ago, so that nobody can undo it any more."""
    about = {"course": stored.course}
    kept = stored.conn.column(f"select path from draft_media where course = :course and {IS_KEPT}", about)
    if not kept:
        return
    logged = stored.conn.column(
        "select edits from draft_operation where course = :course and edits like :taken",
        {**about, "taken": '%["taken", %'},
    )
    known = {_GONE + made[1] for edits in logged for made in json.loads(edits) if made[0] == "taken"}
    for path in {*kept} - known:
        _forget(stored, path)


def paths(conn: Connection, course: str, folder: Path, *, taken: bool = False) -> list[str]:
    """Every picture's path, of the draft and of the folder. `taken`: also those that were taken out."""
    there = {each.relative_to(folder).as_posix() for each in (folder / _FOLDER).glob("**/*")}
    kept = set(conn.column("select path from draft_media where course = :course", {"course": course}))
    out = {path.removeprefix(_TAKEN).removeprefix(_GONE) for path in kept if not _is_path(path)}
    now = {path.removeprefix(_TAKEN) for path in kept if path.startswith(_TAKEN)}
    listed = {path for path in there if _is_path(path) and _plain(folder, path)} - now
    return sorted({*listed, *(path for path in kept if _is_path(path)), *(out if taken else ())})


def on_disk(folder: Path, path: str) -> bytes | None:
    """A file below the folder of media. None: there is none, or a link leads to it."""
    return (folder / path).read_bytes() if _plain(folder, path) else None


def is_named(path: str, texts: Mapping[str, str]) -> bool:
    """Whether a text names a file. It may say so where there is some doubt: such a file is better kept."""
    return any(path in text or ("%" in text and path in unquote(text)) for text in texts.values())


def _take(stored: Stored, folder: Path, path: str) -> None:
    content = read(stored.conn, stored.course, folder, path)
    if content is None:
        raise refusal(phrase("There is no such picture any more."), phrase("Look at the list again."))
    if is_named(path, stored.text):
        raise refusal(
            phrase("The course shows the picture %(file)s.", file=path),
            phrase("Take it off the pages first."),
        )
    if len(content) > MOST:
        raise refusal(
            phrase("The file %(file)s is too large to be taken out here.", file=path),
            phrase("Ask whoever looks after the server to remove it."),
        )
    _forget(stored, path)
    if _content(stored, _TAKEN + path) is None:
        _keep(stored, _TAKEN + path, content, None)


def _bring_back(stored: Stored, folder: Path, path: str) -> None:
    for kept in (_TAKEN + path, _GONE + path):
        content, there = _content(stored, kept), on_disk(folder, path)
        if content is None:
            continue
        if there not in (None, content) or _content(stored, path) is not None:
            raise refusal(
                phrase("There cannot be another file with the name %(file)s.", file=path),
                phrase("Choose another name."),
            )
        if there is None:
            _rename(stored, kept, path)
        else:
            _forget(stored, kept)
        return


def _taken(conn: Connection, course: str) -> dict[str, bytes]:
    rows = conn.tuples(
        "select path, content from draft_media where course = :course and path like :taken",
        {"course": course, "taken": f"{_TAKEN}%"},
    )
    return {path.removeprefix(_TAKEN): bytes(content) for path, content in rows}


def _content(stored: Stored, path: str) -> bytes | None:
    content = stored.conn.value(
        "select content from draft_media where course = :course and path = :path",
        {"course": stored.course, "path": path},
    )
    return None if content is None else bytes(content)


def _keep(stored: Stored, path: str, content: bytes, person: int | None) -> None:
    stored.conn.execute(
        """
        insert into draft_media (course, path, content, person, at)
        values (:course, :path, :content, :person, :at)
        """,
        {"course": stored.course, "path": path, "content": content, "person": person, "at": now_text()},
    )


def _rename(stored: Stored, path: str, to: str) -> None:
    stored.conn.execute(
        "update draft_media set path = :to where course = :course and path = :path",
        {"course": stored.course, "path": path, "to": to},
    )


def _forget(stored: Stored, path: str) -> None:
    stored.conn.execute(
        "delete from draft_media where course = :course and path = :path",
        {"course": stored.course, "path": path},
    )


def _plain(folder: Path, path: str) -> bool:
    """Whether it is a file of the course itself: no part of its path below the folder is a link."""
    file = folder / path
    return file.is_file() and file.resolve() == folder.resolve() / path


def _is_path(path: str) -> bool:
    """Whether it is a path below the folder of media, with no step up and no hidden part."""
    parts = PurePosixPath(path).parts
    whole = path == "/".join(parts) and path.isprintable() and "\\" not in path and len(path) <= 200
    return whole and len(parts) > 1 and parts[0] == _FOLDER and not any(p.startswith(".") for p in parts)

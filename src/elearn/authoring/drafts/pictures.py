"""Pictures that were put into a draft and are not in the course's folder yet."""

from pathlib import Path, PurePosixPath

from elearn.authoring.drafts.faults import refusal
from elearn.authoring.drafts.storing import Stored
from elearn.database import Connection, now_text
from elearn.phrases import phrase

_FOLDER = "media"


def put(stored: Stored, folder: Path, person: int, path: str, content: bytes) -> None:
    """Puts a picture into the draft. Raises InputFault if there is another with that path."""
    other = read(stored.conn, stored.course, folder, path) if _is_path(path) else b""
    if not _is_path(path) or (other is not None and other != content):
        raise refusal(
            phrase("There cannot be another file with the name %(file)s.", file=path),
            phrase("Choose another name."),
        )
    if other is None:
        stored.conn.execute(
            """
            insert into draft_media (course, path, content, person, at)
            values (:course, :path, :content, :person, :at)
            """,
            {"course": stored.course, "path": path, "content": content, "person": person, "at": now_text()},
        )
        stored.note(phrase("what was put in"))


def read(conn: Connection, course: str, folder: Path, path: str) -> bytes | None:
    """A picture of the draft, or of the course's folder. None: there is none."""
    if not _is_path(path):
        return None
    kept = {"course": course, "path": path}
    content = conn.value("select content from draft_media where course = :course and path = :path", kept)
    if content is not None:
        return bytes(content)
    file = folder / path
    inside = file.resolve().is_relative_to(folder.resolve())
    return file.read_bytes() if inside and file.is_file() else None


def waiting(conn: Connection, course: str) -> dict[str, bytes]:
    """The pictures that are not in the folder yet, by path."""
    rows = conn.tuples("select path, content from draft_media where course = :course", {"course": course})
    return {path: bytes(content) for path, content in rows}


def paths(conn: Connection, course: str, folder: Path) -> list[str]:
    """Every picture's path, of the draft and of the folder."""
    there = {
        each.relative_to(folder).as_posix() for each in (folder / _FOLDER).glob("**/*") if each.is_file()
    }
    kept = conn.column("select path from draft_media where course = :course", {"course": course})
    return sorted(path for path in {*there, *kept} if _is_path(path))


def _is_path(path: str) -> bool:
    """Whether it is a path below the folder of media, with no step up and no hidden part."""
    parts = PurePosixPath(path).parts
    whole = path == "/".join(parts) and path.isprintable() and "\\" not in path and len(path) <= 200
    return whole and len(parts) > 1 and parts[0] == _FOLDER and not any(p.startswith(".") for p in parts)

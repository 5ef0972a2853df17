"""Keeps what a course's files said when they were sent for sign-off or published, by the hash of the files.

The same files are kept once, whatever asks for them. Nothing that is kept is ever changed.
"""

import io
import zipfile
from collections.abc import Mapping

from elearn.content.course import files_hash
from elearn.database import Connection, Database, now_text
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.zips import zip_bytes


def keep_source(conn: Connection, files: Mapping[str, bytes]) -> str:
    """Keeps the files of a course (as `course_files` gives them). Returns their hash, as `files_hash` gives it."""
    sha256 = files_hash(files)
    if not is_kept(conn, sha256):
        conn.execute(
            """
            insert into course_source (sha256, content, kept_at) values (:sha256, :content, :at)
            on conflict (sha256) do nothing
            """,
            {"sha256": sha256, "content": zip_bytes(files, "course.md"), "at": now_text()},
        )
    return sha256


def is_kept(conn: Connection, sha256: str) -> bool:
    """Whether the files with this hash are kept."""
    return bool(conn.value("select 1 from course_source where sha256 = :sha256", {"sha256": sha256}))


def is_of(conn: Connection, course: str, sha256: str) -> bool:
    """Whether these files were published or sent for sign-off as this course."""
    found = conn.value(
        """
        select 1 from course_version where course = :course and source = :sha256
        union select 1 from sign_off where course = :course and source = :sha256
        """,
        {"course": course, "sha256": sha256},
    )
    return bool(found)


def kept_text(conn: Connection, sha256: str, name: str) -> str | None:
    """One of the texts among the files that have this hash. None if they are not kept."""
    content = conn.value("select content from course_source where sha256 = :sha256", {"sha256": sha256})
    if content is None:
        return None
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        return archive.read(name).decode("utf-8", "replace") if name in archive.namelist() else None


def source_file(database: Database, sha256: str, path: str) -> bytes | None:
    """One of the files that have this hash. None if there is none of that path. Raises NotFound."""
    with _opened(database, sha256) as archive:
        return archive.read(path) if path in archive.namelist() else None


def source_files(database: Database, sha256: str) -> dict[str, bytes]:
    """The files that have this hash, by path, in order. Raises NotFound if they are not kept."""
    with _opened(database, sha256) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


def _opened(database: Database, sha256: str) -> zipfile.ZipFile:
    with database.read() as conn:
        content = conn.value("select content from course_source where sha256 = :sha256", {"sha256": sha256})
    if content is None:
        raise NotFound(phrase("The files of this version are not kept here."))
    return zipfile.ZipFile(io.BytesIO(bytes(content)))


def texts_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts among the files of a course, by name, as `load_texts` and the drafts take them."""
    return {
        name: content.decode("utf-8", "replace") for name, content in files.items() if name.endswith(".md")
    }

"""What a course's files said is kept by their hash: byte for byte, once, and never changed."""

import pytest

from elearn.authoring import is_kept, keep_source, source_files, texts_in
from elearn.content.course import files_hash
from elearn.database import Database
from elearn.problems import NotFound

FILES = {
    "course.md": b"---\ntitle: Sleep\r\n---\n",
    "bank/signs.md": "# Signs – of old\n".encode(),
    "media/a.png": bytes(range(256)),
}


def test_files_come_back_byte_for_byte(db: Database) -> None:
    with db.write() as conn:
        sha256 = keep_source(conn, FILES)
    assert sha256 == files_hash(FILES)
    assert source_files(db, sha256) == FILES
    assert texts_in(source_files(db, sha256)) == {
        "course.md": "---\ntitle: Sleep\r\n---\n",
        "bank/signs.md": "# Signs – of old\n",
    }


def test_the_same_files_are_kept_once(db: Database) -> None:
    with db.write() as conn:
        assert keep_source(conn, FILES) == keep_source(conn, dict(reversed(FILES.items())))
        assert conn.value("select count(*) from course_source") == 1


def test_files_that_were_never_kept_are_not_found(db: Database) -> None:
    with db.read() as conn:
        assert not is_kept(conn, "0" * 64)
    with pytest.raises(NotFound, match="not kept"):
        source_files(db, "0" * 64)

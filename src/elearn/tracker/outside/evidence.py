"""A file that shows what somebody learned. What it is goes by its content, never by what its name says."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from elearn.characters import plain
from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.tracker.registers import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _

MOST_MEGABYTES: Final = 10
ENDINGS: Final = ("pdf", "jpg", "jpeg", "png", "docx")
_LONGEST_NAME: Final = 120
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_PARTS: Final = 5_000
_CONTENTS: Final = b"wordprocessingml.document.main+xml"
_LARGEST_CONTENTS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it came, or as it is kept. `media_type` is blank until its content was looked at."""

    name: str
    content: bytes
    media_type: str = ""


class _Type(NamedTuple):
    """What a file is: its media type, and the ending that its name gets."""

    media_type: str
    ending: str


_PDF = _Type("application/pdf", "pdf")
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", b"IEND", _Type("image/png", "png")),
    (b"\xff\xd8\xff", b"\xff\xd9", _Type("image/jpeg", "jpg")),
)
"""How a picture begins, and what is near its end."""


def checked(entry: FormFields, given: Evidence) -> Evidence:
    """The file with its media type, and a name that ends as it should. What is wrong with it is noted in `entry`."""
    field = _("Evidence")
    if not given.content:
        entry.fault(field, _("The file is empty."), _("Choose another one."))
        return given
    if len(given.content) > MOST_MEGABYTES * 1_000_000:
        entry.fault(
            field,
            _("The file has more than %(most)s MB.", most=MOST_MEGABYTES),
            _("Send a smaller picture, or only the page that shows it."),
        )
        return given
    found = _type_of(given.content)
    if found is None:
        entry.fault(
            field,
            _("The file is no PDF, JPEG or PNG picture, or Word file (DOCX) without macros."),
            _("Save it as one of these, or take a picture of it."),
        )
        return given
    return Evidence(_name(given.name, found), given.content, found.media_type)


def evidence_of(db: Database, actor: Actor | None, record: int) -> Evidence:
    """The file of a record, for the learner, their leads and administrators (None: a terminal).

    Raises NotFound if there is none that the actor may see.
    """
    allowed, params = "1 = 1", {}
    if actor is not None:
        mine, others = actor.own_scope(), actor.people_scope()
        allowed = f"({mine.on_person('o.person')} or {others.on_person('o.person')})"
        params = {**mine.params, **others.params}
    with db.read() as conn:
        found = conn.row(
            f"""
            select e.name, e.media_type, e.content
              from outside_evidence e join outside_learning o on o.id = e.outside_learning
             where o.id = :record and {allowed}
            """,
            {"record": record, **params},
        )
    if found is None:
        raise NotFound(phrase("There is no such file here. Somebody may have replaced it."))
    return Evidence(found["name"], bytes(found["content"]), found["media_type"])


def keep(conn: Connection, record: int, file: Evidence) -> None:
    """Keeps a checked file with a record, in place of the one that it had."""
    conn.execute(
        """
        insert into outside_evidence (outside_learning, name, media_type, content)
        values (:record, :name, :media_type, :content)
        on conflict (outside_learning) do update
           set name = excluded.name, media_type = excluded.media_type, content = excluded.content
        """,
        {"record": record, "name": file.name, "media_type": file.media_type, "content": file.content},
    )


def _type_of(content: bytes) -> _Type | None:
    """What a file is by its content. None if it is nothing that we take."""
    for start, end, found in _PICTURES:
        if content.startswith(start):
            return found if end in content[-64:] else None
    if content.startswith(b"%PDF-"):
        return _PDF if b"%%EOF" in content[-2_048:] else None
    return _Type(_WORD, "docx") if content.startswith(b"PK\x03\x04") and _is_word(content) else None


def _is_word(content: bytes) -> bool:
    """Whether a zip is a Word file without macros. Only its list of parts is unpacked, and no more of it than that."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
            if len(names) > _MOST_PARTS or any(name.casefold().endswith("vbaproject.bin") for name in names):
                return False
            with parts.open("[Content_Types].xml") as contents:
                said = contents.read(_LARGEST_CONTENTS)
    except (BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False
    except Exception:
        return False
    return _CONTENTS in said and b"macroEnabled" not in said


def _name(given: str, found: _Type) -> str:
    """A name to keep: without folders and what no file system takes, and with the ending of what the file is."""
    last = re.split(r"[/\\]", plain(given))[-1]
    stem = last.rpartition(".")[0] or last
    tidy = re.sub(r"[^\w\- ()]+", "-", stem).strip(" -.")
    return f"{tidy[:_LONGEST_NAME].strip(' -') or 'evidence'}.{found.ending}"

"""What the tests of learning from elsewhere share: requirements of hours and updates, and files of evidence."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from PIL import Image

from elearn.database import Database
from elearn.tracker import Actor, standing
from elearn.tracker.outside import Evidence, Learned
from elearn.tracker.scope import actor
from tests.tracker.conftest import person

CONTENTS = (
    '<Types><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def as_actor(db: Database, email: str) -> Actor:
    """One of the county's people, with their roles."""
    return actor(db, person(db, email))


def learned(**more: object) -> Learned:
    """A study day of three hours, with others."""
    values: dict[str, object] = {
        "title": "Study day on neglect",
        "provider": "Wren Valley University",
        "completed_on": date(2026, 3, 2),
        "hours": 3,
        "minutes": 0,
        "participatory": True,
        "note": "To ask what a day is like for the child.",
    }
    return Learned(**(values | more))  # type: ignore[arg-type]


def require_hours(
    db: Database, *, minutes: int = 720, percent: int = 50, months: int = 36, outside: bool = True
) -> None:
    """Requires hours of everyone: 12 in three years, half of them participatory."""
    with db.write() as conn:
        conn.execute(
            "insert into course (id, title, kind, ours) values ('safeguarding-hours', 'Hours of learning', 'hours', 0)"
        )
        conn.execute(
            """
            insert into requirement (course, from_day, due_within_days, renew_after_months, minutes,
                                     participatory_percent, counts_outside)
            values ('safeguarding-hours', '2023-01-01', 30, :months, :minutes, :percent, :outside)
            """,
            {"months": months, "minutes": minutes, "percent": percent, "outside": int(outside)},
        )
        standing.refresh(conn, None)


def require_update(db: Database, *, outside: bool = True) -> None:
    """Requires an update with a reflection of everyone each year."""
    with db.write() as conn:
        conn.execute(
            "insert into course (id, title, kind, ours) values ('yearly-update', 'Yearly update', 'update', 0)"
        )
        conn.execute(
            """
            insert into requirement (course, from_day, due_within_days, renew_after_months, counts_outside)
            values ('yearly-update', '2023-01-01', 30, 12, :outside)
            """,
            {"outside": int(outside)},
        )
        standing.refresh(conn, None)


def picture(kind: str = "PNG") -> bytes:
    """A small picture."""
    made = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, kind)
    return made.getvalue()


def word(*, macros: bool = False) -> bytes:
    """A Word file, or what is left of one."""
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        parts.writestr("[Content_Types].xml", CONTENTS)
        parts.writestr("word/document.xml", "<w:document/>")
        if macros:
            parts.writestr("word/vbaProject.bin", b"\0")
    return made.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def evidence(content: bytes, name: str = "certificate.pdf") -> Evidence:
    """A file as it comes from a browser."""
    return Evidence(name, content)

"""Which packages of published versions were handed out, by the hash of their bytes."""

from dataclasses import dataclass

from elearn.database import Connection, Database, now_text


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A package of a published version. `agency` is "" if it is for everybody. `made_at` is ISO text in UTC."""

    course: str
    version: str
    format: str
    agency: str
    sha256: str
    name: str
    bytes: int
    made_at: str


def note(conn: Connection, package: HandedOut) -> None:
    """Keeps that a package was handed out. The same one is kept once, with its first day."""
    conn.execute(
        """
        insert into course_package (course, version, format, agency, sha256, name, bytes, made_at)
        values (:course, :version, :format, :agency, :sha256, :name, :bytes, :made_at)
        on conflict (course, version, format, agency, sha256) do nothing
        """,
        {
            "course": package.course,
            "version": package.version,
            "format": package.format,
            "agency": package.agency,
            "sha256": package.sha256,
            "name": package.name,
            "bytes": package.bytes,
            "made_at": package.made_at or now_text(),
        },
    )


def handed_out(db: Database, course: str) -> list[HandedOut]:
    """Every package of a course that was handed out, the last first."""
    with db.read() as conn:
        return conn.objects(
            HandedOut,
            """
            select course, version, format, agency, sha256, name, bytes, made_at
              from course_package where course = :course order by made_at desc, name, sha256
            """,
            {"course": course},
        )

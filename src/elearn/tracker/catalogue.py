"""The courses that the tracker knows: ours, registered when they are built, and imported ones taught elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.database import Connection, Database, now_text
from elearn.problems import NotFound
from elearn.tracker import audit


@dataclass(frozen=True, slots=True)
class Playable:
    """A version of a course that our player can run. `package` is a folder below `ELEARN_PACKAGES`."""

    course: str
    title: str
    version: str
    standard: str
    package: str
    sha256: str


def register_course(
    conn: Connection,
    course: str,
    *,
    title: str,
    version: str,
    minutes: int | None,
    standard: str,
    package: str,
    sha256: str,
    outcomes: Mapping[str, str],
    recommendations: Iterable[str],
    assessed: bool = True,
) -> None:
    """Makes a built version the current one of its course. If that version is there already, its package is replaced.

    `standard` is `scorm12` or `scorm2004`. `outcomes` maps ids to texts. `recommendations` are `review-slug#id`.
    `assessed`: only a pass completes the course. `minutes` is how long it takes, if that is known.
    """
    key = {"course": course, "version": version}
    before = conn.value(
        "select sha256 from course_version where course = :course and version = :version", key
    )
    conn.execute(
        """
        insert into course (id, title, version, minutes, ours) values (:course, :title, :version, :minutes, 1)
        on conflict (id) do update
           set title = excluded.title, version = excluded.version, minutes = excluded.minutes, ours = 1
        """,
        {**key, "title": title, "minutes": minutes},
    )
    conn.execute(
        """
        insert into course_version (course, version, standard, package, sha256, assessed, built_at)
        values (:course, :version, :standard, :package, :sha256, :assessed, :now)
        on conflict (course, version) do update
           set standard = excluded.standard, package = excluded.package, sha256 = excluded.sha256,
               assessed = excluded.assessed, built_at = excluded.built_at
         where course_version.sha256 <> excluded.sha256 or course_version.package <> excluded.package
        """,
        {
            **key,
            "standard": standard,
            "package": package,
            "sha256": sha256,
            "assessed": int(assessed),
            "now": now_text(),
        },
    )
    conn.execute("delete from course_outcome where course = :course and version = :version", key)
    conn.many(
        "insert into course_outcome (course, version, outcome, text) values (:course, :version, :id, :text)",
        [{**key, "id": outcome, "text": text} for outcome, text in outcomes.items()],
    )
    conn.execute("delete from course_recommendation where course = :course", {"course": course})
    conn.many(
        "insert into course_recommendation (course, recommendation) values (:course, :recommendation)",
        [{"course": course, "recommendation": each} for each in dict.fromkeys(recommendations)],
    )
    if before != sha256:
        audit.note(conn, "course.registered", actor=None, subject=course, detail={"version": version})


def playable(db: Database, course: str, version: str | None = None) -> Playable:
    """The package of a course's current version, or of `version`. Raises NotFound if there is none to play."""
    with db.read() as conn:
        found = conn.object(
            Playable,
            """
            select course.id as course, course.title, v.version, v.standard, v.package, v.sha256
              from course join course_version v on v.course = course.id
             where course.id = :course and v.version = coalesce(:version, course.version)
            """,
            {"course": course, "version": version},
        )
    if found is None:
        raise NotFound(f"There is no course “{course}” to open here. Go back to your courses and choose one.")
    return found


def published(db: Database) -> frozenset[str]:
    """The courses that were published here, by id."""
    with db.read() as conn:
        return frozenset(conn.column("select distinct course from course_version"))


def outcomes(conn: Connection, course: str, version: str) -> dict[str, str]:
    """The outcomes of a version of a course: texts by id."""
    return dict(
        conn.tuples(
            "select outcome, text from course_outcome where course = :course and version = :version",
            {"course": course, "version": version},
        )
    )

"""The courses that the tracker knows: ours, with their published versions, and imported ones taught elsewhere.

The version that was published last and is not withdrawn is the current one. `course.version` names it, and is "" if a
course of ours has none. Only the current version can be started. Whoever has begun a version may finish it, whatever
happens to it later. `register_course` and `withdraw` keep this, and everyone else joins with `CURRENT`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.database import Connection, Database, Row, now_text
from elearn.phrases import joined, phrase
from elearn.problems import InputFault, NotFound, Problem
from elearn.tracker import audit, changes
from elearn.tracker.asks import IN_FORCE
from elearn.tracker.counting import COUNTS, STAYS
from elearn.tracker.scope import Actor
from elearn.translations import N_
from elearn.translations import gettext as _

CURRENT = "v.course = course.id and v.version = course.version and v.withdrawn_at is null"
"""The SQL condition that the row `v` of `course_version` is the current version of the row `course`."""

NOT_OPEN = N_("This course is not open at the moment. Nobody can start it until it is published.")
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Playable:
    """A version of a course that our player can run. `package` is a folder below `ELEARN_PACKAGES`."""

    course: str
    title: str
    version: str
    standard: str
    package: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version that was published here. Instants are ISO text in UTC; `sha` is the hash of its content.

    `by_name` and `withdrawn_by_name` None: someone at a terminal. `current`: it is the version that people start.
    `begun` and `finished` count the people who did, here or in an import that names the version. `source` is the hash
    of the files that it was made of, "" if an earlier elearn published it. `change_note` says what it changed, if
    anything does.
    """

    version: str
    published_at: str
    by_name: str | None
    sha: str
    withdrawn_at: str | None
    withdrawn_by_name: str | None
    reason: str
    current: bool
    begun: int
    finished: int
    source: str = ""
    change_note: str = ""


@dataclass(frozen=True, slots=True)
class PublicationState:
    """Whether people can start a course. `version` is the current one, or None if nobody can start the course.

    `versions` counts those that were ever published. `required`: someone must take the course, now or later.
    """

    course: str
    title: str
    version: str | None
    versions: int
    required: bool


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
    pass_mark: float | None = None,
    by: int | None = None,
    source: str = "",
    change_note: str = "",
) -> None:
    """Makes a built version the current one of its course. If that version is there already, its package is replaced.

    `standard` is `scorm12` or `scorm2004`. `outcomes` maps ids to texts. `recommendations` are `review-slug#id`.
    `assessed`: only a pass completes the course. `pass_mark` is the percentage that passes it, or None if that is not
    known or there is nothing to pass. `minutes` is how long it takes, if that is known. `by` is the person who
    publishes it, or None for a terminal. `source` and `change_note` are as in `PublishedVersion`. If the version was
    withdrawn, the withdrawal is lifted. Raises InputFault if the id is that of hours or an update.
    """
    _must_be_taken(conn, course)
    key = {"course": course, "version": version}
    known = _known(conn, course)
    before = conn.row(
        f"""
        select v.sha256, v.package, {CURRENT} as is_current
          from course_version v join course on course.id = v.course
         where v.course = :course and v.version = :version
        """,
        key,
    )
    conn.execute(
        """
        insert into course (id, title, version, minutes, ours) values (:course, :title, :version, :minutes, 1)
        on conflict (id) do update
           set title = excluded.title, version = excluded.version, minutes = excluded.minutes, ours = 1
        """,
        {**key, "title": title, "minutes": minutes},
    )
    built = {
        "standard": standard,
        "package": package,
        "sha256": sha256,
        "assessed": int(assessed),
        "pass_mark": pass_mark,
        "source": source,
        "change_note": change_note,
    }
    published = (
        before is None
        or not before["is_current"]
        or (before["sha256"], before["package"]) != (sha256, package)
    )
    marked = False
    if published:
        _publish_version(conn, key, built, by)
    else:
        _fill_source(conn, key, source, change_note)
        if pass_mark is not None:
            marked = _fill_pass_mark(conn, key, pass_mark)
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
    if published or marked or known != _known(conn, course):
        changes.note(conn, course)


def _must_be_taken(conn: Connection, course: str) -> None:
    """Raise InputFault if the id is that of hours or an update, which nobody can take."""
    if conn.value("select kind from course where id = :course", {"course": course}) in ("hours", "update"):
        message = phrase("“%(course)s” is the id of hours or an update, and of no course.", course=course)
        raise _fault("id", message, phrase("Give the course another id, or the hours or update."))


def _known(conn: Connection, course: str) -> list[Row]:
    """What names and figures take from a course: its title, its version and what it answers."""
    return conn.rows(
        """
        select course.title, course.version, course.minutes, course.ours, answers.recommendation
          from course left join course_recommendation answers on answers.course = course.id
         where course.id = :course order by answers.recommendation
        """,
        {"course": course},
    )


def _publish_version(conn: Connection, key: Row, built: Row, by: int | None) -> None:
    """Writes a version as the one that was published last, and is not withdrawn."""
    conn.execute(
        """
        insert into course_version
               (course, version, standard, package, sha256, assessed, pass_mark, source, change_note,
                published_at, published_by, position)
        values (:course, :version, :standard, :package, :sha256, :assessed, :pass_mark, :source, :change_note,
                :now, :by, 1 + coalesce((select max(position) from course_version where course = :course), 0))
        on conflict (course, version) do update
           set standard = excluded.standard, package = excluded.package, sha256 = excluded.sha256,
               assessed = excluded.assessed, pass_mark = excluded.pass_mark, source = excluded.source,
               change_note = excluded.change_note, published_at = excluded.published_at,
               published_by = excluded.published_by, position = excluded.position,
               withdrawn_at = null, withdrawn_by = null, withdrawn_because = ''
        """,
        {**key, **built, "now": now_text(), "by": by},
    )
    audit.note(conn, "course.registered", actor=by, subject=key["course"], detail={"version": key["version"]})


def _fill_pass_mark(conn: Connection, key: Row, pass_mark: float) -> bool:
    """Writes the pass mark of a version that an earlier elearn published without one. Returns whether it did."""
    filled = conn.execute(
        """
        update course_version set pass_mark = :pass_mark
         where course = :course and version = :version and pass_mark is null
        """,
        {**key, "pass_mark": pass_mark},
    )
    return filled > 0


def _fill_source(conn: Connection, key: Row, source: str, change_note: str) -> None:
    """Writes of which files a version was made that an earlier elearn published, and that is published again."""
    conn.execute(
        """
        update course_version set source = :source, change_note = :change_note
         where course = :course and version = :version and source = ''
        """,
        {**key, "source": source, "change_note": change_note},
    )


def withdraw(db: Database, course: str, version: str, *, reason: str, by: Actor) -> None:
    """Withdraws a published version: nobody can start it any more. Whoever has begun it may finish it.

    If it was the current one, the version before it that is not withdrawn becomes current. If there is none, the
    course stays required and cannot be started. Completions stay.

    Raises NotAllowed without the right `author`, NotFound if the version was never published here, and InputFault if
    there is no reason or the version is withdrawn already. Nothing is changed then.
    """
    by.must("author")
    reason = _reason(reason)
    key = {"course": course, "version": version}
    with db.write() as conn:
        found = conn.row(
            "select withdrawn_at from course_version where course = :course and version = :version", key
        )
        if found is None:
            raise NotFound(
                phrase(
                    "Version %(version)s of “%(course)s” was never published here. Look at the list again.",
                    version=version,
                    course=course,
                )
            )
        if found["withdrawn_at"] is not None:
            message = phrase("Version %(version)s of this course is withdrawn already.", version=version)
            raise _fault("Version", message, phrase("Look at the list again, and choose another version."))
        conn.execute(
            """
            update course_version set withdrawn_at = :now, withdrawn_by = :by, withdrawn_because = :reason
             where course = :course and version = :version
            """,
            {**key, "now": now_text(), "by": by.person, "reason": reason},
        )
        conn.execute(
            """
            update course
               set version = coalesce((select v.version from course_version v
                                        where v.course = course.id and v.withdrawn_at is null
                                        order by v.position desc limit 1), '')
             where id = :course
            """,
            key,
        )
        audit.note(
            conn,
            "course.withdrawn",
            actor=by.person,
            subject=course,
            detail={"version": version, "reason": reason},
        )
        changes.note(conn, course)


def versions(db: Database, course: str) -> list[PublishedVersion]:
    """Every version of a course that was published here, the last published first."""
    with db.read() as conn:
        return versions_of(conn, course)


def versions_of(conn: Connection, course: str) -> list[PublishedVersion]:
    """The same within a transaction."""
    return conn.objects(
        PublishedVersion,
        f"""
        select v.version, v.published_at, publisher.name as by_name, v.sha256 as sha, v.withdrawn_at,
               withdrawer.name as withdrawn_by_name, v.withdrawn_because as reason, {CURRENT} as current,
               (select count(*)
                  from (select person from registration r where r.course = v.course and r.version = v.version
                         union
                        select person from completion c
                         where c.course = v.course and c.version = v.version and {STAYS}
                         union
                        select person from completion_without_result n
                         where n.course = v.course and n.version = v.version) beginners) as begun,
               (select count(distinct c.person) from completion c
                 where c.course = v.course and c.version = v.version and {COUNTS}) as finished,
               v.source, v.change_note
          from course_version v
          join course on course.id = v.course
          left join person publisher on publisher.id = v.published_by
          left join person withdrawer on withdrawer.id = v.withdrawn_by
         where v.course = :course
         order by v.position desc
        """,
        {"course": course},
    )


def publication_states(db: Database, as_at: date) -> dict[str, PublicationState]:
    """Whether people can start each course that the tracker knows, by id. Courses taught elsewhere are among them."""
    with db.read() as conn:
        found = conn.objects(
            PublicationState,
            f"""
            select course.id as course, course.title,
                   (select v.version from course_version v where {CURRENT}) as version,
                   (select count(*) from course_version v where v.course = course.id) as versions,
                   exists (select 1 from {IN_FORCE} q where q.course = course.id
                              and (q.to_day is null or q.to_day >= :day)) as required
              from course where course.kind = 'course'
            """,
            {"day": as_at.isoformat()},
        )
    return {each.course: each for each in found}


def playable(db: Database, course: str, version: str | None = None) -> Playable:
    """The package of a course's current version, or of `version`, even if that one is withdrawn.

    Raises NotFound if there is none to play.
    """
    chosen = CURRENT if version is None else "v.course = course.id and v.version = :version"
    with db.read() as conn:
        found = conn.object(
            Playable,
            f"""
            select course.id as course, course.title, v.version, v.standard, v.package, v.sha256
              from course join course_version v on {chosen}
             where course.id = :course
            """,
            {"course": course, "version": version},
        )
        if found is None:
            raise cannot_be_started(conn, course)
    return found


def cannot_be_started(conn: Connection, course: str) -> NotFound:
    """The error that says why nobody can start a course: it is not published at the moment, or it is not ours."""
    ours = conn.value("select title from course where id = :course and ours = 1", {"course": course})
    if ours is not None:
        back = _("Go back to your courses; “%(title)s” shows there when it is open again.", title=ours)
        return NotFound(joined((_(NOT_OPEN), back)))
    return NotFound(
        _(
            "There is no course “%(course)s” to open here. Go back to your courses and choose one.",
            course=course,
        )
    )


def published(db: Database) -> frozenset[str]:
    """The courses that people can start here, by id. A course whose versions are all withdrawn is not among them."""
    with db.read() as conn:
        return frozenset(conn.column(f"select course.id from course join course_version v on {CURRENT}"))


def outcomes(conn: Connection, course: str, version: str) -> dict[str, str]:
    """The outcomes of a version of a course: texts by id."""
    return dict(
        conn.tuples(
            "select outcome, text from course_outcome where course = :course and version = :version",
            {"course": course, "version": version},
        )
    )


def _reason(reason: str) -> str:
    """The reason without space around it. Raises InputFault if there is none or it is too long."""
    tidy = reason.strip()
    if not tidy:
        raise _fault(
            "Reason",
            phrase("Nothing says why the version is withdrawn."),
            phrase("Write the reason in a sentence."),
        )
    if len(tidy) > LONGEST_REASON:
        message = phrase("The reason has %(count)s characters, which is too many.", count=f"{len(tidy):,}")
        raise _fault("Reason", message, phrase("Keep it to %(count)s.", count=LONGEST_REASON))
    return tidy


def _fault(field: str, message: str, remedy: str) -> InputFault:
    return InputFault([Problem(field, 0, 0, "entry", "error", message, remedy)])

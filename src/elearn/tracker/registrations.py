"""A person's registrations for a course, and the commits of the course: each is applied in order, and once.

A result is never taken back: `completed` and `passed` stay, and the best score is kept. A registration has at most one
completion, which is written when it is passed. If a learner fails, the results and interactions are kept, and the
registration stays open for another try.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from elearn.database import Connection, Database, Row, instant_text
from elearn.days import day_of, now_utc
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import answers, audit, certificates, standing
from elearn.tracker.catalogue import CURRENT, cannot_be_started
from elearn.tracker.open_courses import MAY_START, must_be_open
from elearn.tracker.progress import Completion, Interaction, OutcomeResult, Progress, Success
from elearn.tracker.scope import Scope
from elearn.translations import N_
from elearn.translations import gettext as _

Status = Literal["applied", "duplicate", "gap", "superseded", "ended"]

__all__ = [
    "Interaction",
    "OutcomeResult",
    "PlaySession",
    "Progress",
    "Recorded",
    "Registration",
    "find",
    "open_session",
    "people_of",
    "record",
    "start",
]


@dataclass(frozen=True, slots=True)
class Registration:
    """One person's try at one version of a course. `package` is its folder below `ELEARN_PACKAGES`.

    `state` is JSON text, `score` a percentage, and `progress` a share from 0 to 1.
    `assessed`: only a pass completes the course.
    """

    id: int
    person: int
    course: str
    title: str
    version: str
    standard: str
    package: str
    assessed: bool
    completion: Completion
    success: Success
    score: float | None
    progress: float
    total_seconds: float
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class PlaySession:
    """One opening of a registration in one window. Only the person whose registration it is may commit."""

    id: str
    registration: int
    person: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """What happened to a commit.

    `applied`: it is stored. `duplicate`: it was stored before. `gap`: an earlier commit is missing, and `expected` is
    its number. `superseded`: a later window has committed, so we stored the results but not the state. `ended`: the
    session was over, and nothing was stored. `completion` is the id of the completion, if there is one.
    """

    status: Status
    expected: int
    completion: int | None = None


def start(db: Database, person: int, course: str, *, afresh: bool = False) -> Registration:
    """The person's open registration for the course, or a new one.

    The open one keeps the version that it started with, even if that was withdrawn. A new one has the current version.
    If the open one was passed on an earlier day, or its pass was withdrawn, it ends and a new one starts.
    `afresh` always ends the open one.
    Raises NotFound if there is no such person, or if nobody can start the course, and NotAllowed if the person
    registered by themselves and the course is not open to everyone. The open one stays open then.
    """
    now, own = now_utc(), Scope.of_person(person)
    with db.write(people=[person]) as conn:
        key = {"person": person, "course": course}
        open_one = conn.row(
            """
            select r.id, c.completed_on, w.withdrawn_at
              from registration r left join completion c on c.registration = r.id
              left join completion_withdrawal w on w.completion = c.id
             where r.person = :person and r.course = :course and r.open = 1
            """,
            key,
        )
        if open_one:
            over = open_one["completed_on"] and open_one["completed_on"] < day_of(now).isoformat()
            if not (afresh or over or open_one["withdrawn_at"]):
                return _registration(conn, open_one["id"], own)
            conn.execute("update registration set open = 0 where id = :id", open_one)
        return _registration(conn, _begin(conn, person, course, now), own)


def find(db: Database, registration: int, person: int) -> Registration:
    """One of the person's own registrations. Raises NotFound if there is no such registration or it is not theirs."""
    with db.read() as conn:
        return _own(conn, registration, Scope.of_person(person))


def open_session(db: Database, registration: int, person: int) -> PlaySession:
    """A new play session of one of the person's own registrations.

    Raises NotFound if there is no such registration or it is not theirs.
    """
    opened = {"id": secrets.token_urlsafe(24), "now": instant_text(now_utc())}
    with db.write(people=[person]) as conn:
        found = _own(conn, registration, Scope.of_person(person))
        conn.execute(
            """
            insert into play_session (id, registration, position, opened_at, base_seconds)
            select :id, r.id, 1 + coalesce((select max(position) from play_session where registration = r.id), 0),
                   :now, r.total_seconds
              from registration r where r.id = :registration
            """,
            {**opened, "registration": found.id},
        )
    return PlaySession(opened["id"], found.id, found.person)


def people_of(conn: Connection, session_ids: Collection[str]) -> list[int]:
    """The people whose play sessions these are. A session that is unknown is nobody's."""
    return conn.column(
        """
        select distinct r.person from play_session s join registration r on r.id = s.registration where s.id in :ids
        """,
        {"ids": session_ids},
    )


def record(
    conn: Connection,
    person: int,
    session_id: str,
    number: int,
    progress: Progress,
    *,
    at: datetime | None = None,
    organisation: str = "",
) -> Recorded:
    """Applies commit `number` (the first is 1) of a person's own play session, in the caller's transaction.

    The transaction must be about this person (`people_of`), or no other may write meanwhile.

    Answers and results of outcomes that `progress` does not name stay as they are. `at` is when the commit arrived,
    with a timezone. The default is now. `organisation` is whose certificate a pass gives; "" is that of the settings.
    Raises NotFound if the session is unknown, NotAllowed if it is not theirs, and InputFault if the progress makes no
    sense. In all three cases nothing is written.
    """
    before = _session(conn, Scope.of_person(person), session_id)
    expected = before["last_commit"] + 1
    if number < expected:
        return Recorded("duplicate", expected, before["completion_id"])
    if before["ended"]:
        return Recorded("ended", expected, before["completion_id"])
    if number > expected:
        return Recorded("gap", expected, before["completion_id"])
    progress.check()
    _must_be_in(before["standard"], progress)
    now = at or now_utc()
    superseded = bool(before["newer"])
    after = _merge(conn, before, number, progress, now)
    answers.keep(conn, before["registration"], progress, superseded=superseded)
    completion = before["completion_id"]
    if completion is None and _earned(after):
        completion = _complete(conn, after, now, organisation)
    return Recorded("superseded" if superseded else "applied", expected + 1, completion)


def _must_be_in(standard: str, progress: Progress) -> None:
    """Raises InputFault if the progress is in another standard than its course: the course could not read it again."""
    if progress.standard not in ("", standard):
        says = f"the course is in {standard}, and this is in {progress.standard}"
        remedy = "Send what the standard allows."
        raise InputFault([Problem("commit", 0, 0, "commit", "error", says, remedy)])


_NO_REGISTRATION = N_("There is no such registration. Go back to your courses and open it from there.")


def _begin(conn: Connection, person: int, course: str, now: datetime) -> int:
    """A new registration at the course's current version."""
    begun: int | None = conn.value(
        f"""
        insert into registration (person, course, version, standard, started_at, last_at)
        select person.id, course.id, v.version, v.standard, :now, :now
          from person cross join course join course_version v on {CURRENT}
         where person.id = :person and course.id = :course and {MAY_START}
        returning id
        """,
        {"person": person, "course": course, "now": instant_text(now)},
    )
    if begun is None:
        must_be_open(conn, person, course)
        raise cannot_be_started(conn, course)
    audit.note(conn, "registration.started", actor=person, subject=str(begun), detail={"course": course})
    return begun


def _own(conn: Connection, registration: int, scope: Scope) -> Registration:
    """A registration of someone in the scope. Raises NotFound if there is none with this id."""
    if not 0 < registration < 2**63:  # an address may have any number, but the database only these
        raise NotFound(_(_NO_REGISTRATION))
    return _registration(conn, registration, scope)


def _registration(conn: Connection, registration: int, scope: Scope) -> Registration:
    found = conn.object(
        Registration,
        f"""
        select r.id, r.person, r.course, course.title, r.version, v.standard, v.package, v.assessed, r.completion,
               r.success, r.score, r.progress, r.total_seconds, r.state, r.open
          from registration r
          join course on course.id = r.course
          join course_version v on v.course = r.course and v.version = r.version
         where r.id = :id and {scope.on_person("r.person")}
        """,
        {"id": registration, **scope.params},
    )
    if found is None:
        raise NotFound(_(_NO_REGISTRATION))
    return found


def _session(conn: Connection, scope: Scope, session_id: str) -> Row:
    """A play session, its registration's results, and whether a later session has committed.

    Raises NotFound if there is none, and NotAllowed if it is of someone who is not in the scope.
    """
    found = conn.row(
        f"""
        select s.id, s.registration, s.last_commit, s.base_seconds, s.seconds, s.ended,
               r.person, r.course, r.version, r.completion, r.success, r.score, v.assessed, v.standard,
               c.id as completion_id,
               exists (select 1 from play_session later
                        where later.registration = s.registration and later.position > s.position
                          and later.last_commit > 0) as newer,
               (select sum(other.seconds) from play_session other
                 where other.registration = s.registration and other.position <> s.position) as other_seconds,
               case when {scope.on_person("r.person")} then 1 else 0 end as own
          from play_session s
          join registration r on r.id = s.registration
          join course_version v on v.course = r.course and v.version = r.version
          left join completion c on c.registration = r.id
         where s.id = :id
        """,
        {"id": session_id, **scope.params},
    )
    if found is None:
        raise NotFound(_("There is no such play session. Close this window and open the course again."))
    if not found["own"]:
        raise NotAllowed(_("This course was opened by someone else. Open it from your own page."))
    return found


def _merge(conn: Connection, before: Row, number: int, progress: Progress, now: datetime) -> Row:
    """Writes a commit into its play session, and its results into the registration. Returns the registration.

    If a later window has committed, its state and progress are kept.
    """
    scores = [score for score in (before["score"], progress.score) if score is not None]
    seconds = max(before["seconds"], progress.total_seconds - before["base_seconds"])
    after = {
        "id": before["registration"],
        "person": before["person"],
        "course": before["course"],
        "version": before["version"],
        "assessed": before["assessed"],
        "completion": max(before["completion"], progress.completion, key=("incomplete", "completed").index),
        "success": max(before["success"], progress.success, key=("unknown", "failed", "passed").index),
        "score": max(scores, default=None),
        "total_seconds": (before["other_seconds"] or 0.0) + seconds,
        "state": str(progress.state),
        "progress": progress.progress,
        "now": instant_text(now),
    }
    over = progress.ended and (before["completion_id"] is not None or _earned(after))
    conn.send(
        "update play_session set last_commit = :number, seconds = :seconds, ended = :ended where id = :id",
        {"id": before["id"], "number": number, "seconds": seconds, "ended": int(progress.ended)},
    )
    conn.send(_RESULTS[not before["newer"], over], after)
    return after


_RESULTS = {
    (latest, over): f"""
        update registration
           set completion = :completion, success = :success, score = :score, last_at = :now,
               total_seconds = :total_seconds
               {", state = :state, progress = :progress" if latest else ""} {", open = 0" if over else ""}
         where id = :id
        """
    for latest in (False, True)
    for over in (False, True)
}
"""By whether no later window has committed, and whether the registration is over, the statement that keeps results."""


def _earned(after: Row) -> bool:
    """Whether the registration is completed, and also passed if the course has something to pass."""
    if after["completion"] != "completed":
        return False
    return after["success"] == "passed" or (not after["assessed"] and after["success"] == "unknown")


def _complete(conn: Connection, after: Row, now: datetime, organisation: str) -> int:
    """Writes the completion, updates the person's standing, and issues the certificate. Returns the completion's id."""
    day: date = day_of(now)
    completion: int = conn.value(
        """
        insert into completion
          (person, course, version, completed_on, score, passed, how, registration, recorded_at, minutes)
        select :person, id, :version, :day, :score, 1, 'player', :id, :now, minutes from course where id = :course
        returning id
        """,
        {**after, "day": day.isoformat()},
    )
    audit.note(
        conn,
        "completion.earned",
        actor=after["person"],
        subject=str(completion),
        detail={"course": after["course"], "version": after["version"]},
    )
    standing.refresh(conn, {after["person"]}, {after["course"]})
    certificates.issue(conn, completion, organisation)
    return completion

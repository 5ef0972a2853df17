"""Sending a course for sign-off, giving it back to its authors, and taking it out again."""

from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from elearn.authoring.signoff.examined import Sent
from elearn.authoring.signoff.rounds import APPROVAL, Round, end, live_rounds, rounds_of
from elearn.authoring.sources import keep_source
from elearn.database import Connection, Database, now_text
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import SIGNING, Actor, audit

LONGEST_NOTE = 2_000


def send(db: Database, sent: Sent, *, note: str = "", by: Actor) -> Round:
    """Sends a course's saved files for sign-off. An earlier sending of other files that is not approved yet ends.

    Raises NotAllowed without the right to write courses, and InputFault with all that is in the way: errors that the
    checks found, files that are in sign-off already, or a version that was published with other files.
    """
    by.must("author")
    if sent.loaded.course is None or sent.errors:
        raise InputFault(sent.errors)
    course, version = sent.course, sent.loaded.course.version
    with alone(db, course) as conn:
        live = [each for each in live_rounds(conn) if each.course == course]
        if any(each.source == sent.source for each in live):
            message = phrase("The course is in sign-off already, as its files are now.")
            raise fault("sent", message, phrase("Look at this page again."))
        published = conn.value(
            """
            select 1 from course_version
             where course = :course and version = :version and source not in ('', :source)
            """,
            {"course": course, "version": version, "source": sent.source},
        )
        if published:
            message = phrase(
                "Version %(version)s was published with other words. Those who sign need to know which version they "
                "sign.",
                version=version,
            )
            raise fault(
                "version", message, phrase("Raise the version, say what has changed, and save. Then send it.")
            )
        now = now_text()
        for each in live:
            if not each.approved:
                end(conn, each.id, at=now, by=by.person, why="")
        conn.execute(
            """
            insert into sign_off (course, version, source, sent_by, sent_at, note)
            values (:course, :version, :source, :by, :at, :note)
            """,
            {
                "course": course,
                "version": version,
                "source": keep_source(conn, sent.files),
                "by": by.person,
                "at": now,
                "note": note.strip()[:LONGEST_NOTE],
            },
        )
        audit.note(conn, "sign_off.sent", actor=by.person, subject=course, detail={"version": version})
        return rounds_of(conn, course)[0]


def send_back(db: Database, course: str, round: int, reason: str, *, by: Actor) -> Round:
    """Gives a course back to its authors. Whoever may sign the step that waits may do it, with a reason.

    After the approval those who approve may. Raises NotAllowed for others, NotFound if it is not in sign-off any more,
    and InputFault without a reason.
    """
    with alone(db, course) as conn:
        found = _live(conn, course, round)
        step = found.step or APPROVAL
        if step not in by.signs:
            raise NotAllowed(
                phrase("Only somebody who signs the step “%(step)s” can send it back.", step=SIGNING[step])
            )
        if not reason.strip():
            message = phrase("Nothing says why you send it back.")
            raise fault(
                "reason", message, phrase("Write in a sentence or two what the authors should change.")
            )
        end(conn, round, at=now_text(), by=by.person, why=reason.strip()[:LONGEST_NOTE])
        audit.note(conn, "sign_off.sent_back", actor=by.person, subject=course, detail={"step": step})
    return found


def take_back(db: Database, course: str, round: int, *, by: Actor) -> Round:
    """Takes a course out of sign-off. What was signed is history then.

    Raises NotAllowed without the right to write courses, and NotFound if it is not in sign-off any more.
    """
    by.must("author")
    with alone(db, course) as conn:
        found = _live(conn, course, round)
        end(conn, round, at=now_text(), by=by.person, why="")
        audit.note(conn, "sign_off.taken_back", actor=by.person, subject=course)
    return found


@contextmanager
def alone(db: Database, course: str) -> Iterator[Connection]:
    """A transaction on a course's sign-off, while no other one writes it."""
    with db.write(people=()) as conn:
        conn.alone("sign-off", [crc32(course.encode())])
        yield conn


def _live(conn: Connection, course: str, round: int) -> Round:
    found = next((each for each in rounds_of(conn, course) if each.id == round), None)
    if found is None or found.ended_at is not None:
        raise NotFound(phrase("The course is not in this sign-off any more. Look at its page again."))
    return found


def fault(field: str, message: str, remedy: str) -> InputFault:
    """One thing that is in the way."""
    return InputFault([Problem(field, 0, 0, "sign-off", "error", message, remedy)])

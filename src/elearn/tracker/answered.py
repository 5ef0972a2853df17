"""What people have answered in a course, question by question, so that whoever changes the course can be told."""

from collections.abc import Collection
from dataclasses import dataclass

from elearn.database import Database
from elearn.tracker.counting import STAYS

_IN_OWN_WORDS = ("fill-in", "long-fill-in", "numeric", "other")
"""Types of answer that name no ids. Nobody needs to read people's own words here."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers to one question that are kept: its name, its type, the right answer, and one response.

    `correct` and `response` are as the course reported them, and "" if the answer is in a person's own words.
    """

    question: str
    type: str
    correct: str
    response: str


def versions_answered(db: Database, course: str) -> list[str]:
    """The versions in which somebody has answered a question, the one that was published last first."""
    with db.read() as conn:
        return conn.column(
            """
            select v.version from course_version v
             where v.course = :course
               and exists (select 1 from registration r join interaction i on i.registration = r.id
                            where r.course = v.course and r.version = v.version)
             order by v.position desc
            """,
            {"course": course},
        )


def answered(db: Database, course: str, version: str) -> list[Answered]:
    """Every different answer that is kept of a version, by question. Whose it is does not matter here."""
    with db.read() as conn:
        return conn.objects(
            Answered,
            """
            select distinct i.question, i.type,
                   case when i.type in :own then '' else i.correct end as correct,
                   case when i.type in :own then '' else i.response end as response
              from registration r join interaction i on i.registration = r.id
             where r.course = :course and r.version = :version and r.standard = 'scorm2004'
             order by i.question, i.type
            """,
            {"course": course, "version": version, "own": _IN_OWN_WORDS},
        )


def people_who_answered(db: Database, course: str, version: str, questions: Collection[str]) -> int:
    """How many people have answered at least one of these questions in a version. Each counts once."""
    with db.read() as conn:
        found: int = conn.value(
            """
            select count(distinct r.person)
              from registration r join interaction i on i.registration = r.id
             where r.course = :course and r.version = :version and i.question in :questions
            """,
            {"course": course, "version": version, "questions": list(questions)},
        )
    return found


def people_in(db: Database, course: str, versions: Collection[str]) -> int:
    """How many people have begun or finished one of these versions, here or in an import. Each counts once."""
    with db.read() as conn:
        found: int = conn.value(
            f"""
            select count(*)
              from (select person from registration where course = :course and version in :versions
                     union
                    select c.person from completion c
                     where c.course = :course and c.version in :versions and {STAYS}
                     union
                    select person from completion_without_result
                     where course = :course and version in :versions) people
            """,
            {"course": course, "versions": list(versions)},
        )
    return found


def people_half_way(db: Database, course: str) -> dict[str, int]:
    """How many people have begun each version of a course here and can still finish it, by version."""
    with db.read() as conn:
        return dict(
            conn.tuples(
                """
                select r.version, count(distinct r.person)
                  from registration r
                 where r.course = :course and r.open = 1
                   and not exists (select 1 from completion c where c.registration = r.id)
                 group by r.version
                """,
                {"course": course},
            )
        )

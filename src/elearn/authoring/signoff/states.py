"""Where a course is: draft, one of the steps of sign-off, approved, published, review due, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from elearn.authoring.signoff.rounds import STEPS as STEPS
from elearn.authoring.signoff.rounds import Round, live_round
from elearn.database import Connection
from elearn.phrases import joined, phrase
from elearn.tracker import catalogue

STATES: Mapping[str, str] = MappingProxyType(
    {
        "draft": phrase("Draft"),
        "subject-expert": phrase("With the subject expert"),
        "de-identification": phrase("In the check for identifying details"),
        "legal": phrase("In the check of law and parallel processes"),
        "accessibility": phrase("In the check of accessibility"),
        "approver": phrase("With the approver"),
        "approved": phrase("Approved"),
        "published": phrase("Published"),
        "review-due": phrase("Review due"),
        "withdrawn": phrase("Withdrawn"),
    }
)
"""Each state, in the order in which a course goes through them, with what it is called."""


@dataclass(frozen=True)
class CourseState:
    """Where a course is, by the hash of its saved files (`source`).

    `round` is the sign-off that counts for these files, if any. `changed`: other files of it were sent, and changed
    since. `published` is the version that people can start, "" if none; `reason` is why the version was withdrawn.
    """

    id: str
    source: str
    round: Round | None
    changed: bool
    published: str
    reason: str = ""

    @property
    def approved(self) -> bool:
        """Whether exactly these files are approved."""
        return self.round is not None and self.round.approved

    @property
    def title(self) -> str:
        """The state in a few words."""
        return STATES[self.id]

    @property
    def words(self) -> str:
        """The state in a sentence, with what else is to be known."""
        if self.id == "draft":
            return (
                phrase("Draft. It has changed since it was sent for sign-off, so it has to be sent again.")
                if self.changed
                else phrase("Draft. It has not been sent for sign-off.")
            )
        title = joined((self.title, "."), "")
        if self.id in ("published", "review-due"):
            return joined((title, _APPROVED if self.approved else _NOT_APPROVED))
        return title


_APPROVED = phrase("Exactly these files were approved.")
_NOT_APPROVED = phrase("Nobody has approved exactly these files.")


def state_of(
    conn: Connection, course: str, source: str, *, version: str, review_by: date | None, on: date
) -> CourseState:
    """Where a course is on a day, by the hash of its files.

    `version` is the one that the files give: an earlier elearn kept no hash of what it published.
    """
    current = conn.value(
        f"select v.version from course join course_version v on {catalogue.CURRENT} where course.id = :course",
        {"course": course},
    )
    found = conn.row(
        f"""
        select {catalogue.CURRENT} as is_current, v.withdrawn_at, v.withdrawn_because
          from course_version v join course on course.id = v.course
         where v.course = :course and (v.source = :source or (v.source = '' and v.version = :version))
         order by v.source desc, v.position desc limit 1
        """,
        {"course": course, "source": source, "version": version},
    )
    round = live_round(conn, course, source)
    changed = round is None and bool(
        conn.value(
            """
            select 1 from sign_off s
             where s.course = :course and s.ended_at is null and s.source <> :source
               and not exists (select 1 from course_version v where v.course = s.course and v.source = s.source)
             limit 1
            """,
            {"course": course, "source": source},
        )
    )
    id, reason = "draft", ""
    if found and found["is_current"]:
        id = "review-due" if review_by and review_by <= on else "published"
    elif round is not None and (not found or round.sent_at > (found["withdrawn_at"] or "")):
        id = round.step or "approved"
    elif found and found["withdrawn_at"]:
        id, reason = "withdrawn", found["withdrawn_because"]
    return CourseState(id, source, round, changed, current or "", reason)

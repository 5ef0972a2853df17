"""Links for people without an account: each lets its reader see one course's draft and comment on it, for some days."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from elearn.database import Connection, Database, instant_text, now_text
from elearn.days import now_utc

DAYS, MOST_DAYS = 14, 90
"""How many days a link lasts, unless somebody chooses, and at most."""
LONGEST_LABEL = 120
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_COLUMNS = "l.id, l.course, l.label, l.made_at, l.expires_at, l.revoked_at"


@dataclass(frozen=True, slots=True)
class CommentLink:
    """A link: for whom it is, who made it, until when it works, and how many comments came by it."""

    id: int
    course: str
    label: str
    made_at: str
    expires_at: str
    revoked_at: str | None
    made_by: str
    comments: int

    @property
    def works(self) -> bool:
        """Whether it opens the course now."""
        return self.revoked_at is None and self.expires_at > now_text()


def new_token() -> str:
    """256 random bits, as they stand in an address. The database keeps the hash alone."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether this can be one."""
    return _TOKEN.fullmatch(text) is not None


def make_link(
    db: Database, course: str, token: str, label: str, *, days: int = DAYS, person: int | None = None
) -> None:
    """Makes a link, for `days` from now (1 to MOST_DAYS). The same token is made a link once.

    Raises ValueError if it is no token.
    """
    if not is_token(token):
        raise ValueError("a link needs 256 random bits")
    now = now_utc()
    values = {
        "course": course,
        "hash": _hash(token),
        "label": label[:LONGEST_LABEL],
        "person": person,
        "now": instant_text(now),
        "until": instant_text(_until(now, days)),
    }
    with db.write(people=()) as conn:
        conn.execute(
            """
            insert into comment_link (course, token_hash, label, made_by, made_at, expires_at)
            values (:course, :hash, :label, :person, :now, :until) on conflict (token_hash) do nothing
            """,
            values,
        )


def open_link(db: Database, token: str) -> CommentLink | None:
    """The link that a token opens. None: it is unknown, has expired or was taken back."""
    if not is_token(token):
        return None
    with db.read() as conn:
        found = _links(conn, "l.token_hash = :hash", hash=_hash(token))
    return found[0] if found and found[0].works else None


def links_of(db: Database, course: str) -> list[CommentLink]:
    """A course's links, the latest first."""
    with db.read() as conn:
        return _links(conn, "l.course = :course", course=course)


def revoke_link(db: Database, course: str, link: int) -> bool:
    """Takes a link of a course back, at once and for good. False if there is none such that works."""
    with db.write(people=()) as conn:
        return bool(
            conn.execute(
                """
                update comment_link set revoked_at = :now
                 where id = :link and course = :course and revoked_at is null and expires_at > :now
                """,
                {"now": now_text(), "link": link, "course": course},
            )
        )


def _until(now: datetime, days: int) -> datetime:
    return now + timedelta(days=min(max(days, 1), MOST_DAYS))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _links(conn: Connection, where: str, **values: object) -> list[CommentLink]:
    return conn.objects(
        CommentLink,
        f"""
        select {_COLUMNS}, coalesce(p.name, '') as made_by,
               (select count(*) from comment c where c.link = l.id) as comments
          from comment_link l left join person p on p.id = l.made_by
         where {where} order by l.made_at desc, l.id desc
        """,
        values,
    )

"""Draft reviews that people have in work: what they typed, kept until it is in a review file.

What a draft is made of is not known here: it comes as text, and `elearn.intake` reads it. Each person's work is
theirs alone. Nobody else can list it or open it.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from elearn.database import Connection, Database, now_text
from elearn.phrases import nphrase, phrase
from elearn.problems import ElearnError, NotFound
from elearn.tracker import audit
from elearn.tracker.scope import Actor

MOST = 20
"""How many drafts one person can have in work at once."""
LONGEST = 4_000_000
"""The most characters of a draft."""
LONGEST_DOCUMENT = 40_000_000
"""The most characters of what was read of a report."""
_IDS = 10**12 - 1
"""How many ids there are. One is never given again, because a window may still show the draft that had it."""
_COLUMNS = "id, name, report, file, file_sha, saved, draft, revision, changed_at"


@dataclass(frozen=True, slots=True)
class ReviewWork:
    """A draft in work. `name` is that of the report or review file, and `report` the hash of the report, or "".

    `file` is the review file that it was saved as or opened from, or "". `file_sha` is the hash of what this held
    then, and `saved` that of the draft. `draft` is the draft as text, and `revision` goes up with each change.
    """

    id: int
    name: str
    report: str
    file: str
    file_sha: str
    saved: str
    draft: str
    revision: int
    changed_at: str

    @property
    def has_unsaved(self) -> bool:
        """Whether the draft holds something that is in no file."""
        return hash_of(self.draft) != self.saved


def hash_of(text: str) -> str:
    """The hash of a text, as `ReviewWork` keeps it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def all_of(db: Database, actor: Actor) -> list[ReviewWork]:
    """A person's drafts in work, the one that was changed last first. Raises NotAllowed if they write no courses."""
    actor.must("author")
    with db.read() as conn:
        return _rows(conn, "person = :person order by changed_at desc, id desc", {"person": actor.person})


def one(db: Database, actor: Actor, id: int) -> ReviewWork:
    """A draft in work. Raises NotFound if the person has no such one."""
    actor.must("author")
    with db.read() as conn:
        return _theirs(conn, actor, id)


def document(db: Database, actor: Actor, id: int) -> str:
    """What was read of the report, as text, or "" if there is none. Raises NotFound as `one` does."""
    actor.must("author")
    with db.read() as conn:
        _theirs(conn, actor, id)
        return str(conn.value("select document from review_work where id = :id", {"id": id}))


def has_room(db: Database, actor: Actor) -> bool:
    """Whether the person can have one more draft in work."""
    held = all_of(db, actor)
    return len(held) < MOST or any(not each.has_unsaved for each in held)


def begin(
    db: Database,
    actor: Actor,
    draft: str,
    *,
    name: str,
    report: str = "",
    document: str = "",
    file: str = "",
    file_sha: str = "",
) -> int:
    """Keeps a new draft in work and returns its id. A draft that comes from a `file` counts as saved.

    If the person has this report or this file in work already, it returns the id of that. If they have too many, the
    oldest of which everything is in a file makes room. Raises ElearnError if there is none, or if it is too long.
    """
    actor.must("author")
    _must_fit(draft, document)
    values = {
        "id": secrets.randbelow(_IDS) + 1,
        "person": actor.person,
        "name": name,
        "report": report,
        "document": document,
        "file": file,
        "file_sha": file_sha,
        "saved": hash_of(draft) if file else "",
        "draft": draft,
        "now": now_text(),
    }
    with db.write() as conn:
        same = "person = :person and ((:report <> '' and report = :report) or (:file <> '' and file = :file))"
        if found := _rows(conn, f"{same} order by id", values):
            return found[0].id
        _make_room(conn, actor)
        number: int = conn.value(
            """
            insert into review_work (id, person, name, report, document, file, file_sha, saved, draft, changed_at)
            values (:id, :person, :name, :report, :document, :file, :file_sha, :saved, :draft, :now)
            returning id
            """,
            values,
        )
    return number


def keep(db: Database, actor: Actor, id: int, revision: int, draft: str) -> bool:
    """Keeps a changed draft if nobody has changed it since `revision`, and says whether it did.

    Raises NotFound as `one` does, and ElearnError if the draft is too long.
    """
    actor.must("author")
    _must_fit(draft, "")
    with db.write() as conn:
        if _theirs(conn, actor, id).revision != revision:
            return False
        _set(conn, id, {"draft": draft})
    return True


def saved_as(db: Database, actor: Actor, id: int, draft: str, file: str, file_sha: str) -> None:
    """Notes that `draft` is in the review file `file`, which now has the hash `file_sha`.

    What was changed since `draft` was read still counts as unsaved. Raises NotFound as `one` does.
    """
    actor.must("author")
    with db.write() as conn:
        _theirs(conn, actor, id)
        _set(conn, id, {"file": file, "file_sha": file_sha, "saved": hash_of(draft)})
        audit.note(conn, "review.saved", actor=actor.person, subject=f"review:{file.removesuffix('.md')}")


def replaced(db: Database, actor: Actor, id: int, draft: str, file_sha: str) -> None:
    """Puts the draft that the file holds now in the place of the one in work. Raises NotFound as `one` does."""
    actor.must("author")
    _must_fit(draft, "")
    with db.write() as conn:
        _theirs(conn, actor, id)
        _set(conn, id, {"draft": draft, "file_sha": file_sha, "saved": hash_of(draft)})


def has_seen(db: Database, actor: Actor, id: int, file: str, file_sha: str) -> None:
    """Notes that the person has seen what the file holds now, so that saving may replace it.

    `file` is "" if it is gone: saving then makes a new one. Raises NotFound as `one` does.
    """
    actor.must("author")
    with db.write() as conn:
        _theirs(conn, actor, id)
        _set(conn, id, {"file": file, "file_sha": file_sha, "saved": ""})


def remove(db: Database, actor: Actor, id: int) -> None:
    """Removes a draft from the person's work, with what was read of its report. Its review file stays.

    It does nothing if it is gone already.
    """
    actor.must("author")
    with db.write() as conn:
        conn.execute(
            "delete from review_work where id = :id and person = :person", {"id": id, "person": actor.person}
        )


def forget_file(db: Database, actor: Actor, file: str, why: str) -> None:
    """Notes in the audit that a review file is gone, and removes the person's work on it.

    `why` is `deleted` or `joined`. What others have in work of it stays theirs.
    """
    actor.must("author")
    with db.write() as conn:
        conn.execute(
            "delete from review_work where person = :person and file = :file",
            {"person": actor.person, "file": file},
        )
        subject = f"review:{file.removesuffix('.md')}"
        audit.note(conn, f"review.{why}", actor=actor.person, subject=subject)


def confirmed(db: Database, actor: Actor, id: int) -> None:
    """Notes that a person has confirmed a draft, and removes it from their work. Raises NotFound as `one` does."""
    actor.must("author")
    with db.write() as conn:
        work = _theirs(conn, actor, id)
        conn.execute("delete from review_work where id = :id", {"id": id})
        subject = f"review:{work.file.removesuffix('.md')}"
        audit.note(conn, "review.confirmed", actor=actor.person, subject=subject)


def entries_about(db: Database, actor: Actor, slug: str) -> int:
    """How many entries of the registers name a review or one of its recommendations."""
    actor.must("author")
    of_review = ("archive_request", "notification", "quality_marker_answer", "dissemination", "workshop")
    of_recommendation = ("recommendation_action", "impact")
    counts = [f"select count(*) as n from {table} where review = :slug" for table in of_review]
    counts += [
        f"select count(*) as n from {table} where recommendation like :start" for table in of_recommendation
    ]
    with db.read() as conn:
        total: int = conn.value(
            f"select sum(n) from ({' union all '.join(counts)}) as counted",
            {"slug": slug, "start": f"{slug}#%"},
        )
    return int(total)


def _rows(conn: Connection, which: str, values: Mapping[str, object]) -> list[ReviewWork]:
    return conn.objects(ReviewWork, f"select {_COLUMNS} from review_work where {which}", dict(values))


def _theirs(conn: Connection, actor: Actor, id: int) -> ReviewWork:
    found = _rows(conn, "id = :id and person = :person", {"id": id, "person": actor.person})
    if not found:
        raise NotFound(
            phrase("This draft is no longer in your work. Somebody removed it, perhaps in another window.")
        )
    return found[0]


def _set(conn: Connection, id: int, values: Mapping[str, str]) -> None:
    columns = ", ".join(f"{name} = :{name}" for name in values)
    conn.execute(
        f"update review_work set {columns}, revision = revision + 1, changed_at = :now where id = :id",
        {**values, "id": id, "now": now_text()},
    )


def _make_room(conn: Connection, actor: Actor) -> None:
    held = _rows(conn, "person = :person order by changed_at, id", {"person": actor.person})
    if len(held) < MOST:
        return
    done = next((each for each in held if not each.has_unsaved), None)
    if done is None:
        raise ElearnError(
            nphrase(
                "You have %(num)s draft in work with something that is not saved. Save or remove it first.",
                "You have %(num)s drafts in work, each with something that is not saved. Save or remove one first.",
                len(held),
            )
        )
    conn.execute("delete from review_work where id = :id", {"id": done.id})


def _must_fit(draft: str, document: str) -> None:
    if len(draft) > LONGEST or len(document) > LONGEST_DOCUMENT:
        raise ElearnError(
            phrase("This is more than we can keep of one draft. Shorten what you wrote last, or make it two.")
        )

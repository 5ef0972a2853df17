"""The comments of a course: kept, answered, resolved, taken away, and read with the place where each is now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal, Protocol

from elearn.authoring.comments.following import after, anchor_at, follow, relocate, settled
from elearn.authoring.comments.refusing import (
    LONGEST_NAME,
    LONGEST_TEXT,
    must_be_fit,
    must_have_room,
    not_there,
    refused,
)
from elearn.authoring.comments.units import Anchor, text_of
from elearn.authoring.drafts import Turn
from elearn.database import Connection, Database, Row, now_text
from elearn.phrases import phrase

_BEHIND = 20
"""After so many changes of the draft it is written down where the comments are now."""
Source = Literal["link", "desk", "word"]
_PLACE = "about, file, first_line, end_line, seq, page, block, quote, gone"


class Draft(Protocol):
    """A course as its editors have it at change `seq`."""

    @property
    def seq(self) -> int: ...
    @property
    def files(self) -> Mapping[str, str]: ...


class Drafts(Protocol):
    """What knows how a draft was changed."""

    def turns(self, course: str, seq: int, upto: int) -> Iterator[Turn] | None:
        """What was done after change `seq`, up to `upto`. None if that is not known any more."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: a person who is signed in, somebody with a link, or neither, as in a Word file."""

    name: str
    person: int | None = None
    link: int | None = None
    source: Source = "desk"


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark or a reply. `person` is None if no person is known to have written it; `link` says by which it came."""

    id: int
    name: str
    person: int | None
    link: int | None
    source: str
    text: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its replies, and where it is now. `resolved_at` is None while it is open."""

    comment: Comment
    anchor: Anchor
    resolved_at: str | None
    resolved_by: str
    replies: tuple[Comment, ...] = field(default=())


def threads(db: Database, drafts: Drafts, course: str, draft: Draft) -> list[Thread]:
    """All remarks of a course in the order in which they came, each where it is in `draft`."""
    with db.read() as conn:
        rows = conn.rows("select * from comment where course = :course order by id", {"course": course})
    replies: dict[int, list[Comment]] = defaultdict(list)
    for row in rows:
        if row["replies_to"] is not None:
            replies[row["replies_to"]].append(_comment(row))
    roots = [row for row in rows if row["replies_to"] is None]
    anchors = _followed(drafts, course, draft, roots)
    _write_down(db, roots, anchors, draft.seq)
    return [
        Thread(
            _comment(row),
            anchors[row["id"]],
            row["resolved_at"],
            row["resolved_by"],
            tuple(replies[row["id"]]),
        )
        for row in roots
    ]


def open_comments(db: Database, course: str) -> int:
    """How many remarks of a course are not resolved."""
    with db.read() as conn:
        sql = "select count(*) from comment where course = :course and replies_to is null and resolved_at is null"
        return int(conn.value(sql, {"course": course}))


def stamp(db: Database, course: str) -> str:
    """Another word after each thing that was done with the comments of a course."""
    with db.read() as conn:
        row = conn.row(
            """
            select count(*) as all_of_them, coalesce(max(id), 0) as last, count(resolved_at) as done,
                   coalesce(max(resolved_at), '') as at,
                   coalesce(sum(case when resolved_at is null then 0 else id end), 0) as which
              from comment where course = :course
            """,
            {"course": course},
        )
    return "-".join(str(each) for each in (row or {}).values())


def anchor_in(
    drafts: Drafts,
    course: str,
    draft: Draft,
    about: str,
    file: str,
    lines: tuple[int, int],
    page: str,
    seq: int,
) -> Anchor:
    """Where a comment belongs that is about lines at change `seq`, as `draft` has them. Raises InputFault: nowhere.

    `about` is “page” or “block”. A block that is not there any more leaves its page, if that is there.
    """
    if seq == draft.seq:
        found = anchor_at(draft.files, about, file, lines, page)
    else:
        turns = list(drafts.turns(course, seq, draft.seq) or ())
        before = anchor_at(turns[0].before, about, file, lines, page) if turns else None
        found = follow(before, turns, draft.files) if before else None
    if found is None or found.gone:
        found = anchor_at(draft.files, "page", file, (0, 0), page)
    if found is None:
        raise refused(
            phrase("What you wrote about is not in the course any more."),
            phrase("Load the page again, and write at the place where it belongs now."),
        )
    return found


def add(
    db: Database, course: str, anchor: Anchor, seq: int, writer: Writer, text: str, request: str = ""
) -> int:
    """Adds a remark at a place of the draft at change `seq`, and gives its number. The same request is kept once.

    Raises InputFault, in words, if there is no text or name, if they are too long, or if there are too many.
    """
    with db.write(people=()) as conn:
        return _insert(conn, course, writer, text, request, _values(anchor, seq))


def reply(db: Database, course: str, to: int, writer: Writer, text: str, request: str = "") -> int:
    """Adds a reply to a remark, which is open again then. Raises InputFault as `add` does, and if it is not there."""
    with db.write(people=()) as conn:
        root = conn.value(
            "select id from comment where id = :id and course = :course and replies_to is null",
            {"id": to, "course": course},
        )
        if root is None:
            raise not_there()
        known = _known(conn, course, request)
        if known is not None:
            return known
        made = _insert(conn, course, writer, text, request, {"replies_to": to})
        conn.execute("update comment set resolved_at = null, resolved_by = '' where id = :id", {"id": to})
        return made


def resolve(db: Database, course: str, comment: int, by: str) -> None:
    """Says that a remark is dealt with. Raises InputFault if it is not there."""
    sql = "resolved_at = coalesce(resolved_at, :now), resolved_by = :by"
    _set(db, course, comment, sql, now=now_text(), by=by[:LONGEST_NAME])


def reopen(db: Database, course: str, comment: int) -> None:
    """Opens a remark again. Raises InputFault if it is not there."""
    _set(db, course, comment, "resolved_at = null, resolved_by = ''")


def remove(db: Database, course: str, comment: int) -> None:
    """Takes a remark away with its replies, or one reply, for good. Does nothing if it is gone already."""
    with db.write(people=()) as conn:
        given = {"id": comment, "course": course}
        conn.execute("delete from comment where course = :course and replies_to = :id", given)
        conn.execute("delete from comment where course = :course and id = :id", given)


def forget_comments(db: Database, course: str) -> None:
    """Removes all comments and links of a course that has been deleted."""
    with db.write(people=()) as conn:
        for table in ("comment", "comment_link"):
            conn.execute(f"delete from {table} where course = :course", {"course": course})


def take_comments_along(db: Database, course: str, to: str) -> None:
    """Lets the comments and links follow a course that has another id now."""
    with db.write(people=()) as conn:
        for table in ("comment", "comment_link"):
            conn.execute(f"delete from {table} where course = :to", {"to": to})
            conn.execute(
                f"update {table} set course = :to where course = :course", {"course": course, "to": to}
            )


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark from a Word file. `about` says what it is at: a page's id, a question's id or "", and the block's text.

    `request` is the same for the same remark of the same file, so that it is kept once.
    """

    request: str
    name: str
    text: str
    page: str
    block: str = ""
    quote: str = ""
    file: str = ""
    made_at: str = ""
    resolved: bool = False
    replies: tuple["Remark", ...] = ()


def bring_in(db: Database, course: str, draft: Draft, remarks: Sequence[Remark]) -> int:
    """Adds the remarks of a Word file that are not here yet, each where it belongs. Gives how many are new.

    What cannot be found any more is kept as about something that is gone. Too long texts are cut.
    """
    count = 0
    with db.write(people=()) as conn:
        for each in remarks:
            about: Literal["page", "block"] = "block" if each.quote or each.block else "page"
            where = Anchor(about, each.file, (0, 0), each.page, each.block, each.quote, gone=True)
            where = _of_page(relocate(where, draft.files), draft)
            root, new = _taken(conn, course, each, _values(where, draft.seq))
            count += new
            for answer in each.replies:
                count += _taken(conn, course, answer, {"replies_to": root})[1]
            if new and each.resolved:
                conn.execute(
                    "update comment set resolved_at = :now, resolved_by = :by where id = :id",
                    {"now": now_text(), "by": "Word", "id": root},
                )
    return count


def _of_page(anchor: Anchor, draft: Draft) -> Anchor:
    """A remark about a page, with the file and the heading of that page."""
    if anchor.about == "block" or not anchor.gone:
        return anchor
    pages = (anchor_at(draft.files, "page", file, (0, 0), anchor.page) for file in draft.files)
    return next((each for each in pages if each), anchor)


def _taken(conn: Connection, course: str, remark: Remark, values: Mapping[str, Any]) -> tuple[int, bool]:
    known = _known(conn, course, remark.request)
    if known is not None:
        return known, False
    writer = Writer(remark.name.strip()[:LONGEST_NAME] or "Word", source="word")
    more = {**values, **({"made_at": remark.made_at} if remark.made_at else {})}
    text = remark.text.strip()[:LONGEST_TEXT] or "–"
    return _insert(conn, course, writer, text, remark.request, more), True


def _known(conn: Connection, course: str, request: str) -> int | None:
    """The comment that a request has sent before."""
    given = {"course": course, "request": request}
    sql = "select id from comment where course = :course and request = :request"
    return conn.value(sql, given) if request else None


def _insert(
    conn: Connection, course: str, writer: Writer, text: str, request: str, values: Mapping[str, Any]
) -> int:
    known = _known(conn, course, request)
    if known is not None:
        return known
    name, text = " ".join(writer.name.split()), text.strip()
    must_be_fit(name, text)
    must_have_room(conn, course, writer.link)
    row = {
        "course": course,
        "link": writer.link,
        "person": writer.person,
        "name": name,
        "source": writer.source,
        "request": request,
        "text": text,
        "made_at": now_text(),
        **values,
    }
    marks = ", ".join(f":{column}" for column in row)
    insert = f"insert into comment ({', '.join(row)}) values ({marks}) on conflict do nothing returning id"
    made = conn.value(insert, row)
    same = _known(conn, course, request) if made is None else made  # the same came at the same moment
    assert same is not None
    return int(same)


def _followed(drafts: Drafts, course: str, draft: Draft, rows: Sequence[Row]) -> dict[int, Anchor]:
    """Where each remark is in a draft, by its number."""
    found: dict[int, Anchor] = {}
    by_seq: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_seq[row["seq"]].append(row)
    for seq, some in by_seq.items():
        turns = iter(drafts.turns(course, seq, draft.seq) or ()) if seq < draft.seq else iter(())
        first = next(turns, None)
        known = first.before if first else draft.files if seq == draft.seq else None
        now: dict[Anchor, Anchor] = {}  # many remarks are at one block, which is followed once
        for anchor in {_anchor(row) for row in some}:
            at_it = known is not None and (anchor.gone or _is_at(anchor, known))
            if not at_it:
                found |= {row["id"]: relocate(anchor, draft.files) for row in some if _anchor(row) == anchor}
            else:
                now[anchor] = anchor
        for turn in chain([first] if first else [], turns):
            now = {begun: after(anchor, turn) for begun, anchor in now.items()}
        now = {begun: settled(anchor, draft.files) for begun, anchor in now.items()}
        found |= {row["id"]: now[_anchor(row)] for row in some if _anchor(row) in now}
    return found


def _is_at(anchor: Anchor, files: Mapping[str, str]) -> bool:
    """Whether the texts say there what they said when we wrote it down. If not, they have another history."""
    if not anchor.has_lines:
        return anchor.file in files
    return anchor.file in files and text_of(files, anchor.file, anchor.lines) == anchor.quote


def _write_down(db: Database, rows: Sequence[Row], anchors: Mapping[int, Anchor], seq: int) -> None:
    """Keeps where the remarks are now, if that was long ago: the draft's log does not go back for ever."""
    if not any(abs(seq - row["seq"]) >= _BEHIND for row in rows):
        return
    changed = [
        {"id": row["id"], "was": row["seq"], **_values(anchors[row["id"]], seq)}
        for row in rows
        if row["seq"] != seq
    ]
    sets = ", ".join(f"{name} = :{name}" for name in _PLACE.split(", "))
    with db.write(people=()) as conn:
        conn.many(f"update comment set {sets} where id = :id and seq = :was", changed)


def _values(anchor: Anchor, seq: int) -> dict[str, Any]:
    return {
        "about": anchor.about,
        "file": anchor.file,
        "first_line": anchor.lines[0],
        "end_line": anchor.lines[1],
        "seq": seq,
        "page": anchor.page,
        "block": anchor.block,
        "quote": anchor.quote,
        "gone": int(anchor.gone),
    }


def _anchor(row: Row) -> Anchor:
    lines = (row["first_line"], row["end_line"])
    return Anchor(
        row["about"], row["file"], lines, row["page"], row["block"], row["quote"], bool(row["gone"])
    )


def _comment(row: Row) -> Comment:
    names = ("id", "name", "person", "link", "source", "text", "made_at")
    return Comment(**{name: row[name] for name in names})


def _set(db: Database, course: str, comment: int, what: str, **values: str) -> None:
    with db.write(people=()) as conn:
        given = {"id": comment, "course": course, **values}
        sql = f"update comment set {what} where id = :id and course = :course and replies_to is null"
        if not conn.execute(sql, given):
            raise not_there()

"""What the database holds of a draft: its files, and what was done to them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from elearn.authoring.drafts.operations import Made, Operation, as_text, perform
from elearn.authoring.writers import forget_course, rename_course, wrote
from elearn.database import Connection, now_text
from elearn.phrases import as_json

KEPT_OPERATIONS = 5_000
"""How many operations of a course stay in the log at most, to be undone and to move late edits through."""
KEPT_CHARACTERS = 32_000_000
"""How many characters of changed lines they have at most…"""
KEPT_ANYWAY = 100
"""… but so many of the last operations stay, however long they are."""
_LOOKED_AT_EVERY = 50
_COLUMNS = "seq, person, at, kind, what, edits, step, undoes, undone_by"


@dataclass
class Stored:
    """A draft within a transaction. `base` is what the files on the disk said, `text` what they say in the draft.

    `made` is what was done in this transaction.
    """

    conn: Connection
    course: str
    seq: int = 0
    base: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)

    @classmethod
    def load(cls, conn: Connection, course: str) -> "Stored | None":
        """The draft as it is stored. None: the course has none."""
        seq = conn.value("select seq from draft where course = :course", {"course": course})
        if seq is None:
            return None
        rows = conn.tuples(
            "select name, base, text from draft_file where course = :course order by name", {"course": course}
        )
        return cls(
            conn,
            course,
            seq,
            {name: base for name, base, _ in rows if base is not None},
            {name: text for name, _, text in rows if text is not None},
            {name: (base, text) for name, base, text in rows},
        )

    @classmethod
    def begin(cls, conn: Connection, course: str, texts: dict[str, str]) -> "Stored":
        """A new draft that says what the disk says."""
        conn.execute(
            "insert into draft (course, seq, changed_at) values (:course, 0, :at)",
            {"course": course, "at": now_text()},
        )
        return cls(conn, course, 0, dict(texts), dict(texts))

    def record(
        self,
        person: int | None,
        what: str,
        edits: Sequence[Made],
        *,
        request: str = "",
        kind: str = "change",
        step: int | None = None,
        undoes: int | None = None,
    ) -> int:
        """Does something and keeps it in the log. Gives its number. Raises ValueError if it cannot be done."""
        for made in edits:
            perform(self.text, made)
        if person is not None and edits:
            wrote(self.conn, self.course, person)
        self.made += edits
        self.seq += 1
        if kind == "change" and self.seq % _LOOKED_AT_EVERY == 0:  # Undo needs what it takes back
            self._shorten_log()
        self.conn.execute(
            """
            insert into draft_operation (course, seq, person, at, kind, what, edits, request, step, undoes)
            values (:course, :seq, :person, :at, :kind, :what, :edits, :request, :step, :undoes)
            """,
            {
                "course": self.course,
                "seq": self.seq,
                "person": person,
                "at": now_text(),
                "kind": kind,
                "what": json.dumps(as_json(what), ensure_ascii=False),
                "edits": as_text(edits),
                "request": request,
                "step": step or self.seq,
                "undoes": undoes,
            },
        )
        if undoes is not None:
            self.conn.execute(
                "update draft_operation set undone_by = :seq where course = :course and seq = :undoes",
                {"course": self.course, "seq": self.seq, "undoes": undoes},
            )
        return self.seq

    def _shorten_log(self) -> None:
        """Takes the oldest operations out of the log, with whole steps alone, if it is longer than it may be."""
        size, first = 0, self.seq
        lengths = self.conn.tuples(
            "select seq, length(edits) from draft_operation where course = :course order by seq desc",
            {"course": self.course},
        )
        for seq, length in lengths[:KEPT_OPERATIONS]:
            size += length
            if size > KEPT_CHARACTERS and self.seq - seq > KEPT_ANYWAY:
                break
            first = seq
        self.conn.execute(
            """
            delete from draft_operation where course = :course and seq <
              (select min(step) from draft_operation where course = :course and seq >= :first)
            """,
            {"course": self.course, "first": first},
        )

    def note(self, what: str) -> None:
        """Something that is news, and nobody's to undo."""
        self.record(None, what, ())

    def since(self, seq: int) -> list[Operation] | None:
        """What was done after an operation. None if the log does not go back so far, or the number is none of ours."""
        found = operations(self.conn, self.course, "seq > :seq", seq=seq)
        return found if len(found) == self.seq - seq else None

    def keep(self) -> None:
        """Writes what has changed into the database."""
        names = {*self.base, *self.text, *self._kept}
        now = {name: (self.base.get(name), self.text.get(name)) for name in names}
        changed = [
            {"course": self.course, "name": name, "base": base, "text": text}
            for name, (base, text) in sorted(now.items())
            if self._kept.get(name, (None, None)) != (base, text)
        ]
        gone = [each for each in changed if each["base"] is None and each["text"] is None]
        self.conn.many("delete from draft_file where course = :course and name = :name", _places(gone))
        self.conn.many(
            """
            insert into draft_file (course, name, base, text) values (:course, :name, :base, :text)
            on conflict (course, name) do update set base = excluded.base, text = excluded.text
            """,
            [each for each in changed if each not in gone],
        )
        self.conn.execute(
            "update draft set seq = :seq, changed_at = :at where course = :course and seq <> :seq",
            {"course": self.course, "seq": self.seq, "at": now_text()},
        )


def operations(conn: Connection, course: str, where: str, **values: object) -> list[Operation]:
    """Operations of a course that fulfil a condition, in order."""
    rows = conn.rows(
        f"select {_COLUMNS} from draft_operation where course = :course and {where} order by seq",
        {"course": course, **values},
    )
    return [Operation.from_row(row) for row in rows]


def forget(conn: Connection, course: str) -> None:
    """Removes all that is kept of a course's draft, of who wrote in it, and of its sign-off."""
    forget_course(conn, course)
    for table in ("draft_window", "draft"):  # what belongs to the draft goes with it
        conn.execute(f"delete from {table} where course = :course", {"course": course})


def rename(conn: Connection, course: str, to: str) -> None:
    """Gives a draft another course, with who wrote in it and its sign-off."""
    forget(conn, to)
    rename_course(conn, course, to)
    names = {"course": course, "to": to}
    conn.execute(
        "insert into draft (course, seq, changed_at) select :to, seq, changed_at from draft where course = :course",
        names,
    )
    for table in ("draft_file", "draft_operation", "draft_media"):
        conn.execute(f"update {table} set course = :to where course = :course", names)
    forget(conn, course)


def _places(rows: Sequence[dict[str, str | None]]) -> list[dict[str, str | None]]:
    return [{"course": row["course"], "name": row["name"]} for row in rows]

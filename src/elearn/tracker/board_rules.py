"""The rules that a board can turn on. Each is off until then. Whatever a rule allows or forbids asks `is_on`."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from elearn.database import Connection, Database, now_text
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import audit
from elearn.tracker.scope import Actor

ONLY_APPROVED = "only-approved-courses"
ANYONE_MAY_LEARN = "anyone-may-learn"
RULES: Mapping[str, str] = MappingProxyType(
    {
        ONLY_APPROVED: phrase("Only approved courses are built and published."),
        ANYONE_MAY_LEARN: phrase(
            "Anyone may register by e-mail and take the courses that are open to everyone."
        ),
    }
)
"""Each rule, by its name, in a sentence."""
SET = "rule.set"
"""The audit's event."""
_ON, _OFF = "on", "off"


@dataclass(frozen=True)
class BoardRule:
    """A rule of the board. `set_at` is ISO text in UTC, "" if nobody has set it; `set_name` "": from a terminal."""

    name: str
    words: str
    on: bool
    set_at: str = ""
    set_name: str = ""


def every_rule(conn: Connection) -> list[BoardRule]:
    """Every rule, and whether it is on."""
    rows = conn.rows(
        """
        select r.name, r.value, r.set_at, coalesce(p.name, '') as set_name
          from rule r left join person p on p.id = r.set_by
        """
    )
    known = {row["name"]: row for row in rows}
    return [
        BoardRule(name, words, known[name]["value"] == _ON, known[name]["set_at"], known[name]["set_name"])
        if name in known
        else BoardRule(name, words, False)
        for name, words in RULES.items()
    ]


def is_on(conn: Connection, name: str) -> bool:
    """Whether a rule is on."""
    return bool(conn.value("select value from rule where name = :name", {"name": name}) == _ON)


def set_rule(db: Database, name: str, on: bool, *, by: Actor | None) -> bool:
    """Turns a rule on or off. Returns False if it was so already. `by` is None for a terminal.

    Raises NotAllowed if the person has no right to govern, and InputFault if there is no such rule.
    """
    if by is not None:
        by.must("govern")
    if name not in RULES:
        message = phrase("There is no rule “%(name)s”.", name=name)
        remedy = phrase("Choose one of %(names)s.", names=", ".join(RULES))
        raise InputFault([Problem("rule", 0, 0, "rule", "error", message, remedy)])
    person = by.person if by else None
    with db.write(people=()) as conn:
        if is_on(conn, name) == on:
            return False
        conn.execute(
            """
            insert into rule (name, value, set_by, set_at) values (:name, :value, :by, :at)
            on conflict (name) do update
               set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at
            """,
            {"name": name, "value": _ON if on else _OFF, "by": person, "at": now_text()},
        )
        audit.note(conn, SET, actor=person, subject=name, detail={"on": on})
    return True

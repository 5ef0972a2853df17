"""Records of learning from elsewhere: the learner keeps them, corrects them, and takes them back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from elearn.characters import plain
from elearn.database import Connection, Database, now_text
from elearn.days import today
from elearn.phrases import phrase
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit, standing
from elearn.tracker.outside import evidence
from elearn.tracker.outside.evidence import Evidence
from elearn.tracker.paging import PAGE_SIZE, Page, page_of
from elearn.tracker.registers import FormFields
from elearn.tracker.scope import Actor, Scope
from elearn.translations import gettext as _

State = Literal["waiting", "approved", "declined", "taken-back"]
STATES: Final[tuple[State, ...]] = ("waiting", "approved", "declined", "taken-back")
LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 4_000
MOST_MINUTES: Final = 500 * 60
MOST_WAITING: Final = 50
"""How many records of one person may wait at once."""
FIRST_DAY: Final = date(1990, 1, 1)
COLUMNS: Final = """
    o.id, o.person, p.name, o.title, o.provider, o.completed_on, o.minutes, o.participatory, o.course,
    c.title as course_title, o.note, o.recorded_at, o.state, d.name as decided_by_name, o.decided_at, o.decision,
    e.name as evidence
"""
SOURCE: Final = """
    from outside_learning o
    join person p on p.id = o.person
    left join course c on c.id = o.course
    left join person d on d.id = o.decided_by
    left join outside_evidence e on e.outside_learning = o.id
"""


@dataclass(frozen=True, slots=True)
class Learned:
    """What somebody says that they learned elsewhere.

    `hours` and `minutes` are how long it was, together. `participatory`: with others, who took part in it (None: they
    have not said). `note` is what they learned, in their own words.
    """

    title: str
    provider: str
    completed_on: date | None
    hours: int
    minutes: int
    participatory: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutsideLearning:
    """A record as it is kept. `name` is the learner's, and `course` what it stands for, as the lead decided.

    `recorded_at` and `decided_at` are ISO text in UTC. `decision` is why, in the lead's words. `evidence` is the name
    of its file, if it has one.
    """

    id: int
    person: int
    name: str
    title: str
    provider: str
    completed_on: date
    minutes: int
    participatory: bool
    course: str | None
    course_title: str | None
    note: str
    recorded_at: str
    state: State
    decided_by_name: str | None
    decided_at: str | None
    decision: str
    evidence: str | None


def record(db: Database, actor: Actor, learned: Learned, file: Evidence | None = None) -> int:
    """Keeps what the actor learned elsewhere. Returns the record's id. It waits until somebody decides.

    Raises InputFault with everything that is wrong, and NotAllowed for somebody who registered by themselves: nobody
    could decide for them, and strangers are not to send files.
    """
    if actor.registered:
        raise NotAllowed(_("Learning from elsewhere is for people with a post at an agency."))
    entry = FormFields()
    values, kept = _read(entry, learned, file)
    with db.write(people=[actor.person]) as conn:
        waiting: int = conn.value(
            "select count(*) from outside_learning where person = :person and state = 'waiting'",
            {"person": actor.person},
        )
        if waiting >= MOST_WAITING:
            message = _("%(count)s records of yours wait already.", count=waiting)
            entry.fault(
                "", message, _("Ask your lead to decide on them, or take back those that you do not need.")
            )
        entry.done()
        id: int = conn.value(
            """
            insert into outside_learning
                (person, title, provider, completed_on, minutes, participatory, note, recorded_at)
            values (:person, :title, :provider, :completed_on, :minutes, :participatory, :note, :now) returning id
            """,
            {**values, "person": actor.person, "now": now_text()},
        )
        if kept is not None:
            evidence.keep(conn, id, kept)
        note(conn, "recorded", actor, id, {"evidence": kept is not None})
    return id


def correct(
    db: Database,
    actor: Actor,
    id: int,
    learned: Learned,
    file: Evidence | None = None,
    *,
    drop_file: bool = False,
) -> None:
    """Changes a record of the actor's own that waits, or that was declined: then it waits again.

    Without `file` it keeps the one that it has, unless `drop_file` says that it goes. Raises InputFault with everything
    that is wrong, NotFound if it is not theirs, and NotAllowed if it was approved or taken back.
    """
    entry = FormFields()
    values, kept = _read(entry, learned, file)
    with db.write(people=[actor.person]) as conn:
        found = found_in(conn, id, actor.own_scope())
        if found.state not in ("waiting", "declined"):
            raise NotAllowed(
                _("This record was decided meanwhile. Take it back and record it anew if it is wrong.")
            )
        entry.done()
        conn.execute(
            """
            update outside_learning
               set title = :title, provider = :provider, completed_on = :completed_on, minutes = :minutes,
                   participatory = :participatory, note = :note, recorded_at = :now, course = null,
                   state = 'waiting', decided_by = null, decided_at = null, decision = ''
             where id = :id
            """,
            {**values, "id": id, "now": now_text()},
        )
        if kept is not None:
            evidence.keep(conn, id, kept)
        elif drop_file:
            conn.execute("delete from outside_evidence where outside_learning = :id", {"id": id})
        note(conn, "corrected", actor, id)


def take_back(db: Database, actor: Actor, id: int) -> None:
    """Takes back a record of the actor's own. If it was approved, it counts no longer.

    Raises NotFound if it is not theirs, and NotAllowed if it is taken back already.
    """
    with db.write(people=[actor.person]) as conn:
        found = found_in(conn, id, actor.own_scope())
        if found.state == "taken-back":
            raise NotAllowed(_("You have taken this back already."))
        conn.execute("update outside_learning set state = 'taken-back' where id = :id", {"id": id})
        note(conn, "taken-back", actor, id, {"was": found.state})
        if found.state == "approved":
            standing.refresh(conn, {found.person})


def of_person(
    db: Database, actor: Actor, person: int, *, page: int = 1, size: int = PAGE_SIZE
) -> Page[OutsideLearning]:
    """Somebody's records, the latest learning first: the actor's own, or of somebody whom they may see by name.

    Raises NotFound if they may not.
    """
    if person != actor.person:
        must_see(db, actor, person)
    return page_of(
        db,
        OutsideLearning,
        COLUMNS,
        f"{SOURCE} where o.person = :person",
        "o.completed_on desc, o.id desc",
        {"person": person},
        page=page,
        size=size,
    )


def every(
    db: Database, *, state: str = "all", agency: str | None = None, page: int = 1, size: int = PAGE_SIZE
) -> Page[OutsideLearning]:
    """Everybody's records, for a terminal, that which has waited longest first.

    `state` is one of `STATES`, or "all". `agency` limits them to its people and those of its children. Raises NotFound
    if there is no such agency.
    """
    scope = Scope.everyone() if agency is None else Scope.of_agencies([agency])
    with db.read() as conn:
        if agency is not None and not conn.value(
            "select 1 from agency where id = :agency", {"agency": agency}
        ):
            raise NotFound(phrase("There is no agency “%(agency)s” here.", agency=agency))
    return page_of(
        db,
        OutsideLearning,
        COLUMNS,
        f"{SOURCE} where (:state = 'all' or o.state = :state) and {scope.on_person('o.person')}",
        "o.recorded_at, o.id",
        {"state": state, **scope.params},
        page=page,
        size=size,
    )


def one(db: Database, actor: Actor | None, id: int) -> OutsideLearning:
    """One record: the actor's own, or of somebody whom they may see by name (None: a terminal).

    Raises NotFound if there is none.
    """
    with db.read() as conn:
        for scope in (actor.own_scope(), actor.people_scope()) if actor else (Scope.everyone(),):
            if found := _found(conn, id, scope):
                return found
    raise no_such()


def found_in(conn: Connection, id: int, scope: Scope) -> OutsideLearning:
    """A record of a person in the scope. Raises NotFound if there is none."""
    found = _found(conn, id, scope)
    if found is None:
        raise no_such()
    return found


def no_such() -> NotFound:
    """What to raise if there is no such record for the reader."""
    return NotFound(_("There is no such record of learning from elsewhere here. Go back to the list."))


def must_see(db: Database, actor: Actor, person: int) -> None:
    """Raises NotFound unless the actor may see this person by name."""
    scope = actor.people_scope()
    with db.read() as conn:
        seen = conn.value(
            f"select 1 from person where id = :person and {scope.on_person('id')}",
            {"person": person, **scope.params},
        )
    if seen is None:
        raise NotFound(_("There is no such person here. Go back to the list."))


def note(
    conn: Connection, step: str, actor: Actor | None, id: int, detail: Mapping[str, Any] | None = None
) -> None:
    """Keeps a step in the audit. It holds no title and no text of the learner."""
    by = actor.person if actor else None
    audit.note(conn, f"outside.{step}", actor=by, subject=subject(id), detail=detail)


def subject(id: int) -> str:
    """What the audit calls a record."""
    return f"outside-learning:{id}"


def _found(conn: Connection, id: int, scope: Scope) -> OutsideLearning | None:
    return conn.object(
        OutsideLearning,
        f"select {COLUMNS} {SOURCE} where o.id = :id and {scope.on_person('o.person')}",
        {"id": id, **scope.params},
    )


def _read(
    entry: FormFields, learned: Learned, file: Evidence | None
) -> tuple[dict[str, Any], Evidence | None]:
    """What a form says, as it is stored, and its file. What is wrong is noted in `entry`."""
    if learned.completed_on is None:
        entry.fault(_("When it was"), _("Nothing is chosen for the day."), _("Choose the last day of it."))
    if learned.participatory is None:
        entry.fault(
            _("How you learned"),
            _("You have not said whether you took part with others."),
            _("Choose one of the two."),
        )
    values = {
        "title": entry.text(_("What it was called"), plain(learned.title), longest=LONGEST_TITLE),
        "provider": entry.text(_("Who provided it"), plain(learned.provider), longest=LONGEST_TITLE),
        "completed_on": entry.day(
            _("When it was"), learned.completed_on or today(), first=FIRST_DAY, last=today()
        ),
        "minutes": how_long(entry, learned.hours, learned.minutes),
        "participatory": int(bool(learned.participatory)),
        "note": entry.text(_("What you learned"), learned.note, longest=LONGEST_TEXT),
    }
    return values, evidence.checked(entry, file) if file is not None else None


def how_long(entry: FormFields, hours: int, minutes: int) -> int:
    """Hours and minutes as minutes. What is wrong with them is noted in `entry`."""
    total = hours * 60 + minutes
    if hours < 0 or minutes < 0 or not 0 < total <= MOST_MINUTES:
        entry.fault(
            _("How long it was"),
            _("It must last at least a minute, and at most %(most)s hours.", most=MOST_MINUTES // 60),
            _("Write how many hours and minutes you spent on it."),
        )
    return total

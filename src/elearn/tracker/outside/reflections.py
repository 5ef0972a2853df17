"""Regular updates: somebody chooses what they learned, and writes a reflection on it.

What they write stays theirs. Their leads see that there is a reflection, of which day, and on what.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from elearn.database import Connection, Database, now_text
from elearn.days import add_months, today
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.tracker import audit, standing
from elearn.tracker.asks import IN_FORCE
from elearn.tracker.counting import COUNTS
from elearn.tracker.outside.records import must_see
from elearn.tracker.registers import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _

LONGEST_REFLECTION: Final = 8_000
_ASKED: Final = f"""
    select r.renew_after_months, q.counts_outside
      from {IN_FORCE} r join requirement q on q.id = r.id
     where r.course = :course and r.from_day <= :day and (r.to_day is null or r.to_day >= :day)
       and exists (select 1 from post
                    where post.person = :person and post.starts_on <= :day
                      and (post.ends_on is null or post.ends_on >= :day)
                      and (r.role_group is null or r.role_group = post.role_group)
                      and (r.agency is null or r.agency in
                           (select w.within from agency_within w where w.agency = post.agency)))
       and not exists (select 1 from exemption e
                        where e.person = :person and e.course = r.course and e.from_day <= :day
                          and (e.to_day is null or e.to_day >= :day))
"""
"""What requirements ask for an update of `:person` on `:day`."""
_SOME_MONTHS: Final = 12
"""How far back one may choose if no requirement says how often the update is due."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something learned that a reflection can be about. `key` names it: `completion:7` or `outside:3`."""

    key: str
    title: str
    day: date
    minutes: int | None
    source: Literal["course", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Reflection:
    """A reflection of one's own. `about` is the title of what was learned, and `counts` whether it still counts.

    `counts` is about what was learned: a pass that was withdrawn, or an approval that was taken back, does not.
    """

    id: int
    course: str
    written_on: date
    text: str
    about: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Written:
    """That somebody wrote a reflection: for which update, when, and on what. Its text is its writer's alone."""

    course_title: str
    written_on: date
    about: str


@dataclass(frozen=True, slots=True)
class Update:
    """A regular update for one person on a day.

    `required`: somebody asks for it now. `months`: how far back `choices` go. `written` are the reflections so far,
    the latest first.
    """

    course: str
    title: str
    required: bool
    months: int
    counts_outside: bool
    choices: tuple[Choice, ...]
    written: tuple[Reflection, ...]


def update_of(db: Database, actor: Actor, course: str, day: date) -> Update:
    """A regular update for the actor on a day. Raises NotFound if there is no such update."""
    with db.read() as conn:
        return _update(conn, actor.person, course, day)


def reflect(db: Database, actor: Actor, course: str, *, about: str, text: str) -> int:
    """Keeps a reflection of the actor, of today. `about` is the key of one of the choices. Returns its id.

    Raises InputFault with everything that is wrong, and NotFound if there is no such update.
    """
    entry = FormFields()
    words = _words(entry, text)
    with db.write(people=[actor.person]) as conn:
        update = _update(conn, actor.person, course, today())
        if not about:
            entry.fault(
                _("What you learned"), _("Nothing is chosen."), _("Choose what your reflection is about.")
            )
        elif about not in {each.key for each in update.choices}:
            entry.fault(
                _("What you learned"),
                _("What you chose does not count for this update, or no longer does."),
                _("Choose another from the list."),
            )
        values = {**_about(about), "person": actor.person, "course": course, "today": today().isoformat()}
        if conn.value(
            """
            select 1 from reflection
             where person = :person and course = :course and written_on = :today
               and coalesce(completion, 0) = coalesce(:completion, 0)
               and coalesce(outside_learning, 0) = coalesce(:outside, 0)
            """,
            values,
        ):
            entry.fault(
                "", _("You have written a reflection on this today already."), _("Correct that one below.")
            )
        entry.done()
        id: int = conn.value(
            """
            insert into reflection (person, course, written_on, text, completion, outside_learning, recorded_at)
            values (:person, :course, :today, :text, :completion, :outside, :now) returning id
            """,
            {**values, "text": words, "now": now_text()},
        )
        audit.note(
            conn, "reflection.written", actor=actor.person, subject=_subject(id), detail={"course": course}
        )
        standing.refresh(conn, {actor.person}, {course})
    return id


def correct_reflection(db: Database, actor: Actor, id: int, *, text: str) -> None:
    """Changes the words of a reflection of the actor's own. It keeps its day and what it is about.

    Raises InputFault if nothing is written, and NotFound if it is not theirs.
    """
    entry = FormFields()
    words = _words(entry, text)
    with db.write(people=[actor.person]) as conn:
        changed = conn.execute(
            "update reflection set text = :text where id = :id and person = :person",
            {"text": words, "id": id, "person": actor.person},
        )
        if not changed:
            raise NotFound(_("There is no such reflection of yours."))
        entry.done()
        audit.note(conn, "reflection.corrected", actor=actor.person, subject=_subject(id))


def written_by(db: Database, actor: Actor, person: int) -> list[Written]:
    """Which reflections somebody wrote, the latest first, without their text.

    They are the actor's own, or of somebody whom they may see by name. Raises NotFound if they may not.
    """
    if person != actor.person:
        must_see(db, actor, person)
    with db.read() as conn:
        return conn.objects(
            Written,
            """
            select u.title as course_title, f.written_on, coalesce(k.title, o.title) as about
              from reflection f
              join course u on u.id = f.course
              left join completion c on c.id = f.completion
              left join course k on k.id = c.course
              left join outside_learning o on o.id = f.outside_learning
             where f.person = :person
             order by f.written_on desc, f.id desc
            """,
            {"person": person},
        )


def _update(conn: Connection, person: int, course: str, day: date) -> Update:
    title = conn.value("select title from course where id = :course and kind = 'update'", {"course": course})
    if title is None:
        raise NotFound(phrase("There is no such update here. Somebody may have removed it."))
    values: dict[str, Any] = {"person": person, "course": course, "day": day.isoformat()}
    asked = conn.rows(_ASKED, values)
    months = max((each["renew_after_months"] or _SOME_MONTHS for each in asked), default=_SOME_MONTHS)
    outside = any(each["counts_outside"] for each in asked)
    choices = _choices(conn, {**values, "since": add_months(day, -months).isoformat()}, outside=outside)
    return Update(course, title, bool(asked), months, outside, choices, _written(conn, values))


def _choices(conn: Connection, values: dict[str, Any], *, outside: bool) -> tuple[Choice, ...]:
    """What somebody learned since a day and may reflect on, the latest first."""
    found = conn.objects(
        Choice,
        f"""
        select 'completion:' || c.id as key, k.title, c.completed_on as day, c.minutes, 'course' as source
          from completion c join course k on k.id = c.course
         where c.person = :person and c.completed_on between :since and :day and {COUNTS}
           and (not exists (select 1 from counts_towards t where t.course = :course)
                or c.course in (select t.other from counts_towards t where t.course = :course))
        union all
        select 'outside:' || o.id, o.title, o.completed_on, o.minutes, 'elsewhere'
          from outside_learning o
         where o.person = :person and o.completed_on between :since and :day and o.state = 'approved'
           and :outside = 1
         order by 3 desc, 2, 1
        """,
        {**values, "outside": int(outside)},
    )
    return tuple(found)


def _written(conn: Connection, values: dict[str, Any]) -> tuple[Reflection, ...]:
    found = conn.objects(
        Reflection,
        f"""
        select f.id, f.course, f.written_on, f.text, coalesce(k.title, o.title) as about,
               case when o.state = 'approved' then 1
                    when exists (select 1 from completion c where c.id = f.completion and {COUNTS}) then 1
                    else 0 end as counts
          from reflection f
          left join completion p on p.id = f.completion
          left join course k on k.id = p.course
          left join outside_learning o on o.id = f.outside_learning
         where f.person = :person and f.course = :course
         order by f.written_on desc, f.id desc
        """,
        values,
    )
    return tuple(found)


def _about(key: str) -> dict[str, int | None]:
    """What a choice's key names, as the columns of `reflection`."""
    kind, _colon, id = key.partition(":")
    number = int(id) if id.isascii() and id.isdecimal() and len(id) <= 18 else None
    return {
        "completion": number if kind == "completion" else None,
        "outside": number if kind == "outside" else None,
    }


def _words(entry: FormFields, text: str) -> str:
    return entry.text(_("Your reflection"), text, longest=LONGEST_REFLECTION)


def _subject(id: int) -> str:
    return f"reflection:{id}"

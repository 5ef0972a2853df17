"""Lessons of workshops at the subgroup: whether each applies more widely, why, and what follows.

A workshop puts its questions and its strategic lessons to the subgroup. They go to the next meeting. If none is
arranged, they wait for one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.database import Connection, Database
from elearn.days import today
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit
from elearn.tracker.registers import actions
from elearn.tracker.registers.actions import NewAction
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import day as in_words
from elearn.translations import gettext as _

APPLIES = ("yes", "in part", "no")
FOLLOWS = ("action", "course", "procedure", "nothing")
QUESTION = ""
"""The tier of a question that a workshop put to the subgroup."""


@dataclass(frozen=True, slots=True)
class SubgroupLesson:
    """A lesson or question that the subgroup considers.

    `held_on` is the day of its workshop. `meeting` is None if it waits for one, and `meets_on` the day of the meeting.
    `applies` is "" until the subgroup has said. `action` is None for someone who may not see that action, which is on
    `recommendation` (`review-slug#id`). `course` is a
    slug, or "" for a course that is to be written. `decided_by` is the name of the person who recorded the outcome.
    """

    id: int
    workshop: int
    review: str
    held_on: date
    tier: str
    lesson: str
    meeting: int | None
    meets_on: date | None
    applies: str
    why: str
    follows: str
    follow_up: str
    due: date | None
    action: int | None
    recommendation: str
    action_text: str
    agency_name: str
    course: str
    decided_by: str | None
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the subgroup says of a lesson: one of `APPLIES`, why, and one of `FOLLOWS` if it applies.

    If an action follows, it is an action that is there (`action`) or one to add (`new_action`). If a course follows, it
    is one of the library (`course`), or `follow_up` says what is to be written. If a procedure is changed, `follow_up`
    says which one and who changes it, and `due` by when.
    """

    applies: str
    why: str
    follows: str = ""
    follow_up: str = ""
    due: date | None = None
    action: int | None = None
    new_action: NewAction | None = None
    course: str = ""


def may_see(actor: Actor) -> bool:
    """Whether the person may see workshops, and what the subgroup said of them."""
    return any(actor.may(right) for right in ("govern", "record", "author"))


def must_see(actor: Actor) -> None:
    """Raises NotAllowed for someone who only learns."""
    if not may_see(actor):
        raise NotAllowed(_("Workshops are for the board, agency leads and trainers."))


def bring(conn: Connection, workshop: int, strategic: str, questions: str) -> None:
    """Puts a new workshop's strategic lessons and its questions to the subgroup, in the caller's transaction.

    Both texts have one a line. They go to the next meeting, or wait if there is none.
    """
    tiers = {
        **dict.fromkeys(questions.splitlines(), QUESTION),
        **dict.fromkeys(strategic.splitlines(), "strategic"),
    }
    for lesson, tier in tiers.items():
        _insert(conn, workshop, tier, lesson)


def ask(db: Database, actor: Actor, workshop: int, tier: str, lesson: str) -> int:
    """Asks the subgroup whether a lesson of a workshop applies more widely. Returns its id.

    Raises NotFound if the workshop has no such lesson, and InputFault if the subgroup has been asked already.
    """
    if not (actor.may("govern") or actor.may("author")):
        raise NotAllowed(_("Workshops are recorded by the board, administrators and trainers."))
    entry = FormFields()
    with db.write() as conn:
        row = conn.row("select individual, local, strategic from workshop where id = :id", {"id": workshop})
        if row is None or lesson not in str(row.get(tier, "")).splitlines():
            raise NotFound(_("The workshop has no such lesson. Look at the review again."))
        same = {"workshop": workshop, "tier": tier, "lesson": lesson}
        if conn.value(
            """
            select 1 from subgroup_lesson where workshop = :workshop and tier = :tier and lesson = :lesson
            """,
            same,
        ):
            entry.fault(_("Lesson"), _("The subgroup has this lesson already."), _("Choose another."))
        entry.done()
        number = _insert(conn, workshop, tier, lesson)
        _note(conn, "asked", actor, number, {"workshop": workshop, "tier": tier})
    return number


def take_waiting(conn: Connection, meeting: int) -> None:
    """Puts everything that waits on the agenda of a meeting, in the caller's transaction."""
    conn.execute(
        "update subgroup_lesson set meeting = :meeting where meeting is null and applies = ''",
        {"meeting": meeting},
    )


def put(db: Database, actor: Actor, lessons: Collection[int], meeting: int | None) -> None:
    """Puts lessons on the agenda of a meeting, or lets them wait (None).

    Raises NotFound if one of them or the meeting is gone, and InputFault if one has an outcome already. Then nothing
    is moved.
    """
    actor.must("govern")
    entry = FormFields()
    with db.write() as conn:
        on = _day_of(conn, meeting) if meeting is not None else None
        for number in lessons:
            if _one(conn, actor, number).applies:
                entry.fault(
                    _("Lesson"),
                    _("The subgroup has decided on this lesson already."),
                    _("Decide anew on the page of its meeting."),
                )
        entry.done()
        for number in lessons:
            conn.execute(
                "update subgroup_lesson set meeting = :meeting where id = :id",
                {"meeting": meeting, "id": number},
            )
            _note(conn, "put", actor, number, {"meeting": meeting, "meeting_on": on and on.isoformat()})


def decide(db: Database, actor: Actor, lesson: int, meeting: int, decision: Decision) -> None:
    """Records what a meeting of the subgroup said of a lesson, and adds the action that follows if it is a new one.

    A later meeting may decide anew. The audit keeps every decision. Raises InputFault with everything that is wrong,
    and NotFound if there is no such lesson or meeting. Then nothing is written.
    """
    actor.must("govern")
    entry = FormFields()
    values = _values(entry, decision)
    with db.write() as conn:
        before, on = _one(conn, actor, lesson), _day_of(conn, meeting)
        _check_day(entry, before, on)
        if decision.follows == "action":
            _check_action(conn, entry, actor, before.review, decision)
        entry.done()
        if decision.follows == "action":
            new = decision.new_action
            values["action"] = actions.keep(conn, actor, new) if new else decision.action
        conn.execute(
            """
            update subgroup_lesson
               set meeting = :meeting, applies = :applies, why = :why, follows = :follows, follow_up = :follow_up,
                   due = :due, action = :action, course = :course, decided_by = :by, decided_on = :day
             where id = :id
            """,
            {**values, "meeting": meeting, "by": actor.person, "day": today().isoformat(), "id": lesson},
        )
        _note(conn, "decided", actor, lesson, {"meeting_on": on.isoformat(), **values})


def _values(entry: FormFields, decision: Decision) -> dict[str, Any]:
    """What is stored of a decision, without its action. Notes what is wrong."""
    if not decision.applies:
        entry.fault(
            _("Applies more widely"),
            _("Nobody has said whether it applies more widely."),
            _("Choose yes, in part or no."),
        )
    else:
        entry.one_of(_("Applies more widely"), decision.applies, APPLIES)
    values: dict[str, Any] = {
        "applies": decision.applies,
        "why": entry.text(_("Why"), decision.why),
        "follows": decision.follows,
        "follow_up": "",
        "due": None,
        "action": None,
        "course": "",
    }
    if decision.applies == "no" and decision.follows:
        entry.fault(
            _("What follows"),
            _("It does not apply more widely, so nothing follows from it."),
            _("Leave this empty, or choose that it applies in part."),
        )
    elif decision.follows:
        entry.one_of(_("What follows"), decision.follows, FOLLOWS)
        values |= _follow_up(entry, decision)
    elif decision.applies in ("yes", "in part"):
        entry.fault(
            _("What follows"),
            _("It applies more widely, but nobody has said what follows."),
            _("Choose an action, a course, a change of procedure, or that nothing more follows."),
        )
    return values


def _follow_up(entry: FormFields, decision: Decision) -> dict[str, Any]:
    due = decision.due.isoformat() if decision.due else None
    if decision.follows == "procedure":
        if not due:
            entry.fault(_("By"), _("The change of procedure has no day."), _("Choose by when it is made."))
        text = entry.text(_("Which procedure, and who changes it"), decision.follow_up)
        return {"follow_up": text, "due": due}
    if decision.follows == "course":
        if decision.course:
            return {"course": entry.course(decision.course)}
        return {"follow_up": entry.text(_("What is to be written"), decision.follow_up), "due": due}
    return {}


def _check_day(entry: FormFields, before: SubgroupLesson, on: date) -> None:
    """A meeting decides on its day or later, and not before a meeting that decided already."""
    must_have_met(entry, on)
    if before.applies and before.meets_on and on < before.meets_on:
        entry.fault(
            _("Meeting"),
            _("A later meeting has decided on it, on %(day)s.", day=in_words(before.meets_on)),
            _("Choose that meeting, or one after it."),
        )


def must_have_met(entry: FormFields, on: date) -> None:
    """Notes it if a meeting on this day is still to come, so that it cannot have decided anything."""
    if on > today():
        entry.fault(
            _("Meeting"),
            _("The subgroup meets on %(day)s, which is still to come.", day=in_words(on)),
            _("Record what it decides on that day or later."),
        )


def _check_action(conn: Connection, entry: FormFields, actor: Actor, review: str, decision: Decision) -> None:
    """Notes what is wrong with the action that follows. It must be of the lesson's review."""
    field, new = _("Action"), decision.new_action
    if new:
        actions.check(entry, new)
        of = new.recommendation
    elif decision.action is None:
        entry.fault(field, _("No action is chosen."), _("Choose one, or add a new one."))
        return
    else:
        of = actions.found(conn, actor, decision.action).recommendation
    if of.partition("#")[0] != review:
        entry.fault(
            field, _("The action is about another review."), _("Choose one about the review of the workshop.")
        )


def lessons(
    db: Database,
    actor: Actor,
    *,
    workshops: Collection[int] | None = None,
    reviews: Collection[str] | None = None,
    waiting: bool = False,
) -> list[SubgroupLesson]:
    """The lessons that went to the subgroup: those of some workshops, of some reviews, or those that wait.

    Raises NotAllowed for someone who only learns.
    """
    must_see(actor)
    conditions = ["1 = 1"]
    if workshops is not None:
        conditions.append("l.workshop in :workshops")
    if reviews is not None:
        conditions.append("w.review in :reviews")
    if waiting:
        conditions.append("l.meeting is null and l.applies = ''")
    with db.read() as conn:
        params = {"workshops": list(workshops or ()), "reviews": list(reviews or ())}
        return read(conn, actor, " and ".join(conditions), params)


def trail(db: Database, actor: Actor, lesson: int) -> list[audit.AuditStep]:
    """What was done to a lesson, with every decision. Raises NotFound if there is no such lesson."""
    actor.must("govern")
    with db.read() as conn:
        _one(conn, actor, lesson)
        return audit.trail(conn, f"lesson:{lesson}")


def read(conn: Connection, actor: Actor, condition: str, params: dict[str, Any]) -> list[SubgroupLesson]:
    """The lessons that meet an SQL condition: questions first, then by tier. The caller checks the right."""
    scope = actor.record_scope()
    theirs = scope.on_agency("x.agency")
    return conn.objects(
        SubgroupLesson,
        f"""
        select l.id, l.workshop, w.review, w.held_on, l.tier, l.lesson, l.meeting, m.held_on as meets_on,
               l.applies, l.why, l.follows, l.follow_up, l.due,
               case when {theirs} then l.action end as action,
               coalesce(x.recommendation, '') as recommendation,
               case when {theirs} then coalesce(x.action, '') else '' end as action_text,
               case when {theirs} then coalesce(a.name, '') else '' end as agency_name,
               l.course, p.name as decided_by, l.decided_on
          from subgroup_lesson l join workshop w on w.id = l.workshop
          left join subgroup_meeting m on m.id = l.meeting
          left join recommendation_action x on x.id = l.action
          left join agency a on a.id = x.agency
          left join person p on p.id = l.decided_by
         where {condition}
         order by case l.tier when '' then 0 when 'strategic' then 1 when 'local' then 2 else 3 end,
                  w.held_on desc, l.id
        """,
        {**params, **scope.params},
    )


def _insert(conn: Connection, workshop: int, tier: str, lesson: str) -> int:
    number: int = conn.value(
        """
        insert into subgroup_lesson (workshop, tier, lesson, meeting)
        values (:workshop, :tier, :lesson,
                (select id from subgroup_meeting where held_on >= :today order by held_on limit 1))
        returning id
        """,
        {"workshop": workshop, "tier": tier, "lesson": lesson, "today": today().isoformat()},
    )
    return number


def _one(conn: Connection, actor: Actor, number: int) -> SubgroupLesson:
    for found in read(conn, actor, "l.id = :number", {"number": number}):
        return found
    raise NotFound(_("There is no such lesson on an agenda. Look at the meetings again."))


def _day_of(conn: Connection, meeting: int) -> date:
    found = conn.value("select held_on from subgroup_meeting where id = :meeting", {"meeting": meeting})
    if found is None:
        raise NotFound(_("There is no such meeting. Look at the list again."))
    return date.fromisoformat(found)


def _note(conn: Connection, step: str, actor: Actor, number: int, detail: dict[str, Any]) -> None:
    audit.note(conn, f"lesson.{step}", actor=actor.person, subject=f"lesson:{number}", detail=detail)

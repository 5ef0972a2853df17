"""A lead asks for an exemption of one of their people, and may take that back while it waits."""

from datetime import date
from typing import Any

from elearn.database import Connection, Database, now_text
from elearn.problems import NotAllowed, NotFound
from elearn.tracker import audit
from elearn.tracker.exemptions.requests import find
from elearn.tracker.registers import FormFields
from elearn.tracker.scope import Actor, Scope
from elearn.translations import day
from elearn.translations import gettext as _

LONGEST_REASON = 500


def ask(
    db: Database,
    actor: Actor,
    person: int,
    *,
    course: str,
    from_day: date,
    to_day: date | None,
    reason: str,
) -> int:
    """Asks that a person need not take a course on some days. Returns the request's id.

    `course` is the id of what a requirement asks of them: a course, hours or an update. `to_day` None: until further
    notice. Raises NotAllowed, NotFound if it is nobody whom the actor sees by name, and InputFault with everything
    that is wrong: also if the person is exempt on some of these days, or if that is asked for already.
    """
    actor.must("people")
    scope, entry = actor.people_scope(), FormFields()
    with db.write(people=[person]) as conn:
        _must_see(conn, scope, person)
        offered = _offered(conn, scope, person, from_day)
        entry.one_of(_("What they need not do"), course, offered)
        if to_day is not None and to_day < from_day:
            entry.fault(
                _("Last day"),
                _("The last day is %(last)s, which is before the first.", last=day(to_day)),
                _("Choose a later day, or no last day."),
            )
        tidy = entry.text(_("Reason"), reason, longest=LONGEST_REASON)
        values: dict[str, Any] = {
            "person": person,
            "course": course,
            "from": from_day.isoformat(),
            "to": to_day.isoformat() if to_day else None,
            "reason": " ".join(tidy.split()),
            "by": actor.person,
            "now": now_text(),
        }
        must_not_overlap(conn, entry, values)
        entry.done()
        request: int = conn.value(
            """
            insert into exemption_request (person, course, from_day, to_day, reason, asked_by, asked_at)
            values (:person, :course, :from, :to, :reason, :by, :now) returning id
            """,
            values,
        )
        note(
            conn, "asked", actor, request, {name: values[name] for name in ("person", "course", "from", "to")}
        )
    return request


def take_back(db: Database, actor: Actor, request: int) -> None:
    """Takes back what the actor asked for. Raises NotFound if it is not theirs, and NotAllowed if it is decided."""
    actor.must("people")
    with db.write() as conn:
        found = find(conn, request)
        if found is None or found.asked_by != actor.person:
            raise NotFound(_("There is no such exemption that you asked for."))
        if found.state != "waiting":
            raise NotAllowed(_("This is decided or taken back already. Look at the page again."))
        conn.execute("update exemption_request set state = 'taken-back' where id = :id", {"id": request})
        note(conn, "taken-back", actor, request, {})


def may_ask_for(db: Database, scope: Scope, person: int, from_day: date) -> dict[str, str]:
    """What requirements ask of a person's posts in a scope on a day or later: titles by id."""
    with db.read() as conn:
        return _offered(conn, scope, person, from_day)


def _offered(conn: Connection, scope: Scope, person: int, from_day: date) -> dict[str, str]:
    return dict(
        conn.tuples(
            f"""
            select distinct course.id, course.title
              from post join agency_within w on w.agency = post.agency
              join requirement q on (q.agency is null or q.agency = w.within)
               and (q.role_group is null or q.role_group = post.role_group)
              join course on course.id = q.course
             where post.person = :person and {scope.on_agency("post.agency")}
               and (post.ends_on is null or post.ends_on >= :from) and (q.to_day is null or q.to_day >= :from)
             order by course.title, course.id
            """,
            {"person": person, "from": from_day.isoformat(), **scope.params},
        )
    )


def must_not_overlap(
    conn: Connection, entry: FormFields, values: dict[str, Any], *, but: int | None = None
) -> None:
    """Reports a fault if the person is exempt on some of the days, or if somebody asked for that (`but` left out)."""
    overlaps = "from_day <= coalesce(:to, '9999-12-31') and coalesce(to_day, '9999-12-31') >= :from"
    exempt = conn.row(
        f"""
        select from_day, to_day from exemption
         where person = :person and course = :course and {overlaps} order by from_day limit 1
        """,
        values,
    )
    if exempt is not None:
        entry.fault(
            _("First day"),
            _("They are exempt already: %(days)s.", days=days_in_words(exempt["from_day"], exempt["to_day"])),
            _("Choose other days."),
        )
    asked = conn.row(
        f"""
        select from_day, to_day from exemption_request
         where person = :person and course = :course and state = 'waiting' and id <> :but and {overlaps}
         order by from_day limit 1
        """,
        {**values, "but": but or 0},
    )
    if asked is not None:
        entry.fault(
            _("First day"),
            _(
                "This is asked for already, and waits: %(days)s.",
                days=days_in_words(asked["from_day"], asked["to_day"]),
            ),
            _("Wait for the answer, or choose other days."),
        )


def days_in_words(first: str, last: str | None) -> str:
    """The days of an exemption, as in “from 1 May 2026 to 31 May 2026”. They come as ISO text."""
    start = day(date.fromisoformat(first))
    if last is None:
        return _("from %(first)s until further notice", first=start)
    return _("from %(first)s to %(last)s", first=start, last=day(date.fromisoformat(last)))


def note(conn: Connection, step: str, actor: Actor | None, request: int, detail: dict[str, Any]) -> None:
    """Keeps a step of a request in the audit."""
    audit.note(
        conn,
        f"exemption.{step}",
        actor=actor.person if actor else None,
        subject=f"exemption-request:{request}",
        detail=detail,
    )


def _must_see(conn: Connection, scope: Scope, person: int) -> None:
    seen = conn.value(
        f"select 1 from person where id = :person and {scope.on_few_people('person.id')}",
        {"person": person, **scope.params},
    )
    if seen is None:
        raise NotFound(_("There is no such person whom you may see by name."))

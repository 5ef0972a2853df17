"""What people earn by taught sessions: a completion for whoever attended, and none for whoever did not.

`settle` compares what should be with what is kept, for some people on some courses and days, and mends it. So marking,
a file, a correction and a change of the session all come to the same.

There is at most one such completion of a person for a course and a day (the index `completion_imported`). If a
correction takes it back, it is withdrawn with a reason. If another correction gives it again, that withdrawal is
lifted, because a second row is not possible. The audit has both steps. A completion that somebody withdrew for another
reason stays withdrawn.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from elearn.database import Connection, now_text
from elearn.tracker import audit, certificates, standing
from elearn.tracker.counting import PASSED
from elearn.tracker.withdrawals import restore_in, withdraw_in
from elearn.translations import gettext as _

Day = tuple[str, str]
"""A course and a day as ISO text."""


@dataclass(frozen=True, slots=True)
class _Earned:
    """What a session that somebody attended gives them."""

    session: int
    minutes: int | None
    participatory: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """A completion that is kept. `of_session` is None if it came in another way."""

    id: int
    of_session: int | None
    minutes: int | None
    participatory: int
    withdrawn: bool


def settle(
    conn: Connection, days: Iterable[Day], people: Collection[int], *, actor: int | None, session: int
) -> None:
    """Mends what these people have earned by sessions of these courses and days, in the caller's transaction.

    `session` is the one that changed, and `actor` who changed it. If there are many people, call `standing.settle_now`
    after the transaction.
    """
    chosen = sorted(set(people))
    if not chosen:
        return
    for day in sorted(set(days)):
        fresh = _settle_passes(conn, day, chosen, actor, session)
        _settle_not_known(conn, day, chosen)
        standing.refresh(conn, chosen, {day[0]})
        for completion in fresh:
            certificates.issue(conn, completion)


def _settle_passes(
    conn: Connection, day: Day, people: list[int], actor: int | None, session: int
) -> list[int]:
    """Writes, moves, withdraws and restores the passes of a day. Returns the ids of those that are new."""
    wanted, kept = _wanted(conn, day, people, passes=1), _kept(conn, day, people)
    fresh: list[int] = []
    for person in people:
        offers, have = wanted.get(person, {}), kept.get(person)
        if have is None:
            if offers:
                fresh.append(_insert(conn, day, person, offers[min(offers)]))
            continue
        if not offers:
            if have.of_session is not None and not have.withdrawn:
                reason = _("The register of the taught session was corrected: not attended.")
                withdraw_in(conn, [have.id], reason, actor=actor, detail={"session": session})
            continue
        if have.withdrawn and not _by_a_register(conn, have.id):
            continue
        if have.withdrawn:
            restore_in(conn, [have.id], actor=actor, detail={"session": session})
        if have.of_session is not None:
            _move(conn, have, offers.get(have.of_session) or offers[min(offers)])
    return fresh


def _wanted(conn: Connection, day: Day, people: list[int], passes: int) -> dict[int, dict[int, _Earned]]:
    """By person and session, what they attended on the day."""
    found: dict[int, dict[int, _Earned]] = {}
    for person, number, minutes, participatory in conn.tuples(
        """
        select p.person, s.id, s.minutes, s.participatory
          from taught_session s join taught_place p on p.session = s.id
         where s.course = :course and s.held_on = :day and s.passes = :passes and s.state <> 'cancelled'
           and p.state = 'attended' and p.person in :people
        """,
        {"course": day[0], "day": day[1], "passes": passes, "people": people},
    ):
        found.setdefault(person, {})[number] = _Earned(number, minutes, participatory)
    return found


def _kept(conn: Connection, day: Day, people: list[int]) -> dict[int, _Kept]:
    """By person, the completion of the day that a session gives or would give."""
    return {
        person: _Kept(number, session, minutes, participatory, bool(withdrawn))
        for person, number, session, minutes, participatory, withdrawn in conn.tuples(
            f"""
            select c.person, c.id, c.taught_session, c.minutes, c.participatory,
                   case when w.completion is null then 0 else 1 end
              from completion c left join completion_withdrawal w on w.completion = c.id
             where c.person in :people and c.course = :course and c.completed_on = :day
               and c.how = 'import' and c.version = '' and {PASSED} and c.score is null
            """,
            {"people": people, "course": day[0], "day": day[1]},
        )
    }


def _insert(conn: Connection, day: Day, person: int, earned: _Earned) -> int:
    found: int = conn.value(
        """
        insert into completion (person, course, completed_on, passed, how, taught_session, minutes, participatory,
                                recorded_at)
        values (:person, :course, :day, 1, 'import', :session, :minutes, :participatory, :now) returning id
        """,
        {"person": person, "course": day[0], "day": day[1], "now": now_text(), **_values(earned)},
    )
    return found


def _move(conn: Connection, have: _Kept, earned: _Earned) -> None:
    """Lets a completion say what the session says now, or another one of the same day."""
    if (have.of_session, have.minutes, have.participatory) != (
        earned.session,
        earned.minutes,
        earned.participatory,
    ):
        conn.execute(
            """
            update completion set taught_session = :session, minutes = :minutes, participatory = :participatory
             where id = :id
            """,
            {"id": have.id, **_values(earned)},
        )


def _values(earned: _Earned) -> dict[str, Any]:
    return {
        "session": earned.session,
        "minutes": earned.minutes,
        "participatory": earned.participatory,
    }


def _settle_not_known(conn: Connection, day: Day, people: list[int]) -> None:
    """The same for completions with a result that nobody knows. Those that a file gave stay as they are."""
    wanted = _wanted(conn, day, people, passes=0)
    told = {"course": day[0], "day": day[1], "now": now_text()}
    conn.many(
        """
        insert into completion_without_result (person, course, completed_on, recorded_at)
        values (:person, :course, :day, :now) on conflict (person, course, completed_on, version) do nothing
        """,
        [{**told, "person": person} for person in people if person in wanted],
    )
    if gone := [person for person in people if person not in wanted]:
        conn.execute(
            """
            delete from completion_without_result
             where person in :gone and course = :course and completed_on = :day and version = ''
               and import_batch is null
            """,
            {"gone": gone, **told},
        )


def _by_a_register(conn: Connection, completion: int) -> bool:
    """Whether it was the correction of a list that withdrew a completion."""
    steps = audit.trail(conn, str(completion), ["completion.withdrawn"])
    return bool(steps) and "session" in steps[-1].detail

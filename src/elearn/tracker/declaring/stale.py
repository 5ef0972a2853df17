"""Agencies whose headcounts or returns are old or missing, and are to be asked for."""

from datetime import date
from typing import NamedTuple

from elearn.database import Database
from elearn.days import today
from elearn.tracker.asks import IN_FORCE
from elearn.tracker.declaring.link import What, scope_of
from elearn.tracker.scope import Actor


class Stale(NamedTuple):
    """An agency whose figures are missing (`on` None) or older than 6 months."""

    agency: str
    agency_name: str
    what: What
    on: date | None


def to_ask_for(db: Database, *, by: Actor | None, oldest_fresh: date) -> list[Stale]:
    """The agencies that declare headcounts or send returns, and of which a latest one is from before `oldest_fresh`.

    An agency's figure is as old as its oldest part: each role group of which something is required today, and for
    returns each course. A part without a figure counts only if no part has one. Those without any come first, and then
    the oldest. An agency of which nothing is required is not asked.
    """
    scope = scope_of(by)
    with db.read() as conn:
        rows = conn.tuples(
            f"""
            select id, name, basis, min(latest) as oldest
              from (select a.id, a.name, a.basis,
                           case when a.basis = 'headcount'
                                then (select max(h.as_at) from headcount h
                                       where h.agency = a.id and h.role_group = g.id and h.as_at <= :today)
                                else (select max(r.period_end) from aggregate_return r
                                       where r.agency = a.id and r.role_group = g.id and r.course = q.course
                                         and r.period_end <= :today) end as latest
                      from agency a
                      join {IN_FORCE} q on q.agency is null
                                or q.agency in (select within from agency_within w where w.agency = a.id)
                      join role_group g on q.role_group is null or g.id = q.role_group
                     where a.basis in ('headcount', 'return') and {scope.on_agency("a.id")}
                       and q.from_day <= :today and (q.to_day is null or q.to_day >= :today)) parts
             group by id, name, basis
            """,
            {"today": today().isoformat(), **scope.params},
        )
    found = [
        Stale(id, name, basis, date.fromisoformat(oldest) if oldest else None)
        for id, name, basis, oldest in rows
        if oldest is None or oldest < oldest_fresh.isoformat()
    ]
    return sorted(found, key=lambda each: (each.on or date.min, each.agency_name))

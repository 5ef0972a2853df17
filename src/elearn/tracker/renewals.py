"""Until when a pass is in date, by the rules that are in force on its day: what a certificate says."""

from bisect import bisect_right
from datetime import date

from elearn.database import Connection
from elearn.tracker.asks import County, asks_of, ordinal
from elearn.tracker.learned import facts_of
from elearn.tracker.meeting import OPEN, steps
from elearn.tracker.spells import Span


def last_day_in_date(conn: Connection, person: int, course: str, day: date) -> date | None:
    """The last day on which a person is in date with a course, as it is known on a day on which they passed it.

    Of several requirements for their posts on that day, the one that ends first decides, also if they are exempt.
    None: nothing requires the course of them on that day, or it never lapses. The pass is written already.
    """
    on = day.toordinal()
    posts = conn.tuples(
        """
        select agency, role_group, starts_on, ends_on from post
         where person = :person and starts_on <= :day and (ends_on is null or ends_on >= :day)
        """,
        {"person": person, "day": day.isoformat()},
    )
    county = County(conn, {post[0] for post in posts}, [course])
    facts = facts_of(conn, county, [person]).get((person, course), [])
    asks = [
        ask
        for agency, role_group, first, last in posts
        for ask in asks_of(county.naming(agency, role_group), [Span(ordinal(first), ordinal(last))]).get(
            course, ()
        )
        if ask.start <= on <= ask.end
    ]
    found = [OPEN]
    for rule in {ask.rule for ask in asks}:
        taken = steps(rule, facts)
        if place := bisect_right(taken, (on, OPEN + 1)):
            found.append(taken[place - 1].last)
    last = min(found)
    return None if last == OPEN else date.fromordinal(last)

"""Counts the people in each state on a day, in agencies whose basis is `roster`: the people whom we know."""

from collections.abc import Collection
from datetime import date

from elearn.database import Connection
from elearn.tracker import AGENCY, COURSE, ROLE_GROUP

States = tuple[int, int, int, int]
"""How many people are in date, in grace, lapsed and never taught."""
NOBODY: States = (0, 0, 0, 0)

_TALLIED = """
select agency, role_group, course, sum(in_date), sum(grace), sum(lapsed), sum(never)
  from tally
 where shape = :shape and {agencies}
   and (   period between 'y' and :years          -- the years before,
        or period between :january and :months    -- the months before in its year,
        or period between :first and :day)        -- the days up to it in its month
 group by agency, role_group, course
"""

_COUNTED = """
select agency, role_group,
       sum(case best when 0 then 1 else 0 end), sum(case best when 1 then 1 else 0 end),
       sum(case best when 2 then 1 else 0 end), sum(case best when 3 then 1 else 0 end)
  from (select {agency} as agency, {role_group} as role_group,
               min(case standing.state
                   when 'in_date' then 0 when 'grace' then 1 when 'lapsed' then 2 else 3 end) as best
          from standing
          join agency on agency.id = standing.agency and agency.basis = 'roster'
          {ancestors}
         where standing.from_day <= :day and standing.to_day >= :day
           and standing.course in :courses and standing.agency in :agencies
         group by {agency}, {role_group}, standing.person) as people
 group by agency, role_group
"""


def tallied(
    conn: Connection, day: date, shape: int, agencies: Collection[str] | None
) -> dict[str, dict[tuple[str, str], States]]:
    """Reads the tallies. Keyed by course, then by agency and role group ('' if `shape` does not name it).

    `agencies` None means all of them; otherwise only these.
    """
    text = day.isoformat()
    rows = conn.tuples(
        _TALLIED.format(agencies="1 = 1" if agencies is None else "agency in :agencies"),
        {
            "shape": shape,
            "agencies": agencies or (),
            "years": f"y{day.year - 1:04}",
            "january": f"m{text[:4]}-01",
            "months": f"m{text[:4]}-{day.month - 1:02}",
            "first": f"d{text[:8]}01",
            "day": f"d{text}",
        },
    )
    found: dict[str, dict[tuple[str, str], States]] = {}
    for agency, role_group, course, *states in rows:
        found.setdefault(course, {})[agency, role_group] = (states[0], states[1], states[2], states[3])
    return found


def counted(
    conn: Connection, day: date, shape: int, agencies: Collection[str], courses: Collection[str]
) -> dict[tuple[str, str], States]:
    """Counts person by person from `standing`.

    Keyed by agency and role group ('' if `shape` does not name it). Used when no tally has the figure: for
    several courses together, or several agencies without a common parent. `agencies` are those whose posts
    count. If `shape` names agencies, a row includes each agency's children.
    """
    by_agency = bool(shape & AGENCY)
    sql = _COUNTED.format(
        agency="agency_within.within" if by_agency else "''",
        role_group="standing.role_group" if shape & ROLE_GROUP else "''",
        ancestors="join agency_within on agency_within.agency = standing.agency" if by_agency else "",
    )
    found = conn.tuples(sql, {"day": day.isoformat(), "agencies": agencies, "courses": courses})
    return {row[:2]: row[2:] for row in found}


def shape_of(keys: Collection[str]) -> int:
    """The number of the tallies' shape for these keys (`agency`, `role_group`, `course`)."""
    return AGENCY * ("agency" in keys) + ROLE_GROUP * ("role_group" in keys) + COURSE * ("course" in keys)

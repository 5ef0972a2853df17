"""Lists by name who is due, lapsed or never taught, for the agency's lead who follows them up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from elearn.database import Database
from elearn.tracker import Scope

State = Literal["in_date", "grace", "lapsed", "never"]
CHASED: tuple[State, ...] = ("lapsed", "never", "grace")


@dataclass(frozen=True, slots=True)
class Standing:
    """One person on one course, at the post where they stand best among the posts in view.

    For `grace` and `never`, `due_on` is the day by which to take the course. For `lapsed` and `in_date` it is
    the last day in date, or None if it never lapses.
    """

    person: int
    name: str
    email: str
    agency: str
    agency_name: str
    role_group: str
    course: str
    course_title: str
    state: State
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. `total` is the number of rows in the whole list."""

    rows: list[Standing]
    total: int


_LISTED = """
with placed as (
  select standing.person, standing.course, standing.agency, standing.role_group, standing.state, standing.due_on,
         row_number() over (partition by standing.person, standing.course
                            order by case standing.state when 'in_date' then 0 when 'grace' then 1
                                                         when 'lapsed' then 2 else 3 end,
                                     standing.due_on, standing.agency, standing.role_group) as place
    from standing
   where standing.from_day <= :day and standing.to_day >= :day
     and {scope}
     and (:agency is null or standing.agency in (select agency from agency_within where within = :agency))
     and (:role_group is null or standing.role_group = :role_group)
     and (:course is null or standing.course = :course)
), listed as (
  select placed.*, person.name, person.email from placed join person on person.id = placed.person
   where place = 1 and state in :states
     and (:search = '' or lower(person.name) like :pattern escape '!' or person.email like :pattern escape '!')
)
"""


def who(
    db: Database,
    scope: Scope,
    as_at: date,
    *,
    agency: str | None = None,
    role_group: str | None = None,
    course: str | None = None,
    states: Collection[State] = CHASED,
    search: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Listing:
    """People in one of `states` on a day. One row a person and course, the longest overdue first.

    `scope` is the reader's (`Actor.people_scope()`), and the other arguments narrow it. `agency` includes its
    children. `search` matches names and addresses that contain it. An agency outside the scope gives no rows.
    """
    escaped = search.strip().lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    params = {
        **scope.params,
        "day": as_at.isoformat(),
        "agency": agency,
        "role_group": role_group,
        "course": course,
        "states": list(states),
        "search": escaped,
        "pattern": f"%{escaped}%",
        "limit": limit,
        "offset": offset,
    }
    listed = _LISTED.format(scope=scope.on_agency("standing.agency"))
    with db.read() as conn:
        total = conn.value(f"{listed} select count(*) from listed", params)
        rows = conn.objects(
            Standing,
            f"""{listed}
            select listed.person, listed.name, listed.email, listed.agency, agency.name as agency_name,
                   listed.role_group, listed.course, course.title as course_title, listed.state, listed.due_on
              from listed join agency on agency.id = listed.agency join course on course.id = listed.course
             order by coalesce(listed.due_on, '9999-12-31'), listed.name, listed.person, listed.course
             limit :limit offset :offset
            """,
            params,
        )
    return Listing(rows, int(total))

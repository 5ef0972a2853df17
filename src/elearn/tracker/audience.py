"""For whom a course is: who must take it by a requirement, whether this person must, and what they would learn."""

from dataclasses import dataclass, field
from datetime import date

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import NotAllowed
from elearn.tracker import catalogue
from elearn.tracker.asks import IN_FORCE
from elearn.tracker.open_courses import MAY_START
from elearn.tracker.scope import Scope


@dataclass(frozen=True, slots=True)
class Asked:
    """Those whom a requirement asks to take a course, by name. None stands for every role group, or every agency.

    `starts_on` is its first day, which may be to come. `near`: its agency is one at which the person has a post, or
    an agency above that. `own`: it names a post of theirs.
    """

    role_group: str | None
    agency: str | None
    starts_on: date
    near: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """A course for one person on a day. `outcomes` are texts by id, of the version that the person would open.

    `playable`: the person can start it here. `ours`: it was published here, although it may be withdrawn by now.
    `recommendations` are those that it answers, as `review-slug#id`. `asked` has the requirements that are in force
    or to come. `exempt`: the person need not take it, until the day `exempt_until`, or until further notice.
    `elsewhere` are the role groups that agencies ask which the person does not see (None: everyone there). `in_post`:
    they have a post on the day.
    """

    course: str
    title: str
    minutes: int | None
    playable: bool
    ours: bool
    outcomes: dict[str, str]
    recommendations: list[str]
    asked: list[Asked] = field(default_factory=list)
    elsewhere: list[str | None] = field(default_factory=list)
    exempt: bool = False
    exempt_until: date | None = None
    in_post: bool = False

    def must_take(self, as_at: date) -> bool:
        """Whether a requirement that is in force on the day asks the person to take it."""
        return not self.exempt and any(each.own and each.starts_on <= as_at for each in self.asked)


def audience_of(db: Database, scope: Scope, course: str, as_at: date, others: Scope) -> Audience | None:
    """A course for the person of a scope that is `of_person`. None: the tracker knows no such course.

    `asked` holds what concerns the agencies of the person's posts, and those in `others`: the agencies whose coverage
    the person may see. Raises NotAllowed if the scope is not one person's.
    """
    if scope.kind != "person":
        raise NotAllowed(phrase("This page is each person's own."))
    key = {
        "course": course,
        "person": scope.person,
        "day": as_at.isoformat(),
        **scope.params,
        **others.params,
    }
    with db.read() as conn:
        known = conn.row(_COURSE.format(own=scope.on_person("r.person")), key)
        if known is None:
            return None
        exemptions = conn.column(
            f"""
            select coalesce(to_day, '') from exemption
             where course = :course and {scope.on_person("person")}
               and from_day <= :day and (to_day is null or to_day >= :day)
            """,
            key,
        )
        until = None if "" in exemptions else max(exemptions, default=None)
        return Audience(
            course,
            known["title"],
            known["minutes"],
            bool(known["playable"]),
            bool(known["ours"]),
            catalogue.outcomes(conn, course, known["version"] or ""),
            conn.column(
                "select recommendation from course_recommendation where course = :course order by recommendation",
                key,
            ),
            *_asked(conn, scope, others, key),
            bool(exemptions),
            date.fromisoformat(until) if until else None,
            bool(conn.value(f"select count(*) from post where {_IN_POST.format(own=_own_post(scope))}", key)),
        )


_COURSE = f"""
    select title, minutes, ours,
           exists (select 1 from course_version v where {catalogue.CURRENT} and {MAY_START}) as playable,
           coalesce((select r.version from registration r left join completion c on c.registration = r.id
                      where {{own}} and r.course = course.id and r.open = 1 and c.id is null),
                    nullif(course.version, ''),
                    (select v.version from course_version v where v.course = course.id
                      order by v.position desc limit 1)) as version
      from course where id = :course and kind = 'course'
"""
"""A course, with the version that the person has begun, or the current one, or the one that was published last."""

_IN_POST = "{own} and post.starts_on <= :day and (post.ends_on is null or post.ends_on >= :day)"


def _own_post(scope: Scope) -> str:
    return scope.on_person("post.person")


def _asked(
    conn: Connection, scope: Scope, others: Scope, key: dict[str, object]
) -> tuple[list[Asked], list[str | None]]:
    """The requirements of the course that are in force on the day or later, and that the person may see.

    Of those that they may not see: the role groups.
    """
    near = f"""
        q.agency in (select w.within from agency_within w join post on post.agency = w.agency
                      where {_own_post(scope)} and (post.ends_on is null or post.ends_on >= :day))
    """
    seen = f"q.agency in (select within from agency_within where {others.on_agency('agency')})"
    first_day = "case when q.from_day > :day then q.from_day else :day end"
    own = f"""
        exists (select 1 from post
                 where {_own_post(scope)} and post.starts_on <= {first_day}
                   and (post.ends_on is null or post.ends_on >= {first_day})
                   and (q.role_group is null or q.role_group = post.role_group)
                   and (q.agency is null
                        or q.agency in (select within from agency_within where agency = post.agency)))
    """
    found = conn.tuples(
        f"""
        select role_group.name, agency.name, q.from_day,
               case when {near} then 1 else 0 end, case when {own} then 1 else 0 end,
               case when q.agency is null or {near} or {seen} then 1 else 0 end
          from {IN_FORCE} q
          left join role_group on role_group.id = q.role_group
          left join agency on agency.id = q.agency
         where q.course = :course and (q.to_day is null or q.to_day >= :day)
         order by agency.name, agency.id, role_group.id, q.from_day
        """,
        key,
    )
    asked = [
        Asked(role_group, agency, date.fromisoformat(start), bool(near), bool(own))
        for role_group, agency, start, near, own, shown in found
        if shown
    ]
    return asked, list(dict.fromkeys(each[0] for each in found if not each[5]))

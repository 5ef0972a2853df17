"""Lists of the rules of what counts, for the people who look after them: searched, one page at a time.

These are requirements, hours and updates, editions of standards, and equivalences.
"""

from dataclasses import dataclass
from datetime import date

from elearn.database import Database
from elearn.tracker.catalogue import CURRENT
from elearn.tracker.paging import PAGE_SIZE, Page, like, only_one, page_of
from elearn.tracker.scope import Scope


@dataclass(frozen=True, slots=True)
class Requirement:
    """Who must meet what from `from_day` to `to_day`. No agency or no role group means all of them.

    `kind` says what is required: a course, hours or an update. `renew_after_months` None: it is met once. `ours`: the
    course was built here. `startable`: people can start it here. The other columns are those of the table.
    """

    id: int
    course: str
    title: str
    agency: str | None
    agency_name: str | None
    role_group: str | None
    role_group_name: str | None
    from_day: date
    to_day: date | None
    due_within_days: int
    renew_after_months: int | None
    ours: bool = False
    startable: bool = False
    kind: str = "course"
    edition: str | None = None
    edition_name: str | None = None
    renew_from: str = "completion"
    renew_early_months: int | None = None
    renew_on: str | None = None
    minutes: int | None = None
    participatory_percent: int = 0
    counts_replaced: bool = False
    counts_outside: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Hours or an update that can be required. `requirements` name it, and so many `courses` count (0: every one)."""

    id: str
    title: str
    kind: str
    requirements: int
    courses: int


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a standard, in effect from `from_day` to `to_day`. So many `requirements` come from it."""

    id: str
    standard: str
    edition: str
    from_day: date
    to_day: date | None
    source: str
    requirements: int

    @property
    def name(self) -> str:
        """The standard and the edition."""
        return f"{self.standard}, {self.edition}"

    def in_effect(self, day: date) -> bool:
        """Whether it is in effect on a day."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Passes of `other` count as passes of `course`, if their day is from `from_day` to `to_day`."""

    id: int
    course: str
    title: str
    other: str
    other_title: str
    kind: str
    from_day: date
    to_day: date | None
    note: str


def requirements(
    db: Database,
    scope: Scope,
    *,
    only: int | None = None,
    course: str | None = None,
    edition: str | None = None,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Requirement]:
    """Requirements by title of the course. A requirement for all agencies is in the scope of every agency.

    `only` is the id of one of them. `course` and `edition` are ids: then those alone that are about it.
    """
    return page_of(
        db,
        Requirement,
        f"""
        q.id, q.course, course.title, q.agency, a.name as agency_name, q.role_group, g.name as role_group_name,
        q.from_day, q.to_day, q.due_within_days, q.renew_after_months, course.ours, course.kind, q.edition,
        e.standard || ', ' || e.edition as edition_name, q.renew_from, q.renew_early_months, q.renew_on, q.minutes,
        q.participatory_percent, q.counts_replaced, q.counts_outside,
        exists (select 1 from course_version v where {CURRENT}) as startable
        """,
        f"""
        from requirement q join course on course.id = q.course
        left join agency a on a.id = q.agency left join role_group g on g.id = q.role_group
        left join standard_edition e on e.id = q.edition
        where ({scope.on_agency("q.agency")} or (q.agency is null and :sees_agencies = 1))
          and {only_one("q.id", only)}
          and {"1 = 1" if course is None else "q.course = :course"}
          and {"1 = 1" if edition is None else "q.edition = :edition"}
          and {
            like(
                "course.title",
                "course.id",
                "coalesce(a.name, '')",
                "coalesce(g.name, '')",
                "coalesce(e.standard || ', ' || e.edition, '')",
            )
        }
        """,
        "course.title, coalesce(a.name, ''), coalesce(g.id, ''), q.from_day",
        {
            "sees_agencies": int(scope.kind in ("everyone", "agencies")),
            "only": only,
            "course": course,
            "edition": edition,
            **scope.params,
        },
        search,
        page,
        size,
    )


def counted(db: Database) -> list[Counted]:
    """Every row of hours and updates, by title. It names no person, so it needs no scope."""
    with db.read() as conn:
        return conn.objects(
            Counted,
            """
            select id, title, kind, (select count(*) from requirement q where q.course = course.id) as requirements,
                   (select count(*) from counts_towards t where t.course = course.id) as courses
              from course where kind <> 'course' order by title, id
            """,
        )


def counting_towards(db: Database, course: str) -> dict[str, str]:
    """The courses that count towards hours or an update: titles by id. If there are none, every course does."""
    with db.read() as conn:
        return dict(
            conn.tuples(
                """
                select course.id, course.title from counts_towards t join course on course.id = t.other
                 where t.course = :course order by course.title, course.id
                """,
                {"course": course},
            )
        )


def editions(
    db: Database, *, only: str | None = None, search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page[Edition]:
    """Editions by standard, the latest first. `only` is the id of one of them."""
    return page_of(
        db,
        Edition,
        """
        e.id, e.standard, e.edition, e.from_day, e.to_day, e.source,
        (select count(*) from requirement q where q.edition = e.id) as requirements
        """,
        f"""
        from standard_edition e
        where {only_one("e.id", only)} and {like("e.id", "e.standard", "e.edition")}
        """,
        "e.standard, e.from_day desc, e.id",
        {"only": only},
        search,
        page,
        size,
    )


def equivalences(
    db: Database, *, only: int | None = None, search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page[Equivalence]:
    """Equivalences by the title of the course that is required. `only` is the id of one of them."""
    return page_of(
        db,
        Equivalence,
        """
        v.id, v.course, c.title, v.other, o.title as other_title, v.kind, v.from_day, v.to_day, v.note
        """,
        f"""
        from equivalence v join course c on c.id = v.course join course o on o.id = v.other
        where {only_one("v.id", only)} and {like("c.title", "o.title", "c.id", "o.id")}
        """,
        "c.title, o.title, v.from_day, v.id",
        {"only": only},
        search,
        page,
        size,
    )

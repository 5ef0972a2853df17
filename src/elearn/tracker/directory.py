"""Reading lists of what is kept, for whoever looks after it: searched, a page at a time, with the count of all.

Every door takes the reader's scope; nothing outside it is given or counted.
"""

from datetime import date

from elearn.database import Database, Row
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.scope import Scope


def agencies(
    db: Database, scope: Scope, as_at: date, *, search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page:
    """`id, name, kind, parent, parent_name, target, basis, people` (in post there on the day, not in its children)."""
    return page_of(
        db,
        """
        a.id, a.name, a.kind, a.parent, p.name as parent_name, a.target, a.basis,
        (select count(distinct post.person) from post
          where post.agency = a.id and post.starts_on <= :day
            and (post.ends_on is null or post.ends_on >= :day)) as people
        """,
        f"""
        from agency a left join agency p on p.id = a.parent
        where {scope.on_agency("a.id")} and {like("a.id", "a.name", "a.kind")}
        """,
        "a.name, a.id",
        {"day": as_at.isoformat(), **scope.params},
        search,
        page,
        size,
    )


def people(
    db: Database,
    scope: Scope,
    as_at: date,
    *,
    agency: str | None = None,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """`id, name, email, posts`; `posts` are those in force on the day that the scope covers, each with
    `agency, agency_name, role_group, role_group_name, staff_number, starts_on, ends_on`.

    `agency` keeps to those with a post in it or its children, ever.
    """
    params = {"day": as_at.isoformat(), "agency": agency, **scope.params}
    within = "1 = 1"
    if agency is not None:
        within = """person.id in (select post.person from post join agency_within w on w.agency = post.agency
                                   where w.within = :agency)"""
    found = page_of(
        db,
        "person.id, person.name, person.email",
        f"""
        from person
        where {scope.on_person("person.id")} and {within} and {like("person.name", "person.email")}
        """,
        "person.name, person.id",
        params,
        search,
        page,
        size,
    )
    posts = _posts(db, scope, [row["id"] for row in found.rows], as_at)
    return Page([{**row, "posts": posts.get(row["id"], [])} for row in found.rows], found.total)


def role_groups(db: Database, as_at: date) -> list[Row]:
    """`id, name, level, people` (in post on the day, each once): the county's vocabulary, with its sizes."""
    with db.read() as conn:
        return conn.rows(
            """
            select g.id, g.name, g.level, count(distinct post.person) as people
              from role_group g
              left join post on post.role_group = g.id and post.starts_on <= :day
                   and (post.ends_on is null or post.ends_on >= :day)
             group by g.id, g.name, g.level
             order by g.id
            """,
            {"day": as_at.isoformat()},
        )


def courses(db: Database) -> list[Row]:
    """`id, title, version, minutes, ours`: every course that is tracked. No person's row is among them."""
    with db.read() as conn:
        return conn.rows("select id, title, version, minutes, ours from course order by title, id")


def requirements(
    db: Database, scope: Scope, *, search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page:
    """`id, course, title, agency, agency_name, role_group, role_group_name, from_day, to_day, due_within_days,
    renew_after_months`; a null agency or role group means all. Those for all agencies are in every agency's scope.
    """
    return page_of(
        db,
        """
        q.id, q.course, c.title, q.agency, a.name as agency_name, q.role_group, g.name as role_group_name,
        q.from_day, q.to_day, q.due_within_days, q.renew_after_months
        """,
        f"""
        from requirement q join course c on c.id = q.course
        left join agency a on a.id = q.agency left join role_group g on g.id = q.role_group
        where ({scope.on_agency("q.agency")} or (q.agency is null and :sees_agencies = 1))
          and {like("c.title", "c.id", "coalesce(a.name, '')", "coalesce(g.name, '')")}
        """,
        "c.title, coalesce(a.name, ''), coalesce(g.id, ''), q.from_day",
        {"sees_agencies": int(scope.kind in ("everyone", "agencies")), **scope.params},
        search,
        page,
        size,
    )


def exemptions(db: Database, scope: Scope, *, search: str = "", page: int = 1, size: int = PAGE_SIZE) -> Page:
    """`id, person, name, email, course, title, from_day, to_day, reason`."""
    return page_of(
        db,
        "e.id, e.person, p.name, p.email, e.course, c.title, e.from_day, e.to_day, e.reason",
        f"""
        from exemption e join person p on p.id = e.person join course c on c.id = e.course
        where {scope.on_person("e.person")} and {like("p.name", "p.email", "c.title")}
        """,
        "e.from_day desc, p.name, e.id",
        scope.params,
        search,
        page,
        size,
    )


def imports(db: Database, scope: Scope, *, search: str = "", page: int = 1, size: int = PAGE_SIZE) -> Page:
    """`id, kind, file, sha256, at, by_name, agency, applied, unchanged, rejected`, the latest first."""
    return page_of(
        db,
        """
        b.id, b.kind, b.file, b.sha256, b.at, p.name as by_name, b.agency, b.applied, b.unchanged, b.rejected
        """,
        f"""
        from import_batch b left join person p on p.id = b.by
        where {scope.on_agency("b.agency")} and {like("b.kind", "b.file")}
        """,
        "b.id desc",
        scope.params,
        search,
        page,
        size,
    )


def _posts(db: Database, scope: Scope, people: list[int], as_at: date) -> dict[int, list[Row]]:
    """The posts of these people in force on the day, held to the scope's agencies."""
    covered = scope.on_agency("post.agency") if scope.kind != "person" else scope.on_person("post.person")
    with db.read() as conn:
        rows = conn.rows(
            f"""
            select post.person, post.agency, a.name as agency_name, post.role_group, g.name as role_group_name,
                   post.staff_number, post.starts_on, post.ends_on
              from post join agency a on a.id = post.agency join role_group g on g.id = post.role_group
             where post.person in :people and {covered}
               and post.starts_on <= :day and (post.ends_on is null or post.ends_on >= :day)
             order by a.name, g.id
            """,
            {"people": people, "day": as_at.isoformat(), **scope.params},
        )
    posts: dict[int, list[Row]] = {}
    for row in rows:
        posts.setdefault(row.pop("person"), []).append(row)
    return posts

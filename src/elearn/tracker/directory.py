"""Lists of what is kept, for the people who look after it: searched, one page at a time, with the count of all.

Every function takes the reader's scope. It gives and counts no rows outside it.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from elearn.database import Database
from elearn.phrases import from_json
from elearn.tracker.paging import PAGE_SIZE, Page, like, only_one, page_of
from elearn.tracker.rule_lists import Requirement as Requirement
from elearn.tracker.rule_lists import requirements as requirements
from elearn.tracker.scope import BY_THEMSELVES, Scope


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency. `people` counts those in post there on the day, without its children. `target` is a percentage."""

    id: str
    name: str
    kind: str
    parent: str | None
    parent_name: str | None
    target: int
    basis: str
    people: int


@dataclass(frozen=True, slots=True)
class Post:
    """A person's post. `starts_on` and `ends_on` are its first and last day; None: it has no end yet."""

    id: int
    person: int
    agency: str
    agency_name: str
    role_group: str
    role_group_name: str
    staff_number: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person, with the posts that are in force on the day and that the reader may see.

    `language` is the one that they chose, or "". `registered`: by themselves, and they are nobody's staff.
    """

    id: int
    name: str
    email: str
    language: str = ""
    registered: bool = False
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """A role group of the county. `people` counts each person in post on the day once."""

    id: str
    name: str
    level: str
    people: int


@dataclass(frozen=True, slots=True)
class TrackedCourse:
    """A course that is tracked. `ours`: it was built here. `minutes` is how long it takes, if that is known.

    `kind` is `course`, or `hours` or `update` for what is required instead of one course: nobody takes those.
    """

    id: str
    title: str
    version: str
    minutes: int | None
    ours: bool
    kind: str = "course"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A person who need not take a course from `from_day` to `to_day`; None: without an end."""

    id: int
    person: int
    name: str
    email: str
    course: str
    title: str
    from_day: date
    to_day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """A file that was imported, with its counts of rows. `at` is ISO text in UTC.

    `by_name` None: it came from a terminal. `agency` is the one that the file was held to, if any. `reading` says in
    JSON how it was read (`how`).
    """

    id: int
    kind: str
    file: str
    sha256: str
    at: str
    by_name: str | None
    agency: str | None
    applied: int
    unchanged: int
    rejected: int
    reading: str

    @property
    def how(self) -> dict[str, Any]:
        """How the file was read, as `imports.Preview.reading` says it. It is empty for an import of old.

        Its words are phrases. If the import is from before these were kept, they are in English, and `said` is missing.
        """
        found: dict[str, Any] = json.loads(self.reading)
        if said := found.get("said"):
            found["columns"] = [list(map(from_json, each)) for each in said["columns"]]
            found["absent"] = list(map(from_json, said["absent"]))
            found["answered"] = [
                {name: from_json(text) for name, text in each.items()} for each in said["answered"]
            ]
        return found


def agencies(
    db: Database,
    scope: Scope,
    as_at: date,
    *,
    only: str | None = None,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Agency]:
    """Agencies by name. `people` are counted on the day `as_at`. `only` is the id of one of them."""
    return page_of(
        db,
        Agency,
        """
        a.id, a.name, a.kind, a.parent, p.name as parent_name, a.target, a.basis,
        (select count(distinct post.person) from post
          where post.agency = a.id and post.starts_on <= :day
            and (post.ends_on is null or post.ends_on >= :day)) as people
        """,
        f"""
        from agency a left join agency p on p.id = a.parent
        where {scope.on_agency("a.id")} and {only_one("a.id", only)} and {like("a.id", "a.name", "a.kind")}
        """,
        "a.name, a.id",
        {"day": as_at.isoformat(), "only": only, **scope.params},
        search,
        page,
        size,
    )


def people(
    db: Database,
    scope: Scope,
    as_at: date,
    *,
    only: int | None = None,
    agency: str | None = None,
    registered: bool = False,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Person]:
    """People by name, each with their posts on the day `as_at`. `only` is the id of one of them.

    With `agency`, only people who have or had a post in it or its children. With `registered`, only people who
    registered by themselves.
    """
    params = {"day": as_at.isoformat(), "only": only, "agency": agency, **scope.params}
    within = "1 = 1"
    if agency is not None:
        within = """person.id in (select post.person from post join agency_within w on w.agency = post.agency
                                   where w.within = :agency)"""
    found = page_of(
        db,
        Person,
        f"""person.id, person.name, person.email, person.language,
            case when {BY_THEMSELVES} then 1 else 0 end as registered""",
        f"""
        from person
        where {scope.on_person("person.id")} and {within} and {only_one("person.id", only)}
          and {BY_THEMSELVES if registered else "1 = 1"} and {like("person.name", "person.email")}
        """,
        "person.name, person.id",
        params,
        search,
        page,
        size,
    )
    posts = _posts(db, scope, [person.id for person in found.rows], as_at)
    return Page(
        [replace(person, posts=tuple(posts.get(person.id, ()))) for person in found.rows], found.total
    )


def role_groups(db: Database, as_at: date) -> list[RoleGroup]:
    """Every role group by id. `people` are counted on the day `as_at`."""
    with db.read() as conn:
        return conn.objects(
            RoleGroup,
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


def courses(db: Database, kinds: Collection[str] | None = ("course",)) -> list[TrackedCourse]:
    """Every course that is tracked and that people take, by title. It names no person, so it needs no scope.

    `kinds` None: also hours and updates, which people do not take.
    """
    with db.read() as conn:
        return conn.objects(
            TrackedCourse,
            f"""
            select id, title, version, minutes, ours, kind from course
             where {"1 = 1" if kinds is None else "kind in :kinds"} order by title, id
            """,
            {"kinds": list(kinds or ())},
        )


def exemptions(
    db: Database,
    scope: Scope,
    *,
    only: int | None = None,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Exemption]:
    """Exemptions, the latest first. `only` is the id of one of them."""
    return page_of(
        db,
        Exemption,
        "e.id, e.person, p.name, p.email, e.course, c.title, e.from_day, e.to_day, e.reason",
        f"""
        from exemption e join person p on p.id = e.person join course c on c.id = e.course
        where {scope.on_person("e.person")} and {only_one("e.id", only)} and {like("p.name", "p.email", "c.title")}
        """,
        "e.from_day desc, p.name, e.id",
        {"only": only, **scope.params},
        search,
        page,
        size,
    )


def imports(
    db: Database, scope: Scope, *, search: str = "", page: int = 1, size: int = PAGE_SIZE
) -> Page[ImportBatch]:
    """Imported files, the latest first. What came by a form is in the audit, and not here."""
    return page_of(
        db,
        ImportBatch,
        """
        b.id, b.kind, b.file, b.sha256, b.at, p.name as by_name, b.agency, b.applied, b.unchanged, b.rejected, b.reading
        """,
        f"""
        from import_batch b left join person p on p.id = b.by
        where b.file <> '' and {scope.on_agency("b.agency")} and {like("b.kind", "b.file")}
        """,
        "b.id desc",
        scope.params,
        search,
        page,
        size,
    )


def posts(db: Database, scope: Scope, person: int) -> list[Post]:
    """Every post of a person that the reader may see, also those that have ended, the latest start first."""
    found = _posts(db, scope, [person], None).get(person, [])
    return sorted(found, key=lambda post: post.starts_on, reverse=True)


def post(db: Database, scope: Scope, id: int) -> Post | None:
    """One post, or None if the reader may not see it or there is none."""
    with db.read() as conn:
        person = conn.value("select person from post where id = :id", {"id": id})
    return next((each for each in posts(db, scope, person) if each.id == id), None) if person else None


def _posts(db: Database, scope: Scope, people: list[int], as_at: date | None) -> dict[int, list[Post]]:
    """By person, the posts in force on the day `as_at` (None: every post).

    The scope decides which agencies are included.
    """
    in_force = "post.starts_on <= :day and (post.ends_on is null or post.ends_on >= :day)"
    covered = scope.on_agency("post.agency") if scope.kind != "person" else scope.on_person("post.person")
    with db.read() as conn:
        found = conn.objects(
            Post,
            f"""
            select post.id, post.person, post.agency, a.name as agency_name, post.role_group, g.name as role_group_name,
                   post.staff_number, post.starts_on, post.ends_on
              from post join agency a on a.id = post.agency join role_group g on g.id = post.role_group
             where post.person in :people and {covered} and {in_force if as_at else "1 = 1"}
             order by a.name, g.id
            """,
            {"people": people, "day": as_at.isoformat() if as_at else None, **scope.params},
        )
    posts: dict[int, list[Post]] = {}
    for post in found:
        posts.setdefault(post.person, []).append(post)
    return posts

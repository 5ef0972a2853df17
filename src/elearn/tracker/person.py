"""The page of one person: their posts, what is required of them and why they stand where they stand, and exemptions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.database import Connection, Database
from elearn.problems import NotFound
from elearn.tracker import exemptions
from elearn.tracker.addresses import shown_sql
from elearn.tracker.asks import County, ordinal
from elearn.tracker.directory import Exemption, Post
from elearn.tracker.exemptions import ExemptionRequest
from elearn.tracker.learned import facts_of
from elearn.tracker.scope import Scope
from elearn.tracker.spells import Span
from elearn.tracker.why import Cell, Under, Why, why_of
from elearn.translations import gettext as _


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom a requirement names. None: every agency, or every role group. `edition` is that of its standard, or ""."""

    agency: str | None
    role_group: str | None
    edition: str


@dataclass(frozen=True, slots=True)
class Required:
    """Something that is required of a person at one of their posts, with names. `reason` is that of an exemption."""

    why: Why
    title: str
    agency: str
    role_group: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person on a day, as far as the reader may see them.

    `posts` are all that the reader may see, the latest start first. `required` has what is furthest behind first.
    `namings` are by the id of a requirement; `titles` of courses by id, and of learning from elsewhere by its row.
    """

    id: int
    name: str
    email: str
    language: str
    as_at: date
    posts: Sequence[Post]
    required: Sequence[Required]
    namings: Mapping[int, Naming]
    titles: Mapping[str | tuple[str, int], str]
    exemptions: Sequence[Exemption]
    requests: Sequence[ExemptionRequest]

    @property
    def posts_now(self) -> list[Post]:
        """The posts in force on the day."""
        return [
            post
            for post in self.posts
            if post.starts_on <= self.as_at and (post.ends_on is None or post.ends_on >= self.as_at)
        ]


@dataclass(frozen=True, slots=True)
class _Who:
    name: str
    email: str
    language: str


def person_page(db: Database, scope: Scope, person: int, as_at: date) -> PersonPage:
    """One person on a day, for a reader with this scope (`Actor.people_scope()`), from one look at the database.

    A lead sees the posts at their agencies, and what requirements ask of these. What other agencies require of the
    same person is not theirs to read. Raises NotFound if the reader may not see the person by name.
    """
    with db.read() as conn:
        who = conn.object(
            _Who,
            f"""
            select name, {shown_sql("email")} as email, language from person
             where person.id = :person and {scope.on_few_people("person.id")}
            """,
            {"person": person, **scope.params},
        )
        if who is None or scope.kind not in ("everyone", "agencies"):
            raise NotFound(
                _("There is no such person here. Somebody may have removed them. Look at the list again.")
            )
        posts, exempt = _posts(conn, scope, person), _exemptions(conn, person)
        found = _required(conn, person, posts, exempt, as_at)
        unders = [under for why in found for under in why.unders]
        return PersonPage(
            person,
            who.name,
            who.email,
            who.language,
            as_at,
            posts,
            _with_names(found, posts, exempt, titles := _titles(conn, found, unders), as_at),
            _namings(conn, {under.requirement for under in unders}),
            titles,
            exempt,
            exemptions.of_person(conn, scope, person),
        )


def _posts(conn: Connection, scope: Scope, person: int) -> list[Post]:
    return conn.objects(
        Post,
        f"""
        select post.id, post.person, post.agency, a.name as agency_name, post.role_group, g.name as role_group_name,
               post.staff_number, post.starts_on, post.ends_on
          from post join agency a on a.id = post.agency join role_group g on g.id = post.role_group
         where post.person = :person and {scope.on_agency("post.agency")}
         order by post.starts_on desc, a.name, g.id
        """,
        {"person": person, **scope.params},
    )


def _exemptions(conn: Connection, person: int) -> list[Exemption]:
    return conn.objects(
        Exemption,
        f"""
        select e.id, e.person, p.name, {shown_sql("p.email")} as email, e.course, course.title,
               e.from_day, e.to_day, e.reason
          from exemption e join person p on p.id = e.person join course on course.id = e.course
         where e.person = :person order by e.from_day desc, course.title, e.id
        """,
        {"person": person},
    )


def _required(
    conn: Connection, person: int, posts: Sequence[Post], exempt: Sequence[Exemption], as_at: date
) -> list[Why]:
    """What is required at the posts, by what is furthest behind."""
    cells: dict[Cell, list[Span]] = {}
    for post in posts:
        span = Span(post.starts_on.toordinal(), ordinal(post.ends_on and post.ends_on.isoformat()))
        cells.setdefault((post.agency, post.role_group), []).append(span)
    if not cells:
        return []
    county = County(conn, {agency for agency, _ in cells})
    free: dict[str, list[Span]] = {}
    for each in exempt:
        last = ordinal(each.to_day and each.to_day.isoformat())
        free.setdefault(each.course, []).append(Span(each.from_day.toordinal(), last))
    facts = {course: known for (_, course), known in facts_of(conn, county, [person]).items()}
    return why_of(county, cells, free, facts, as_at.toordinal())


def _with_names(
    found: Sequence[Why],
    posts: Sequence[Post],
    exempt: Sequence[Exemption],
    titles: Mapping[str | tuple[str, int], str],
    as_at: date,
) -> list[Required]:
    called = {(post.agency, post.role_group): (post.agency_name, post.role_group_name) for post in posts}
    reasons = {
        each.course: each.reason
        for each in exempt
        if each.from_day <= as_at and (each.to_day is None or each.to_day >= as_at)
    }
    rows = [
        Required(
            why, titles[why.course], *called[why.cell], reasons.get(why.course, "") if why.exempt else ""
        )
        for why in found
    ]
    return sorted(rows, key=_furthest_behind_first)


def _furthest_behind_first(row: Required) -> tuple[int, int, str, str, str]:
    """By the states, lapsed and never before grace, as in the list of who is due."""
    order = {3: 0, 2: 0, 1: 1, 0: 2, None: 3}
    return order[row.why.state], row.why.due or 0, row.title, row.agency, row.role_group


def _titles(
    conn: Connection, found: Sequence[Why], unders: Sequence[Under]
) -> dict[str | tuple[str, int], str]:
    """The titles of everything that is named."""
    facts = [credit.fact for under in unders for credit in under.credits]
    courses = {why.course for why in found} | {fact.of for fact in facts if fact.of}
    named: dict[str | tuple[str, int], str] = dict(
        conn.tuples("select id, title from course where id in :courses", {"courses": courses})
    )
    outside = {fact.row[1] for fact in facts if fact.row[0] == "outside_learning"}
    if outside:
        for id, title in conn.tuples(
            "select id, title from outside_learning where id in :ids", {"ids": outside}
        ):
            named["outside_learning", id] = title
    return named


def _namings(conn: Connection, requirements: Collection[int]) -> dict[int, Naming]:
    return {
        id: Naming(agency, role_group, " ".join(part for part in (standard, edition) if part))
        for id, agency, role_group, standard, edition in conn.tuples(
            """
            select q.id, a.name, g.name, e.standard, e.edition
              from requirement q left join agency a on a.id = q.agency left join role_group g on g.id = q.role_group
              left join standard_edition e on e.id = q.edition
             where q.id in :ids
            """,
            {"ids": requirements},
        )
    }

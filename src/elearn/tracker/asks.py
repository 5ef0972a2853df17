"""What the requirements ask of a post: what, from when to when, by which day, and what counts for it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from elearn.database import Connection
from elearn.tracker.meeting import OPEN, By, Rule
from elearn.tracker.rules import Rules
from elearn.tracker.spells import Ask, Span

IN_FORCE = """
    (select q.id, q.course, q.agency, q.role_group, q.due_within_days, q.renew_after_months, q.edition,
            case when e.from_day > q.from_day then e.from_day else q.from_day end as from_day,
            case when e.to_day is null or q.to_day < e.to_day then q.to_day else e.to_day end as to_day
       from requirement q left join standard_edition e on e.id = q.edition)
"""
"""`requirement` as a table in SQL, with the days on which each is in force: its own that are its edition's too."""


class Requirement(NamedTuple):
    """A requirement with the days on which it is in force, as ordinals. `id` is 0 if it is not kept yet."""

    course: str
    start: int
    end: int
    due_within_days: int
    rule: Rule
    id: int = 0


class Counting(NamedTuple):
    """What passes of a course on some days count for, and as what."""

    required: str
    by: By
    first: int
    last: int


class County:
    """Which requirements name a post at an agency in a role group, and what counts for what they require.

    With `agencies`, only what concerns posts at these is read: a few rows for one person's posts, however large the
    county is. With `courses`, only the requirements of these. With `rules`, these hold, and not those that are
    kept: so an effect can be shown before anything is saved.
    """

    def __init__(
        self,
        conn: Connection,
        agencies: Collection[str] | None = None,
        courses: Collection[str] | None = None,
        rules: Rules | None = None,
    ) -> None:
        which = "1 = 1" if agencies is None else "agency in :agencies"
        self._within: dict[str, list[str]] = {}
        for agency, within in conn.tuples(
            f"select agency, within from agency_within where {which} order by agency, within",
            {"agencies": agencies or ()},
        ):
            self._within.setdefault(agency, []).append(within)
        named = (
            None if agencies is None else {within for places in self._within.values() for within in places}
        )
        self.kinds: dict[str, str] = {}
        """What is required is a course, hours or an update."""
        rows = _rows(conn, named, courses) if rules is None else _rows_of(rules, named, courses)
        self.kinds.update((course, kind) for course, kind, *_ in rows)
        self._requirements = [each for row in rows if (each := _requirement(*row))]
        self._places: dict[tuple[str | None, str | None], list[int]] = {}
        for place, (named_agency, named_group, _) in enumerate(self._requirements):
            self._places.setdefault((named_agency, named_group), []).append(place)
        self._naming: dict[tuple[str, str], list[Requirement]] = {}
        self._lists: dict[tuple[int, ...], list[Requirement]] = {}
        self.outside = {each.course for _, _, each in self._requirements if each.rule.counts_outside}
        """The courses, hours and updates for which outside learning may count."""
        self.counting, self.towards = _what_counts(conn, self.kinds, rules)
        """By course, what its passes count for; and for hours and updates, the courses of which something counts."""
        hours = [course for course, kind in self.kinds.items() if kind == "hours"]
        self.of_any = [Counting(each, "own", 1, OPEN) for each in hours if not self.towards[each]]
        """The hours for which every course counts."""
        self.updates = [course for course, kind in self.kinds.items() if kind == "update"]
        """The regular updates that are required."""

    @property
    def courses(self) -> set[str]:
        """What is required of anyone here."""
        return set(self.kinds)

    @property
    def read(self) -> Collection[str] | None:
        """The courses of which a pass may count for anything that is required. None: every course."""
        return None if self.of_any else self.counting

    def counts_for(self, course: str) -> list[Counting]:
        """What a pass of a course counts for, hours for which every course counts among them."""
        return [*self.counting.get(course, ()), *self.of_any]

    def naming(self, agency: str, role_group: str) -> list[Requirement]:
        """The requirements for a post there: "blank: all; an agency stands for its children too".

        The same requirements are always the same list.
        """
        cell = (agency, role_group)
        if cell not in self._naming:
            found_places: list[int] = []
            for named_agency in (None, *self._within.get(agency, [agency])):
                for named_group in (None, role_group):
                    found_places += self._places.get((named_agency, named_group), ())
            places = tuple(sorted(found_places))
            found = self._lists.setdefault(places, [self._requirements[place][2] for place in places])
            self._naming[cell] = found
        return self._naming[cell]


_RULE = (
    *("renew_after_months", "renew_from", "renew_early_months", "renew_on", "minutes"),
    *("participatory_percent", "counts_replaced", "counts_outside"),
)
"""The columns of a requirement that make its rule, as `Rule.of` takes them after the kind."""


def _rows(
    conn: Connection, named: Collection[str] | None, courses: Collection[str] | None
) -> list[tuple[Any, ...]]:
    """The requirements as they are kept."""
    return conn.tuples(
        f"""
        select q.course, course.kind, q.id, q.agency, q.role_group, q.from_day, q.to_day, q.due_within_days,
               e.from_day, e.to_day, {", ".join(f"q.{each}" for each in _RULE)}
          from requirement q join course on course.id = q.course
          left join standard_edition e on e.id = q.edition
         where {"1 = 1" if named is None else "(q.agency is null or q.agency in :named)"}
           and {"1 = 1" if courses is None else "q.course in :courses"}
        """,
        {"named": named or (), "courses": courses or ()},
    )


def _rows_of(
    rules: Rules, named: Collection[str] | None, courses: Collection[str] | None
) -> list[tuple[Any, ...]]:
    """The same of rules that are handed in."""
    effect = {edition.id: (edition.from_day, edition.to_day) for edition in rules.editions}
    return [
        (
            *(each.course, rules.kinds.get(each.course, "course"), 0, each.agency, each.role_group),
            *(each.from_day, each.to_day, each.due_within_days),
            *(effect[each.edition] if each.edition else (None, None)),
            *(getattr(each, name) for name in _RULE),
        )
        for each in sorted(rules.requirements, key=lambda each: each.key)
        if (named is None or each.agency is None or each.agency in named)
        and (courses is None or each.course in courses)
    ]


def _requirement(
    course: str,
    kind: str,
    id: int,
    agency: str | None,
    role_group: str | None,
    from_day: str,
    to_day: str | None,
    due_within_days: int,
    effect_from: str | None,
    effect_to: str | None,
    *rule: Any,
) -> tuple[str | None, str | None, Requirement] | None:
    """The agency and the role group that a requirement names, and what it says. None: it is never in force."""
    start = max(ordinal(from_day), ordinal(effect_from) if effect_from else 1)
    end = min(ordinal(to_day), ordinal(effect_to))
    if start > end:
        return None
    return agency, role_group, Requirement(course, start, end, due_within_days, Rule.of(kind, *rule), id)


def _what_counts(
    conn: Connection, kinds: Mapping[str, str], rules: Rules | None
) -> tuple[dict[str, list[Counting]], dict[str, frozenset[str]]]:
    """By course, what its passes count for; and the courses that count towards hours and updates (none: every one)."""
    required = {"required": sorted(kinds)}
    lists: dict[str, set[str]] = {course: set() for course, kind in kinds.items() if kind != "course"}
    equivalences: Iterable[tuple[Any, ...]]
    towards: Iterable[tuple[Any, ...]] = ()
    if rules is None:
        equivalences = conn.tuples(
            "select course, other, kind, from_day, to_day from equivalence where course in :required",
            required,
        )
        if lists:
            towards = conn.tuples(
                "select course, other from counts_towards where course in :required", required
            )
    else:
        equivalences, towards = rules.equivalences, rules.counts_towards
    counting: dict[str, list[Counting]] = {}
    for course, kind in kinds.items():
        if kind == "course":
            counting.setdefault(course, []).append(Counting(course, "own", 1, OPEN))
    for course, other, equivalence, from_day, to_day in equivalences:
        if kinds.get(course) == "course":
            by: By = "replaced" if equivalence == "replaced" else "equivalent"
            found = Counting(course, by, ordinal(from_day), ordinal(to_day))
            counting.setdefault(other, []).append(found)
    for course, other in towards:
        if course in lists:
            lists[course].add(other)
            if kinds[course] == "hours":
                counting.setdefault(other, []).append(Counting(course, "own", 1, OPEN))
    return counting, {course: frozenset(others) for course, others in lists.items()}


def asks_of(requirements: Iterable[Requirement], posts: Collection[Span]) -> dict[str, list[Ask]]:
    """By course, what someone in these posts must do: from when to when, and by when."""
    asks: dict[str, list[Ask]] = {}
    for course, first, last, within, rule, _ in requirements:
        for post in posts:
            start, end = max(post.start, first), min(post.end, last)
            if start <= end:
                asks.setdefault(course, []).append(Ask(start, end, min(start + within, OPEN), rule))
    return asks


def affected(conn: Connection, places: Collection[tuple[str | None, str | None]]) -> set[int] | None:
    """The people whom requirements of these (agency, role group) may name. None is all, and the answer may be too."""
    found: set[int] = set()
    for agency, role_group in places:
        if agency is None and role_group is None:
            return None
        found |= set(
            conn.column(
                """
                select person from post
                 where (:all_groups = 1 or role_group = :role_group)
                   and (:all_agencies = 1 or agency in (select agency from agency_within where within = :agency))
                """,
                {
                    "agency": agency or "",
                    "all_agencies": int(agency is None),
                    "role_group": role_group or "",
                    "all_groups": int(role_group is None),
                },
            )
        )
    return found


def depending_on(conn: Connection, courses: Collection[str]) -> set[str]:
    """These courses, and everything for which something that is learned of them may count."""
    found = conn.column(
        """
        select course from equivalence where other in :courses
         union
        select id from course
         where kind <> 'course'
           and (exists (select 1 from counts_towards t where t.course = course.id and t.other in :courses)
                or not exists (select 1 from counts_towards t where t.course = course.id)
                or exists (select 1 from requirement q where q.course = course.id and q.counts_outside = 1))
        """,
        {"courses": list(courses)},
    )
    return {*courses, *found}


@lru_cache(maxsize=100_000)
def ordinal(day: str | None) -> int:
    """A stored day as an ordinal. None means that there is no end: the last day of the calendar."""
    return OPEN if day is None else date.fromisoformat(day).toordinal()

"""What the requirements ask of a post: which courses, from when to when, and by which day."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from elearn.database import Connection
from elearn.tracker.spells import OPEN, Ask, Span


class Requirement(NamedTuple):
    """A requirement with its days as ordinals."""

    course: str
    start: int
    end: int
    due_within_days: int
    renew_after_months: int | None


class County:
    """Which requirements name a post at an agency in a role group.

    With `agencies`, only what concerns posts at these is read: a few rows for one person's posts, however large the
    county is. With `courses`, only the requirements of these.
    """

    def __init__(
        self,
        conn: Connection,
        agencies: Collection[str] | None = None,
        courses: Collection[str] | None = None,
    ) -> None:
        which = "1 = 1" if agencies is None else "agency in :agencies"
        self._within: dict[str, list[str]] = {}
        for agency, within in conn.tuples(
            f"select agency, within from agency_within where {which} order by agency, within",
            {"agencies": agencies or ()},
        ):
            self._within.setdefault(agency, []).append(within)
        named = "1 = 1" if agencies is None else "agency in :named"
        about = "1 = 1" if courses is None else "course in :courses"
        self._requirements = [
            (agency, role_group, Requirement(course, ordinal(start), ordinal(end), due, renew))
            for agency, role_group, course, start, end, due, renew in conn.tuples(
                f"""
                select agency, role_group, course, from_day, to_day, due_within_days, renew_after_months
                  from requirement where (agency is null or {named}) and {about}
                """,
                {
                    "named": {within for places in self._within.values() for within in places},
                    "courses": courses or (),
                },
            )
        ]
        self._places: dict[tuple[str | None, str | None], list[int]] = {}
        for place, (named_agency, named_group, _) in enumerate(self._requirements):
            self._places.setdefault((named_agency, named_group), []).append(place)
        self._naming: dict[tuple[str, str], list[Requirement]] = {}
        self._lists: dict[tuple[int, ...], list[Requirement]] = {}

    @property
    def courses(self) -> set[str]:
        """The courses that are required of anyone here."""
        return {requirement.course for _, _, requirement in self._requirements}

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


def asks_of(requirements: Iterable[Requirement], posts: Collection[Span]) -> dict[str, list[Ask]]:
    """By course, what someone in these posts must do: from when to when, and by when."""
    asks: dict[str, list[Ask]] = {}
    for course, first, last, within, months in requirements:
        for post in posts:
            start, end = max(post.start, first), min(post.end, last)
            if start <= end:
                asks.setdefault(course, []).append(Ask(start, end, min(start + within, OPEN), months))
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


@lru_cache(maxsize=100_000)
def ordinal(day: str | None) -> int:
    """A stored day as an ordinal. None means that there is no end: the last day of the calendar."""
    return OPEN if day is None else date.fromisoformat(day).toordinal()

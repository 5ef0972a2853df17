"""Where the tables of the Coverage screen lead to: a narrower view of it, and the people behind a number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from elearn.app import address
from elearn.days import today
from elearn.tracker import Actor, AgencyName, Scope


@dataclass(frozen=True)
class BoardLinks:
    """The links of one view: its day, the agency that it is within (None: all), and all agencies of `seen`.

    `seen` is the scope of the figures. `actor` is who reads them, and may see the people of fewer agencies, or none.
    """

    actor: Actor
    seen: Scope
    agencies: Sequence[AgencyName]
    as_at: date
    within: str | None

    def to(self, course: str | None = None, agency: str | None = None) -> str:
        """Returns the address of the view of a course and an agency, on the same day."""
        return address.link("coverage", as_at=self._day, course=course, agency=agency or self.within)

    def people(self, course: str, agency: str | None = None) -> str:
        """Returns the address of the people to remind of a course. "" if the reader may not see their names."""
        if not self.has_people(agency):
            return ""
        return address.link("who-is-due", as_at=self._day, course=course, agency=agency or self.within)

    def has_people(self, agency: str | None = None) -> bool:
        """Whether the reader may see, by name, everybody who is in the figures of an agency (None: of the view)."""
        if not self.actor.may("people"):
            return False
        agency = agency or self.within
        if agency is None:
            return self._people == self.seen
        return self._people.has_agency(self._around(agency))

    @cached_property
    def _day(self) -> str | None:
        return None if self.as_at == today() else self.as_at.isoformat()

    @cached_property
    def _people(self) -> Scope:
        return self.actor.people_scope()

    @cached_property
    def _parents(self) -> Mapping[str, str | None]:
        return {each.id: each.parent for each in self.agencies}

    def _around(self, agency: str) -> Iterator[str]:
        """The agency and those that it is part of."""
        seen: set[str] = set()
        at: str | None = agency
        while at is not None and at not in seen:
            yield at
            seen.add(at)
            at = self._parents.get(at)

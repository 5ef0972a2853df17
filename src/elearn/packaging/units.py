"""What an LMS starts: the whole course as one unit, or each module as its own unit.

One unit with its navigation inside is the safest in practice, so that is what we build by default. The unit of a module
is a small course. It has only that module and the outcomes that the module tests. It also has its own slug, so that its
saved state is separate from that of every other unit.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.course import Course, Module
from elearn.player import markdown, page_seconds

LAUNCH = "index.html"


class Structure(StrEnum):
    """How a package is divided into what an LMS starts and tracks."""

    COURSE = "course"
    MODULES = "modules"


@dataclass(frozen=True)
class Unit:
    """One thing that an LMS starts. `launch` is its page, `course` is the content of that page.

    `id` is the module's, or "" if the unit is the whole course.
    """

    id: str
    launch: str
    course: Course

    @property
    def points(self) -> int:
        """The points that a learner can score in it; 0 if there are none."""
        return self.course.points()

    def outcomes(self) -> list[str]:
        """The ids of the outcomes that its questions test, in the course's order."""
        tested = {question.outcome for question in self.course.questions()}
        return [outcome.id for outcome in self.course.outcomes if outcome.id in tested]


@dataclass(frozen=True)
class Content:
    """What a package holds apart from its control files: a course, its units, and the names of all their files."""

    course: Course
    units: tuple[Unit, ...]
    files: frozenset[str]

    def own(self, unit: Unit) -> frozenset[str]:
        """The files that no other unit needs. If there is only one unit, all files."""
        if len(self.units) == 1:
            return self.files
        times = Counter(name for each in self.units for name in _needed(each))
        return frozenset(name for name in _needed(unit) if times[name] == 1 and name in self.files)

    def shared(self) -> frozenset[str]:
        """The files that several units need, or none."""
        return self.files - frozenset().union(*(self.own(unit) for unit in self.units))


def units(course: Course, structure: Structure) -> tuple[Unit, ...]:
    """The units of a course: the course itself, or one for each module."""
    if structure is Structure.COURSE:
        return (Unit("", LAUNCH, course),)
    return tuple(Unit(module.id, f"{module.id}.html", _alone(course, module)) for module in course.modules)


def _needed(unit: Unit) -> Iterable[str]:
    yield unit.launch
    yield from (f"modules/{module.id}.js" for module in unit.course.modules)
    yield from (path.as_posix() for path in unit.course.media())


def _alone(course: Course, module: Module) -> Course:
    """One module as a course, with the banks that it draws from.

    Only the first module has the introduction. The minutes are its share of the course's reading time.
    """
    alone = course.model_copy(update={"modules": (module,), "introduction": ()})
    drawn = alone.drawn()
    alone = alone.model_copy(update={"banks": tuple(bank for bank in course.banks if bank.id in drawn)})
    tested = {question.outcome for question in alone.questions()}
    seconds = sum(page_seconds(page) for page in module.pages)
    share = seconds / sum(page_seconds(page) for page in course.pages())
    return alone.model_copy(
        update={
            "slug": f"{course.slug}.{module.id}",
            "title": markdown.plain(module.title),
            "summary": "",
            "duration_minutes": max(1, round(course.duration_minutes * share)),
            "outcomes": tuple(outcome for outcome in course.outcomes if outcome.id in tested),
            "introduction": course.introduction if module is course.modules[0] else (),
        }
    )

"""What a rule is: its name, what it finds, and the function that finds it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from elearn.checks.texts import Text
from elearn.content.course import Course
from elearn.content.review import Review
from elearn.content.text import Place, Source
from elearn.problems import Severity

Subject = Literal["course", "review", "text"]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found in one text: from `start` to `end`, what is wrong, and what to write instead."""

    start: int
    end: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found in the whole course: the place, what is wrong, and what to do."""

    place: Place
    message: str
    remedy: str
    column: int = 1


@dataclass(frozen=True)
class Examined:
    """What is examined: a course, a review or any other text.

    `course` is None for a review, for any other text, and if a file cannot be read. `texts` are those of all
    files, in reading order. `recommendations` are the references in the reviews (`review-slug#id`), or None
    if the reviews are not known.
    """

    subject: Subject
    path: str
    texts: Sequence[Text]
    course: Course | None = None
    source: Source = field(default_factory=Source)
    review: Review | None = None
    recommendations: Collection[str] | None = None

    def pages(self) -> Mapping[tuple[str, int], list[Text]]:
        """The texts by page (file and the page's line), in order."""
        pages: dict[tuple[str, int], list[Text]] = {}
        for text in self.texts:
            pages.setdefault((text.path, text.page), []).append(text)
        return pages


@dataclass(frozen=True)
class Rule:
    """One thing that the checks look for.

    A rule looks at each text by itself (`in_text`) or at the whole (`in_whole`). `in_text` is a pure function
    of the text, so a text that has not changed is not examined again. `example` is something that the rule
    finds. `subjects` says what it examines: a rule about learners' text does not examine a review.
    """

    id: str
    name: str
    severity: Severity
    finds: str
    example: str
    in_text: Callable[[Text], Iterable[Hit]] | None = None
    in_whole: Callable[[Examined], Iterable[Found]] | None = None
    subjects: frozenset[Subject] = frozenset({"course", "review", "text"})

"""What a rule is: what it is called, what it finds, and the one function that finds it."""

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
    """What a rule found in a text: from `start` to `end`, what is wrong, and what to write instead."""

    start: int
    end: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found that looks at the whole: its place, what is wrong, and what to do."""

    place: Place
    message: str
    remedy: str
    column: int = 1


@dataclass(frozen=True)
class Examined:
    """What is examined. `course` is None for a review, for any other text, and where a file cannot be read.

    `texts` are those of all its files, in reading order. `recommendations` are the references that the reviews hold
    (`review-slug#id`), None where they are not known. `on`: see `elearn.days.today`.
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
    """One thing that is looked for.

    A rule looks at each text by itself (`in_text`, a pure function of it, so that what has not changed is not examined
    again) or at the whole (`in_whole`). `example` is what it finds. `subjects` says what it is held against: a rule on
    learners' text is not held against a review.
    """

    id: str
    name: str
    severity: Severity
    finds: str
    example: str
    in_text: Callable[[Text], Iterable[Hit]] | None = None
    in_whole: Callable[[Examined], Iterable[Found]] | None = None
    subjects: frozenset[Subject] = frozenset({"course", "review", "text"})

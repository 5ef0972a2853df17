"""What a rule is: its name, what it finds, and the function that finds it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from elearn.checks.texts import ENGLISH, Text, primary_language
from elearn.content.course import Course
from elearn.content.review import Review
from elearn.content.text import Place, Source
from elearn.problems import Severity

Subject = Literal["course", "review", "text"]

EVERY_LANGUAGE: frozenset[str] = frozenset()
IN_ENGLISH = frozenset({ENGLISH})
"""For a rule that looks for words or grammar: a word of English may be a name or a fault in no other language."""


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
    files, in reading order. `invented` are the names of people whom the course's author made up, if it says so, or
    else none. `recommendations` are the references in the reviews (`review-slug#id`), or None
    if the reviews are not known.
    """

    subject: Subject
    path: str
    texts: Sequence[Text]
    course: Course | None = None
    source: Source = field(default_factory=Source)
    review: Review | None = None
    recommendations: Collection[str] | None = None
    invented: Collection[str] = ()

    @property
    def language(self) -> str:
        """The language that it is in, without the region: “en”, “cy”."""
        if self.course:
            return primary_language(self.course.language)
        return self.texts[0].language if self.texts else ENGLISH

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
    of the text, so a text that has not changed is not examined again. `finds` says what it looks for, as a phrase
    that can stand in a heading. `example` is something that the rule finds. `subjects` says what it examines: a
    rule about learners' text does not examine a review.

    `languages` are those that the rule can read; `EVERY_LANGUAGE` if it looks at nothing that differs between
    them. `elsewhere` is what it still finds in any other language, "" if nothing: the rule is then not run. A
    rule with `elsewhere` looks at `language` of the text or course itself, and finds only that.
    """

    id: str
    name: str
    severity: Severity
    finds: str
    example: str
    in_text: Callable[[Text], Iterable[Hit]] | None = None
    in_whole: Callable[[Examined], Iterable[Found]] | None = None
    subjects: frozenset[Subject] = frozenset({"course", "review", "text"})
    languages: frozenset[str] = EVERY_LANGUAGE
    elsewhere: str = ""

    def reads(self, language: str) -> bool:
        """Whether it finds all that it looks for in a text of that language."""
        return not self.languages or language in self.languages

    def runs_on(self, language: str) -> bool:
        """Whether it finds anything in a text of that language without false alarms."""
        return self.reads(language) or bool(self.elsewhere)


def course_rule(
    id: str,
    name: str,
    severity: Severity,
    finds: str,
    example: str,
    look: Callable[[Examined], Iterable[Found]],
    *,
    languages: frozenset[str] = EVERY_LANGUAGE,
    elsewhere: str = "",
) -> Rule:
    """A rule that looks at a course as a whole, and at nothing but courses. See `Rule` for the arguments."""
    return Rule(
        id,
        name,
        severity,
        finds,
        example,
        in_whole=look,
        subjects=frozenset({"course"}),
        languages=languages,
        elsewhere=elsewhere,
    )

"""What a new course can begin from: the ways, and the reviews, themes, years and courses that are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from elearn.authoring.beginnings import Lesson, lessons_of, plain_words
from elearn.content.course import load_course
from elearn.content.review import Review, load_reviews, review_type, theme_words
from elearn.desk.context import Desk
from elearn.desk.listing import listed
from elearn.tracker import Actor
from elearn.translations import N_
from elearn.translations import gettext as _


class Way(NamedTuple):
    """A beginning in words: its name, and what one gets."""

    title: str
    about: str


WAYS: Mapping[str, Way] = {
    "review": Way(
        N_("From a review"),
        N_(
            "Tick recommendations and findings. Each recommendation becomes an outcome with two questions to "
            "write, each theme a module, and each finding a page."
        ),
    ),
    "theme": Way(
        N_("A theme across several reviews"),
        N_("Tick what reviews found on one theme. There is a module for each tier of learning."),
    ),
    "briefing": Way(
        N_("From a thematic briefing"),
        N_("Pages for the risk factors and for what helps, with the briefing as their source."),
    ),
    "update": Way(
        N_("Annual update"),
        N_("What this year’s reviews found, and what has changed in law, guidance and here."),
    ),
    "quiz": Way(
        N_("Refresher quiz"),
        N_("Asks the questions of a course again: a few about each outcome, drawn at random."),
    ),
    "seven-minutes": Way(
        N_("Seven-minute briefing"),
        N_("One page for a team, with questions to talk about. From a review, or from nothing."),
    ),
    "copy": Way(N_("A copy of a course"), N_("All its pages, questions and pictures, under another title.")),
    "example": Way(
        N_("With an example page"), N_("A page and a question to write over, with what every course needs.")
    ),
    "blank": Way(N_("An empty page"), N_("A page to write on, a warning, and where to turn. Nothing else.")),
}
"""The ways in the order in which they are offered, by the name that `elearn.authoring.beginnings` has for each."""


@dataclass(frozen=True)
class Pick:
    """A choice of one: the name of its field, and for each option its value, its words and the group that it is in."""

    name: str
    label: str
    options: tuple[tuple[str, str, str], ...]
    help: str = ""


@dataclass(frozen=True)
class Item:
    """A finding or a recommendation to tick. `about` says what it is, and `follows` that it answers the one above."""

    reference: str
    about: str
    words: str
    ticked: bool
    follows: bool = False


@dataclass(frozen=True)
class Group:
    """What can be ticked of one review. `where` is its board and year."""

    heading: str
    where: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class ThemeOffered:
    """A theme that reviews have, and how many findings and recommendations have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Sources:
    """The reviews that can be read, by id, and what else somebody may begin from."""

    desk: Desk
    who: Actor
    known: Mapping[str, Review]

    def reviews(self, way: str) -> tuple[tuple[str, str, str], ...]:
        """The reviews that a way may begin from, by board and title."""
        wanted = [
            each
            for each in self.known.values()
            if (review_type(each.type).source if way == "briefing" else each.findings or each.recommendations)
        ]
        wanted.sort(key=lambda each: (each.board.casefold(), each.title.casefold(), each.slug))
        return tuple((each.slug, _named(each), each.board) for each in wanted)

    def of_review(self, review: Review, only: str = "") -> tuple[Group, ...]:
        """Everything of a review, ticked; or `only` one recommendation and the finding that it answers."""
        answered = {each.finding or "" for each in review.recommendations if each.id == only}
        group = _group(review, lessons_of([review]), {only, *answered} if only else None)
        return (group,) if group.items else ()

    def themes(self) -> list[ThemeOffered]:
        """The themes that findings and recommendations have, by name."""
        counts: dict[str, int] = {}
        labels: dict[str, str] = {}
        for lesson in lessons_of(self.known.values()):
            for theme in lesson.themes:
                labels[theme] = _(theme_words(theme))
                counts[theme] = counts.get(theme, 0) + len(lesson.recommendations) + bool(lesson.finding)
        found = [ThemeOffered(theme, labels[theme], count) for theme, count in counts.items()]
        return sorted(found, key=lambda each: each.label.casefold())

    def of_theme(self, theme: str) -> tuple[Group, ...]:
        """What reviews found on a theme. Nothing is ticked."""
        return self._groups(lambda each: True, lambda lesson: theme in lesson.themes)

    def years(self) -> list[int]:
        """The years of reviews that have something to tick, the latest first."""
        return sorted(
            {each.year for each in self.known.values() if each.year and _has_items(each)}, reverse=True
        )

    def of_year(self, year: int) -> tuple[Group, ...]:
        """What the reviews of a year found. Nothing is ticked."""
        return self._groups(lambda each: each.year == year, lambda lesson: True) if year else ()

    def documents(self, review: Review) -> Pick | None:
        """The documents of a source, if there is a choice."""
        if not review.documents:
            return None
        named = [
            ". ".join(filter(None, (each.title or each.subject or _(each.type.capitalize()), _when(each))))
            for each in review.documents
        ]
        options = ((str(n), words, "") for n, words in enumerate(named, 1))
        return Pick("document", _("Which of its documents"), tuple(options))

    def courses(self) -> list[dict[str, Any]]:
        """The courses that are there, by title."""
        rows = [
            each
            for each in listed(self.desk, self.who)["courses"]
            if each["state"] not in ("archived", "lost")
        ]
        return sorted(rows, key=lambda each: each["title"].casefold())

    def banks(self, course: str) -> Pick | None:
        """The banks of a course, and all its questions as the first choice. None if it has no bank."""
        read = load_course(self.desk.folder(course)).course
        if read is None or not read.banks:
            return None
        banks = ((each.id, each.title, "") for each in read.banks)
        return Pick("bank", _("Which questions"), (("", _("All that give points"), ""), *banks))

    def _groups(self, of_review: Any, of_lesson: Any) -> tuple[Group, ...]:
        reviews = sorted(
            filter(of_review, self.known.values()), key=lambda each: (-(each.year or 0), each.title)
        )
        held = (_group(each, list(filter(of_lesson, lessons_of([each]))), set()) for each in reviews)
        return tuple(each for each in held if each.items)


def sources(desk: Desk, who: Actor) -> Sources:
    """What somebody may begin from now. Whoever writes courses may read every review."""
    found = (each for each in load_reviews(desk.settings.reviews) if each.review)
    return Sources(desk, who, {each.path.stem: each.review for each in found if each.review})


def _has_items(review: Review) -> bool:
    return bool(review.findings or review.recommendations)


def _named(review: Review) -> str:
    named = f"{review.title}, {review.year}" if review.year else review.title
    return _("%(review)s (a draft)", review=named) if review.status == "draft" else named


def _when(document: Any) -> str:
    return str(document.published.year) if document.published else (document.month or "")[:4]


def _group(review: Review, lessons: list[Lesson], ticked: set[str] | None) -> Group:
    """What can be ticked, each finding before the recommendations that answer it. None: all is ticked."""
    items: list[Item] = []
    for lesson in lessons:
        if lesson.finding:
            words = _("Went well") if lesson.is_strength else _("To improve")
            items.append(_item(review, lesson.finding.id, words, lesson.finding.body, ticked))
        items += [
            _item(review, each.id, _("Recommendation"), each.body, ticked, follows=bool(lesson.finding))
            for each in lesson.recommendations
        ]
    where = ", ".join(filter(None, (review.board, str(review.year or ""))))
    return Group(review.title, where, tuple(items))


def _item(
    review: Review, name: str, about: str, body: str, ticked: set[str] | None, *, follows: bool = False
) -> Item:
    return Item(f"{review.slug}#{name}", about, plain_words(body), ticked is None or name in ticked, follows)

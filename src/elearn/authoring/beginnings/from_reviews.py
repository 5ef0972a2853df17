"""Courses that begin from reviews: outcomes in the words of recommendations, pages for findings, questions to write.

Each function gives texts by file name and writes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.authoring.beginnings.lessons import Lesson, by_theme, words_of
from elearn.authoring.beginnings.new_course import READ, NewCourse, NewModule, NewOutcome, NewPage
from elearn.authoring.beginnings.stubs import (
    SUMMARY,
    block_for,
    introduction,
    putting_together,
    questions_for,
    stub,
    where_to_turn,
)
from elearn.content import OWN_WORDS
from elearn.content.review import Document, Review, Theme, Tier, theme_words
from elearn.guidance import guidances

_TIERS: tuple[tuple[Tier, str, str], ...] = (
    ("individual", "what-each-of-us-does", "What each of us does"),
    ("local", "what-our-services-do", "What our services do"),
    ("strategic", "what-the-partnership-does", "What the partnership does"),
)
_TO_DO = "what a learner can do afterwards, beginning with a verb"
_AND_TAKE_OUT = (
    "Below is what the review found. Say it in your own words, in a story that you have invented, "
    "and take it out."
)


def from_review(title: str, lessons: Sequence[Lesson]) -> dict[str, str]:
    """The texts of a course from what was chosen of a review: a module for each theme, a page for each lesson."""
    plan = _Plan.of(lessons)
    modules = [
        NewModule(*_named(themes), tuple(plan.page(each) for each in held))
        for themes, held in by_theme(lessons)
    ]
    return _whole(title, plan, modules)


def from_theme(title: str, theme: Theme, lessons: Sequence[Lesson]) -> dict[str, str]:
    """The texts of a course about a theme, from what was chosen of several reviews: a module for each tier."""
    plan = _Plan.of(lessons)
    modules = [
        NewModule(name, words, tuple(plan.page(each) for each in lessons if each.tier == tier))
        for tier, name, words in _TIERS
        if any(each.tier == tier for each in lessons)
    ]
    about = stub(
        f"what this course is for. Its theme is {theme_words(theme).lower()}. Say that its scenarios are invented."
    )
    return _whole(title, plan, modules, about)


def from_briefing(
    title: str, source: Review, document: Document | None, lessons: Sequence[Lesson] = ()
) -> dict[str, str]:
    """The texts of a course from a thematic briefing: risk factors, what helps, and what was chosen of its findings.

    `document` is the briefing, if the source has several. Each page names it.
    """
    plan = _Plan.of(lessons, one_more=True)
    named = _source(source, document)
    risks = stub("the main risk factors that the briefing names, in your own words.")
    helps = stub("what helps in practice, as the briefing recommends, in your own words.")
    pages = (
        NewPage("risk-factors", "What the risks are", (f"{risks}\n\n{named}",)),
        NewPage("what-helps", "What helps", (f"{helps}\n\n{named}", *plan.asked(None))),
    )
    modules = [NewModule("what-many-reviews-found", "What many reviews found", pages)]
    if lessons:
        modules.append(NewModule("what-to-do", "What to do", tuple(plan.page(each) for each in lessons)))
    return _whole(title, plan, modules)


def annual_update(title: str, lessons: Sequence[Lesson], on: date) -> dict[str, str]:
    """The texts of a yearly update: what was chosen of the year's reviews, and what has changed in guidance and here.

    The guidance is that whose edition came into force in the twelve months before `on`.
    """
    plan = _Plan.of(lessons, one_more=True)
    learned = tuple(plan.page(each) for each in lessons)
    changed = (
        NewPage("new-guidance", "What has changed in law and guidance", ("\n".join(_editions(on)),)),
        NewPage(
            "new-here",
            "What has changed here",
            (
                stub(
                    "what your board and your services do differently now: procedures, routes, names of teams."
                ),
                *plan.asked(None),
            ),
        ),
    )
    modules = [NewModule("what-has-changed", "What has changed", changed)]
    if learned:
        modules.insert(0, NewModule("what-reviews-found", "What this year’s reviews found", learned))
    return _whole(title, plan, modules, renew_after="1 year")


def seven_minutes(title: str, lessons: Sequence[Lesson] = ()) -> dict[str, str]:
    """The texts of a seven-minute briefing, to read and to talk about. It has no questions and no pass mark."""
    found = [_to_reword(words) for each in lessons if each.finding and (words := words_of(each.finding.body))]
    done = [
        _to_reword(words) for each in lessons for one in each.recommendations if (words := words_of(one.body))
    ]
    third = ["a first thing to know", "a second thing to know", "a third thing to know"]
    known = [found[n::3] or [stub(words)] for n, words in enumerate(third)]
    parts = [
        ("Background", [stub("in two sentences, what happened. Say that the family is invented.")]),
        ("Why it matters", [stub("why this matters to the team that reads it.")]),
        *((stub(f"a heading for {words}"), says) for words, says in zip(third, known, strict=True)),
        ("What to remember", [stub("what people should remember.")]),
        ("What to do", done or [stub("what people do from today.")]),
    ]
    body = "\n\n".join(f"### {n}. {head}\n" + "\n\n".join(says) for n, (head, says) in enumerate(parts, 1))
    talk = f"- {stub('a first question for the team')}\n- {stub('a second question for the team')}"
    text = f"{body}\n\n### To talk about in your team\n{talk}"
    page = NewPage("the-briefing", "Seven minutes for your team", block_for("briefing", "", text))
    module = NewModule("the-briefing", "The briefing", (page, where_to_turn()))
    return NewCourse(title, SUMMARY, [module], introduction(), completion=READ).texts()


@dataclass(frozen=True)
class _Plan:
    """The lessons of a course by number, and its outcomes, each with the lesson that it belongs to."""

    lessons: tuple[Lesson, ...]
    owners: tuple[tuple[NewOutcome, Lesson | None], ...]

    @classmethod
    def of(cls, lessons: Sequence[Lesson], *, one_more: bool = False) -> "_Plan":
        """An outcome for each recommendation, and for each lesson to improve that no recommendation answers.

        If there would be none, what went well gets them too. `one_more` adds one that belongs to no lesson.
        """
        found: list[tuple[str, Tier | None, tuple[str, ...], Lesson | None]] = []
        all_need_one = not any(each.recommendations or not each.is_strength for each in lessons)
        for lesson in lessons:
            for each in lesson.recommendations:
                words = words_of(each.body)
                text = _to_reword(words) if words else stub(f"{_TO_DO}, to answer recommendation {each.id}")
                found.append((text, each.tier, (lesson.review.reference(each),), lesson))
            if lesson.finding and not lesson.recommendations and (all_need_one or not lesson.is_strength):
                found.append((stub(f"{_TO_DO} (finding {lesson.finding.id})"), lesson.tier, (), lesson))
        if one_more:
            found.append((stub(_TO_DO), None, (), None))
        owners = (
            (NewOutcome(f"answer-{n}", text, tier, learned_from), lesson)
            for n, (text, tier, learned_from, lesson) in enumerate(found, 1)
        )
        return cls(tuple(lessons), tuple(owners))

    @property
    def outcomes(self) -> tuple[NewOutcome, ...]:
        return tuple(outcome for outcome, _ in self.owners)

    def asked(self, owner: Lesson | None) -> tuple[str, ...]:
        """The questions about the outcomes of a lesson, or about the one that belongs to none."""
        return tuple(
            text
            for n, (outcome, lesson) in enumerate(self.owners)
            if lesson is owner
            for text in questions_for(outcome, n)
        )

    def page(self, lesson: Lesson) -> NewPage:
        """The page of a lesson: what to write, what the review says, and the questions of its outcomes."""
        number = next(n for n, each in enumerate(self.lessons, 1) if each is lesson)
        item = lesson.finding or lesson.recommendations[0]
        kind = "finding" if lesson.finding else "recommendation"
        return NewPage(
            f"{kind}-{number}",
            stub(f"a title ({kind} {item.id})"),
            (f"{stub(_to_write(lesson))}\n\n{_quoted(lesson)}", *self.asked(lesson)),
        )


def _to_reword(words: str) -> str:
    """A review's words, marked once as not the author's own. Those of a draft may say so themselves."""
    return f"{words.replace(OWN_WORDS, '').strip()} {OWN_WORDS}".strip()


def _to_write(lesson: Lesson) -> str:
    if lesson.is_strength:
        return f"what went well here, and what made it possible. {_AND_TAKE_OUT}"
    if lesson.finding is None:
        return (
            "what has to change, and what your reader does about it. Below is what the review recommends. Say it in "
            "your own words, and take it out."
        )
    return f"what kept people from seeing or doing what was needed, and what helps. {_AND_TAKE_OUT}"


def _quoted(lesson: Lesson) -> str:
    """The review's words as a quotation, marked as not the author's own, if they can be shown."""
    item = lesson.finding or lesson.recommendations[0]
    if words := words_of(item.body):
        return f"> {_to_reword(words)}"
    return "> " + stub(
        f"what {item.id} of the review says. Its words are left out here, because they could tell whose case it was."
    )


def _named(themes: Sequence[Theme]) -> tuple[str, str]:
    """The id and the title of the module for some themes, the first of which names it."""
    if not themes:
        return "what-was-learned", "What was learned"
    title = ", ".join(map(theme_words, themes))
    return themes[0].replace("_", "-"), title[0] + title[1:].lower()


def _whole(
    title: str, plan: _Plan, modules: Iterable[NewModule], about: str = "", renew_after: str = "3 years"
) -> dict[str, str]:
    says = introduction(about) if about else introduction()
    every = [*modules, putting_together(plan.outcomes)]
    return NewCourse(title, SUMMARY, every, says, plan.outcomes, renew_after=renew_after).texts()


def _source(source: Review, document: Document | None) -> str:
    """A line that names a briefing, with its year if it is known, and leads to it."""
    year = _year(document) or str(source.year or "")
    name = words_of((document.title or document.subject) if document else source.title) or source.slug
    publisher = (document.publisher if document else "") or source.board
    said = f"{publisher}: {name}" + (f" ({year})" if year else "")
    return f"Source: [{said}]({document.address})" if document and document.address else f"Source: {said}"


def _year(document: Document | None) -> str:
    if document and document.published:
        return str(document.published.year)
    return (document.month or "")[:4] if document else ""


def _editions(on: date) -> list[str]:
    """A line for each guidance that got a new edition in the twelve months before a day."""
    before = date(on.year - 1, on.month, min(on.day, 28))
    known = [(each, each.in_force(on)) for each in guidances()]
    lines = [
        f"- **{guidance.title}**, edition of {edition.year}. {stub('what it changes for your readers.')}"
        for guidance, edition in known
        if edition and edition.first_day > before
    ]
    return [
        *lines,
        f"- {stub('other law and guidance that changed, with its name and year; or take this line out.')}",
    ]

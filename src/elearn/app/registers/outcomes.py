"""What the subgroup said of the lessons of workshops, in words: on screens, in files and on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.app.address import link
from elearn.app.drawing import day, draw
from elearn.app.registers import shelf
from elearn.app.registers.words import in_words
from elearn.app.review_words import TIERS, course_link
from elearn.app.session import database
from elearn.content.review import Review
from elearn.days import today
from elearn.library import ReportSources, Room
from elearn.tracker import Actor
from elearn.tracker.registers import subgroup
from elearn.translations import N_, Words, ngettext
from elearn.translations import gettext as _

APPLY = Words(
    {
        "yes": N_("It applies more widely."),
        "in part": N_("It applies more widely in part."),
        "no": N_("It does not apply more widely."),
    }
)
MOST = 25
"""How many lessons of a tier the report shows on screen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A lesson at the subgroup in words.

    `kind` is the class that its state is drawn with. `quoted` is the review's name, and says if it is closed. A link is
    "" if the reader may not go there. `about` says more about what follows, and `link` leads to it. `recorded` is who
    recorded the outcome, and when.
    """

    lesson: subgroup.SubgroupLesson
    tier: str
    review: str
    quoted: str
    review_link: str
    kind: str
    state: str
    meeting_link: str
    applies: str
    follows: str
    about: str
    link: str
    recorded: str

    @property
    def all_that_follows(self) -> str:
        """What follows, and what there is to say about it, as one text."""
        return ": ".join(filter(None, (self.follows, self.about)))


@dataclass(frozen=True, slots=True)
class TierOutcomes:
    """What the subgroup said of the lessons of one tier, and how many still wait for an outcome."""

    tier: str
    name: str
    every: tuple[Outcome, ...]

    @property
    def decided(self) -> list[Outcome]:
        """The lessons with an outcome."""
        return [each for each in self.every if each.applies]

    @property
    def waiting(self) -> str:
        """How many lessons have no outcome yet, in words. "" if all have one."""
        count = sum(not each.applies for each in self.every)
        return (
            ngettext(
                "%(num)s lesson has no outcome of the subgroup yet.",
                "%(num)s lessons have no outcome of the subgroup yet.",
                count,
            )
            if count
            else ""
        )


def outcome(actor: Actor, room: Room, lesson: subgroup.SubgroupLesson) -> Outcome:
    """A lesson at the subgroup, as this person may see it."""
    kind, state = _state(lesson)
    about, to = _about(actor, room, lesson)
    recorded = ""
    if lesson.decided_on:
        recorded = _(
            "Recorded by %(name)s, %(day)s",
            name=lesson.decided_by or _("nobody known"),
            day=day(lesson.decided_on),
        )
    return Outcome(
        lesson=lesson,
        tier=in_words(lesson.tier) if lesson.tier else _("Question for the subgroup"),
        review=shelf.told(room, lesson.review),
        quoted=shelf.quoted(room, lesson.review),
        review_link=link("reviews", review=lesson.review, records="workshops")
        if lesson.review in room.reviews
        else "",
        kind=kind,
        state=state,
        meeting_link=link("notifications", meeting=str(lesson.meeting))
        if lesson.meeting and actor.may("govern")
        else "",
        applies=lesson.applies and APPLY[lesson.applies],
        follows=_follows(lesson),
        about=about,
        link=to,
        recorded=recorded,
    )


def _state(lesson: subgroup.SubgroupLesson) -> tuple[str, str]:
    if lesson.meets_on is None:
        return "plain", _("Waits for a meeting")
    on = day(lesson.meets_on)
    if lesson.applies:
        return "good", _("Decided at the meeting of %(day)s", day=on)
    if lesson.meets_on < today():
        return "care", _("No outcome of the meeting of %(day)s yet", day=on)
    return "plain", _("On the agenda of %(day)s", day=on)


def _follows(lesson: subgroup.SubgroupLesson) -> str:
    if lesson.follows == "course" and not lesson.course:
        what = _("Course to be written")
    else:
        what = lesson.follows and in_words(lesson.follows)
    return _("%(what)s by %(day)s", what=what, day=day(lesson.due)) if lesson.due else what


def _about(actor: Actor, room: Room, lesson: subgroup.SubgroupLesson) -> tuple[str, str]:
    """What there is to say about what follows, and where it is."""
    if lesson.action:
        said = f"{lesson.agency_name}, {lesson.action_text}"
        return said, link("dissemination-and-actions", action=str(lesson.action))
    if lesson.course:
        course = room.courses.get(lesson.course)
        if course is None:
            return _("one that is not published at present"), ""
        return course.title, course_link(lesson.course, actor.may("author"))
    if lesson.recommendation:
        return _("on recommendation %(id)s", id=lesson.recommendation.partition("#")[2]), ""
    return lesson.follow_up, ""


def reviews(actor: Actor, room: Room) -> frozenset[str]:
    """The reviews of the room with a lesson at the subgroup, by slug. None for someone who may not see workshops."""
    if not subgroup.may_see(actor):
        return frozenset()
    return frozenset(each.review for each in subgroup.lessons(database(), actor, reviews=list(room.reviews)))


def by_tier(actor: Actor, room: Room, reviews: Iterable[Review]) -> list[TierOutcomes]:
    """By tier, what the subgroup said of the lessons of workshops on these reviews.

    Questions to the subgroup are on the strategic tier. Nothing for someone who may not see workshops.
    """
    if not subgroup.may_see(actor):
        return []
    slugs = [review.slug for review in reviews if review.slug in room.reviews]
    found = [outcome(actor, room, each) for each in subgroup.lessons(database(), actor, reviews=slugs)]
    parts = [
        TierOutcomes(
            tier, TIERS[tier], tuple(each for each in found if (each.lesson.tier or "strategic") == tier)
        )
        for tier in TIERS
    ]
    return [part for part in parts if part.every]


def show_by_tier(parts: Sequence[TierOutcomes], marks: Mapping[str, str]) -> None:
    """Draws a part per tier with what the subgroup said, if there is one.

    `marks` has the words that go with each quotation from a review that is closed, by slug.
    """
    if parts:
        draw("subgroup-tiers.html", parts=parts, most=MOST, marks=marks)


def rows(parts: Sequence[TierOutcomes], sources: ReportSources) -> list[dict[str, str | date | None]]:
    """A row for a file for each lesson, with or without an outcome. Its keys are those of `lesson_file`."""
    found: list[dict[str, str | date | None]] = []
    by_slug = {review.slug: review for review in sources.reviews}
    for each in (each for part in parts for each in part.every):
        review = by_slug[each.lesson.review]
        found.append(
            {
                "tier": each.tier,
                "nature": _("From a workshop"),
                "board": review.board,
                "label": review.label,
                "year": str(review.year or ""),
                "review": review.slug,
                "what_was_found": each.lesson.lesson,
                "publication": sources.publication(review),
                "held_on": each.lesson.held_on,
                "at_the_subgroup": each.state,
                "applies": each.lesson.applies and in_words(each.lesson.applies),
                "why": each.lesson.why,
                "follows": each.all_that_follows,
            }
        )
    return found


def for_paper(parts: Sequence[TierOutcomes], marks: Mapping[str, str]) -> list[dict[str, object]]:
    """The report by tier as plain rows, which `elearn.paper` prints. `marks` are as on the screen."""
    return [
        {
            "tier": part.name,
            "waiting": part.waiting,
            "rows": [
                {
                    "lesson": each.lesson.lesson,
                    "source": _(
                        "%(review)s, workshop of %(day)s", review=each.review, day=day(each.lesson.held_on)
                    ),
                    "state": each.state,
                    "applies": each.applies,
                    "why": each.lesson.why,
                    "follows": each.all_that_follows,
                    "mark": marks.get(each.lesson.review, ""),
                }
                for each in part.decided
            ],
        }
        for part in parts
    ]

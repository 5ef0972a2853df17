"""The report by theme or by tier, for one reader: what reviews found, and what changed after their recommendations."""

from dataclasses import dataclass
from typing import Literal

from elearn.app.registers import in_words, outcomes
from elearn.app.session import database
from elearn.library import (
    Chapter,
    ReportSources,
    ReportWanted,
    Room,
    SeenChange,
    by_theme,
    by_tier,
    lessons_of,
    report_sources,
)
from elearn.tracker import Actor
from elearn.tracker.registers import impact
from elearn.translations import gettext as _

By = Literal["theme", "tier"]


@dataclass(frozen=True, slots=True)
class ThemeReport:
    """The chapters of a report, the reviews that it draws on, and whose recorded changes it has.

    `none_seen` is what a chapter says if no change is recorded for it, or "" if the reader may not see the impact log.
    `workshops` is what the subgroup said of the lessons of workshops, in the report by tier.
    """

    by: By
    sources: ReportSources
    chapters: list[Chapter]
    none_seen: str
    workshops: list[outcomes.TierOutcomes]

    @property
    def is_empty(self) -> bool:
        """Whether it quotes nothing."""
        return not self.workshops and not any(each.strengths or each.changes for each in self.chapters)


def theme_report(actor: Actor, room: Room, wanted: ReportWanted, by: By) -> ThemeReport:
    """Returns the report, from the reviews of the room and what this person may see of the impact log."""
    sources = report_sources(room, wanted, also=with_workshops(actor, room, by))
    lessons = lessons_of(room, sources.reviews)
    scope = actor.record_scope().kind
    seen = None
    if scope != "nothing":
        references = {lesson.review.reference(each) for lesson in lessons for each in lesson.recommendations}
        seen = {
            reference: [_change(record) for record in records]
            for reference, records in impact.recorded_after(database(), actor, references).items()
        }
    chapters = by_theme(lessons, seen) if by == "theme" else by_tier(lessons, seen)
    said = outcomes.by_tier(actor, room, sources.reviews) if by == "tier" else []
    return ThemeReport(by, sources, chapters, _none_seen(scope), said)


def with_workshops(actor: Actor, room: Room, by: By) -> frozenset[str]:
    """The reviews of which a report may quote lessons of workshops, by slug."""
    return outcomes.reviews(actor, room) if by == "tier" else frozenset()


def _change(record: impact.ImpactRecord) -> SeenChange:
    return SeenChange(
        record.what,
        record.changed,
        record.evidence,
        in_words(record.how_known),
        record.seen_on,
        record.agency_name or _("The partnership as a whole"),
    )


def _none_seen(scope: str) -> str:
    if scope == "everyone":
        return _("No change is recorded yet.")
    if scope == "agencies":
        return _("No change is recorded yet for your agency or for the partnership as a whole.")
    return ""

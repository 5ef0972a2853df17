"""What is said of reviews on every screen: kinds, themes, tiers and the like, in the current language.

Files of reviews and the library name these in English, always. Addresses do too.
"""

import re

from elearn.app import address
from elearn.content.review import (
    Barrier,
    DocumentType,
    Relation,
    Review,
    ReviewType,
    Theme,
    Tier,
    load_vocabulary,
)
from elearn.content.review import review_type as facts_of
from elearn.library import Chapter, DocumentsRow, Hit
from elearn.translations import N_, Words, day
from elearn.translations import gettext as _

TIERS: Words[Tier] = Words(
    {"individual": N_("Individual"), "local": N_("Local"), "strategic": N_("Strategic")}
)
PHASES = Words(
    {"before": N_("Before"), "during": N_("During"), "after": N_("After"), "": N_("Without a phase")}
)
"""When a finding was, in relation to an event. "" is for one that has no phase."""
PERSPECTIVES = Words(
    {
        "child or young person": N_("Child or young person"),
        "parents and carers": N_("Parents and carers"),
        "professionals": N_("Professionals"),
    }
)
BARRIERS: Words[Barrier] = Words(
    {"organisational": N_("Organisational barrier"), "procedural": N_("Procedural barrier")}
)
DOCUMENTS: Words[DocumentType] = Words(
    {
        "executive summary": N_("Executive summary"),
        "overview report": N_("Overview report"),
        "full report": N_("Full report"),
        "report": N_("Report"),
        "summary": N_("Summary"),
        "board response": N_("Board response"),
        "briefing": N_("Briefing"),
        "good-practice briefing": N_("Good-practice briefing"),
        "top-tips briefing": N_("Top-tips briefing"),
        "thematic briefing": N_("Thematic briefing"),
        "action plan": N_("Action plan"),
    }
)
RELATIONS: Words[Relation] = Words(
    {
        "follows": N_("Follows"),
        "is followed by": N_("Is followed by"),
        "draws on": N_("Draws on"),
        "is drawn on by": N_("Is drawn on by"),
        "stands beside": N_("Belongs with"),
    }
)
STATES = Words(
    {
        "public": N_("Public"),
        "due to be withdrawn": N_("Due to be withdrawn"),
        "restricted": N_("Restricted"),
    }
)
"""The states of publication."""
LONGEST_LINE = 160
"""How many characters of a finding a list shows."""
_MARKS = re.compile(r"[*_`#>]+|\]\([^)]*\)|\[")
_PLACES = Words(
    {
        "About this review": N_("About this review"),
        "What happened": N_("What happened"),
        "What went well": N_("What went well"),
        "What must change": N_("What must change"),
    }
)


def theme_words(theme: Theme) -> str:
    """A theme as a person reads it."""
    return _(load_vocabulary().themes[theme])


def chapter_words(chapter: Chapter) -> str:
    """What a chapter of a report is about: a theme or a tier."""
    tier = next((tier for tier in TIERS if tier == chapter.name), None)
    return TIERS[tier] if tier else _(chapter.words)


def tier_about(tier: Tier) -> str:
    """What a tier of learning is about."""
    return _(load_vocabulary().tiers[tier])


def kind_words(name: ReviewType) -> str:
    """A kind of review, with the short name that people use: `Serious case review (SCR)`."""
    facts, said = facts_of(name), _(name)
    words = f"{said} ({facts.short})" if facts.short else said
    return words[:1].upper() + words[1:]


def type_words(review: Review) -> str:
    """The kind of a review, and whether a law asks for it: `Safeguarding adult review (SAR), statutory`."""
    facts, kind = facts_of(review.type), kind_words(review.type)
    if facts.statutory == "not known":
        return _("Kind not known")
    if facts.ended:
        return _(
            "%(kind)s, statutory then, historical: none has been begun since %(day)s",
            kind=kind,
            day=day(facts.ended),
        )
    if facts.source:
        return kind
    if facts.statutory == "yes":
        return _("%(kind)s, statutory", kind=kind)
    return _("%(kind)s, not statutory", kind=kind)


def kind_about(name: ReviewType) -> str:
    """What a kind of review is, which law asks for it, and whether it is still held."""
    facts = facts_of(name)
    said = [_(facts.about)]
    if facts.basis and facts.ended:
        said.append(_("Its law was: %(law)s.", law=_(facts.basis)))
    elif facts.basis:
        said.append(_("Its law or guidance is: %(law)s.", law=_(facts.basis)))
    if facts.ended:
        said.append(
            _("None has been begun since %(day)s, so its criteria are history.", day=day(facts.ended))
        )
    if facts.finished_by:
        said.append(
            _(
                "Those begun until then had to be finished and published by %(day)s at the latest.",
                day=day(facts.finished_by),
            )
        )
    return " ".join(said)


def rule_words(row: DocumentsRow) -> str:
    """The rules on what has to be published of a review, or that none is known here."""
    if row.judged_by == "no rule":
        if facts_of(row.review.type).statutory == "not known":
            return _(
                "Its kind is not known, so we cannot say which rule on what has to be published applies."
            )
        if facts_of(row.review.type).source:
            return _("It is no review of a case, so no rule says what has to be published of it.")
        if row.review.year is None:
            return _(
                "Its year is not known, so we cannot say which rule on what has to be published applies."
            )
        return _("No rule on what has to be published is known here for this kind and year.")
    said = [*row.sources] or [_("What its board usually publishes.")]
    if facts_of(row.review.type).statutory == "not known":
        said.append(_("Its kind is not known, so the rules for one kind are left out."))
    if row.judged_by == "nearest":
        said.append(_("Its year is not known, so we compare it with the rules that it is closest to."))
    return " ".join(said)


def phases_words(review: Review) -> str:
    """When a review looked at what happened: `before, during, after court`."""
    return " ".join((", ".join(PHASES[phase].lower() for phase in review.phases), review.phases_of)).strip()


def first_line(body: str) -> str:
    """The first line of a finding without its marks, and without its end if it is long."""
    line = _MARKS.sub("", body.strip().partition("\n")[0]).strip()
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rsplit(' ', 1)[0]} …"


def place_words(hit: Hit) -> str:
    """The place of what a search found: a part of a review, a finding, or the title of a course's page."""
    if hit.place == "About this course":
        return _("About this course")
    if hit.kind == "course":
        return hit.place
    part, _space, id = hit.place.partition(" ")
    if part == "Finding":
        return _("Finding %(id)s", id=id)
    if part == "Recommendation":
        return _("Recommendation %(id)s", id=id)
    return _PLACES.get(hit.place, hit.place)


def course_link(course: str, trains: bool = False) -> str:
    """The address of a course's page: for those who write courses (`trains`), and for those who take them."""
    return address.link("courses" if trains else "learning", course=course)

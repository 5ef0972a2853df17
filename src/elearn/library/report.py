"""Which reviews a report draws on, and what it leaves out and why. Every review of a room is counted once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from elearn.content.review import Review, review_type
from elearn.library.choosing import Wanted, choose
from elearn.library.publication import Publication
from elearn.library.shelf import Room
from elearn.translations import day, ngettext
from elearn.translations import gettext as _

ReportPart = Literal["years", "findings"]
"""The table of themes and years, which counts reviews; or a report that quotes what they found."""
Reason = Literal[
    "closed", "draft", "no finding", "across reviews", "other years", "no year", "other boards", "unreadable"
]
"""Why a report leaves a review out, in the order in which a report says so."""
REASONS: Final[tuple[Reason, ...]] = (
    "closed",
    "draft",
    "no finding",
    "across reviews",
    "other years",
    "no year",
    "other boards",
    "unreadable",
)
_NOTHING: Final[tuple[Reason, ...]] = ("no finding", "across reviews")
"""Why a review of the board and the years is left out because a report has nothing to take from it."""


@dataclass(frozen=True, slots=True)
class ReportWanted:
    """What a report is asked to draw on.

    `board` None means all boards. `first` and `last` are years, both included; None means no limit. Reviews that are
    closed to the public, and drafts, are left out unless `closed`.
    """

    board: str | None = None
    first: int | None = None
    last: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ReportSources:
    """The reviews that a report draws on, and how many it leaves out for each reason.

    `reviews` are the latest first. `marks` has the words that go with each quotation from a review that is closed, by
    slug. `closed` counts the reviews that are in only if closed ones are chosen: drafts too. `words` are sentences that
    say all this. `addresses` has where a document can be read, by slug. `unquoted` are the reviews of the board and the
    years, open to the public, that have nothing to count or to quote. One can still go on to what they published.
    """

    wanted: ReportWanted
    reviews: tuple[Review, ...]
    marks: Mapping[str, str]
    left_out: Mapping[Reason, int]
    closed: int
    words: tuple[str, ...]
    addresses: Mapping[str, str] = field(default_factory=dict)
    unquoted: tuple[Review, ...] = ()

    @property
    def unnamed(self) -> int:
        """How many reviews without anything to count or to quote are closed, so that `unquoted` does not have them."""
        return sum(self.left_out.get(each, 0) for each in _NOTHING) - len(self.unquoted)

    @property
    def mark(self) -> str:
        """The words for the head of each page if something of a closed review is on the paper, else ""."""
        if not self.marks:
            return ""
        return _(
            "Restricted: not for further circulation. It draws on reviews that are closed to the public."
        )

    def publication(self, review: Review) -> str:
        """Whether a review of the report is open or closed to the public, in words for a column."""
        return self.marks.get(review.slug) or _("Open to the public")


def closed_mark(stands: Publication) -> str:
    """The words that mark what is quoted from a review: "" if it is open to the public on the day."""
    if stands.state != "restricted":
        return ""
    return _("Restricted: not for further circulation. %(why)s", why=stands.why)


def closed_marks(room: Room) -> dict[str, str]:
    """The words that mark what is quoted from each review of the room that is closed to the public, by slug."""
    return {slug: mark for slug, stands in room.publications.items() if (mark := closed_mark(stands))}


def report_sources(
    room: Room, wanted: ReportWanted, part: ReportPart = "findings", also: Collection[str] = ()
) -> ReportSources:
    """Returns what a report for the room's reader draws on and leaves out, on the day of the room.

    `also` are reviews by slug of which the report has something to quote that is not in their files.
    """
    drawn: list[Review] = []
    unquoted: list[Review] = []
    left: dict[Reason, int] = {}
    closed = 0
    for review in choose(room, Wanted()):
        reason = _elsewhere(review, wanted) or _nothing_for(review, part, also)
        if reason is None and room.publications[review.slug].state == "restricted":
            closed += 1
            if not wanted.closed:
                reason = "draft" if review.status == "draft" else "closed"
        if reason is None:
            drawn.append(review)
        else:
            left[reason] = left.get(reason, 0) + 1
            if reason in _NOTHING and room.publications[review.slug].is_public:
                unquoted.append(review)
    if room.reader.reads_restricted and room.library.unreadable:
        left["unreadable"] = len(room.library.unreadable)
    marks = {each.slug: mark for each in drawn if (mark := closed_mark(room.publications[each.slug]))}
    addresses = {each.slug: address for each in (*drawn, *unquoted) if (address := _address(room, each))}
    words = tuple(_words(room, wanted, len(drawn), len(marks), left))
    return ReportSources(wanted, tuple(drawn), marks, left, closed, words, addresses, tuple(unquoted))


def report_years(room: Room) -> list[int]:
    """Returns every year from the first to the last of the room's reviews: a range can start or end with any."""
    found = [year for review in room.reviews.values() for year in _years(review) or ()]
    return list(range(min(found), max(found) + 1)) if found else []


def _years(review: Review) -> tuple[int, int] | None:
    """The first and last year that a review is about, or None if they are not known."""
    return review.covers or ((review.year, review.year) if review.year else None)


def _elsewhere(review: Review, wanted: ReportWanted) -> Reason | None:
    """Why a review is not among those of the board and the years."""
    if wanted.board not in (None, review.board):
        return "other boards"
    if wanted.first is None and wanted.last is None:
        return None
    years = _years(review)
    if years is None:
        return "no year"
    overlaps = years[1] >= (wanted.first or years[1]) and years[0] <= (wanted.last or years[0])
    return None if overlaps else "other years"


def _nothing_for(review: Review, part: ReportPart, also: Collection[str]) -> Reason | None:
    """Why a review has nothing to count or to quote."""
    if part == "years":
        return "across reviews" if review_type(review.type).source else None
    return None if review.findings or review.recommendations or review.slug in also else "no finding"


def _address(room: Room, review: Review) -> str:
    """Where the reader can read a document of a review. One that is public comes first. "" if none is known."""
    held = sorted(room.documents(review.slug), key=lambda each: not each[0].is_public)
    return next((document.address for _state, document in held if document and document.address), "")


def _words(
    room: Room, wanted: ReportWanted, drawn: int, closed: int, left: Mapping[Reason, int]
) -> Iterator[str]:
    yield _drawn_words(wanted, drawn, day(room.on))
    if wanted.first is not None or wanted.last is not None:
        yield _range_words(wanted)
    if closed:
        yield ngettext(
            "%(num)s of them is closed to the public or a draft, and is marked wherever it is quoted.",
            "%(num)s of them are closed to the public or drafts, and are marked wherever they are quoted.",
            closed,
        )
    said = "; ".join(_left_words(reason, left[reason]) for reason in REASONS if reason in left)
    if said:
        yield _("Left out: %(list)s.", list=said)
    elif room.reader.reads_restricted:
        yield _("Nothing was left out.")
    if not room.reader.reads_restricted:
        yield _("Only reviews that are open to you are counted.")


def _drawn_words(wanted: ReportWanted, drawn: int, on: str) -> str:
    if wanted.board is None:
        return ngettext(
            "%(num)s review of all boards, as it could be read on %(day)s.",
            "%(num)s reviews of all boards, as they could be read on %(day)s.",
            drawn,
            day=on,
        )
    return ngettext(
        "%(num)s review of %(board)s, as it could be read on %(day)s.",
        "%(num)s reviews of %(board)s, as they could be read on %(day)s.",
        drawn,
        board=wanted.board,
        day=on,
    )


def _range_words(wanted: ReportWanted) -> str:
    if wanted.last is None:
        return _("Years: %(first)s and later.", first=wanted.first)
    if wanted.first is None:
        return _("Years: up to %(last)s.", last=wanted.last)
    return _("Years: %(first)s to %(last)s.", first=wanted.first, last=wanted.last)


def _left_words(reason: Reason, count: int) -> str:
    """How many reviews are left out for a reason, as a part of the sentence that lists them."""
    if reason == "closed":
        return ngettext("%(num)s review closed to the public", "%(num)s reviews closed to the public", count)
    if reason == "draft":
        return ngettext("%(num)s draft", "%(num)s drafts", count)
    if reason == "no finding":
        return ngettext(
            "%(num)s review without a finding here", "%(num)s reviews without a finding here", count
        )
    if reason == "across reviews":
        return ngettext("%(num)s report across reviews", "%(num)s reports across reviews", count)
    if reason == "other years":
        return ngettext("%(num)s review of other years", "%(num)s reviews of other years", count)
    if reason == "no year":
        return ngettext(
            "%(num)s review whose year is not known", "%(num)s reviews whose years are not known", count
        )
    if reason == "other boards":
        return ngettext("%(num)s review of other boards", "%(num)s reviews of other boards", count)
    return ngettext("%(num)s file that cannot be read", "%(num)s files that cannot be read", count)

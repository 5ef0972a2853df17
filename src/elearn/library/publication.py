"""Decides whether a review is public, due to be withdrawn or restricted on a day, and since or until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from elearn.content.review import Board, Document, Review
from elearn.days import add_months
from elearn.translations import day, ngettext
from elearn.translations import gettext as _

State = Literal["public", "due to be withdrawn", "restricted"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DocumentState:
    """One document's state from the day `since` to the day `until`, both included.

    A day is None if it is not known. `why` is a sentence for people, in the current language. `overdue`: its window
    has ended, but no day of withdrawal is recorded.
    """

    document: Document
    state: State
    since: date | None
    until: date | None
    why: str
    overdue: bool = False

    @property
    def is_public(self) -> bool:
        """Whether anyone may read it."""
        return self.state != "restricted"


@dataclass(frozen=True, slots=True)
class Publication:
    """A review's state, and that of each of its documents.

    A review is as public as its most public document.
    """

    state: State
    since: date | None
    until: date | None
    why: str
    documents: tuple[DocumentState, ...]

    @property
    def is_public(self) -> bool:
        """Whether anyone who is signed in may read the review."""
        return self.state != "restricted"

    @property
    def is_public_in_full(self) -> bool:
        """Whether anyone who is signed in may also open each of its documents."""
        return self.is_public and all(each.is_public for each in self.documents)

    @property
    def overdue(self) -> bool:
        """Whether some document should have been withdrawn by now, but no withdrawal is recorded."""
        return any(each.overdue for each in self.documents)


def publication_of(review: Review, board: Board | None, on: date, notice_days: int = 90) -> Publication:
    """Returns the state of a review and its documents on a day, by the window of its board.

    If the board is None, it is not known, and the review is restricted.

    A document is public from the day `published`. Its last public day is the same day of the month when the
    window ends, or the day before it was withdrawn if that is earlier. It is due to be withdrawn for the last
    `notice_days` of these. If the board has a window and the day of publication is not known, the document is
    restricted.
    """
    closed = _why_never_public(review, board)
    if closed:
        held = tuple(
            DocumentState(document, "restricted", None, None, closed) for document in review.documents
        )
        return Publication("restricted", None, None, closed, held)
    assert board is not None
    states = tuple(_document(document, board, on, notice_days) for document in review.documents)
    if not states:
        if board.publishes_for is None:
            return Publication(
                "public", None, None, _("No document is named, so you may read what is said here."), ()
            )
        return Publication(
            "restricted", None, None, _("No document with a day of publication is held here."), ()
        )
    shown = [each for each in states if each.is_public]
    return _partly_public(shown, states) if shown else _restricted(states)


def _why_never_public(review: Review, board: Board | None) -> str:
    """Returns why nothing of a review is public, on any day, or "" if it depends on the day."""
    if review.status == "draft":
        return _("A draft, until a person has confirmed it.")
    if review.audience == "restricted":
        return _("Held back from publication.")
    if board is None:
        return _("How long its board publishes is not known here.")
    return ""


def _document(document: Document, board: Board, on: date, notice_days: int) -> DocumentState:
    published, withdrawn = document.published, document.withdrawn
    if document.audience == "restricted":
        return DocumentState(document, "restricted", None, None, _("Held back from publication."))
    ends = [withdrawn - _DAY] if withdrawn else []
    if published and board.publishes_for is not None:
        ends.append(add_months(published, board.publishes_for))
    last = min(ends, default=None)
    if last and last < on:
        if withdrawn == last + _DAY:
            why = _("Withdrawn on %(day)s.", day=day(withdrawn))
        else:
            why = _(
                "%(board)s publishes for %(span)s: public until %(day)s.",
                board=board.short,
                span=span(board.publishes_for),
                day=day(last),
            )
        return DocumentState(document, "restricted", last + _DAY, None, why, overdue=withdrawn is None)
    if published is None and board.publishes_for is not None:
        return DocumentState(
            document, "restricted", None, None, _("Its day of publication is not known here.")
        )
    if published and published > on:
        return DocumentState(
            document,
            "restricted",
            None,
            published - _DAY,
            _("To be published on %(day)s.", day=day(published)),
        )
    if last and (last - on).days <= notice_days:
        return DocumentState(
            document,
            "due to be withdrawn",
            published,
            last,
            _("Public until %(day)s, then restricted.", day=day(last)),
        )
    return DocumentState(document, "public", published, last, _public_words(published, last))


def _public_words(since: date | None, until: date | None) -> str:
    if since and until:
        return _("Public since %(since)s, until %(until)s.", since=day(since), until=day(until))
    if since:
        return _("Public since %(since)s, without limit.", since=day(since))
    return _("Public, until %(until)s.", until=day(until)) if until else _("Public, without limit.")


def _partly_public(shown: list[DocumentState], states: tuple[DocumentState, ...]) -> Publication:
    """Returns the state of a review with something public.

    It lasts until the last of its documents is withdrawn.
    """
    since = min((each.since for each in shown if each.since), default=None)
    ends = [each.until for each in shown]
    until = None if None in ends else max(end for end in ends if end)
    lasting = [each for each in shown if each.state == "public"]
    if lasting:
        return Publication("public", since, until, _public_words(since, until), states)
    assert until is not None
    why = _("Due to be withdrawn: public until %(day)s.", day=day(until))
    return Publication("due to be withdrawn", since, until, why, states)


def _restricted(states: tuple[DocumentState, ...]) -> Publication:
    """Returns the state of a review with nothing public.

    It lasts since its last document went, or until the first is published.
    """
    coming = [each.until for each in states if each.until]
    if coming:
        first = min(coming) + _DAY
        return Publication(
            "restricted", None, min(coming), _("To be published on %(day)s.", day=day(first)), states
        )
    gone = [each for each in states if each.since]
    last = max(gone, key=lambda each: each.since or date.min, default=states[0])
    return Publication("restricted", last.since, None, last.why, states)


def span(months: int | None) -> str:
    """Returns a window in words: `3 years`, `18 months`, `as long as it likes`."""
    if months is None:
        return _("as long as it likes")
    if months % 12 == 0:
        return ngettext("%(num)s year", "%(num)s years", months // 12)
    return ngettext("%(num)s month", "%(num)s months", months)

"""Which documents each review has, and which it lacks under the rules that apply to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from elearn.content.review import Alternatives, DocumentType, Expected, Review
from elearn.library.shelf import Room

Cell = Literal["has", "lacks", "not expected"]


@dataclass(frozen=True, slots=True)
class DocumentsRow:
    """One review's documents by type.

    `judged_by` is `year`, `nearest` (its year is not known) or `no rule`. `lacks` names each missing
    document. If several types would do, it names the first of them. `sources` say which rules apply.
    """

    review: Review
    cells: Mapping[DocumentType, Cell]
    lacks: tuple[DocumentType, ...]
    sources: tuple[str, ...]
    judged_by: Literal["year", "nearest", "no rule"]


@dataclass(frozen=True, slots=True)
class Completeness:
    """Every review's documents by type.

    `types` are those that any review has or lacks, in their usual order.
    """

    types: tuple[DocumentType, ...]
    rows: tuple[DocumentsRow, ...]

    @property
    def lacking(self) -> tuple[DocumentsRow, ...]:
        """The reviews that lack something."""
        return tuple(row for row in self.rows if row.lacks)


def completeness(room: Room, reviews: Iterable[Review] | None = None) -> Completeness:
    """Returns which documents the reviews of a room (or some of them) have and lack.

    The rules of the review's year apply. If its year is not known, we try each set of rules that was ever in
    force and take the closest match.
    """
    rows = tuple(_row(room, review) for review in (room.reviews.values() if reviews is None else reviews))
    types = tuple(
        type for type in get_args(DocumentType) if any(row.cells[type] != "not expected" for row in rows)
    )
    return Completeness(types, rows)


def _row(room: Room, review: Review) -> DocumentsRow:
    board = room.board(review)
    every = (*room.library.boards.expected_documents, *(board.usual_documents if board else ()))
    rules = [rule for rule in every if rule.holds_for(review.type)]
    held = {document.type for document in review.documents}
    if review.year is not None:
        due = [rule for rule in rules if rule.holds_in(review.year)]
    else:
        due = min(_rule_sets(rules), key=lambda rules: _distance(rules, held))
    missing = _missing(due, held)
    lacks = tuple(dict.fromkeys(wanted[0] for wanted in missing))
    cells: dict[DocumentType, Cell] = {
        type: "has" if type in held else "lacks" if type in lacks else "not expected"
        for type in get_args(DocumentType)
    }
    judged: Literal["year", "nearest", "no rule"] = (
        "no rule" if not due else "year" if review.year is not None else "nearest"
    )
    sources = tuple(dict.fromkeys(rule.source for rule in due if rule.source))
    return DocumentsRow(review, cells, lacks, sources, judged)


def _rule_sets(rules: list[Expected]) -> list[list[Expected]]:
    """Returns the sets of rules that were ever in force together, the latest first."""
    years = {1990, *(day.year for rule in rules for day in (rule.since, rule.until) if day)}
    return [[rule for rule in rules if rule.holds_in(year)] for year in sorted(years, reverse=True)]


def _distance(rules: list[Expected], held: set[DocumentType]) -> int:
    """Returns how far a review's documents are from what some rules expect: the missing less the present."""
    expected = sum(len(rule.documents) for rule in rules)
    missing = len(_missing(rules, held))
    return missing - (expected - missing)


def _missing(rules: Iterable[Expected], held: set[DocumentType]) -> list[Alternatives]:
    """Returns what is expected and missing.

    A broader expectation is left out if a narrower one already covers it.
    """
    missing = [wanted for rule in rules for wanted in rule.documents if not held.intersection(wanted)]
    return [wanted for wanted in missing if not any(set(other) < set(wanted) for other in missing)]

"""Review files: reads and writes one Markdown file for each review, without loss."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from elearn.content.review.boards import BOARDS_FILE, load_boards
from elearn.content.review.files import check_files
from elearn.content.review.metadata import key_of, metadata_of, read_metadata
from elearn.content.review.model import Document, Finding, Recommendation, Review
from elearn.content.text import (
    SLUG,
    Directive,
    Heading,
    Passage,
    Piece,
    Place,
    did_you_mean,
    explain,
    is_id,
    quoted,
    read_file,
    read_front_matter,
    read_outline,
    write_front_matter,
)
from elearn.files import nearest_folder
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog, our_own_fault

__all__ = [
    "Document",
    "Finding",
    "LoadedReview",
    "Recommendation",
    "RecommendationsBelow",
    "Review",
    "load_review",
    "load_reviews",
    "read_review",
    "recommendations",
    "recommendations_for",
    "write_review",
]

_SECTIONS = {
    "what happened": "what_happened",
    "what went well": "what_went_well",
    "what must change": "what_must_change",
}
_ELSEWHERE = "elsewhere"
"""The section for text under an unknown heading, so that we report the heading only."""


@dataclass
class LoadedReview:
    """A review file as it was read: the review (None if it could not be read as written) and what is wrong.

    `content` is the file's text, "" if it cannot be read.
    """

    review: Review | None
    path: Path
    problems: list[Problem]
    content: str = ""


def read_review(slug: str, content: str, path: str) -> tuple[Review | None, list[Problem]]:
    """The review in a file's text, or None, and every problem. `path` names the file in the problems."""
    log = ProblemLog(path)
    if not is_id(slug):
        log.error(
            "S32",
            0,
            phrase("The file's name %(slug)s cannot be a review's id.", slug=quoted(slug)),
            phrase("Use small letters, digits and hyphens."),
        )
    front = read_front_matter(content, log)
    values = read_metadata(front, log) if front.readable else {}
    body = _Body(log)
    values |= body.read(read_outline(content, log, skip_lines=front.lines)) if front.lines else {}
    if log.has_errors:
        return None, log.problems
    try:
        review = Review(slug=slug, **values)
    except ValidationError as error:
        for details in error.errors():
            name = str(details["loc"][0]) if details["loc"] else ""
            message, remedy = explain(details, _in_words(name))
            entry = front.entries.get(key_of(name))
            log.error("S07", entry.line if entry else 1, message, remedy)
        return None, log.problems
    _look_at_findings(review, body.ids, log)
    return review, log.problems


def _in_words(name: str) -> str:
    """What a field of the model is called in a message; "" is the review itself."""
    return phrase("The %(field)s", field=name.replace("_", " ")) if name else phrase("The review")


def _look_at_findings(review: Review, places: Mapping[str, Place], log: ProblemLog) -> None:
    if review.findings and not any(finding.nature == "strength" for finding in review.findings):
        log.warn(
            "S41",
            0,
            phrase("The review finds no strength."),
            phrase(
                "Say what went well too: take in a finding that is a strength (“:kind: strength” in its file)."
            ),
        )
    for finding in review.findings:
        if review.themes and (astray := set(finding.themes) - set(review.themes)):
            log.warn(
                "S45",
                places[finding.id].line,
                phrase(
                    "The finding “%(id)s” has a theme that the review does not name: %(theme)s.",
                    id=finding.id,
                    theme=min(astray),
                ),
                phrase("Name it in “themes” too, or take it out of the finding."),
            )


@dataclass
class _Body:
    """Reads a review's body into the fields of the model."""

    log: ProblemLog
    texts: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, Place] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=lambda: {"findings": [], "recommendations": []})
    answers: list[tuple[Recommendation, int]] = field(default_factory=list)

    def read(self, pieces: list[Piece]) -> dict[str, Any]:
        section = ""
        for piece in pieces:
            if isinstance(piece, Heading):
                section = self._heading(piece)
            elif isinstance(piece, Directive):
                self._directive(piece)
            elif section:
                self.texts[section].append(piece.text)
            else:
                self._astray(piece)
        self._take_parts()
        found = {finding.id for finding in self.values["findings"]}
        for recommendation, line in self.answers:
            if recommendation.finding and recommendation.finding not in found:
                self.log.error(
                    "S42",
                    line,
                    phrase("There is no finding “%(finding)s”.", finding=recommendation.finding),
                    did_you_mean(recommendation.finding, found),
                )
        return self.values

    def _take_parts(self) -> None:
        if "title" not in self.values:
            self.log.error(
                "S09",
                0,
                phrase("The review has no title."),
                phrase("Write it below the front matter: “# Title”."),
            )
        for words, name in _SECTIONS.items():
            title = words.capitalize()
            if self.texts.get(name):
                self.values[name] = "\n\n".join(self.texts[name])
            else:
                self.log.error(
                    "S40",
                    0,
                    phrase("There is nothing under “%(title)s”.", title=title),
                    phrase("Write a part “## %(title)s”.", title=title),
                )

    def _heading(self, heading: Heading) -> str:
        """The section that a heading starts, or "" if it starts none."""
        if heading.level == 1:
            if "title" in self.values:
                self.log.error(
                    "S10",
                    heading.line,
                    phrase("Here is a second first-level heading."),
                    phrase("Make it ###, or take it out."),
                )
            self.values.setdefault("title", heading.text)
            return ""
        name = _SECTIONS.get(heading.text.lower())
        if name is None:
            titles = [words.capitalize() for words in _SECTIONS]
            self.log.error(
                "S40",
                heading.line,
                phrase("A review has no part %(title)s.", title=quoted(heading.text)),
                did_you_mean(heading.text, titles),
            )
            self.texts.setdefault(_ELSEWHERE, [])
            return _ELSEWHERE
        if name in self.texts:
            self.log.error(
                "S40",
                heading.line,
                phrase("The part %(title)s is there twice.", title=quoted(heading.text)),
                phrase("Make one of the two."),
            )
        self.texts.setdefault(name, [])
        return name

    def _directive(self, directive: Directive) -> None:
        forms: dict[str, tuple[type[Finding] | type[Recommendation], str]] = {
            "finding": (Finding, "findings"),
            "recommendation": (Recommendation, "recommendations"),
        }
        if directive.kind not in forms:
            self.log.error(
                "S17",
                directive.line,
                phrase("A review has no directive %(kind)s.", kind=quoted(directive.kind)),
                did_you_mean(directive.kind, forms),
            )
            return
        form, name = forms[directive.kind]
        item = form.read(directive, self.log)
        if item is None:
            return
        first = self.ids.setdefault(item.id, Place(self.log.path, directive.line))
        if first.line != directive.line:
            self.log.error(
                "S14",
                directive.line,
                phrase("The id “%(id)s” is used twice: first in line %(line)s.", id=item.id, line=first.line),
                phrase("Give each its own."),
            )
        self.values[name].append(item)
        if isinstance(item, Recommendation):
            self.answers.append((item, directive.option_lines.get("finding", directive.line)))

    def _astray(self, passage: Passage) -> None:
        self.log.error(
            "S12",
            passage.line,
            phrase("Here is text outside the three parts."),
            phrase("Move it below “## What happened”."),
        )


def write_review(review: Review) -> str:
    """The file of a review, in canonical form. `read_review` of it gives an equal review."""
    parts = [write_front_matter(metadata_of(review)), f"# {review.title}\n"]
    for words, name in _SECTIONS.items():
        parts += [f"## {words.capitalize()}\n", f"{getattr(review, name)}\n"]
    parts += [f"{item.write().text()}\n" for item in (*review.findings, *review.recommendations)]
    return "\n".join(parts)


def load_review(path: Path) -> LoadedReview:
    """Read one review file. This never raises: everything wrong is among the problems.

    What the text says is remembered by the text, so a file without changes is quick to load again.
    """
    problems: list[Problem] = []
    content = read_file(path, problems)
    if content is None:
        return LoadedReview(None, path, problems)
    review = None
    with our_own_fault(ProblemLog(path.as_posix(), problems), 0, phrase("this review")):
        review, found = _read(path.stem, content, path.as_posix())
        problems += found
    return LoadedReview(review, path, sorted(problems), content)


@lru_cache(maxsize=2_000)
def _read(slug: str, content: str, path: str) -> tuple[Review | None, tuple[Problem, ...]]:
    """`read_review`, remembered by the text."""
    review, problems = read_review(slug, content, path)
    return review, tuple(problems)


def load_reviews(root: Path) -> list[LoadedReview]:
    """Every review file below `root`, by name, with the problems between them.

    We report a second review of the same board, label and year, links to reviews that are not here, and files of
    documents that are not there or are not what they say. If there is a `boards.yaml`, we also report boards that it
    does not have.
    """
    if not root.is_dir():
        return []
    loaded = [load_review(path) for path in _review_files(root)]
    keys: dict[tuple[str, str, int | None], Path] = {}
    for item in loaded:
        if item.review and (first := keys.setdefault(item.review.key, item.path)) != item.path:
            ProblemLog(item.path.as_posix(), item.problems).error(
                "S43",
                1,
                phrase("%(name)s is the review of the same board, label and year.", name=first.name),
                phrase("Keep one of the two files."),
            )
    _check_among(loaded, root)
    return loaded


def _review_files(root: Path) -> list[Path]:
    """The review files in a folder, by name; none if there is no such folder."""
    return sorted(path for path in root.glob("*.md") if path.name.lower() != "readme.md")


def _check_among(loaded: list[LoadedReview], root: Path) -> None:
    slugs = {item.path.stem for item in loaded}
    boards = load_boards(root).boards
    names = [board.name for board in boards.boards.values()]
    for item in loaded:
        if item.review is None:
            continue
        log = ProblemLog(item.path.as_posix(), item.problems)
        check_files(root, item.review.documents, log)
        for link in item.review.links:
            if link.review not in slugs:
                log.warn(
                    "S44",
                    1,
                    phrase("The link “%(link)s” leads to no review here.", link=link.text()),
                    did_you_mean(link.review, slugs),
                )
        if names and boards.of(item.review) is None:
            log.warn(
                "S46",
                1,
                phrase(
                    "%(file)s does not know the board %(board)s, so nobody can say what is public.",
                    file=BOARDS_FILE,
                    board=quoted(item.review.board),
                ),
                did_you_mean(
                    item.review.board, names, nothing=phrase("Add it to %(file)s.", file=BOARDS_FILE)
                ),
            )


def recommendations(loaded: Iterable[LoadedReview]) -> dict[str, tuple[Review, Recommendation]]:
    """Every recommendation by the reference that courses use (`review-slug#id`), with its review."""
    return {
        item.review.reference(recommendation): (item.review, recommendation)
        for item in loaded
        if item.review
        for recommendation in item.review.recommendations
    }


class RecommendationsBelow(Mapping[str, tuple[Review, Recommendation]]):
    """What `recommendations` gives for the reviews in the folder `root`, but a review is read when it is asked for.

    A course names the recommendations of one or two reviews, and a county has dozens.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def __getitem__(self, reference: str) -> tuple[Review, Recommendation]:
        slug, _, id = reference.partition("#")
        path = self._root / f"{slug}.md"
        if SLUG.fullmatch(slug) and path.is_file() and (review := load_review(path).review):
            for recommendation in review.recommendations:
                if recommendation.id == id:
                    return review, recommendation
        raise KeyError(reference)

    def __iter__(self) -> Iterator[str]:
        return iter(recommendations(load_reviews(self._root)))

    def __len__(self) -> int:
        return len(recommendations(load_reviews(self._root)))


def recommendations_for(course: Path, reviews: Path) -> Mapping[str, tuple[Review, Recommendation]] | None:
    """Every recommendation that a course in the folder `course` may name, by reference. None if there are no reviews.

    `reviews` is the folder of the settings. If that does not exist, the nearest folder of its name above the course
    counts: it lies beside the folder of courses.
    """
    root = nearest_folder(reviews, course)
    return RecommendationsBelow(root) if any(_review_files(root)) else None

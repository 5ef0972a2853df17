"""Checks what is inside the texts of a course: nothing that an author wrote is shown raw, or lost without a word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from elearn.content.course.links import Destinations, fault_of_link, fault_of_link_elsewhere
from elearn.content.course.model import Course
from elearn.content.course.passages import (
    CourseTexts,
    Finder,
    Form,
    Passage,
    has_spaces_at_ends,
    passages_in,
    passages_of,
)
from elearn.content.course.signs import Found, Sign, signs_in
from elearn.content.kinds import Block, opening_for
from elearn.content.review import Review
from elearn.content.text import (
    Definition,
    Link,
    Place,
    Same,
    Source,
    did_you_mean,
    label_of,
    quoted,
    read_shown,
)
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

_MOST = 5
"""How many problems are told of one block."""
_PASSAGES = 16_384
"""How many passages are remembered by their texts."""
_HASHES = late(r"^#{1,6}[^\W\d_][^\n]*$", re.MULTILINE)
_OWN_ID = late(r"\{#[^{}\n]*\}\Z")
_BEGINNING = late(r"#{1,6}[ \t]|>[ \t]|[-*+][ \t]|```|~~~|\[[^\]\n]+\]:[ \t]")
_REFERENCE = late(r"!?\[([^\[\]\n]+)\](?:\[([^\[\]\n]*)\])?(?![(:])")
_LINK = late(r"!?(?:\[([^\[\]\n]*))?\]\(([^()\n]*)\)?")
_APART = late(r"\[[^\[\]\n]+\]\s+\((?:https?:|mailto:|tel:|#|media/|[0-9]{2}-[\w-]+\.md)[^\s)]*\)")
_DEFINITION = late(r"(?<=\n)\[[^\[\]\n]+\]:[ \t]+(?:<|https?:|mailto:|#|media/|[0-9]{2}-)[^\n]*")

_SECOND = late(r"(<)/(\w+)|(\[\^[^\]\n]+\]):")
"""The tag that closes what another opens, and a footnote that another sign refers to."""


@dataclass
class _Known:
    """What the passages of a course may refer to, and the labels to which they refer without finding them.

    `destinations` is None if not all of them are known, or if the text is not `in_course`. `defined` has each
    definition by its label: who finds it, its passage, and its line in that.
    """

    destinations: Destinations | None
    root: PurePosixPath
    in_course: bool = True
    defined: dict[str, tuple[Finder, Passage, int]] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)

    def file(self, path: str) -> str:
        """The name of a file below the course's folder. A shared bank counts as one of the course's own."""
        file = PurePosixPath(path)
        return file.relative_to(self.root if file.is_relative_to(self.root) else file.parents[1]).as_posix()


def check_passages(course: Course, source: Source, problems: list[Problem]) -> None:
    """S35 to S37, S86 to S89, S91: report what learners would read raw or not at all, and links that lead nowhere."""
    root = PurePosixPath(source.course_file).parent
    names = (PurePosixPath(place.path).relative_to(root).as_posix() for place in source.modules)
    known = _Known(Destinations.of(course, names), root)
    _check_texts(CourseTexts.of(course, source), known, source, problems)


def check_passages_read(texts: CourseTexts, source: Source, problems: list[Problem]) -> None:
    """As `check_passages`, for what could be read of a course that has other errors. Nobody knows all its pages yet."""
    _check_texts(texts, _Known(None, PurePosixPath(source.course_file).parent), source, problems)


def check_review_passages(review: Review, path: str, content: str, problems: list[Problem]) -> None:
    """The same for a review, of which people read the text and whose links lead elsewhere. `content` is its file's."""
    found = (*(each.body for each in review.findings), *(each.body for each in review.recommendations))
    parts = (review.what_happened, review.what_went_well, review.what_must_change, *found)
    place = Place(path, 1)
    titled: tuple[Form, str, Place] = ("plain", review.title, place)
    texts = CourseTexts((), (), (titled, *(("passage", each, place) for each in parts)))
    known = _Known(None, PurePosixPath(path).parent, in_course=False)
    _check_texts(texts, known, Source(path, texts={path: content}), problems)


def _check_texts(texts: CourseTexts, known: _Known, source: Source, problems: list[Problem]) -> None:
    texts = texts.only(lambda block, place: not _is_right(Same(block), source.texts.get(place.path, "")))
    groups = [(group, Finder(source.texts)) for group in passages_of(texts, source)]
    for group, finder in groups:
        for passage in group:
            for each in passage.shown().definitions:
                known.defined.setdefault(each.label, (finder, passage, each.line))
            known.wanted |= _labels_in(passage.text, passage.form != "passage")
    for group, finder in groups:
        _check_group(group, finder, known, problems)


def _is_right(block: Same[Block], text: str) -> bool:
    """Whether nothing is wrong in a block of a file, whatever the rest of the course says."""
    right = _right_alone(block)
    return right is not None and not (right.goes_on and has_spaces_at_ends(text))


class _Right(NamedTuple):
    """A block in which nothing is wrong, and whether any line in it goes on from another."""

    goes_on: bool


@lru_cache(maxsize=8_000)
def _right_alone(block: Same[Block]) -> _Right | None:
    """None if something is wrong in a block, or if that depends on the rest of the course: it links or refers."""
    passages = list(passages_in(block.it))
    shown = [each.shown() for each in passages]
    alone, finder = _Known(None, PurePosixPath()), Finder({})
    if any(each.links or each.definitions for each in shown):
        return None
    if any(
        _labels_in(each.text, each.form != "passage") or [*_faults(each, alone, finder)] for each in passages
    ):
        return None
    return _Right(any(each.continued for each in shown))


def _check_group(group: list[Passage], finder: Finder, known: _Known, problems: list[Problem]) -> None:
    told = 0
    for passage in group:
        log = ProblemLog(passage.place.path, problems)
        for found in _faults(passage, known, finder):
            line = finder.line_of(passage, found.line, found.words)
            (log.warn if found.warning else log.error)(found.rule, line, found.message, found.remedy)
            told += 1
            if told == _MOST:
                return


def _faults(passage: Passage, known: _Known, finder: Finder) -> Iterator[Found]:
    shown = passage.shown()
    if passage.form == "plain" and shown.marked:
        message = phrase("Learners would read %(text)s with its signs.", text=quoted(passage.text))
        yield Found("S91", 0, "", message, phrase("Nothing can be marked here: write plain words."))
        return
    if passage.form != "passage" and not passage.cell and (sign := _BEGINNING.match(passage.text)):
        message = phrase(
            "Learners would read the %(sign)s at the start of %(text)s.",
            sign=quoted(sign[0]),
            text=quoted(passage.text),
        )
        yield Found("S91", 0, "", message, phrase("This is one line of text, so begin it with a word."))
        return
    is_line = passage.form != "passage"
    yield from (
        _raw(passage, known) if _labels_in(passage.text, is_line) else _raw_alone(passage.text, is_line)
    )
    for link in shown.links:
        if found := _fault_of(link, passage, known):
            yield found
    yield from _lost(passage, known, finder)


@lru_cache(maxsize=_PASSAGES)
def _labels_in(text: str, is_line: bool) -> frozenset[str]:
    """The labels to which a passage refers, as far as nothing in it says what they are."""
    references = (_REFERENCE.finditer(each.text) for each in read_shown(text, one_line=is_line).phrases)
    return frozenset(label_of(found[2] or found[1]) for each in references for found in each)


@lru_cache(maxsize=_PASSAGES)
def _raw_alone(text: str, is_line: bool) -> Sequence[Found]:
    """What learners would read with its signs in a passage that refers to nothing: it depends on the text alone."""
    passage = Passage(text, "line" if is_line else "passage", Place("", 1))
    return tuple(_raw(passage, _Known(None, PurePosixPath())))


def _raw(passage: Passage, known: _Known) -> Iterator[Found]:
    """What learners would read with its signs. Comments, tags and notes may have a second part, which is not told."""
    first, commented, told = _signs_of(passage, known), False, ""
    for phrases in passage.shown().phrases:
        if commented:
            commented = "-->" not in phrases.text
            continue
        commented = phrases.text.rfind("<!--") > phrases.text.rfind("-->")
        for found in signs_in(phrases, first):
            second = _SECOND.match(found.words)
            if not second or "".join(filter(None, second.groups())) not in told:
                yield found
            told += found.words


def _signs_of(passage: Passage, known: _Known) -> tuple[Sign, ...]:
    """The signs whose message depends on the passage."""

    def hashes(found: re.Match[str]) -> tuple[str, str]:
        return (
            phrase("Learners would read %(found)s with its signs.", found=quoted(found[0])),
            phrase(
                "Write a heading with a space after its #; a page begins with ##, and it alone has an "
                "id, {#…}."
            ),
        )

    def own_id(found: re.Match[str]) -> tuple[str, str]:
        line = next((each for each in passage.text.split("\n") if each.endswith(found[0])), found[0])
        return hashes(re.match(r".*", line) or found)

    def reference(found: re.Match[str]) -> tuple[str, str] | None:
        return _fault_of_reference(found, passage, known)

    return (
        Sign("S37", _HASHES, hashes, warning=True),
        Sign("S37", _OWN_ID, own_id, "heading", warning=True),
        Sign("S86", _LINK, _fault_of_broken),
        Sign(
            "S86",
            _APART,
            lambda found: (
                phrase(
                    "Learners would read %(found)s with its signs, and not as a link.", found=quoted(found[0])
                ),
                phrase("Take out what is between ] and (."),
            ),
        ),
        Sign(
            "S86",
            _DEFINITION,
            lambda found: (
                phrase(
                    "The line %(found)s is part of the paragraph above it, so no link finds its address.",
                    found=quoted(found[0]),
                ),
                phrase("Leave an empty line above it."),
            ),
        ),
        Sign("S86", _REFERENCE, reference),
    )


def _fault_of_broken(found: re.Match[str]) -> tuple[str, str]:
    message = phrase(
        "Learners would read %(found)s with its signs, and not as a link.", found=quoted(found[0])
    )
    if found[2].startswith("tel:"):
        return message, phrase("Write the number without spaces.")
    if found[0].endswith(")") and " " in found[2].strip():
        return message, phrase("An address has no space in it: write %%20 for each.")
    return message, phrase("Write it on one line, as in [words](#page-id).")


def _fault_of_reference(found: re.Match[str], passage: Passage, known: _Known) -> tuple[str, str] | None:
    """What to say of `[words][label]`, or of `[label]` alone if something of that name is defined elsewhere."""
    words = found[2] or found[1]
    label = label_of(words)
    message = phrase(
        "Learners would read %(found)s with its signs, and not as a link.", found=quoted(found[0])
    )
    if label in known.defined:
        finder, other, line = known.defined[label]
        remedy = phrase(
            "Its address is in another block (%(file)s, line %(line)s): write the line [%(label)s]: … in "
            "this one too.",
            file=known.file(other.place.path),
            line=finder.line_of(other, line, ""),
            label=words,
        )
        return message, remedy
    if found[2] is None or words.startswith(("^", "@")):
        return None
    near = [each.label.lower() for each in passage.shown().definitions]
    return message, did_you_mean(
        words.lower(),
        near,
        nothing=phrase("Add a line “[%(label)s]: address” below an empty line.", label=words),
    )


def _fault_of(link: Link, passage: Passage, known: _Known) -> Found | None:
    told = link.words.split("\n")[0]
    if link.picture:
        return _picture(told, link, opening_for("picture") if known.in_course else "")
    if link.label.startswith("^"):
        return None
    if passage.form == "title":
        remedy = phrase("This text may be a button or a link itself. Put the link into the text below it.")
        return Found(
            "S91",
            link.line,
            told,
            phrase("The link %(words)s cannot be followed here.", words=quoted(told)),
            remedy,
        )
    if not link.words.strip():
        return Found(
            "S86",
            link.line,
            "[](",
            phrase(
                "The link to %(address)s has no words, so nobody can follow it.", address=quoted(link.address)
            ),
            phrase("Write between the square brackets where it leads."),
        )
    file = known.file(passage.place.path)
    fault = (
        fault_of_link(link.address, file, known.destinations)
        if known.in_course
        else fault_of_link_elsewhere(link.address)
    )
    return Found("S86", link.line, told, *fault) if fault else None


def _picture(told: str, link: Link, opening: str) -> Found:
    """S36: a picture in running text. `opening` is how a block of its own begins, or "" if there is none here."""
    message = phrase(
        "The picture %(picture)s is in running text.", picture=quoted(f"![{told}]({link.address})")
    )
    remedy = (
        phrase("Give it a block of its own: %(opening)s media/name.svg", opening=opening)
        if opening
        else phrase("Take it out.")
    )
    return Found("S36", link.line, "![", message, remedy)


def _lost(passage: Passage, known: _Known, finder: Finder) -> Iterator[Found]:
    """S89, S88: what learners would not see, or would see as code."""
    shown, lines = passage.shown(), passage.text.split("\n")
    used = known.wanted.union(link.label for link in shown.links) if shown.definitions else set[str]()
    for each in shown.definitions:
        if fault := _fault_of_definition(each, lines[each.line].strip(), used):
            yield Found(fault[0], each.line, "", fault[1], fault[2])
    for line in shown.crowded:
        yield Found(
            "S89",
            line,
            "",
            phrase(
                "The row %(row)s has more cells than the table’s first row, and nobody would see them.",
                row=quoted(lines[line]),
            ),
            phrase("Give the first row as many cells, or write \\| for a | within a cell."),
        )
    for line in shown.indented:
        yield Found(
            "S88",
            line,
            "",
            phrase(
                "Learners would see %(line)s as code, because it is indented by four spaces.",
                line=quoted(lines[line]),
            ),
            phrase("Take the spaces away. If it is code, write a line ``` above and below it."),
            warning=True,
        )
    yield from _lost_breaks(passage, finder)


def _lost_breaks(passage: Passage, finder: Finder) -> Iterator[Found]:
    """S89: line breaks that an author made with spaces. Only a backslash makes one here."""
    if not finder.has_spaces_at_ends(passage):
        return
    message = phrase("The spaces at the end of this line break no line here.")
    remedy = phrase("To break the line, end it with a backslash; if not, take the spaces out.")
    for line in passage.shown().continued:
        if finder.as_written(passage, line).endswith("  "):
            yield Found("S89", line, "", message, remedy, warning=True)


def _fault_of_definition(each: Definition, line: str, used: set[str]) -> tuple[str, str, str] | None:
    if each.label.startswith("^"):
        message = phrase("The footnote %(line)s is not shown.", line=quoted(line))
        return "S87", message, phrase("There are no footnotes: write the note in brackets where it belongs.")
    if each.again:
        return (
            "S89",
            phrase("The line %(line)s has no effect.", line=quoted(line)),
            phrase("Its label has an address above. Take one of them out."),
        )
    if each.label not in used:
        return (
            "S89",
            phrase("No link uses the line %(line)s, so learners see nothing of it.", line=quoted(line)),
            phrase("Refer to it, as in [words][label], or take it out."),
        )
    return None

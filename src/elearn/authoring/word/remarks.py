"""What a Word file says that was handed out and comes back: comments at their blocks, and words that were changed."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from elearn.authoring.comments import Remark
from elearn.content.course import Course, module_ids, parts_of, write_block
from elearn.database import instant_text
from elearn.intake import ReturnedFile, Said, returned_file
from elearn.paper import (
    Mark,
    block_key,
    blocks_key,
    course_word,
    page_key,
    question_key,
    read_mark,
    words_key,
)
from elearn.player import markdown

Media = Mapping[PurePosixPath, bytes]
_Words = dict[Mark, tuple[str, list[int]]]
_LEAST = 0.5
"""How much of a paragraph a block must say, if no bookmark says which it is."""
_LONGEST, _AROUND = 2_000, 90
_PIECE = re.compile(r"\s+|[^\s]+")


class Place(NamedTuple):
    """A block of the draft: its page, its question's id or "", its text, its file, and its words as they are read."""

    page: str
    block: str
    text: str
    file: str
    words: str


@dataclass(frozen=True)
class Changed:
    """Words that somebody changed in the file, or put in or took out, at a block. `by` are those who tracked it.

    `words` are stretches of the block's words: "same", "out" or "in". Without `before`, the course does not have the
    block any more as it was handed out, so that there are only the words of the file.
    """

    words: tuple[tuple[str, str], ...]
    by: tuple[str, ...] = ()
    before: bool = True


@dataclass
class ChangedPage:
    """What was changed on a page: its id and title, and each change."""

    page: str
    title: str
    changes: list[Changed] = field(default_factory=list)


@dataclass(frozen=True)
class CameBack:
    """What a file says. `sure` is False if it has lost its bookmarks, so that places are found by words alone."""

    remarks: tuple[Remark, ...]
    changed: tuple[ChangedPage, ...]
    sure: bool


def came_back(
    found: ReturnedFile, files: Mapping[str, str], course: Course | None, media: Media | None = None
) -> CameBack:
    """What a file that came back says of the draft with these texts.

    `course` is the same, None if it cannot be read, and `media` are its media files by their path below its folder.
    """
    reading = _Reading(found, _Places.of(files))
    remarks = tuple(reading.remarks())
    changed = tuple(reading.changed(course, media or {})) if course else ()
    return CameBack(remarks, changed, reading.sure)


@dataclass
class _Places:
    """Where bookmarks lead: pages by hash, blocks by the hashes of page and text, questions by theirs."""

    titles: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    blocks: dict[tuple[str, str], Place] = field(default_factory=dict)
    questions: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Mapping[str, str]) -> "_Places":
        """Those of a draft."""
        made, ids = cls(), module_ids(files)
        for name, text in files.items():
            for page in parts_of(name, text, ids.get(name, "")).pages:
                made.titles[page.id] = markdown.plain(page.title)
                made.pages[page_key(page.id)] = page.id
                for each in page.blocks:
                    if each.block is None:
                        continue
                    words = " ".join(markdown.block(passage).striptags() for passage in each.block.prose())
                    place = Place(page.id, each.name, each.text, name, words)
                    key = page_key(page.id), block_key(write_block(each.block))
                    made.blocks.setdefault(key, place)
                    if each.name:
                        made.questions.setdefault(question_key(each.name), place)
        return made

    def at(self, marks: Sequence[Mark]) -> Place | None:
        """The block that bookmarks name: a question before all else."""
        for mark in marks:
            if mark.question in self.questions:
                return self.questions[mark.question]
        for mark in marks:
            if (mark.page, mark.block) in self.blocks:
                return self.blocks[mark.page, mark.block]
        moved = {mark.block for mark in marks if mark.block}
        return next((place for (_, block), place in self.blocks.items() if block in moved), None)

    def like(self, words: str, page: str) -> Place | None:
        """The block that says most of these words, on this page or else anywhere. None: none says half of them."""
        pairs = _pairs(words)
        best: tuple[float, Place] | None = None
        for place in self.blocks.values():
            share = len(pairs & _pairs(place.words)) / max(1, len(pairs)) + (0.2 if place.page == page else 0)
            if share >= _LEAST + (0.2 if place.page == page else 0) and (best is None or share > best[0]):
                best = share, place
        return best[1] if best else None


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Each two words that follow each other; of a single word, itself."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(pairwise(words)) or frozenset((word, "") for word in words)


class _Reading:
    """A file that came back, with what its bookmarks mean."""

    def __init__(self, found: ReturnedFile, places: _Places) -> None:
        self.found, self.places = found, places
        self.marks = [[mark for name in line.marks if (mark := read_mark(name))] for line in found.lines]
        self.sure = any(self.marks)
        self.pages = list(self._pages())

    def _pages(self) -> Iterator[str]:
        """The id of the page that each paragraph is on, "" before the first."""
        now, by_title = "", {title: page for page, title in self.places.titles.items()}
        for line, marks in zip(self.found.lines, self.marks, strict=True):
            named = [self.places.pages[mark.page] for mark in marks if mark.page in self.places.pages]
            if named:
                now = named[0]
            elif not self.sure and " ".join(line.text.split()) in by_title:
                now = by_title[" ".join(line.text.split())]
            yield now

    def remarks(self) -> Iterator[Remark]:
        """Each thread of comments, where it belongs now."""
        answers: dict[str, list[Said]] = {}
        known = {each.id for each in self.found.comments}
        for each in self.found.comments:
            if each.replies_to in known:
                answers.setdefault(each.replies_to, []).append(each)
        for each in self.found.comments:
            if each.replies_to not in known:
                yield self._remark(each, tuple(self._all_answers(each.id, answers)))

    def _all_answers(self, own: str, answers: dict[str, list[Said]]) -> Iterator[Remark]:
        for each in answers.pop(own, ()):
            yield Remark(_request(each, own), each.name, each.text, "", made_at=_instant(each.made_at))
            yield from self._all_answers(each.id, answers)

    def _remark(self, each: Said, replies: tuple[Remark, ...]) -> Remark:
        at, page, words = each.at, "", ""
        place: Place | None = None
        if 0 <= at < len(self.marks):
            marks, page, words = self.marks[at], self.pages[at], " ".join(self.found.lines[at].text.split())
            is_page = bool(marks) and not any(mark.kind in ("block", "question") for mark in marks)
            if not is_page and words not in self.places.titles.values():
                place = self.places.at(marks) or self.places.like(words, page)
            else:
                words = ""
        where = place or Place(page, "", words[:_LONGEST], "", "")
        return Remark(
            _request(each, ""),
            each.name,
            each.text,
            where.page,
            where.block,
            where.text,
            where.file,
            _instant(each.made_at),
            each.done,
            replies,
        )

    # words that were changed

    def changed(self, course: Course, media: Media) -> Iterator[ChangedPage]:
        """What was changed in the file, page by page. `course` is the draft."""
        ours, theirs = _by_mark(returned_file(course_word(course, media))), _by_mark(self.found)
        found: dict[str, ChangedPage] = {}
        for page, change in (
            *self._other_words(ours, theirs),
            *self._taken_out(ours, theirs),
            *self._put_in(ours),
        ):
            found.setdefault(page, ChangedPage(page, self.places.titles.get(page, ""))).changes.append(change)
        order = {page: number for number, page in enumerate(self.places.titles)}
        yield from sorted(found.values(), key=lambda each: order.get(each.page, -1))

    def _other_words(self, ours: _Words, theirs: _Words) -> Iterator[tuple[str, Changed]]:
        """Where the words in a bookmark are not those that the file had at first."""
        known = {(mark.kind, mark.words): words for mark, (words, _) in ours.items()}
        for mark, (words, lines) in theirs.items():
            if words_key(words) != mark.words:
                before = known.get((mark.kind, mark.words))
                stretches = (("in", words[:_LONGEST]),) if before is None else _compared(before, words)
                yield self.pages[lines[0]], Changed(stretches, self._by(lines), before is not None)

    def _taken_out(self, ours: _Words, theirs: _Words) -> Iterator[tuple[str, Changed]]:
        """Blocks that the file had at first and has no more. Which ones, if the course has not changed there."""
        left, before = dict[str, list[str]](), {mark.page: mark for mark in ours if mark.kind == "page"}
        for mark in theirs:
            if mark.kind == "block":
                left.setdefault(mark.page, []).append(mark.block)
        for mark in theirs:
            if mark.kind != "page" or blocks_key(left.get(mark.page, ())) == mark.blocks:
                continue
            page, there = self.places.pages.get(mark.page, ""), {*left.get(mark.page, ())}
            if mark.page in before and before[mark.page].blocks == mark.blocks:
                for own, (words, _) in ours.items():
                    if own.kind == "block" and own.page == mark.page and own.block not in there:
                        yield page, Changed((("out", words[:_LONGEST]),))
            else:
                yield page, Changed((), before=False)

    def _put_in(self, ours: _Words) -> Iterator[tuple[str, Changed]]:
        """Paragraphs that are in no bookmark. If the file has none at all: those that the course does not have."""
        known = "" if self.sure else "\n".join(_bare(words) for words, _ in ours.values())
        for number, (line, marks) in enumerate(zip(self.found.lines, self.marks, strict=True)):
            words = line.text.strip()
            if words and not marks and (self.sure or _bare(words) not in known):
                yield self.pages[number], Changed((("in", words[:_LONGEST]),), self._by([number]))

    def _by(self, lines: Iterable[int]) -> tuple[str, ...]:
        inside = set(lines)
        return tuple(dict.fromkeys(each.by for each in self.found.tracked if each.at in inside and each.by))


def _by_mark(file: ReturnedFile) -> _Words:
    """The words that each bookmark is around, and the paragraphs."""
    made: _Words = {}
    for number, line in enumerate(file.lines):
        for name in line.marks:
            mark = read_mark(name)
            if mark and mark.kind != "question":
                words, lines = made.get(mark, ("", []))
                made[mark] = f"{words} {line.text}".strip(), [*lines, number]
    return made


def _compared(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Two texts word by word, as stretches."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    made = list[tuple[str, str]]()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            made.append(("same", _shortened("".join(old[a:b]), first=a == 0, last=b == len(old))))
            continue
        made += [
            (how, words) for how, words in (("out", "".join(old[a:b])), ("in", "".join(new[c:d]))) if words
        ]
    return tuple(made)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Words that are the same in both, with what is far from a change left out."""
    if len(text) <= 2 * _AROUND + 20:
        return text
    start, end = ("" if first else text[:_AROUND]), ("" if last else text[-_AROUND:])
    return f"{start.rpartition(' ')[0]} … {end.partition(' ')[2]}"


def _bare(text: str) -> str:
    return "".join(text.split())


def _request(said: Said, above: str) -> str:
    """The same for the same comment of the same file, and of a later copy of it."""
    parts = "\0".join((said.name, said.made_at, said.text, "reply" if above else "remark"))
    return f"word-{hashlib.sha256(parts.encode()).hexdigest()[:40]}"


def _instant(text: str) -> str:
    """A moment as the database has it, "" if it is none."""
    try:
        return instant_text(datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC))
    except (ValueError, OverflowError):
        return ""

"""Passages of Markdown as lines of words that people read, and which words differ between two lines."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from elearn.content.text import commonmark

Role = Literal["paragraph", "item", "quote", "heading", "cell", "code", "rule"]
_TOKEN = re.compile(r"\w+(?:(?:(?<=\d)[.,:](?=\d)|['’](?=\w))\w+)*\s*|[^\w\s]\s*|\s+")
"""A word, which “don't”, “1.0.0” and “14:30” are too, a sign, or space."""
_MARKS = {"strong": "strong", "em": "em", "s": "s", "link": "link"}
ALIKE = 0.35
"""How much two lines have to have in common so that their words are compared one by one."""
_FEWEST_KEPT = 2
"""Fewer words in a row than this, between words that differ, are shown as different, too: that is easier to read."""
_MOST_WORDS = 1_500
"""Of a line. Longer ones are shown as different as a whole."""


class Word(NamedTuple):
    """A word or sign with the space behind it. `marks` say how it is set: strong, em, s, code, link, picture."""

    text: str
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What is compared."""
        return self.text.strip(), self.marks


class Run(NamedTuple):
    """Words in a row that are set alike, and are all in the other version, too, or all `changed`."""

    text: str
    marks: tuple[str, ...]
    changed: bool


class Said(NamedTuple):
    """A paragraph, item, heading or cell, as learners read it. Of an item, `depth` says how far in it is."""

    role: Role
    words: tuple[Word, ...]
    depth: int = 0


@cache
def _parser() -> MarkdownIt:
    parser = commonmark()
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # a link that will not work is seen, too
    return parser


def split(text: str, marks: tuple[str, ...] = ()) -> tuple[Word, ...]:
    """The words of a text without Markdown."""
    return tuple(Word(each, marks) for each in _TOKEN.findall(" ".join(text.split())))


@lru_cache(maxsize=8_000)
def read_passage(text: str) -> tuple[Said, ...]:
    """The lines of a passage of Markdown."""
    return tuple(_said(_parser().parse(text)))


@lru_cache(maxsize=8_000)
def read_line(text: str) -> tuple[Word, ...]:
    """The words of one line of Markdown."""
    tokens = _parser().parseInline(text)
    return tuple(word for token in tokens for word in _words(token.children or []))


def _said(tokens: Sequence[Token]) -> Iterator[Said]:
    inside: list[Role] = []
    opens: dict[str, Role] = {
        "list_item_open": "item",
        "blockquote_open": "quote",
        "heading_open": "heading",
        "th_open": "cell",
        "td_open": "cell",
    }
    for token in tokens:
        if token.type in opens:
            inside.append(opens[token.type])
        elif token.type.replace("_close", "_open") in opens:
            inside.pop()
        elif token.type == "inline":
            words = tuple(_words(token.children or []))
            yield Said(inside[-1] if inside else "paragraph", words, inside.count("item"))
        elif token.type in ("fence", "code_block"):
            yield Said("code", split(token.content, ("code",)))
        elif token.type == "hr":
            yield Said("rule", (Word("—"),))


def _words(children: Sequence[Token]) -> Iterator[Word]:
    marks: list[str] = []
    addresses: list[str] = []
    text = ""
    for child in children:
        if child.type == "text" or child.type == "text_special":
            text += child.content
            continue
        if child.type in ("softbreak", "hardbreak"):
            text += " "
            continue
        yield from _flat(text, marks)
        text = ""
        kind, _, end = child.type.rpartition("_")
        if end == "open" and kind in _MARKS:
            marks.append(_MARKS[kind])
            if kind == "link":
                addresses.append(str(child.attrs.get("href", "")))
        elif end == "close" and kind in _MARKS:
            marks.remove(_MARKS[kind])
            if kind == "link":
                yield Word(f" ({addresses.pop()})", ("address",))
        elif child.type == "code_inline":
            yield from _flat(child.content, [*marks, "code"])
        elif child.type == "image":
            yield Word(f"{child.content} ({child.attrs.get('src', '')})", ("picture",))
    yield from _flat(text, marks)


def _flat(text: str, marks: Sequence[str]) -> Iterator[Word]:
    kept = tuple(sorted(marks))
    return (Word(re.sub(r"\s+", " ", each), kept) for each in _TOKEN.findall(text))


def text_of(words: Sequence[Word]) -> str:
    """What the words say."""
    return "".join(word.text for word in words)


def likeness(before: Sequence[Word], after: Sequence[Word]) -> float:
    """How much two lines have in common: 0 nothing, 1 all."""
    if not before or not after:
        return float(before == after)
    matcher = SequenceMatcher(None, [w.key[0] for w in before], [w.key[0] for w in after], autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    if len(before) + len(after) > 2 * _MOST_WORDS:
        return matcher.quick_ratio()
    return matcher.ratio()


def runs_of(before: Sequence[Word], after: Sequence[Word]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both lines in runs. What is not changed is the same words on both sides, in the same order."""
    same = _same(before, after)
    kept_before, kept_after = {a for a, _ in same}, {b for _, b in same}
    return _runs(before, kept_before), _runs(after, kept_after)


def all_changed(words: Sequence[Word]) -> tuple[Run, ...]:
    """A line of which nothing is in the other version."""
    return _runs(words, set())


def unchanged(words: Sequence[Word]) -> tuple[Run, ...]:
    """A line that both versions have."""
    return _runs(words, set(range(len(words))))


def _same(before: Sequence[Word], after: Sequence[Word]) -> list[tuple[int, int]]:
    """Which words are in both, as pairs of places."""
    old, new = [word.key for word in before], [word.key for word in after]
    if old == new:
        return [(n, n) for n in range(len(old))]
    if len(old) + len(new) > 2 * _MOST_WORDS or likeness(before, after) < ALIKE:
        return []
    kept: list[tuple[int, int]] = []
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        at_an_end = (a == 0 and b == 0) or (a + size == len(old) and b + size == len(new))
        told = sum(any(sign.isalnum() for sign in text) for text, _ in old[a : a + size])
        if at_an_end or told >= _FEWEST_KEPT:
            kept += [(a + n, b + n) for n in range(size)]
    return kept


def _runs(words: Sequence[Word], kept: set[int]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for place, word in enumerate(words):
        changed = place not in kept
        if runs and (runs[-1].marks, runs[-1].changed) == (word.marks, changed):
            runs[-1] = Run(runs[-1].text + word.text, word.marks, changed)
        else:
            runs.append(Run(word.text, word.marks, changed))
    return tuple(_without_edges(runs))


def _without_edges(runs: Sequence[Run]) -> Iterator[Run]:
    """The same, with the space behind words that differ in what comes after them, so that no mark ends in a space."""
    space = ""
    for run, after in zip_longest(runs, runs[1:]):
        text = space + run.text
        words = text.rstrip(" ") if run.changed and after and not after.changed else text
        space = text[len(words) :]
        yield Run(words, run.marks, run.changed)

"""Finds the pictures of a passage that have a paragraph of their own, as in `![What it shows](media/mark.svg)`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from elearn.content.text.prose import normalise
from elearn.patterns import late

_MAY_HOLD_ONE = late(r"^ {0,3}!\[", re.MULTILINE)
_BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True)
class Picture:
    """A picture as Markdown says it: its path or address, the words in its place, and its title ("" if none)."""

    src: str
    alt: str
    title: str = ""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def split_pictures(text: str) -> list[tuple[int, str | Picture]]:
    """The passage as pieces in order, each with its line from 0: text that is not empty, and pictures.

    A picture is a piece if its paragraph, at the left margin, holds pictures and nothing else.
    """
    return [(begin, piece) for begin, _, piece in place_pictures(text)]


def place_pictures(text: str) -> list[tuple[int, int, str | Picture]]:
    """As `split_pictures`, each also with the line after its last. Pictures that share a line have the same lines."""
    lines = text.split("\n")
    if not _MAY_HOLD_ONE.search(text):
        return [(0, len(lines), text)]
    pieces: list[tuple[int, int, str | Picture]] = []
    done = 0
    for begin, end, pictures in _alone(text):
        pieces += _passage(lines, done, begin)
        alone = [number for number, _ in pictures] == list(range(end - begin))
        for number, picture in pictures:
            at = (begin + number, begin + number + 1) if alone else (begin, end)
            pieces.append((*at, picture))
        done = end
    return [*pieces, *_passage(lines, done, len(lines))] if done else [(0, len(lines), text)]


def _passage(lines: list[str], begin: int, end: int) -> list[tuple[int, int, str | Picture]]:
    while begin < end and not lines[begin].strip():
        begin += 1
    while begin < end and not lines[end - 1].strip():
        end -= 1
    text = normalise("\n".join(lines[begin:end]))
    return [(begin, end, text)] if text else []


def _alone(text: str) -> Iterator[tuple[int, int, list[tuple[int, Picture]]]]:
    """The lines of each paragraph that holds pictures only, with the pictures and their lines in it."""
    tokens = _parser().parse(text)
    for opening, inside in pairwise(tokens):
        if opening.type == "paragraph_open" and opening.level == 0 and opening.map and inside.children:
            children = [each for each in inside.children if each.type != "text" or each.content.strip()]
            if all(each.type == "image" or each.type in _BREAKS for each in children):
                yield opening.map[0], opening.map[1], list(_pictures(children))


def _pictures(children: list[Token]) -> Iterator[tuple[int, Picture]]:
    line = 0
    for each in children:
        if each.type == "image":
            src = unquote(str(each.attrs["src"])).removeprefix("./")
            yield line, Picture(src, _words(each), str(each.attrs.get("title", "")))
        line += each.type in _BREAKS


def _words(image: Token) -> str:
    """The words in place of a picture, without the marks of Markdown."""
    said = (" " if each.type in _BREAKS else each.content for each in image.children or ())
    return " ".join("".join(said).split())

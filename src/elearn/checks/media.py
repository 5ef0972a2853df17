"""The words in a course's drawings, captions and transcripts. A name can be in them too."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path, PurePosixPath

from elearn.checks.texts import ENGLISH, Text
from elearn.content.course import media_file
from elearn.files import version_of
from elearn.patterns import late

_SHOWN = late(r"<((?:[\w.-]+:)?(?:text|title|desc))\b[^>]*>(.*?)</\1\s*>", re.DOTALL)
_LABEL = late(r"""\baria-label\s*=\s*(["'])(.*?)\1""", re.DOTALL)
_ENTITY = late(r"&#?\w{1,9};")
_TAG = late(r"<[^>]*>")
_TIMES = late(r"^.*-->.*$|^(?:WEBVTT|NOTE|STYLE|REGION).*$|^\d+\s*$|</?\w+(?:\.\w+)*[ ]?|>", re.MULTILINE)
_LONGEST = 500_000
"""How many characters of a file are read. No drawing or film of a course says more."""


def texts_of_media(folder: Path, media: Iterable[PurePosixPath], language: str = ENGLISH) -> Iterator[Text]:
    """The words of the drawings, captions and transcripts among `media`, each at its place in its file.

    `language` is that of the course. A file that is missing or not a text is left out, because reading the
    course reports it.
    """
    for name in sorted(media):
        path = media_file(folder, name)
        try:
            version = version_of(path) if name.suffix.lower() in _BLANKED else None
            text = _known(path, version, language) if version else _text_in(path, language)
        except (OSError, UnicodeDecodeError):
            continue
        if text:
            yield text


@lru_cache(maxsize=2_000)
def _known(path: Path, _version: tuple[int, ...], language: str) -> Text | None:
    """The words of a file, read once for as long as the system says that it is the same."""
    return _text_in(path, language)


def _text_in(path: Path, language: str) -> Text | None:
    blanked = _BLANKED.get(path.suffix.lower())
    if blanked is None:
        return None
    content = path.read_text(encoding="utf-8-sig")[:_LONGEST]
    words = blanked(content.replace("\r\n", "\n").replace("\r", "\n"))
    return Text(path.as_posix(), 1, words, "media", "prose", language=language) if words.strip() else None


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _drawing(content: str) -> str:
    kept = [*_SHOWN.finditer(content), *_LABEL.finditer(content)]
    shown = bytearray(len(content))
    for found in kept:
        shown[found.start(2) : found.end(2)] = b"\1" * (found.end(2) - found.start(2))
    content = "".join(
        each if show or each == "\n" else " " for each, show in zip(content, shown, strict=True)
    )
    signs = list(_TAG.sub(_blank, content))
    for found in kept:
        start, end = found.span(2)
        if "&" in found[2]:
            signs[start:end] = _decoded("".join(signs[start:end]))
    return "".join(signs)


def _decoded(words: str) -> str:
    """The words with their entities decoded, as many characters as before, on the same lines."""
    said = _ENTITY.sub(lambda found: unescape(found[0]).replace("\n", " "), words)
    return said.ljust(len(words))[: len(words)]


def _captions(content: str) -> str:
    return _TIMES.sub(_blank, content)


_BLANKED: Mapping[str, Callable[[str], str]] = {
    ".svg": _drawing,
    ".vtt": _captions,
    ".srt": _captions,
    ".txt": str,
}

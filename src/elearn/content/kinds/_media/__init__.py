"""What blocks that show or offer a file share: where it lies, and what is said for who cannot see or hear it."""

import re
from collections.abc import Collection, Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from elearn.content.kinds.base import Block, Line, OptionalMarkdown
from elearn.content.text import quoted
from elearn.problems import ProblemLog

__all__ = [
    "CAPTIONS",
    "PICTURES",
    "CaptionPath",
    "MediaPath",
    "Recording",
    "lies_below_media",
    "says_no_words",
]

_PATH = re.compile(r"media(/[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)+")
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
CAPTIONS = (".vtt",)


def lies_below_media(path: str) -> str:
    """The path, where it can go into a package: below `media/`, in ASCII, since learning systems lose other names.

    Raises ValueError where it cannot.
    """
    if not _PATH.fullmatch(path) or len(path) > 120:
        raise ValueError(
            f"{quoted(path)} does not lie below media/, or its name holds more than letters without accents, digits, "
            "dots and hyphens; write it as in media/a-mark.svg"
        )
    return path


def ends_in(*endings: str) -> AfterValidator:
    """Holds a path to kinds of file, by their endings."""

    def check(path: str) -> str:
        if not path.lower().endswith(endings):
            raise ValueError(
                f"its name ends in none of {', '.join(endings)}; save {quoted(path)} as one of these"
            )
        return path

    return AfterValidator(check)


MediaPath = Annotated[
    str,
    AfterValidator(lies_below_media),
    ends_in(*PICTURES),
    Field(description="the path of a picture, as in media/name.svg,"),
]
"""A picture below the course's `media/`. Whether it is what its name says, `content/media.py` looks at."""
CaptionPath = Annotated[str, AfterValidator(lies_below_media), ends_in(*CAPTIONS)]
"""A file of captions, WebVTT."""


def says_no_words(path: str, line: int, log: ProblemLog, remedy: str) -> None:
    """Report a picture without words (E40)."""
    log.error("E40", line, f"The picture {path} has no words for a person who cannot see it.", remedy)


class Recording(Block):
    """A film or a sound, with a title to find it by and its transcript, which says all that it says and shows."""

    endings: ClassVar[Collection[str]]
    option_names: ClassVar = {"heading": "title"}
    argument_field: ClassVar = "src"
    body_field: ClassVar = "transcript"

    src: str
    heading: Annotated[Line, Field(max_length=120)]
    transcript: OptionalMarkdown = ""

    def check(self, log: ProblemLog, line: int) -> None:
        if not self.transcript:
            log.error(
                "E41",
                line,
                f"The recording {self.src} has no transcript.",
                "Write in the block all that is said and shown, for who cannot hear or see it.",
            )

    def media(self) -> Iterator[str]:
        yield self.src

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.heading, self.transcript) if passage)

    def read_through(self) -> Iterator[str]:
        return iter((self.heading,))

    def pause(self) -> float:
        """As long as it takes to say its transcript, at 150 words a minute."""
        return len(self.transcript.split()) / 150 * 60

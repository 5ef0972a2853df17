"""What blocks that show or offer a file share: its path, and words for people who cannot see or hear it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from elearn.content.kinds._asked import Asked
from elearn.content.kinds.base import Block, Line, OptionalMarkdown
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog

__all__ = [
    "CAPTIONS",
    "PICTURES",
    "CaptionPath",
    "EndsIn",
    "MediaPath",
    "Recording",
    "lies_below_media",
    "says_no_words",
]

_LONGEST = 120  # characters of a path
_PATH = late(r"media(/[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)+")
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
CAPTIONS = (".vtt",)


def lies_below_media(path: str) -> str:
    """The path, unchanged. Raises BadValue if the file cannot go into a package.

    It has to be below `media/` and its name has to be ASCII, because learning systems lose other names.
    """
    if len(path) > _LONGEST:
        raise BadValue(
            phrase("%(path)s is longer than %(most)s characters.", path=quoted(path), most=_LONGEST),
            phrase("Give the file or its folder a shorter name."),
        )
    if not _PATH.fullmatch(path):
        raise BadValue(
            phrase(
                "%(path)s is not below media/, or its name holds a character that cannot be used.",
                path=quoted(path),
            ),
            phrase(
                "Write it as in media/a-mark.svg, with letters without accents, digits, dots and hyphens."
            ),
        )
    return path


@dataclass(frozen=True)
class EndsIn:
    """Holds a path to kinds of file, by their endings."""

    endings: tuple[str, ...]

    def __call__(self, path: str) -> str:
        """The path, unchanged. Raises BadValue if it has another ending."""
        if not path.lower().endswith(self.endings):
            raise BadValue(
                phrase("Its name ends in none of %(endings)s.", endings=", ".join(self.endings)),
                phrase("Save %(path)s as a file of this kind.", path=quoted(path))
                if len(self.endings) == 1
                else phrase("Save %(path)s as a file of one of these kinds.", path=quoted(path)),
            )
        return path


def ends_in(*endings: str) -> AfterValidator:
    """What a field says of itself that takes only these kinds of file."""
    return AfterValidator(EndsIn(endings))


MediaPath = Annotated[
    str,
    AfterValidator(lies_below_media),
    ends_in(*PICTURES),
    Field(description=phrase("the path of a picture, as in media/name.svg,")),
]
"""A picture below the course's `media/`. Whether it is what its name says, `content/media.py` looks at."""
CaptionPath = Annotated[str, AfterValidator(lies_below_media), ends_in(*CAPTIONS)]
"""A file of captions, WebVTT."""


def says_no_words(path: str, line: int, log: ProblemLog, remedy: str) -> None:
    """Report a picture without words (E40)."""
    log.error(
        "E40",
        line,
        phrase("The picture %(path)s has no words for a person who cannot see it.", path=path),
        remedy,
    )


class Recording(Block):
    """A film or a sound, with a title to find it by and its transcript, which says all that it says and shows."""

    form: ClassVar = {
        "src": Asked(phrase("File"), type="media"),
        "heading": Asked(phrase("Title"), help=phrase("Say how long it is and who speaks.")),
        "transcript": Asked(
            phrase("All that is said and shown"), help=phrase("For people who cannot hear or see it.")
        ),
    }
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
                phrase("The recording %(path)s has no transcript.", path=self.src),
                phrase(
                    "Write in the block all that is said and shown, for people who cannot hear or see it."
                ),
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

"""Video: a short film, with captions and a transcript."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from elearn.content.kinds._asked import TO_LOOK_AT, Asked
from elearn.content.kinds._media import CaptionPath, MediaPath, Recording, ends_in, lies_below_media
from elearn.phrases import phrase
from elearn.problems import ProblemLog

ENDINGS = (".mp4", ".webm")


class Video(Recording):
    """Plays where it stands and never by itself. `captions`: a WebVTT file; `poster`: a picture shown before."""

    kind: ClassVar = "video"
    title: ClassVar = phrase("Video")
    asked_for: ClassVar = phrase("a short film")
    group: ClassVar = TO_LOOK_AT
    form: ClassVar = {
        "src": Asked(phrase("Film"), type="media"),
        "captions": Asked(
            phrase("Captions"), help=phrase("A file in the format WebVTT with what is said."), type="media"
        ),
        "poster": Asked(phrase("Picture before it starts"), type="media"),
    }
    starter: ClassVar = """:::{video} media/film.mp4
:title: Say what the film shows, and how long it is
:captions: media/film.vtt

Write here all that is said and shown in the film.
:::"""
    settings: ClassVar = frozenset({"captions", "poster"})
    words: ClassVar = {"video_transcript": "Transcript", "video_captions": "Captions"}
    example: ClassVar = """:::{video} media/a-first-visit.mp4
:title: A first visit (one minute, played by actors)
:captions: media/a-first-visit.vtt
:poster: media/a-first-visit.svg

**Health visitor:** I can see a small mark on her arm. How did it come about?

**Parent:** I don't know. I only saw it this morning.

*She writes down the answer in the parent's words. She does not guess at a cause.*
:::"""

    src: Annotated[
        str,
        AfterValidator(lies_below_media),
        ends_in(*ENDINGS),
        Field(description=phrase("the path of a film, as in media/name.mp4,")),
    ]
    captions: CaptionPath | None = None
    poster: MediaPath | None = None

    def check(self, log: ProblemLog, line: int) -> None:
        super().check(log, line)
        if self.captions is None:
            log.error(
                "E41",
                line,
                phrase("The film %(path)s has no captions.", path=self.src),
                phrase("Add :captions: with a WebVTT file, as in media/name.vtt."),
            )

    def media(self) -> Iterator[str]:
        yield from (path for path in (self.src, self.captions, self.poster) if path)

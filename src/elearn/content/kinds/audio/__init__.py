"""Audio: somebody's voice, with a transcript."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from elearn.content.kinds._asked import TO_LOOK_AT, Asked
from elearn.content.kinds._media import Recording, ends_in, lies_below_media
from elearn.phrases import phrase

ENDINGS = (".mp3", ".m4a", ".ogg")


class Audio(Recording):
    """Plays where it stands and never by itself."""

    kind: ClassVar = "audio"
    title: ClassVar = phrase("Audio")
    asked_for: ClassVar = phrase("a voice to listen to")
    group: ClassVar = TO_LOOK_AT
    form: ClassVar = {
        "src": Asked(phrase("Sound"), type="media"),
    }
    starter: ClassVar = """:::{audio} media/recording.mp3
:title: Say who speaks, and for how long

Write here all that is said.
:::"""
    words: ClassVar = {"audio_transcript": "Transcript"}
    example: ClassVar = """:::{audio} media/a-grandmother.mp3
:title: A grandmother, in a composite account (30 seconds, spoken by an actor)

Nobody told me why they asked. When somebody did, I could help. I had seen her most days, and I would have said so.
:::"""

    src: Annotated[
        str,
        AfterValidator(lies_below_media),
        ends_in(*ENDINGS),
        Field(description=phrase("the path of a sound, as in media/name.mp3,")),
    ]

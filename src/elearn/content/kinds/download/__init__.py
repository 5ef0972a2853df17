"""Download: a file to keep, such as a form or a checklist."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from elearn.content.kinds._asked import TO_LOOK_AT, Asked
from elearn.content.kinds._media import ends_in, lies_below_media
from elearn.content.kinds.base import Block, Line, OptionalMarkdown
from elearn.phrases import phrase

KINDS = {
    ".pdf": "pdf",
    ".docx": "word",
    ".xlsx": "excel",
    ".pptx": "powerpoint",
    ".odt": "opendocument",
    ".csv": "csv",
    ".txt": "text",
    ".png": "picture",
    ".jpg": "picture",
    ".svg": "picture",
}


class Download(Block):
    """A file of the course's `media/` to take along: what it is called, and what it is for."""

    kind: ClassVar = "download"
    title: ClassVar = phrase("Download")
    asked_for: ClassVar = phrase("a file to keep")
    group: ClassVar = TO_LOOK_AT
    form: ClassVar = {
        "src": Asked(
            phrase("File"), help=phrase("A form, a checklist or a poster that people may keep."), type="media"
        ),
        "heading": Asked(phrase("What it is called")),
        "body": Asked(phrase("What it is for")),
    }
    starter: ClassVar = """:::{download} media/document.pdf
:title: Say what this file is called

Say when people will need this file.
:::"""
    page_role: ClassVar = "aside"
    words: ClassVar = {
        "download_verb": "Download",
        "download_pdf": "PDF",
        "download_word": "Word",
        "download_excel": "Excel",
        "download_powerpoint": "PowerPoint",
        "download_opendocument": "OpenDocument text",
        "download_csv": "CSV",
        "download_text": "text",
        "download_picture": "picture",
    }
    example: ClassVar = """:::{download} media/body-map.pdf
:title: A body map to print

Draw on it what you saw, with the size beside each mark, and put it in the record the same day.
:::"""
    option_names: ClassVar = {"heading": "title"}
    argument_field: ClassVar = "src"
    body_field: ClassVar = "body"

    src: Annotated[
        str,
        AfterValidator(lies_below_media),
        ends_in(*KINDS),
        Field(description=phrase("the path of a file, as in media/name.pdf,")),
    ]
    heading: Annotated[Line, Field(max_length=120)]
    body: OptionalMarkdown = ""

    @property
    def sort(self) -> str:
        """What kind of file it is: the end of a key of `words`, which has a word that a person knows."""
        return next(word for ending, word in KINDS.items() if self.src.lower().endswith(ending))

    def media(self) -> Iterator[str]:
        yield self.src

    def prose(self) -> Iterator[str]:
        yield from (passage for passage in (self.heading, self.body) if passage)

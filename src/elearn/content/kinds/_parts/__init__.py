"""What the questions share whose body is a stem, a list, and the feedback on the whole."""

import re
import zlib
from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from elearn.content.kinds.base import Markdown, Question
from elearn.phrases import phrase
from elearn.problems import BadValue

__all__ = ["Credit", "ListQuestion", "mixed"]

Credit = Literal["partial", "all"]
"""Whether each right part earns its share of the points, or only an answer that is right in all of them."""


class ListQuestion(Question):
    """A question with a list in its body.

    `list_start` matches where an item begins, and `list_like` a line that looks as if one did. A text with such a line
    could not be read again.
    """

    list_start: ClassVar[re.Pattern[str]]
    list_like: ClassVar[re.Pattern[str] | None] = None

    stem: Annotated[Markdown, Field(description=phrase("a question before its list"))]

    @field_validator("stem", "feedback")
    @classmethod
    def _apart_from_the_list(cls, text: str) -> str:
        like = cls.list_like
        slip = like and (like.search(text) or next(filter(None, map(like.match, text.split("\n"))), None))
        if found := cls.list_start.search(text) or slip:
            raise BadValue(
                phrase(
                    "A line in it starts with “%(start)s”, as an item of the list does.",
                    start=found[0].strip(),
                ),
                phrase(
                    "Write all items in one list below the stem, and start this line with something else."
                ),
            )
        return text

    @field_validator("feedback")
    @classmethod
    def _from_the_margin(cls, text: str) -> str:
        if text[:1].isspace():
            raise BadValue(
                phrase("Its first line is indented, so it would belong to the item above it."),
                phrase("Start the line at the left margin."),
            )
        return text


def mixed(ids: Iterable[str], salt: str) -> list[str]:
    """Ids in an order that does not give the answer away, the same each time."""
    return sorted(ids, key=lambda each: zlib.crc32(f"{salt}/{each}".encode()))

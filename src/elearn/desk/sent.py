"""What browsers send, read within bounds: no more than is allowed, not for ever, and of the shape that we expect."""

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request

from elearn.runtime import RefusedBody, must_be_wanted, whole_body
from elearn.translations import gettext as _

MOST = 2_000_000
"""Bytes of what is sent."""
WITHIN = 60.0
"""Seconds in which it must have come."""
_NUL = re.compile(rb"\0|(?<!\\)(?:\\\\)*\\u0000")
"""NUL in JSON. A backslash that is itself behind one is a letter like others."""
_Line = Field(ge=0, le=10_000_000)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class At(_Shape):
    """The page that is shown."""

    file: str = Field("", max_length=200)
    page: str = Field("", max_length=100)


class Lines(_Shape):
    """Lines of a file, from 0: the first, and the one after the last. In JSON a list of two."""

    start: int = _Line
    end: int = _Line

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, given: Any) -> Any:
        return {"start": given[0], "end": given[1]} if isinstance(given, list) and len(given) == 2 else given

    @model_validator(mode="after")
    def _in_order(self) -> "Lines":
        if self.start > self.end:
            raise ValueError("the first line is after the last")
        return self

    @property
    def pair(self) -> tuple[int, int]:
        """Both numbers."""
        return self.start, self.end


class Edit(_Shape):
    """New text for some lines."""

    file: str = Field(max_length=200)
    lines: Lines
    text: str


class FormEdit(_Shape):
    """New values for a block."""

    file: str = Field(max_length=200)
    lines: Lines
    kind: str = Field(max_length=100)
    values: dict[str, Any]


class Asked(_Shape):
    """What every request has that does something: the last change that is known, the window, and its own id."""

    seq: int = Field(ge=0, le=2**53)
    window: str = Field(max_length=64)
    request: str = Field(max_length=64)
    at: At


class Sent(Asked):
    """One edit of a course: text, values of a form, or something that a button does."""

    edit: Edit | None = None
    form: FormEdit | None = None
    action: dict[str, Any] | None = None
    pasted: bool = False

    @model_validator(mode="after")
    def _one_thing(self) -> "Sent":
        if sum(each is not None for each in (self.edit, self.form, self.action)) != 1:
            raise ValueError("there must be one of edit, form and action")
        return self


class Settled(Asked):
    """Which side of a clash is taken: “mine”, “theirs” or “both”. `ours` and `theirs` are the texts that were shown."""

    file: str = Field(max_length=200)
    lines: Lines
    ours: str | None = None
    theirs: str | None = None
    choose: str = Field(pattern="^(mine|theirs|both)$")


S = TypeVar("S", bound=_Shape)


async def read(request: Request, shape: type[S]) -> S:
    """What was sent. Raises RefusedBody if it is too long, too slow or of another shape."""
    try:
        return shape.model_validate(await object_of(request))
    except ValidationError as error:
        raise _not_ours() from error


async def object_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent. Raises RefusedBody. No text in it has NUL or half a character."""
    must_be_wanted(request, MOST)
    body = await whole_body(request, MOST, WITHIN)
    try:
        given = json.loads(body)
        json.dumps(given, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise _not_ours() from error
    if not isinstance(given, dict) or _NUL.search(body):
        raise _not_ours()
    return given


def _not_ours() -> RefusedBody:
    return RefusedBody(_("What was sent cannot be read. Load this page again."), 400)

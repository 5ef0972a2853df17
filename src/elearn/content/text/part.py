"""The base of the models that hold what a text says."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """The base of every part of a course, a review or a data file: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

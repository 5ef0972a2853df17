"""Which edition of a guidance is in force on a day, from `editions.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import Field

from elearn.content.text import Part


class Edition(Part):
    """An edition, known by its year. It is in force from its first day until the next edition's."""

    year: int
    first_day: date = Field(alias="from")
    verified: bool = True


class Successor(Part):
    """Another guidance that replaced this one from a day."""

    title: str
    first_day: date = Field(alias="from")


class Guidance(Part):
    """A guidance with its editions, the oldest first. `names` are what running text calls it."""

    id: str
    title: str
    names: tuple[str, ...]
    source: str
    editions: tuple[Edition, ...]
    superseded_by: Successor | None = None

    def in_force(self, on: date) -> Edition | None:
        """The edition in force on a day.

        None before the first, and after another guidance replaced this one.
        """
        if self.superseded_by and self.superseded_by.first_day <= on:
            return None
        return next((each for each in reversed(self.editions) if each.first_day <= on), None)

    def of_year(self, year: int) -> Edition | None:
        """The edition of a year, or None."""
        return next((each for each in self.editions if each.year == year), None)


class _Data(Part):
    as_of: date
    guidance: tuple[Guidance, ...]


@cache
def guidances() -> tuple[Guidance, ...]:
    """Every guidance that we know. The file is TOML, because each check reads it, and YAML takes 30 times as long."""
    text = files(__package__).joinpath("editions.toml").read_text(encoding="utf-8")
    return _Data.model_validate(tomllib.loads(text)).guidance


def superseded(on: date) -> Iterator[tuple[Guidance, Edition]]:
    """Every edition that was in force before a day and is not in force on it."""
    for guidance in guidances():
        now = guidance.in_force(on)
        for edition in guidance.editions:
            if edition.first_day <= on and edition is not now:
                yield guidance, edition

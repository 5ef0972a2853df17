"""Words in a recommendation that name several agencies at once, from `owners.yaml`."""

from functools import cache
from importlib.resources import files

from elearn.content.text import Part, parse_yaml


class OwnerGroup(Part):
    """Words that mean several agencies: `every` agency, or the `members`, each with other words for the same body.

    `source` says where it comes from, and `address` where that can be read.
    """

    words: tuple[str, ...]
    every: bool = False
    members: tuple[tuple[str, ...], ...] = ()
    source: str
    address: str = ""


class _File(Part):
    groups: tuple[OwnerGroup, ...]


@cache
def owner_groups() -> tuple[OwnerGroup, ...]:
    """The groups that come with elearn."""
    text = files(__package__).joinpath("owners.yaml").read_text(encoding="utf-8")
    return _File.model_validate(parse_yaml(text)).groups

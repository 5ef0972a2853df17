"""What each step of sign-off has to look at, from `checklists.yaml`: data with an edition, in English and Welsh."""

from datetime import date
from functools import cache
from importlib.resources import files

from elearn.content.text import Part, parse_yaml
from elearn.translations import language


class Point(Part):
    """One thing to look at, in each language."""

    id: str
    en: str
    cy: str

    @property
    def words(self) -> str:
        """In the current language."""
        return self.cy if language() == "cy" else self.en


class Checklist(Part):
    """What a step has to look at. `step` is the role that signs it."""

    step: str
    points: tuple[Point, ...]


class Answer(Part):
    """What was said to one point: its words as they were shown, whether it applies and was looked at, and a note."""

    point: str
    words: str
    applies: bool
    note: str = ""


class Checklists(Part):
    """The checklists of all steps, with their edition and its day."""

    edition: str
    as_of: date
    checklists: tuple[Checklist, ...]


@cache
def checklists() -> Checklists:
    """The checklists that come with elearn."""
    text = files(__package__).joinpath("checklists.yaml").read_text(encoding="utf-8")
    return Checklists.model_validate(parse_yaml(text))


def checklist(step: str) -> Checklist:
    """The checklist of a step. Raises KeyError if there is no such step."""
    return {each.step: each for each in checklists().checklists}[step]

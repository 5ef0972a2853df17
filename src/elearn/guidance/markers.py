"""The quality markers of a review, from `quality_markers.yaml`."""

from functools import cache
from importlib.resources import files

from elearn.content.text import Part, parse_yaml


class Marker(Part):
    """One marker: its name, and what it asks of a review."""

    id: str
    name: str
    asks: str


class MarkerGroup(Part):
    """The markers of one stage of a review."""

    name: str
    markers: tuple[Marker, ...]


class QualityMarkers(Part):
    """The whole set, with its source and edition."""

    source: str
    edition: int
    verified: bool
    groups: tuple[MarkerGroup, ...]

    def ids(self) -> tuple[str, ...]:
        """The id of every marker, in the order of the file."""
        return tuple(marker.id for group in self.groups for marker in group.markers)


@cache
def quality_markers() -> QualityMarkers:
    """The markers that come with elearn."""
    text = files(__package__).joinpath("quality_markers.yaml").read_text(encoding="utf-8")
    return QualityMarkers.model_validate(parse_yaml(text))

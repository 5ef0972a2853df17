"""Where the parts of a course are in its files. This is not part of the course itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A line of a file, for problems that we find after reading."""

    path: str
    line: int


@dataclass
class Source:
    """Where the parts of a course are.

    `blocks` has a place for each of `course.blocks()`, `pages` for each of `course.pages()`. `answered` has the place
    at which an outcome (its id) names a recommendation. `texts` are the course's files as written, by path.
    """

    course_file: str = "course.md"
    blocks: list[Place] = field(default_factory=list)
    pages: list[Place] = field(default_factory=list)
    modules: list[Place] = field(default_factory=list)
    keys: dict[str, Place] = field(default_factory=dict)
    outcomes: dict[str, Place] = field(default_factory=dict)
    recommendations: dict[str, Place] = field(default_factory=dict)
    answered: dict[tuple[str, str], Place] = field(default_factory=dict)
    bands: list[Place] = field(default_factory=list)
    banks: dict[str, Place] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

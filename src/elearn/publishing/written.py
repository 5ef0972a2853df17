"""The courses that are written here, published or not: what the tracker may know of them, which is ids and titles."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from elearn.problems import ProblemLog


class WrittenCourses(Mapping[str, str]):
    """The titles of the courses in a folder, by id. A course that has no title yet is called by its id.

    Nothing is read before somebody asks, because most imports name only courses that are published.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def __getitem__(self, course: str) -> str:
        return _title(self._folders[course])

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)

    def __contains__(self, course: object) -> bool:
        return course in self._folders

    @cached_property
    def _folders(self) -> dict[str, Path]:
        from elearn.content.course import course_folders

        return {
            folder.name: folder for folder in course_folders(self._root) if (folder / "course.md").is_file()
        }


def _title(folder: Path) -> str:
    """The title at the top of `course.md`. The rest of the course is not read."""
    from elearn.content.text import read_file, read_front_matter

    text = read_file(folder / "course.md", [])
    entry = read_front_matter(text or "", ProblemLog("")).entries.get("title")
    return entry.value if entry and isinstance(entry.value, str) and entry.value else folder.name

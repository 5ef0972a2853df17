"""Drafts in memory, and texts in parts, that stand in for the rooms below the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elearn.authoring.drafts import Glance
from elearn.content.course import Course
from elearn.content.kinds import Block
from elearn.desk.parts import Clash, Done, Here, Lines, RefusedForm, RefusedValue, StaleChange, Values
from elearn.problems import InputFault, Problem


@dataclass(frozen=True)
class BlockStand:
    span: Lines
    text: str
    kind: str = "text"
    name: str = ""
    block: Block | None = None

    @property
    def first_words(self) -> str:
        return self.text[:20]


@dataclass(frozen=True)
class PageStand:
    id: str
    title: str
    span: Lines
    heading: Lines | None
    blocks: Sequence[BlockStand]


@dataclass(frozen=True)
class FileStand:
    name: str
    kind: str
    title: str
    pages: Sequence[PageStand]


@dataclass(frozen=True)
class HereStand:
    person: int
    name: str
    page: str


@dataclass(frozen=True)
class DraftStand:
    seq: int
    files: Mapping[str, str]
    unsaved: bool
    people: Sequence[Here]
    clashes: Sequence[Clash] = ()
    written: Sequence[str] = ()
    did: str = ""
    place: None = None

    def steps(self, _person: int) -> tuple[str, str]:
        return ("what was written" if self.unsaved else "", "")


@dataclass
class DraftsStand:
    """One draft a course, with the lines that each change touched."""

    courses: Path
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: dict[str, list[tuple[str, Lines, str]]] = field(default_factory=dict)
    people: dict[str, list[HereStand]] = field(default_factory=dict)
    looks: int = 0

    def look(self, course: str) -> DraftStand:
        self.looks += 1
        folder = self.courses / course
        files = self.texts.setdefault(
            course, {each.name: each.read_text(encoding="utf-8") for each in folder.glob("*.md")}
        )
        done = self.changed.setdefault(course, [])
        unsaved = any((folder / name).read_text(encoding="utf-8") != text for name, text in files.items())
        return DraftStand(len(done), dict(files), unsaved, self.people.get(course, []))

    def glance(self) -> Mapping[str, Glance]:
        drafts = {course: self.look(course) for course in self.texts}
        return {course: Glance(each.seq, each.unsaved, (), None) for course, each in drafts.items()}

    def where(self, course: str, file: str, lines: Lines, seq: int) -> Lines | None:
        later = self.changed.setdefault(course, [])[seq:]
        return None if any(each[0] == file for each in later) else lines

    def name_now(self, course: str, file: str, seq: int) -> str:
        return file

    def follow(self, course: str, file: str, lines: Lines, seq: int) -> Lines:
        return self.where(course, file, lines, seq) or lines

    beside = follow

    def untouched(self, course: str, person: int, file: str, lines: Lines | None, seq: int) -> None:
        pass

    def text_at(self, course: str, file: str, seq: int) -> None:
        return None

    def done(self, course: str, person: int, request: str) -> None:
        return None

    def must_stand(self, course: str, person: int, request: str) -> None:
        return None

    def change(
        self, course: str, person: int, seq: int, splices: Sequence[Any], what: str, request: str = ""
    ) -> DraftStand:
        self.look(course)
        files = self.texts[course]
        for file, (start, end), new in splices:
            lines = files[file].split("\n")
            if self.where(course, file, (start, end), seq) is None:
                raise StaleChange("Changed since.", (start, end), "\n".join(lines[start:end]), "Ben Fell")
            files[file] = "\n".join([*lines[:start], *new, *lines[end:]])
            self.changed[course].append((file, (start, end), what))
        return self.look(course)

    def undo(self, course: str, person: int, request: str = "", seq: int | None = None) -> DraftStand:
        raise InputFault([Problem("", 0, 0, "D1", "error", "Somebody has changed this since.", "Look.")])

    redo = undo

    def save(self, course: str, person: int) -> DraftStand:
        for name, text in self.texts[course].items():
            (self.courses / course / name).write_text(text, encoding="utf-8")
        return self.look(course)

    def settle(self, course: str, person: int, clash: Clash, choose: str, request: str = "") -> DraftStand:
        return self.look(course)

    def here(self, course: str, person: int, window: str, page: str) -> None:
        self.people[course] = [HereStand(person, "Ada Marsh", page)]

    def media(self, course: str, path: str) -> bytes | None:
        file = self.courses / course / path
        return file.read_bytes() if file.is_file() else None

    def media_paths(self, course: str, *, taken: bool = False) -> Sequence[str]:
        root = self.courses / course
        return sorted(each.relative_to(root).as_posix() for each in (root / "media").glob("*"))


class TextsStand:
    """Each paragraph is a block, and each second-level heading begins a page."""

    def parts_of(self, files: Mapping[str, str], name: str) -> FileStand:
        lines = files[name].split("\n")
        begins = [n for n, line in enumerate(lines) if line.startswith("## ")] or [0]
        ends = [*begins[1:], len(lines)]
        pages = [
            self._page(lines, start, end, name)
            for start, end in zip(begins, ends, strict=True)
            if end > start
        ]
        kind = "course" if name == "course.md" else "module"
        return FileStand(name, kind, name.removesuffix(".md"), pages)

    def _page(self, lines: list[str], start: int, end: int, name: str) -> PageStand:
        first = name == "course.md"
        blocks = [
            BlockStand((n, n + 1), lines[n])
            for n in range(start, end)
            if lines[n].strip() and not lines[n].startswith(("#", ":"))
        ]
        title = lines[start].lstrip("# ")
        heading = None if first else (start, start + 1)
        return PageStand("_start" if first else f"page-{start}", title, (start, end), heading, blocks)

    def read_values(self, text: str) -> tuple[str, Values] | None:
        return "text", {"text": text}

    def write_values(self, text: str, kind: str, values: Values) -> str:
        if not values["text"]:
            raise RefusedForm([RefusedValue("text", "It is empty.", "Write something.")])
        return str(values["text"])

    def splice(self, file: str, lines: Lines, new: Sequence[str]) -> Any:
        return file, lines, new

    def do(self, files: Mapping[str, str], action: Mapping[str, Any]) -> Done:
        if action["action"] != "rename-course":
            raise InputFault([Problem("", 0, 0, "D2", "error", "There is no such button.", "Load the page.")])
        return Done(
            [("course.md", (1, 2), [f"title: {action['title']}"])],
            "The course has another title.",
            "rename course",
        )

    def titles(self) -> Mapping[str, str]:
        return {"text": "Text"}

    def palette(
        self, files: Mapping[str, str], shared: Sequence[tuple[str, str]] = ()
    ) -> Sequence[Mapping[str, Any]]:
        return [{"id": "text", "title": "Text"}]

    def outcomes(self, files: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        return [("act", "Act on the same day")]

    def facts(self, course_md: str, role_groups: Sequence[tuple[str, str]] = ()) -> Mapping[str, Any]:
        return {"fields": [], "values": None}

    def preview(self, course: Course, page: str, before: Course | None) -> Mapping[str, Any]:
        return {"page": page, "html": "<article></article>", "course": {}, "whole": False}

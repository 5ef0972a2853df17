"""Course folders: loading one, loading all, finding one by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path, PurePosixPath

from elearn.content.course.banks import BANK_FOLDER
from elearn.content.course.media import check_media
from elearn.content.course.model import Course
from elearn.content.course.pictures import sent
from elearn.content.course.reader import Reading, read_course, read_files
from elearn.content.course.shared import is_shared_folder, media_file, report_link, shared_texts
from elearn.content.course.writer import write_course
from elearn.content.text import Source, read_file
from elearn.content.waivers import Waived, Waiver, apply_waivers, waivers_in
from elearn.phrases import either, joined, phrase
from elearn.problems import NotFound, Problem, ProblemLog, our_own_fault

__all__ = [
    "LoadedCourse",
    "course_folders",
    "find_course",
    "find_folder",
    "load_course",
    "load_courses",
    "read_course",
    "write_course",
]


@dataclass
class LoadedCourse:
    """A course folder as it was read: the course (None if it could not be read as written) and what is wrong.

    `texts` are its files by name, as written, and those of the shared banks that it draws from; `paths` are where the
    latter are. `waived` are the problems that one of the `waivers` accepts.
    """

    course: Course | None
    folder: Path
    problems: list[Problem]
    source: Source = field(default_factory=Source)
    texts: Mapping[str, str] = field(default_factory=dict)
    waivers: list[Waiver] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)
    paths: Mapping[str, str] = field(default_factory=dict)

    def path_of(self, name: str) -> str:
        """The path of one of its `texts`, as problems name it."""
        return self.paths.get(name, f"{self.folder.as_posix()}/{name}")

    @property
    def slug(self) -> str:
        """The course's id, which is the name of its folder."""
        return self.folder.resolve().name

    def media(self) -> dict[PurePosixPath, bytes]:
        """The files that the course names, as they go out (`sent`), by path below the folder.

        Files that do not exist are left out.
        """
        named = self.course.media() if self.course else ()
        there = {path: file for path in named if (file := media_file(self.folder, path)).is_file()}
        return {path: sent(path.suffix.lower(), file.read_bytes()) for path, file in there.items()}


def load_course(folder: Path) -> LoadedCourse:
    """Read a course folder. This never raises: everything wrong is among the problems.

    What the texts say is remembered by the texts, so a folder without changes is quick to load again.
    """
    folder = Path(folder)
    problems: list[Problem] = []
    return _loaded(folder, _read_texts(folder, problems), problems)


def load_texts(folder: Path, texts: Mapping[str, str]) -> LoadedCourse:
    """As `load_course`, with these texts in place of those in the folder. A mark of the byte order is left out.

    The shared banks that they draw from are as they are saved.
    """
    return _loaded(folder, {name: text.removeprefix("\ufeff") for name, text in texts.items()}, [])


def _loaded(folder: Path, files: Mapping[str, str], problems: list[Problem]) -> LoadedCourse:
    shared = {name: text for name, text in shared_texts(folder, files, problems).items() if name not in files}
    paths = {name: path for name, (_, path) in shared.items()}
    files = {**files, **{name: text for name, (text, _) in shared.items()}}
    unread = {problem.path for problem in problems}
    reading, waivers = Reading(None, [], Source()), list[Waiver]()
    with our_own_fault(ProblemLog(f"{folder.as_posix()}/course.md", problems), 0, phrase("this course")):
        name, given = folder.resolve().name, tuple(files.items())
        reading = _read(name, given, folder.as_posix(), not unread, tuple(paths.items()))
        # a file that could not be read seems to be missing
        problems += [problem for problem in reading.problems if problem.path not in unread]
        if reading.course:
            check_media(folder, reading.course, reading.source, problems)
        waivers = [
            waiver
            for name, text in files.items()
            for waiver in waivers_in(
                text, paths.get(name, f"{folder.as_posix()}/{name}"), introduction=name == "course.md"
            )
        ]
    standing, waived = apply_waivers(sorted(problems), waivers)
    return LoadedCourse(reading.course, folder, standing, reading.source, files, waivers, waived, paths)


@lru_cache(maxsize=64)
def _read(
    slug: str,
    files: tuple[tuple[str, str], ...],
    folder: str,
    complete: bool,
    paths: tuple[tuple[str, str], ...],
) -> Reading:
    """`read_files`, remembered by the texts. All callers get the same object, so none may change it."""
    return read_files(slug, dict(files), folder, complete, dict(paths))


def load_courses(root: Path) -> list[LoadedCourse]:
    """Every course folder below `root`, by name."""
    return [load_course(folder) for folder in course_folders(root)]


def course_folders(root: Path) -> list[Path]:
    """Every folder below `root` that may be a course, by name."""
    if not root.is_dir():
        return []
    return sorted(
        path
        for path in root.iterdir()
        if path.is_dir() and not path.name.startswith((".", "_")) and not is_shared_folder(path)
    )


def find_course(name_or_path: str | Path, root: Path) -> LoadedCourse:
    """The course with that slug below `root`, or in that folder. Raises NotFound with the nearest slugs."""
    return load_course(find_folder(name_or_path, root))


def find_folder(name_or_path: str | Path, root: Path) -> Path:
    """The folder of the course that `find_course` would load. Raises NotFound."""
    for folder in (root / name_or_path, Path(name_or_path)):
        if (folder / "course.md").is_file():
            return folder
    slugs = (
        sorted(path.name for path in root.iterdir() if (path / "course.md").is_file())
        if root.is_dir()
        else []
    )
    near = get_close_matches(str(name_or_path), slugs, n=3, cutoff=0.5)
    message = phrase("There is no course “%(course)s” in %(folder)s.", course=name_or_path, folder=root)
    raise NotFound(joined((message, _hint(near, slugs))))


def _hint(near: list[str], slugs: list[str]) -> str:
    """What to say to somebody who named no course: the nearest slugs, or all."""
    if near:
        return phrase("Did you mean %(courses)s?", courses=either(near))
    if slugs:
        return phrase("There are: %(courses)s.", courses=", ".join(slugs))
    return phrase("There are: none.")


def _read_texts(folder: Path, problems: list[Problem]) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for name in _modules_of_another_kind(folder):
        ProblemLog((folder / name).as_posix(), problems).error(
            "S30",
            0,
            phrase("This file is not plain text, so it cannot be read as a module."),
            phrase(
                "Save it as plain text with a name that ends in .md: %(name)s.md", name=name.split(".")[0]
            ),
        )
    for name in (*_texts_in(folder), *(f"{BANK_FOLDER}{name}" for name in _texts_in(folder / BANK_FOLDER))):
        text = None if _leads_out(folder, name, problems) else read_file(folder / name, problems)
        if text is not None:
            texts[name] = text
    return texts


def _leads_out(folder: Path, name: str, problems: list[Problem]) -> bool:
    """Whether a link leads from a file's name to elsewhere. Then the course has no such file, and it is reported."""
    path = folder / name
    if path.resolve().is_relative_to(folder.resolve()) and (
        path.parent == folder or not path.parent.is_symlink()
    ):
        return False
    report_link(path, name, problems)
    return True


def _modules_of_another_kind(folder: Path) -> list[str]:
    """Files with the name of a module that a word processor, or an editor that adds an ending, has saved."""
    endings = (".txt", ".docx", ".doc", ".odt", ".rtf", ".markdown")
    try:
        return sorted(
            path.name for path in folder.glob("[0-9][0-9]*-*.*") if path.name.lower().endswith(endings)
        )
    except OSError:
        return []


def _texts_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if path.suffix == ".md" and path.is_file())
    except OSError:
        return []

"""Everything that is wrong with courses and reviews: what `elearn check` prints and the app shows."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from elearn.content.banks import FOLDER
from elearn.content.courses import LoadedCourse, load_course
from elearn.content.forms import Report
from elearn.content.reader import MODULE_FILE
from elearn.content.reviews import load_review, load_reviews, recommendations
from elearn.content.rules import check_learned_from
from elearn.content.words import did_you_mean
from elearn.problems import Problem


def check_paths(paths: Iterable[Path], reviews: Path) -> list[Problem]:
    """Every problem of the courses and reviews that the paths name, sorted, each once.

    A path is a course's folder or a file in one, a review's file, or a folder of either. `reviews` is the folder in
    which the recommendations are looked up that courses say they were learned from.
    """
    known = recommendations(load_reviews(reviews))
    problems: set[Problem] = set()
    for path in paths:
        problems.update(_check(Path(path), known))
    return sorted(problems)


def check_loaded(loaded: LoadedCourse, reviews: Path) -> list[Problem]:
    """Every problem of a course that has been loaded, with those that need the reviews, where there are any."""
    if not reviews.is_dir():
        return sorted(loaded.problems)
    return _with_reviews(loaded, recommendations(load_reviews(reviews)))


def _with_reviews(loaded: LoadedCourse, known: Iterable[str]) -> list[Problem]:
    problems = list(loaded.problems)
    if loaded.course:
        check_learned_from(loaded.course, loaded.source, set(known), problems)
    return sorted(problems)


def _check(path: Path, known: Iterable[str]) -> Iterator[Problem]:
    if path.is_file():
        beside = path.parent / "course.md"
        above = path.parent.parent
        if path.name == "course.md" or (MODULE_FILE.fullmatch(path.name) and beside.exists()):
            yield from _with_reviews(load_course(path.parent), known)
        elif f"{path.parent.name}/" == FOLDER and path.suffix == ".md" and (above / "course.md").exists():
            yield from _with_reviews(load_course(above), known)
        elif path.suffix == ".md":
            yield from load_review(path).problems
        else:
            yield _not_to_check(
                path,
                "This is neither a course nor a review.",
                "Name a course's folder or a review's .md file.",
            )
    elif path.is_dir():
        yield from _check_folder(path, known)
    else:
        siblings = [sibling.name for sibling in path.parent.iterdir()] if path.parent.is_dir() else []
        yield _not_to_check(
            path,
            "There is no such file or folder.",
            did_you_mean(path.name, siblings, nothing="Look at its spelling."),
        )


def _check_folder(folder: Path, known: Iterable[str]) -> Iterator[Problem]:
    texts = [path for path in folder.glob("*.md") if path.is_file()]
    if _is_course(folder):
        yield from _with_reviews(load_course(folder), known)
        return
    if f"{folder.name}/" == FOLDER and (folder.parent / "course.md").exists():
        yield from _with_reviews(load_course(folder.parent), known)
        return
    for loaded in load_reviews(folder):
        yield from loaded.problems
    below = sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))
    )
    for course_folder in below:
        yield from _with_reviews(load_course(course_folder), known)
    if not texts and not below:
        yield _not_to_check(folder, "The folder is empty.", "Put a course.md or a review's file into it.")


def _is_course(folder: Path) -> bool:
    return any(path.name == "course.md" or MODULE_FILE.fullmatch(path.name) for path in folder.glob("*.md"))


def _not_to_check(path: Path, message: str, remedy: str) -> Problem:
    report = Report(path.as_posix())
    report.error("S02", 0, message, remedy)
    return report.problems[0]

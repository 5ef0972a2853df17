"""Everything that is wrong with courses and reviews: what `elearn check` prints and the app shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from elearn.checks.invented import invented_people
from elearn.checks.media import texts_of_media
from elearn.checks.model import Examined
from elearn.checks.run import IDENTIFYING, STRUCTURE, known_rules, run_rules
from elearn.checks.texts import ENGLISH, primary_language, texts_of
from elearn.content import Waived, Waiver, apply_waivers, idle_waivers
from elearn.content.course import (
    BANK_FOLDER,
    MODULE_FILE,
    Course,
    LoadedCourse,
    check_review_passages,
    is_shared_folder,
    load_banks,
    load_course,
    problems_of_banks,
)
from elearn.content.review import BOARDS_FILE as BOARDS
from elearn.content.review import (
    FILES_FOLDER,
    LoadedReview,
    Recommendation,
    Review,
    check_files,
    load_boards,
    load_review,
    load_reviews,
    recommendations_for,
    unnamed_files,
)
from elearn.content.text import Place, Source, did_you_mean
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog, our_own_fault

_LANGUAGE = late(r"^language:[ \t]*[\"']?([A-Za-z]+)", re.MULTILINE)
Known = Mapping[str, tuple[Review, Recommendation]]
"""Every recommendation with its review, by the reference that courses use."""


def check_paths(paths: Iterable[Path], reviews: Path) -> list[Problem]:
    """Every problem of the courses and reviews at these paths, sorted, each once.

    A path is a course's folder or a file in one, a review's file, or a folder of courses or reviews. If two paths lead
    to one file, each of its problems is there once.
    `reviews` is the folder with the reviews whose recommendations the courses name, if it exists; if not, it is
    looked for above each course. If there are no reviews, nothing that needs them is reported.
    """
    checking = _Checking(reviews)
    found = sorted({problem for path in paths for problem in _check(Path(path), checking)})
    once = {replace(problem, path=str(Path(problem.path).resolve())): problem for problem in reversed(found)}
    return sorted(once.values())


@dataclass
class _Checking:
    """One run of `check_paths`: the recommendations by the folder of courses that names them, and the courses done."""

    reviews: Path
    known: dict[Path, Known | None] = field(default_factory=dict)
    done: set[Path] = field(default_factory=set)

    def course(self, folder: Path) -> list[Problem]:
        """The problems of a course, unless another path has led to it."""
        place = folder.resolve()
        if place in self.done:
            return []
        self.done.add(place)
        if place.parent not in self.known:
            self.known[place.parent] = recommendations_for(folder, self.reviews)
        if is_shared_folder(folder):
            return problems_of_banks(folder, examine_course(load_banks(folder), None).problems)
        return examine_course(load_course(folder), self.known[place.parent]).problems


@dataclass(frozen=True)
class Examination:
    """What the checks say about a course or a review: its problems, sorted, and what was waived."""

    problems: list[Problem]
    waived: list[Waived]


def examine_course(loaded: LoadedCourse, known: Known | None) -> Examination:
    """Every problem of a loaded course. `known` are the recommendations, or None if there are no reviews."""
    folder = loaded.folder.as_posix()
    language = _language(loaded)
    texts = [
        text
        for name, content in loaded.texts.items()
        for text in texts_of(content, loaded.path_of(name), language)
    ]
    people = invented_people(loaded)
    examined = Examined(
        "course", folder, texts, loaded.course, loaded.source, recommendations=known, invented=people
    )
    named = loaded.course.media() if loaded.course else ()
    in_media = Examined("course", folder, [*texts_of_media(loaded.folder, named, language)], invented=people)
    found = [*run_rules(examined), *run_rules(in_media, IDENTIFYING)]
    if loaded.course and known is not None:
        found += _drafts(loaded.course, loaded.source, known)
    standing, waived = apply_waivers(found, loaded.waivers)
    waived = [*loaded.waived, *waived]
    idle = idle_waivers(loaded.waivers, waived, known_rules()) if loaded.course else ()
    return Examination(sorted({*loaded.problems, *standing, *idle}), waived)


def _language(loaded: LoadedCourse) -> str:
    """The course's language without its region, also if the course cannot be read as it is written."""
    if loaded.course:
        return primary_language(loaded.course.language)
    front = loaded.texts.get("course.md", "").partition("\n---")[0]
    said = _LANGUAGE.search(front)
    return primary_language(said[1]) if said else ENGLISH


def check_structure(loaded: LoadedCourse) -> list[Problem]:
    """The problems of a course's structure, sorted.

    An error among them means that the course cannot be shown.

    They are what reading found and what the rules in `STRUCTURE` find. The reviews are not needed, and no
    words are examined.
    """
    examined = Examined("course", loaded.folder.as_posix(), (), loaded.course, loaded.source)
    standing, _ = apply_waivers(run_rules(examined, STRUCTURE), loaded.waivers)
    return sorted([*loaded.problems, *standing])


def check_loaded(loaded: LoadedCourse, reviews: Path) -> list[Problem]:
    """Every problem of a loaded course, including those that need the reviews if there are any."""
    return examine_course(loaded, recommendations_for(loaded.folder, reviews)).problems


def examine_review(loaded: LoadedReview) -> Examination:
    """Every problem of a loaded review. Its `waivers` apply to the whole file."""
    path = loaded.path.as_posix()
    examined = Examined("review", path, texts_of(loaded.content, path), review=loaded.review)
    line = next((n for n, each in enumerate(loaded.content.split("\n"), 1) if each.startswith("waivers:")), 1)
    given = loaded.review.waivers if loaded.review else ()
    waivers = [Waiver(each.rule, each.reason, path, line, 1, 0) for each in given]
    found = run_rules(examined)
    if loaded.review:
        with our_own_fault(ProblemLog(path, found), 0, phrase("this review")):
            check_review_passages(loaded.review, path, loaded.content, found)
    standing, waived = apply_waivers(found, waivers)
    idle = idle_waivers(waivers, waived, known_rules())
    return Examination(sorted({*loaded.problems, *standing, *idle}), waived)


def check_review(loaded: LoadedReview) -> list[Problem]:
    """Every problem of a loaded review."""
    return examine_review(loaded).problems


def _drafts(course: Course, source: Source, known: Known) -> list[Problem]:
    """S47: the course was learned from a review that nobody has confirmed yet. Each review is reported once."""
    problems: list[Problem] = []
    drafts: dict[str, list[str]] = {}
    outcomes = (each for outcome in course.outcomes for each in outcome.learned_from)
    for reference in dict.fromkeys((*course.learned_from, *outcomes)):
        if reference in known and known[reference][0].status == "draft":
            drafts.setdefault(known[reference][0].slug, []).append(reference)
    for review, references in drafts.items():
        place = source.recommendations.get(
            references[0], source.keys.get("learned_from", Place(source.course_file, 1))
        )
        ProblemLog(place.path, problems).warn(
            "S47",
            place.line,
            phrase(
                "The review “%(review)s” is a draft, which nobody has confirmed. The course names %(references)s.",
                review=review,
                references=", ".join(f"“{each}”" for each in references),
            ),
            phrase("Read the draft against its report, and write “status: confirmed” into it."),
        )
    return problems


def _check(path: Path, checking: _Checking) -> Iterator[Problem]:
    if path.is_file():
        beside = path.parent / "course.md"
        above = path.resolve().parent.parent
        if path.name == "course.md" or (MODULE_FILE.fullmatch(path.name) and beside.exists()):
            yield from checking.course(path.parent)
        elif (
            f"{path.parent.resolve().name}/" == BANK_FOLDER
            and path.suffix == ".md"
            and ((above / "course.md").exists() or is_shared_folder(above))
        ):
            yield from checking.course(above)
        elif path.suffix == ".md":
            yield from _one_review(path)
        elif path.name == BOARDS:
            yield from load_boards(path.parent).problems
        else:
            yield _not_to_check(
                path,
                phrase("This is neither a course nor a review."),
                phrase("Name a course's folder or a review's .md file."),
            )
    elif path.is_dir():
        yield from _check_folder(path, checking)
    else:
        siblings = [sibling.name for sibling in path.parent.iterdir()] if path.parent.is_dir() else []
        yield _not_to_check(
            path,
            phrase("There is no such file or folder."),
            did_you_mean(path.name, siblings, nothing=phrase("Look at its spelling.")),
        )


def _one_review(path: Path) -> list[Problem]:
    """The problems of a review's file, and of the files that its documents name."""
    loaded = load_review(path)
    if loaded.review:
        check_files(path.parent, loaded.review.documents, ProblemLog(path.as_posix(), loaded.problems))
    return check_review(loaded)


def _check_folder(folder: Path, checking: _Checking) -> Iterator[Problem]:
    texts = [path for path in folder.glob("*.md") if path.is_file()]
    if _is_course(folder) or (is_shared_folder(folder) and (folder / BANK_FOLDER).is_dir()):
        yield from checking.course(folder)
        return
    above = folder.resolve().parent
    if f"{folder.resolve().name}/" == BANK_FOLDER and (
        (above / "course.md").exists() or is_shared_folder(above)
    ):
        yield from checking.course(above)
        return
    every = load_reviews(folder)
    for loaded in every:
        yield from check_review(loaded)
    if every and all(loaded.review for loaded in every):
        named = [each.file for loaded in every if loaded.review for each in loaded.review.documents]
        yield from unnamed_files(folder, named)
    yield from load_boards(folder).problems
    below = sorted(
        path
        for path in folder.iterdir()
        if path.is_dir()
        and not path.name.startswith((".", "_"))
        and not (every and path.name == FILES_FOLDER)
    )
    for course_folder in below:
        yield from checking.course(course_folder)
    if not texts and not below:
        yield _not_to_check(
            folder, phrase("The folder is empty."), phrase("Put a course.md or a review's file into it.")
        )


def _is_course(folder: Path) -> bool:
    return any(path.name == "course.md" or MODULE_FILE.fullmatch(path.name) for path in folder.glob("*.md"))


def _not_to_check(path: Path, message: str, remedy: str) -> Problem:
    log = ProblemLog(path.as_posix())
    log.error("S02", 0, message, remedy)
    return log.problems[0]

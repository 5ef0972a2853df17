"""Reads the files of a course into the course. It reads every file to its end and reports every problem."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from pydantic import ValidationError

from elearn.content.course.banks import bank_files, check_draws, check_tested, no_such_outcome, read_bank
from elearn.content.course.blocks import read_block, read_pieces
from elearn.content.course.ids import OWN_ID, Names, check_files, module_ids, page_head
from elearn.content.course.marks import check_passages_read
from elearn.content.course.metadata import key_of, read_metadata
from elearn.content.course.model import Course, Module
from elearn.content.course.passages import CourseTexts
from elearn.content.course.shared import SHARED_BANKS, as_in_course
from elearn.content.course.structure import check_course
from elearn.content.kinds import Block, Draw, Question
from elearn.content.text import (
    Directive,
    FrontMatter,
    FrontMatterValue,
    Heading,
    Passage,
    Piece,
    Place,
    Same,
    Source,
    explain,
    is_id,
    quoted,
    read_front_matter,
)
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog, has_errors, our_own_fault

_MODULES = 400
"""How many modules are remembered by their parts."""


@dataclass
class Reading:
    """The result of reading a course's files. `course` is None if anything in them could not be read as written."""

    course: Course | None
    problems: list[Problem]
    source: Source


def read_course(slug: str, files: Mapping[str, str]) -> tuple[Course | None, list[Problem]]:
    """The course in the files (by name: `course.md`, `01-….md`), or None, and every problem.

    It is None if anything could not be read as written. A course can exist and still have errors, so that it may not
    be built (`has_errors`).
    """
    reading = read_files(slug, files, slug)
    return reading.course, reading.problems


def read_files(
    slug: str,
    files: Mapping[str, str],
    folder: str,
    complete: bool = True,
    paths: Mapping[str, str] | None = None,
) -> Reading:
    """As `read_course`, with the places of all parts. In problems, `folder` goes before each file's name.

    If the files are not `complete`, nothing is reported that another file might put right, and there is no course.
    `paths` are those of files that are elsewhere: the banks that courses share.
    """
    reader = _Reader(slug, files, folder, paths or {})
    return reader.run(complete)


_THIS_BLOCK = phrase("this block")


def _made(module: Mapping[str, Any]) -> Any:
    """The module of these values, the same object for the same ones. The values if they are no module."""
    pages = [(page["id"], page["title"], tuple(map(Same, page["blocks"]))) for page in module["pages"]]
    return _module(module["id"], module["title"], tuple(pages)) or module


@lru_cache(maxsize=_MODULES)
def _module(
    module_id: str, title: str, pages: tuple[tuple[str, str, tuple[Same[Block], ...]], ...]
) -> Module | None:
    parts = [{"id": id, "title": of, "blocks": [each.it for each in blocks]} for id, of, blocks in pages]
    try:
        return Module.model_validate({"id": module_id, "title": title, "pages": parts})
    except ValidationError:
        return None


class _Reader:
    def __init__(self, slug: str, files: Mapping[str, str], folder: str, paths: Mapping[str, str]) -> None:
        self.slug, self.folder, self.paths = slug, folder, paths
        self.files = {
            name: as_in_course(text) if name.startswith(SHARED_BANKS) else text
            for name, text in files.items()
        }
        self.problems: list[Problem] = []
        self.source = Source(f"{folder}/course.md" if folder else "course.md")
        self.source.texts = {self.log(name).path: text for name, text in self.files.items()}
        self.names = Names()
        self.blocks: list[Block] = []
        self.draws: list[tuple[Draw, Place]] = []
        self.front_is_read = False

    def log(self, name: str) -> ProblemLog:
        usual = f"{self.folder}/{name}" if self.folder else name
        return ProblemLog(self.paths.get(name, usual), self.problems)

    def run(self, complete: bool) -> Reading:
        if not is_id(self.slug):
            self.log("course.md").error(
                "S32",
                0,
                phrase("The folder's name %(name)s cannot be a course's id.", name=quoted(self.slug)),
                phrase("Use small letters, digits and hyphens."),
            )
        values: dict[str, Any] = {"slug": self.slug, **self._front()}
        check_files(self.files, self.log)
        modules = [
            module
            for name, module_id in module_ids(self.files).items()
            if (module := self._module(name, module_id))
        ]
        if not modules and "course.md" in self.files and complete:
            self.log("course.md").error(
                "S08",
                0,
                phrase("The course has no modules."),
                phrase("Add a module: a file 01-first-module.md next to course.md."),
            )
        values |= {"modules": modules, "banks": self._banks(complete)}
        course = self._course(values) if complete and not has_errors(self.problems) else None
        if course is None:
            texts = CourseTexts.of_parts(self.blocks, modules, self.source)
            check_passages_read(texts, self.source, self.problems)
        return Reading(course, self.problems, self.source)

    def _banks(self, complete: bool) -> list[dict[str, Any]]:
        read = [
            read_bank(name, self.files[name], self.log(name), self._block_of(name), self.source)
            for name in bank_files(self.files)
        ]
        banks = [bank for bank in read if bank]
        if complete:
            check_draws(self.draws, banks, self.source, self.problems)
            check_tested(self.draws, banks, self.source, self.problems)
        return banks

    def _block_of(self, name: str) -> Callable[[Passage | Directive, ProblemLog], Block | None]:
        """What reads the blocks of a bank. The outcomes that a shared one names may be those of other courses."""
        return partial(self._block, shared=name.startswith(SHARED_BANKS))

    def _course(self, values: dict[str, Any]) -> Course | None:
        log = self.log("course.md")
        try:
            course = Course(**{**values, "modules": [_made(module) for module in values["modules"]]})
        except ValidationError as error:
            for details in error.errors():
                key = key_of(str(details["loc"][0])) if details["loc"] else ""
                what = phrase("The key “%(key)s”", key=key) if key else phrase("The course")
                message, remedy = explain(details, what)
                place = self.source.keys.get(key)
                log.error("S07", place.line if place else 0, message, remedy)
            return None
        check_course(course, self.source, self.problems)
        return course

    def _front(self) -> dict[str, Any]:
        log = self.log("course.md")
        if "course.md" not in self.files:
            log.error(
                "S02",
                0,
                phrase("There is no course.md."),
                phrase("Write one: front matter, then the introduction."),
            )
            return {}
        text = self.files["course.md"]
        front = read_front_matter(text, log)
        self.front_is_read = front.readable
        values = read_metadata(front, log) if front.readable else {}
        self._remember_places(front, log)
        if front.lines:
            values["introduction"] = self._introduction(text, front.lines, log)
        return values

    def _remember_places(self, front: FrontMatter, log: ProblemLog) -> None:
        for key, entry in front.entries.items():
            self.source.keys[key] = Place(log.path, entry.line)
            if key == "outcomes" and isinstance(entry.value, dict):
                self.source.outcomes = {
                    name: Place(log.path, item.line) for name, item in entry.value.items()
                }
            if key == "bands" and isinstance(entry.value, dict):
                self.source.bands = [Place(log.path, item.line) for item in entry.value.values()]
            if key == "learned_from" and isinstance(entry.value, list):
                self.source.recommendations = {
                    str(item.value): Place(log.path, item.line) for item in entry.value
                }
        for name, place in self.source.outcomes.items():
            self._remember_answered(front.entries["outcomes"], name, place)

    def _remember_answered(self, outcomes: FrontMatterValue, name: str, place: Place) -> None:
        """Remember where an outcome names the recommendations that it answers."""
        assert isinstance(outcomes.value, dict)
        said = outcomes.value[name].value
        answered = said.get("learned_from") if isinstance(said, dict) else None
        for item in answered.value if answered and isinstance(answered.value, list) else []:
            self.source.answered[name, str(item.value)] = Place(place.path, item.line)

    def _introduction(self, text: str, skip: int, log: ProblemLog) -> list[Block]:
        blocks: list[Block] = []
        for piece in read_pieces(text, log, skip):
            if isinstance(piece, Heading):
                log.error(
                    "S31",
                    piece.line,
                    phrase(
                        "The introduction cannot hold the heading %(heading)s.", heading=quoted(piece.text)
                    ),
                    phrase("Use ### for a heading in it; modules and pages go into files of their own."),
                )
            elif block := self._block(piece, log):
                blocks.append(block)
        return blocks

    def _module(self, name: str, module_id: str) -> dict[str, Any] | None:
        log = self.log(name)
        pieces = read_pieces(self.files[name], log)
        if not pieces:
            log.error(
                "S09", 1, phrase("The file is empty."), phrase("Begin it with “# Title of the module”.")
            )
            return None
        first, pages = pieces[0], pieces
        title = ""
        if isinstance(first, Heading) and first.level == 1:
            title, pages = first.text, pieces[1:]
            self._check_title(title, first.line, log)
        else:
            pages = pieces if isinstance(first, Heading) else pieces[1:]
            log.error(
                "S09",
                first.line,
                phrase("The file does not begin with the module's title."),
                phrase("Begin it with “# Title of the module”, with a space after the #."),
            )
        self.names.take("module id", module_id, 1, log)
        self.source.modules.append(Place(log.path, first.line))
        pages_read = self._pages(pages, log, first.line, module_id)
        return {"id": module_id, "title": title, "pages": pages_read}

    def _check_title(self, title: str, line: int, log: ProblemLog) -> None:
        if not title:
            log.error(
                "S09", line, phrase("The heading says nothing."), phrase("Write its words after the #.")
            )
        elif found := OWN_ID.search(title):
            log.error(
                "S15",
                line,
                phrase("A module's id is its file's name, not %(own_id)s.", own_id=quoted(found[0].strip())),
                phrase("Take {#…} out of its title."),
            )

    def _pages(self, pieces: list[Piece], log: ProblemLog, line: int, module_id: str) -> list[dict[str, Any]]:
        pages: list[dict[str, Any]] = []
        before_first = [piece for piece in pieces if not isinstance(piece, Heading)][:1]
        for piece in pieces:
            if isinstance(piece, Heading) and piece.level == 2:
                pages.append({**self._page_head(piece, log, module_id), "blocks": []})
            elif isinstance(piece, Heading):
                log.error(
                    "S10",
                    piece.line,
                    phrase("Here is a second first-level heading."),
                    phrase("Begin another file with it, or make it a page: ##."),
                )
            elif (block := self._block(piece, log)) and pages:
                pages[-1]["blocks"].append(block)
            if not pages and piece in before_first:
                log.error(
                    "S12",
                    piece.line,
                    phrase("Here is content before the first page."),
                    phrase("Begin a page above it: “## Title of the page”."),
                )
        if not pages:
            log.error(
                "S11",
                line,
                phrase("The module has no page."),
                phrase("Add a page to it: “## Title of the page”."),
            )
        return pages

    def _page_head(self, heading: Heading, log: ProblemLog, module_id: str) -> dict[str, str]:
        found = OWN_ID.search(heading.text)
        page_id, title = page_head(heading.text, module_id)
        if not title:
            log.error(
                "S13", heading.line, phrase("The page has no title."), phrase("Write its words after ##.")
            )
        elif not is_id(page_id):
            log.error(
                "S15",
                heading.line,
                phrase("The page %(title)s has no id that can be used.", title=quoted(title)),
                phrase("Write one after its title, in small letters, digits and hyphens: {#a-small-mark}"),
            )
        else:
            remedy = "" if found else phrase("Write another id after its title, as in {#the-second-visit}.")
            self.names.take("page id", page_id, heading.line, log, remedy)
        self.source.pages.append(Place(log.path, heading.line))
        return {"id": page_id, "title": title}

    def _block(self, piece: Passage | Directive, log: ProblemLog, *, shared: bool = False) -> Block | None:
        block: Block | None = None
        with our_own_fault(log, piece.line, _THIS_BLOCK):
            block = read_block(piece, log)
        if block is None:
            return None
        self.blocks.append(block)
        self.source.blocks.append(Place(log.path, piece.line))
        if draw := block.draws_from():
            self.draws.append((draw, Place(log.path, piece.line)))
        if isinstance(piece, Directive) and isinstance(block, Question):
            if not shared:
                self._check_outcome(block.outcome, piece, log)
        elif isinstance(piece, Directive) and draw:
            self._check_outcome(draw.outcome, piece, log)
        if name := getattr(block, "name", None):
            at = piece.option_lines.get("name", piece.line) if isinstance(piece, Directive) else piece.line
            self.names.take("name", str(name), at, log)
        return block

    def _check_outcome(self, outcome: str | None, directive: Directive, log: ProblemLog) -> None:
        if self.front_is_read and outcome and outcome not in self.source.outcomes:
            line = directive.option_lines.get("outcome", directive.line)
            no_such_outcome(outcome, self.source, log, line)

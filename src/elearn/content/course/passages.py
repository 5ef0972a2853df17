"""Every text of a course that learners read: what may be in it, and where in the files it is."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel

from elearn.content.course.model import Course
from elearn.content.kinds import Block
from elearn.content.text import Line, Markdown, Place, Same, Shown, Source, Title, read_shown
from elearn.patterns import late

Form = Literal["passage", "line", "title", "plain"]
"""A passage of Markdown; a line of it; a line that may be a button or a link itself; a text without any marks."""
_PLAIN = {"alt", "answers", "unit"}
"""Fields that go into an attribute, or that a typed answer is compared with. They show their signs as they are."""
_LABELS = {"heading", "button", "title", "target"}
"""Fields that may be on a button, in a list to choose from or a link themselves, so no link can be in them."""
_CELLS = {"header", "rows"}
_SKIPPED = late(r"[\s>\\]")


@dataclass(frozen=True)
class Passage:
    """A text that learners read. It is below the line of `place`, before the line `end` (0 for the end of the file).

    `cell` is True in a table, where a sign at the start begins no list or heading.
    """

    text: str
    form: Form
    place: Place
    end: int = 0
    cell: bool = False

    def shown(self) -> Shown:
        """What learners see of it."""
        return read_shown(self.text, one_line=self.form != "passage")


@dataclass(frozen=True)
class CourseTexts:
    """What of a course holds texts, with the place of each: blocks, titles, and the front matter."""

    blocks: Sequence[tuple[Block, Place]]
    titles: Sequence[tuple[str, Place]]
    facts: Sequence[tuple[Form, str, Place]] = ()

    @classmethod
    def of(cls, course: Course, source: Source) -> Self:
        """Those of a whole course."""
        pages = zip(course.pages(), source.pages, strict=True)
        modules = zip(course.modules, source.modules, strict=True)
        return cls(
            blocks=tuple(zip(course.blocks(), source.blocks, strict=True)),
            titles=(
                *((page.title, place) for page, place in pages),
                *((each.title, place) for each, place in modules),
            ),
            facts=tuple(_front_matter(course, source)),
        )

    @classmethod
    def of_parts(cls, blocks: Sequence[Block], modules: Sequence[Mapping[str, Any]], source: Source) -> Self:
        """Those of the blocks and modules that could be read of a course with errors, before a `Course` is made."""
        pages = (page for module in modules for page in module["pages"])
        titled = (*zip(pages, source.pages, strict=False), *zip(modules, source.modules, strict=False))
        titles = tuple((part["title"], place) for part, place in titled if part["title"])
        return cls(tuple(zip(blocks, source.blocks, strict=True)), titles)

    def only(self, wanted: Callable[[Block, Place], bool]) -> Self:
        """The same without the blocks that are not wanted."""
        return replace(self, blocks=[each for each in self.blocks if wanted(*each)])


def passages_of(texts: CourseTexts, source: Source) -> Iterator[list[Passage]]:
    """The texts of a course, those of one block, title or key together."""
    ends = _ends(source)
    for form, text, place in texts.facts:
        yield [Passage(text, form, place, _end(ends, place))]
    for block, place in texts.blocks:
        yield list(_of_block(block, place, _end(ends, place)))
    for title, place in texts.titles:
        yield [Passage(title, "title", place, place.line + 1)]


def passages_in(block: Block) -> Iterator[Passage]:
    """The texts of one block, as if they were nowhere."""
    return _of_block(block, Place("", 1), 0)


def _front_matter(course: Course, source: Source) -> Iterator[tuple[Form, str, Place]]:
    first = Place(source.course_file, 1)
    yield "plain", course.title, source.keys.get("title", first)
    yield "plain", course.summary, source.keys.get("summary", first)
    yield "plain", course.theme.logo_alt, source.keys.get("theme", first)
    for outcome in course.outcomes:
        yield "line", outcome.text, source.outcomes.get(outcome.id, first)
    for band, place in zip(course.bands, source.bands, strict=False):
        yield "line", band.text, place


def _ends(source: Source) -> Mapping[str, list[int]]:
    """By path: the lines at which something begins, in order."""
    starts: dict[str, list[int]] = {}
    keys = (*source.keys.values(), *source.outcomes.values(), *source.bands)
    for place in (*source.blocks, *source.pages, *source.modules, *keys):
        starts.setdefault(place.path, []).append(place.line)
    return {path: sorted(lines) for path, lines in starts.items()}


def _end(starts: Mapping[str, list[int]], place: Place) -> int:
    lines = starts.get(place.path, ())
    after = bisect_right(lines, place.line)
    return lines[after] if after < len(lines) else 0


def _of_block(block: Block, place: Place, end: int) -> Iterator[Passage]:
    for text, form, cell in _texts_of(Same(block)) if block.shown else ():
        yield Passage(text, form, place, end, cell)


@lru_cache(maxsize=8_000)
def _texts_of(block: Same[Block]) -> Sequence[tuple[str, Form, bool]]:
    return tuple(_texts(block.it, ""))


def _texts(model: BaseModel, above: str) -> Iterator[tuple[str, Form, bool]]:
    """Each text of a model, its form, and whether it is a cell. `above` is the field that the model is in."""
    forms = _forms(type(model))
    for name in type(model).model_fields:
        for value in _flat(getattr(model, name)):
            if isinstance(value, BaseModel):
                yield from _texts(value, name)
            elif isinstance(value, str) and value and (form := forms[name]):
                plain = name in _PLAIN or (above in _PLAIN and form != "passage")
                yield value, "plain" if plain else form, name in _CELLS


def _flat(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for each in value:
            yield from _flat(each)
    else:
        yield value


@cache
def _forms(model: type[BaseModel]) -> Mapping[str, Form | None]:
    """By field: the form of its texts. None for ids, numbers, choices and paths."""
    return {name: _form(name, info.annotation, info.metadata) for name, info in model.model_fields.items()}


def _form(name: str, annotation: Any, metadata: list[Any]) -> Form | None:
    functions = {each.func for each in (*metadata, *_within(annotation)) if isinstance(each, AfterValidator)}
    if _functions(Markdown) <= functions:
        return "passage"
    if not _functions(Line) <= functions:
        return None
    return "title" if name in _LABELS or _functions(Title) <= functions else "line"


def _within(annotation: Any) -> Iterator[Any]:
    """What is annotated anywhere in a type, as in `tuple[Line, ...]`."""
    for each in get_args(annotation):
        yield each
        yield from _within(each)


def _functions(annotation: Any) -> set[Any]:
    return {each.func for each in get_args(annotation) if isinstance(each, AfterValidator)}


@lru_cache(maxsize=400)
def has_spaces_at_ends(text: str) -> bool:
    """Whether any line of a file ends in two spaces."""
    return "  \n" in text.replace("\r", "\n")


@dataclass
class Finder:
    """Finds the lines of a file on which the passages of one block are written. `texts` are the files by path.

    A passage is read from its block without the marks in front of its lines, and may be one line of several. So we
    compare without white space, and without `>` and backslashes, which a reader takes away.
    """

    texts: Mapping[str, str]
    _taken: set[int] = field(default_factory=set)
    _starts: dict[int, list[int]] = field(default_factory=dict)
    _read: dict[tuple[Place, int], tuple[str, list[int], list[str]]] = field(default_factory=dict)

    def line_of(self, passage: Passage, line: int, words: str) -> int:
        """The line in the file of the `words` that are on a line (from 0) of the passage, or the passage's first."""
        whole, places, _ = self._written(passage)
        first = words.split("\n")[0].strip()
        if starts := self._start(passage, whole):
            within = passage.text.split("\n", line + 1)[line] if _SKIPPED.sub("", first) else ""
            before = within[: max(within.find(first), 0)]
            at = starts[line] + len(_SKIPPED.sub("", before))
        else:
            at = whole.find(_SKIPPED.sub("", first)) if first else -1
        return places[at] if 0 <= at < len(places) else passage.place.line

    def as_written(self, passage: Passage, line: int) -> str:
        """A line (from 0) of the passage as it is in the file, with the space at its end. "" if it is not there."""
        lines = self._written(passage)[2]
        at = self.line_of(passage, line, "") - passage.place.line
        return lines[at] if 0 <= at < len(lines) else ""

    def has_spaces_at_ends(self, passage: Passage) -> bool:
        """Whether any line of its file ends in two spaces."""
        return has_spaces_at_ends(self.texts.get(passage.place.path, ""))

    def _start(self, passage: Passage, whole: str) -> list[int]:
        """Where in `whole` each line of the passage starts, or nothing. No two passages start in one place."""
        if id(passage) not in self._starts:
            lines = [_SKIPPED.sub("", line) for line in passage.text.split("\n")]
            wanted, at = "".join(lines), -1
            while (at := whole.find(wanted, at + 1)) in self._taken:
                pass
            self._taken.update({at} - {-1})
            lengths = map(len, lines)
            self._starts[id(passage)] = list(accumulate(lengths, initial=at)) if at >= 0 else []
        return self._starts[id(passage)]

    def _written(self, passage: Passage) -> tuple[str, list[int], list[str]]:
        """What is written between the passage's place and end: all signs, the line of each sign, and the lines."""
        key = passage.place, passage.end
        if key not in self._read:
            text = self.texts.get(passage.place.path, "").replace("\r\n", "\n").replace("\r", "\n")
            lines = text.split("\n")[
                max(passage.place.line, 1) - 1 : passage.end - 1 if passage.end else None
            ]
            kept = [_SKIPPED.sub("", line) for line in lines]
            places = [number for number, line in enumerate(kept, max(passage.place.line, 1)) for _ in line]
            self._read[key] = "".join(kept), places, lines
        return self._read[key]

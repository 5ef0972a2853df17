"""A course on paper: the whole of it as one tagged PDF (PDF/UA-1), from the same HTML that the player shows.

Questions are printed as exercises; what the player keeps until they are answered stands at the end, under Answers.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import PurePosixPath

from lxml.html import HtmlElement

from elearn.content.kinds.base import Block, Question
from elearn.content.model import Course, Module
from elearn.look import colour
from elearn.packaging.paper.answers import right_ids
from elearn.packaging.paper.drawing import FONT, draw
from elearn.packaging.paper.html import Paper, parse
from elearn.packaging.paper.pictures import printable
from elearn.packaging.paper.text import literal
from elearn.player import markdown
from elearn.player.pages import block_html
from elearn.player.words import catalogue, say

_ID = re.compile(r'\sid="([^"]+)"')
_INNER = re.compile(r'href="#([^"]+)"')
Media = Mapping[PurePosixPath, bytes]
_COLOURS = ("ink", "ink-2", "accent", "line", "edge", "care", "care-wash", "paper", "wash", "accent-wash")


def course_pdf(course: Course, media: Media) -> bytes:
    """The whole course as PDF/UA-1, A4. The same source gives the same bytes.

    `media` holds the course's media files by their path below its folder. Raises InputFault for a picture that cannot
    be read, and for letters that no font here has.
    """
    pictures = printable(media)
    main = _Book(course, set(pictures)).markup()
    return draw({"main.typ": main.encode(), **template(course), **pictures}, course.slug)


def template(course: Course, **facts: object) -> dict[str, bytes]:
    """The files beside `main.typ`: the functions that its markup calls, and what they need to know."""
    t = partial(say, catalogue(course.language))
    language, _, rest = course.language.partition("-")
    known = {
        "title": course.title,
        "lang": language,
        "region": rest.upper() if len(rest) == 2 and rest.isalpha() else None,
        "fonts": [FONT],
        "colours": {name: colour(name) for name in _COLOURS},
        "page-of": t("paper_page_of", page="{page}", pages="{pages}"),
        **facts,
    }
    functions = files("elearn.packaging.paper").joinpath("paper.typ").read_bytes()
    return {"paper.typ": functions, "facts.json": json.dumps(known).encode()}


@dataclass
class _Asked:
    """A question as it was printed: its number, and its HTML for the answers."""

    question: Question
    number: int
    form: str


@dataclass
class _Book:
    """A course on its way to markup."""

    course: Course
    pictures: set[str]
    asked: list[_Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.t: Callable[..., str] = partial(say, catalogue(self.course.language))
        self.html = {
            id(block): str(block_html(self.course, block, on_page=False)) for block in self.course.blocks()
        }
        self.paper = Paper(self.t, self.pictures, _targets(self.course, self.html.values()))

    def markup(self) -> str:
        """The whole document."""
        parts = [*self._cover(), *self._introduction()]
        for number, module in enumerate(self.course.modules, 1):
            parts += self._module(number, module)
        parts += self._answers()
        return "\n".join(['#import "paper.typ": *', "#show: paper", *parts])

    def _cover(self) -> Iterator[str]:
        course, t = self.course, self.t
        facts = (
            t("paper_version", version=course.version),
            t("paper_minutes", n=course.duration_minutes),
            t("paper_modules", n=len(course.modules)),
        )
        yield f"#cover({literal(course.title)}, {literal(' · '.join(facts))}, {literal(course.summary)})"
        if course.outcomes:
            yield self.paper.heading(1, _words(t("able")), listed=False)
            outcomes = (
                f"[{self.paper.phrases(markdown.inline(outcome.text))}]" for outcome in course.outcomes
            )
            yield f"#list({', '.join(outcomes)})"
        yield self.paper.heading(1, _words(t("paper_how")), listed=False)
        yield f"#list({', '.join(f'[{_words(line)}]' for line in self._how())})"
        yield f"#contents({literal(t('contents'))})"

    def _how(self) -> Iterator[str]:
        asks = bool(self.course.questions())
        yield self.t("paper_how_read")
        if asks:
            yield self.t("paper_how_write")
            yield self.t("paper_how_answers")
        if any(block.kind == "content-warning" for block in self.course.blocks()):
            yield self.t("paper_how_skip")
        yield self.t("paper_how_record")

    def _introduction(self) -> Iterator[str]:
        if self.course.introduction:
            yield "#pagebreak(weak: true)"
            yield self.paper.heading(1, _words(self.t("introduction")))
            for block in self.course.introduction:
                yield from self._block(block, 2)

    def _module(self, number: int, module: Module) -> Iterator[str]:
        title = self.paper.phrases(markdown.inline(module.title))
        yield "#pagebreak(weak: true)"
        yield self.paper.heading(1, f"#{literal(f'{number}  ')};{title}")
        for page in module.pages:
            yield self.paper.heading(2, self.paper.phrases(markdown.inline(page.title)), f"id:{page.id}")
            for block in page.blocks:
                yield from self._block(block, 3)

    def _block(self, block: Block, level: int) -> Iterator[str]:
        html = self.html[id(block)]
        if not isinstance(block, Question):
            yield self.paper.convert(html, level)
            return
        asked = _Asked(block, len(self.asked) + 1, html)
        self.asked.append(asked)
        heading = self.paper.heading(
            level, _words(self.t("paper_question", n=asked.number)), f"q:{asked.number}", listed=False
        )
        body = self.paper.convert(html, level + 1, "ask")
        back = (
            f"#refer({literal(f'a:{asked.number}')}, {literal(self.t('paper_see_answer', page='{page}'))})"
            if self._answer(asked)
            else ""
        )
        yield f"#asked[{heading}\n{body}\n{back}]"

    def _answers(self) -> Iterator[str]:
        answered = [(asked, answer) for asked in self.asked if (answer := self._answer(asked))]
        if not answered:
            return
        yield "#pagebreak(weak: true)"
        yield self.paper.heading(1, _words(self.t("paper_answers")))
        for asked, answer in answered:
            number = asked.number
            yield self.paper.heading(
                2, _words(self.t("paper_question", n=number)), f"a:{number}", listed=False
            )
            yield f"#refer({literal(f'q:{number}')}, {literal(self.t('paper_see_question', page='{page}'))})"
            yield answer

    def _answer(self, asked: _Asked) -> str:
        """What is said once a question is answered; "" where nothing is."""
        form = parse(asked.form)
        right = right_ids(asked.question)
        if not right and not _keeps_back(form):
            return ""
        return self.paper.convert(form, 3, "answer", right)


def _keeps_back(form: HtmlElement) -> bool:
    """Whether anything with words in it is hidden until the question is answered."""
    kept = form.xpath(".//*[@hidden or @data-paper='answer'][not(ancestor-or-self::*[@data-screen-only])]")
    return any(part.text_content().strip() for part in kept)


def _targets(course: Course, pieces: Iterable[str]) -> set[str]:
    """The ids that a link within the course leads to, where there is one such place."""
    whole = "\n".join(pieces)
    places = Counter([*_ID.findall(whole), *(page.id for page in course.pages())])
    return {name for name in _INNER.findall(whole) if places[name] == 1}


def _words(text: str) -> str:
    return f"#{literal(text)};"

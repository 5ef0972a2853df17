"""A course on paper: one tagged PDF (PDF/UA-1), from the same HTML that the player shows.

Questions are printed as exercises. What the player hides until they are answered is at the end, under
Answers.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import PurePosixPath

from lxml.html import HtmlElement

from elearn.content.course import Course, Module
from elearn.look import own_colours, palette
from elearn.paper.drawing import FONT, draw
from elearn.paper.html import Paper
from elearn.paper.pictures import file_of, printable
from elearn.paper.text import literal
from elearn.player import Say, block_html, direction, markdown, sayer

_ID = re.compile(r'\sid="([^"]+)"')
_INNER = re.compile(r'href="#([^"]+)"')
Media = Mapping[PurePosixPath, bytes]


def course_pdf(course: Course, media: Media) -> bytes:
    """The whole course as PDF/UA-1, A4. The same source gives the same bytes.

    `media` holds the course's media files by their path below its folder. Raises InputFault for a picture
    that cannot be read, and for letters that no font here has.
    """
    pictures = printable(media, course.slug)
    main = _CourseMarkup(course, set(pictures)).markup()
    return draw({"main.typ": main.encode(), **template(course, pictures), **pictures}, course.slug)


def template(course: Course, pictures: Collection[str] = (), title: str = "") -> dict[str, bytes]:
    """The files that a course's `main.typ` needs: the functions that its markup calls, and their data.

    `pictures` are the names of the pictures that typst gets.
    """
    colours = palette("light", own_colours(course.theme.accents())["light"])
    return paper_files(title or course.title, course.language, colours, logo_of(course, pictures))


def paper_files(
    title: str, language: str, colours: Mapping[str, str], logo: list[str] | None = None, mark: str = ""
) -> dict[str, bytes]:
    """The files that any paper's `main.typ` needs, for its title, language (`en-GB`), colours and logo.

    `mark` stands at the head of each page.
    """
    main, _, rest = language.partition("-")
    known = {
        "title": title,
        "lang": main,
        "region": rest.upper() if len(rest) == 2 and rest.isalpha() else None,
        "rtl": direction(language) == "rtl",
        "fonts": [FONT],
        "colours": colours,
        "logo": logo,
        "mark": mark,
        "page-of": sayer(language)("paper_page_of", page="{page}", pages="{pages}"),
    }
    functions = files("elearn.paper").joinpath("paper.typ").read_bytes()
    return {"paper.typ": functions, "facts.json": json.dumps(known, ensure_ascii=False).encode()}


def logo_of(course: Course, pictures: Collection[str]) -> list[str] | None:
    """The file name of the course's logo and its alternative text. None if there is no logo to draw."""
    name = file_of(course.theme.logo) if course.theme.logo else ""
    return [name, course.theme.logo_alt] if name in pictures else None


@dataclass(frozen=True)
class _PrintedQuestion:
    """A question as it was printed: its number, its form, and the ids of its right options."""

    number: int
    form: HtmlElement
    right: Collection[str]

    def is_answered(self) -> bool:
        """True if there is a right option, or words that are hidden until the question is answered."""
        kept = self.form.xpath(
            ".//*[@hidden or @data-paper='answer'][not(ancestor-or-self::*[@data-screen-only])]"
        )
        return bool(self.right) or any(part.text_content().strip() for part in kept)


@dataclass
class _CourseMarkup:
    """A course while it is turned into markup. `asked` are the printed questions, by name."""

    course: Course
    pictures: set[str]
    asked: dict[str, _PrintedQuestion] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.t: Say = sayer(self.course.language)
        self.questions = {question.name: question for question in self.course.questions()}
        self.introduction = [
            block_html(self.course, block, on_page=False) for block in self.course.introduction
        ]
        self.pages = {
            page.id: [
                block_html(self.course, block, on_page=False, place=(module, page)) for block in page.blocks
            ]
            for module in self.course.modules
            for page in module.pages
        }
        pieces = [*self.introduction, *(piece for page in self.pages.values() for piece in page)]
        self.paper = Paper(self.t, self.pictures, _targets(self.course, pieces), self._ask)

    def markup(self) -> str:
        """The whole document as markup."""
        parts = [*self._cover(), *self._opening()]
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
        yield f"#list({', '.join(f'[{_words(line)}]' for line in self._instructions())})"
        yield f"#contents({literal(t('contents'))})"

    def _instructions(self) -> Iterator[str]:
        yield self.t("paper_how_read")
        if self.questions:
            yield self.t("paper_how_write")
            yield self.t("paper_how_answers")
        if any(block.purpose == "warning" for block in self.course.blocks()):
            yield self.t("paper_how_skip")
        yield self.t("paper_how_record")

    def _opening(self) -> Iterator[str]:
        if self.introduction:
            yield "#pagebreak(weak: true)"
            yield self.paper.heading(1, _words(self.t("introduction")))
            yield from (self.paper.convert(html, 2) for html in self.introduction)

    def _module(self, number: int, module: Module) -> Iterator[str]:
        title = self.paper.phrases(markdown.inline(module.title))
        yield "#pagebreak(weak: true)"
        yield self.paper.heading(1, f"{_words(f'{number}  ')}{title}")
        for page in module.pages:
            yield self.paper.heading(2, self.paper.phrases(markdown.inline(page.title)), f"id:{page.id}")
            yield from (self.paper.convert(html, 3) for html in self.pages[page.id])

    def _ask(self, form: HtmlElement, level: int) -> list[str]:
        """A question as an exercise. The second time, only a reference to the first is printed."""
        name = form.get("data-question", "")
        if name in self.asked:
            number = self.asked[name].number
            return [self._refer(f"q:{number}", f"{self.t('paper_question', n=number)}: {self._on_page()}")]
        asked = _PrintedQuestion(len(self.asked) + 1, deepcopy(form), self._right(name))
        self.asked[name] = asked
        heading = self.paper.heading(
            level, _words(self.t("paper_question", n=asked.number)), f"q:{asked.number}", listed=False
        )
        body = self.paper.convert(form, level + 1, "ask")
        answer = self._refer(f"a:{asked.number}", self.t("paper_see_answer", page="{page}"))
        return [f"#asked[{heading}\n{body}\n{answer if asked.is_answered() else ''}]"]

    def _answers(self) -> Iterator[str]:
        answered = [asked for asked in self.asked.values() if asked.is_answered()]
        if not answered:
            return
        yield "#pagebreak(weak: true)"
        yield self.paper.heading(1, _words(self.t("paper_answers")))
        for asked in answered:
            title = _words(self.t("paper_question", n=asked.number))
            yield self.paper.heading(2, title, f"a:{asked.number}", listed=False)
            yield self._refer(f"q:{asked.number}", self.t("paper_see_question", page="{page}"))
            yield self.paper.convert(asked.form, 3, "answer", asked.right)

    def _right(self, name: str) -> Collection[str]:
        """The ids of the question's right options. Empty if its right answer is not a list of options."""
        right = self.questions[name].data().get("right") if name in self.questions else None
        return {str(each) for each in right} if isinstance(right, list) else ()

    def _on_page(self) -> str:
        return self.t("paper_on_page", page="{page}")

    def _refer(self, label: str, words: str) -> str:
        return f"#refer({literal(label)}, {literal(words)})"


def _targets(course: Course, pieces: Iterable[str]) -> set[str]:
    """The ids that links within the course lead to, if exactly one place has the id."""
    whole = "\n".join(pieces)
    places = Counter([*_ID.findall(whole), *(page.id for page in course.pages())])
    return {name for name in _INNER.findall(whole) if places[name] == 1}


def _words(text: str) -> str:
    return f"#{literal(text)};"

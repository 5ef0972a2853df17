"""The seven-minute briefing of a course as its own files: one page of PDF, and the same words as HTML."""

import re
from importlib.resources import files
from pathlib import PurePosixPath

import typst
from markupsafe import Markup

from elearn.content.course import Course
from elearn.content.kinds import BriefingText, opening_for
from elearn.look import css_variables, own_colours
from elearn.paper.drawing import draw
from elearn.paper.html import Paper
from elearn.paper.pdf import template
from elearn.paper.pictures import printable
from elearn.paper.text import literal
from elearn.phrases import phrase
from elearn.player import Media, Say, data_uri, direction, environment, markdown, sayer
from elearn.problems import InputFault, Problem

_TOO_LONG = re.compile(r"too long: ([0-9.]+)")


def course_briefing(course: Course, media: Media) -> dict[str, bytes]:
    """The course's briefing as `{"html": …, "pdf": …}`: one self-contained page, and one page of PDF/UA-1.

    The same source gives the same bytes. Only the logo is used of `media`, because a briefing has no
    pictures. Raises InputFault if the course has no briefing, or if it needs print smaller than 9.5 points to
    fit on one page.
    """
    block = next(filter(None, (block.briefing() for block in course.blocks())), None)
    if block is None:
        raise InputFault([_missing(course)])
    t = sayer(course.language)
    own = {path: media[path] for path in map(PurePosixPath, course.theme.media()) if path in media}
    about = f"{course.title} · {t('paper_version', version=course.version)}"
    return {"html": _html(course, block, about, t, own).encode(), "pdf": _pdf(course, block, about, t, own)}


def _pdf(course: Course, block: BriefingText, about: str, t: Say, logo: Media) -> bytes:
    paper = Paper(t)
    title = block.heading or course.title
    head = paper.heading(1, paper.phrases(markdown.inline(title)))
    parts = [
        f"part[{_heading(paper, part.heading, str(number))}][{paper.convert(markdown.block(part.body), 3)}]"
        for number, part in enumerate(block.parts, 1)
    ]
    questions = ", ".join(f"[{paper.phrases(markdown.inline(question))}]" for question in block.questions)
    talk = f"{_heading(paper, block.discussion)}\n#enum({questions})"
    main = (
        '#import "paper.typ": *\n#import "briefing.typ": *\n'
        f"#briefing([{head}], {literal(t('briefing_title'))}, {literal(about)}, ({', '.join(parts)}), [{talk}])"
    )
    own = files("elearn.paper").joinpath("briefing.typ").read_bytes()
    pictures = printable(logo, course.slug)
    known = template(course, pictures, title=f"{_plain(title)}: {t('briefing_title')}")
    try:
        return draw({"main.typ": main.encode(), "briefing.typ": own, **known, **pictures}, course.slug)
    except typst.TypstError as error:
        if found := _TOO_LONG.search(error.message):
            raise InputFault([_too_long(course, block, float(found[1]))]) from error
        raise


def _heading(paper: Paper, text: str, number: str = "") -> str:
    paper.level = 1
    before = f'#text(fill: colour("accent"))[#{literal(number)}];#{literal(" ")};' if number else ""
    return paper.heading(2, before + paper.phrases(markdown.inline(text)))


def _plain(text: str) -> str:
    """Inline Markdown without its markup."""
    return Markup(markdown.inline(text)).striptags()


def _html(course: Course, block: BriefingText, about: str, t: Say, logo: Media) -> str:
    source = files("elearn.paper").joinpath("briefing.html").read_text(encoding="utf-8")
    title = block.heading or course.title
    variables = css_variables(own_colours(course.theme.accents()))
    return markdown.outside(
        environment()
        .from_string(source)
        .render(
            course=course,
            direction=direction(course.language),
            block=block,
            title=_plain(title),
            heading=markdown.inline(title),
            about=about,
            points=_points(block),
            variables=Markup(variables),
            light=Markup(variables.partition("{")[2].partition("}")[0]),
            logo=next((data_uri(path, content) for path, content in logo.items()), ""),
            t=t,
        )
    )


def _points(block: BriefingText) -> float:
    """The size of print, in points, that fits the page on A4. More words need smaller print, down to 9.5."""
    words = sum(len(passage.split()) for passage in block.prose())
    return 12 if words <= 360 else 11 if words <= 480 else 9.5


def _missing(course: Course) -> Problem:
    return _problem(
        course,
        "P92",
        phrase("the course has no seven-minute briefing."),
        phrase(
            "Add %(opening)s with its seven parts and the questions to talk about, on any page or in the introduction.",
            opening=opening_for("briefing"),
        ),
    )


def _too_long(course: Course, block: BriefingText, times: float) -> Problem:
    words = sum(len(passage.split()) for passage in block.prose())
    surplus = max(10, round(words * (1 - 1 / times), -1))
    return _problem(
        course,
        "P93",
        phrase(
            "the briefing, of %(words)s words, does not fit one page of A4 in print of 9.5 points.",
            words=words,
        ),
        phrase("Take out about %(words)s words, or make lists into sentences.", words=f"{surplus:.0f}"),
    )


def _problem(course: Course, rule: str, message: str, remedy: str) -> Problem:
    place = f"{course.slug}/course.md"
    return Problem(place, 0, 0, rule, "error", message, remedy)

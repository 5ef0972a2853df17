"""The seven-minute briefing: seven parts and questions, on one page that anyone can read."""

import re
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from elearn.content.course.courses import load_course, read_course
from elearn.content.course.model import Course
from elearn.content.kinds.briefing import Briefing, BriefingPart
from elearn.paper.briefing import course_briefing
from elearn.player.site import render_preview
from elearn.problems import InputFault
from tests.axe import faults
from tests.content.test_kinds import read_example
from tests.paper.paper import assert_accessible, bare, pages, reader, tags
from tests.sample_course import COURSE, FIRST, sample_course

ROOT = Path(__file__).parents[2]
SENTENCE = (
    "Ask one open question, then listen, and write down the place and the side, what you saw, and when. "
)


def example() -> Briefing:
    block, _ = read_example(Briefing)
    assert isinstance(block, Briefing)
    return block


def with_briefing(block: Briefing) -> Course:
    course = sample_course()
    return course.model_copy(update={"introduction": (*course.introduction, block)})


def of_words(words: int, *, lists: bool = False) -> Briefing:
    """A briefing whose parts have about `words` words together, as sentences or as lists of short lines."""
    said = (SENTENCE * (words // 100)).split()[: words // 7]
    lines = [" ".join(said[start : start + 8]) for start in range(0, len(said), 8)]
    body = "\n".join(f"- {line}" for line in lines) if lists else " ".join(said)
    parts = tuple(BriefingPart(heading=f"What to remember {number}", body=body) for number in range(1, 8))
    return Briefing(heading="A mark", parts=parts, discussion="Talk", questions=("What next?", "Who leads?"))


@cache
def longest(*, lists: bool) -> dict[str, bytes]:
    """The longest briefing, as sentences or as lists, that still fits."""
    made: dict[str, bytes] = {}
    for words in range(500, 1500, 70):
        try:
            made = course_briefing(with_briefing(of_words(words, lists=lists)), {})
        except InputFault:
            return made
    raise AssertionError("anything fits")


def check(text: str) -> list[tuple[str, str]]:
    """The rules and messages of the problems with a briefing, in a course without other problems."""
    first = FIRST.replace(":::{image}", f"{text}\n\n:::{{image}}", 1)
    _, problems = read_course("a-small-mark", {"course.md": COURSE, "01-noticing.md": first})
    return [(problem.rule, problem.message) for problem in problems if problem.rule.startswith("S7")]


def test_the_parts_are_all_there_in_order_and_each_says_something() -> None:
    text = Briefing.example
    assert check(text) == []
    assert check(text.replace("### 4. What to write", "### 4 What to write"))[0] == (
        "S70",
        "The briefing has no part 4 (key information).",
    )
    assert "say" in check(text.replace("Refer today, by your local route.\n", ""))[0][1]
    swapped = text.replace("### 2.", "### 8.").replace("### 3.", "### 2.").replace("### 8.", "### 3.")
    assert check(swapped) == [("S70", "The briefing's parts are numbered 1, 3, 2, 4, 5, 6, 7.")]
    assert check(text.replace("### 1.", "Before.\n\n### 1.")) == [
        ("S70", "There is text before the briefing's first part.")
    ]
    assert check(text.replace("### To talk about in your team", "### 8. To talk about"))[0][0] == "S70"
    assert check(text.replace("- What would make it hard for us to act on the same day?\n", "")) == [
        ("S71", "The briefing has one question to talk about.")
    ]
    assert check(text.replace("Refer today,", "Refer today, " * 300))[0][0] == "S72"
    assert check(f"{text}\n\n{text}") == [("S73", "The course has another briefing before this one.")]


def test_it_is_one_accessible_page_with_all_parts_in_order(tmp_path: Path) -> None:
    made = course_briefing(with_briefing(example()), {})["pdf"]
    assert_accessible(made, tmp_path)
    (page,) = pages(made)
    places = [page.index(part.heading) for part in example().parts]
    assert places == sorted(places)
    assert "A mark on a baby who cannot move" in page
    assert "1. What would make it hard for us to act on the same day?" in page
    metadata = reader(made).metadata
    assert metadata is not None
    assert metadata.title == "A mark on a baby who cannot move: Seven-minute briefing"
    headings = [tag for tag, _ in tags(made) if re.fullmatch("H[1-6]", tag)]
    assert headings == ["H1", *["H2"] * 8]


def test_the_same_source_gives_the_same_bytes() -> None:
    assert course_briefing(with_briefing(example()), {}) == course_briefing(with_briefing(example()), {})


def test_a_course_without_one_is_told_how_to_add_it() -> None:
    with pytest.raises(InputFault, match=r"a-small-mark/course\.md.*Add :::\{briefing\}"):
        course_briefing(sample_course(), {})


@pytest.mark.parametrize("lists", [False, True], ids=["sentences", "lists"])
def test_print_is_never_smaller_than_can_be_read_and_what_does_not_fit_is_refused(lists: bool) -> None:
    sizes: set[float] = set()
    page = reader(longest(lists=lists)["pdf"]).pages[0]
    page.extract_text(
        visitor_text=lambda text, _cm, matrix, _font, size: (
            sizes.add(size * abs(matrix[3])) if text.strip() else None
        )
    )
    assert min(sizes) >= 9.5
    with pytest.raises(InputFault, match=r"does not fit one page of A4.*Take out about \d+ words"):
        course_briefing(with_briefing(of_words(1500, lists=lists)), {})


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in (ROOT / "courses").glob("*/course.md")))
def test_every_course_has_one_that_fits(slug: str) -> None:
    loaded = load_course(ROOT / "courses" / slug)
    assert loaded.course is not None
    made = course_briefing(loaded.course, loaded.media())
    assert len(pages(made["pdf"])) == 1


@pytest.mark.browser
def test_as_html_it_needs_nothing_else_is_accessible_and_prints_on_one_page(
    browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page = context.new_page()
    wanted: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    for name, made in {
        "example": course_briefing(with_briefing(example()), {}),
        "sentences": longest(lists=False),
        "lists": longest(lists=True),
    }.items():
        path = tmp_path / f"{name}.html"
        path.write_bytes(made["html"])
        page.goto(path.as_uri())
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert len(pages(page.pdf(prefer_css_page_size=True))) == 1
    assert bare("Seven-minute briefing") in bare(page.inner_text("main"))
    assert [url for url in wanted if not url.startswith(("file:", "data:"))] == []
    context.close()


@pytest.mark.browser
def test_on_a_page_the_card_prints_alone_on_one_page(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content(render_preview(with_briefing(of_words(450)), {}))
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print this briefing").click()
    page.emulate_media(media="print")
    assert page.get_by_text("What to remember 7").is_visible()
    assert not page.get_by_role("heading", name="A small mark").is_visible()
    assert not page.get_by_text("Act on it the same day").is_visible()
    assert len(pages(page.pdf(prefer_css_page_size=True))) == 1
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.get_by_text("Act on it the same day").is_visible()
    context.close()


def test_a_link_to_a_page_of_the_course_is_only_words_because_the_page_is_not_there() -> None:
    parts = (BriefingPart(heading="One", body="See [the visit](#the-visit) and [it](https://example.org)."),)
    block = example()
    linked = block.model_copy(update={"parts": (*parts, *block.parts[1:])})
    html = course_briefing(with_briefing(linked), {})["html"].decode()
    assert "See the visit and <a href=" in html

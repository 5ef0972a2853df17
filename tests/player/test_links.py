"""Links from the text of a page to another page, in every format in which a course is taken or read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from elearn.content.course.courses import read_course
from elearn.content.course.model import Course
from elearn.packaging.units import Structure, units
from elearn.paper.pdf import course_pdf
from elearn.player.site import render_file, render_site
from tests.lms import Lms
from tests.paper.paper import pages
from tests.player.conftest import MEDIA, Learner
from tests.sample_course import FILES, SLUG

pytestmark = pytest.mark.browser
Make = Callable[..., Lms]


def linked_course() -> Course:
    """The sample, whose first page links to its third, whose third to its first, and whose last to the introduction."""
    first = FILES["01-noticing.md"].replace(
        "A health visitor", "See [whom to tell](02-acting.md#who-to-tell). A health", 1
    )
    second = FILES["02-acting.md"].replace(
        "{#who-to-tell}\n", "{#who-to-tell}\n\nSee [the visit][v].\n\n[v]: #the-visit\n", 1
    )
    second = second.replace("{#before-you-go}\n", "{#before-you-go}\n\nGo to [the start](course.md).\n", 1)
    course, _ = read_course(SLUG, {**FILES, "01-noticing.md": first, "02-acting.md": second})
    assert course is not None
    return course


def follow(learner: Learner, words: str, page: str) -> None:
    learner.frame.get_by_role("link", name=words, exact=True).click()
    learner.arrive(page)


def test_a_link_leads_to_a_page_of_another_module_and_back(lms_for: Make, context: BrowserContext) -> None:
    lms = lms_for("scorm12", linked_course())
    learner = Learner(lms.course(lms.launch(context)))
    learner.open("the-visit")
    follow(learner, "whom to tell", "who-to-tell")
    follow(learner, "the visit", "the-visit")
    learner.open("before-you-go")
    follow(learner, "the start", "_start")
    assert not lms.outside


def test_a_link_leads_to_a_page_in_one_file(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "course.html"
    file.write_text(render_file(linked_course(), MEDIA), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator("#steps .primary").click()
    page.get_by_role("link", name="whom to tell", exact=True).click()
    Learner(page).is_on("Who to tell")
    page.close()


def test_on_paper_a_link_says_the_page() -> None:
    text = " ".join(" ".join(pages(course_pdf(linked_course(), MEDIA))).split())
    assert "See whom to tell (page " in text
    assert "See the visit (page " in text


def test_a_part_for_each_module_keeps_the_words_of_links_to_other_parts() -> None:
    course = linked_course()
    parts = {unit.launch: unit.course for unit in units(course, Structure.MODULES)}
    files = render_site(course, "scorm12", MEDIA, parts).files
    assert b"See whom to tell. A health" in files["modules/noticing.js"]
    assert b"whom to tell<\\/a>" in render_site(course, "scorm12", MEDIA).files["modules/noticing.js"]

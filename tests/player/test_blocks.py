"""Every kind's page in the gallery is complete without a script and clean for axe in both schemes.

It is no wider than a phone. The blocks with behaviour are also used with a keyboard.
"""

import re
from html import unescape

import pytest
from playwright.sync_api import Browser, Page, expect

from elearn.content.kinds import kinds
from elearn.player import markdown
from elearn.player.pages import page_html
from elearn.player.site import render_file
from tests.axe import faults
from tests.gallery import gallery_course

BLOCKS = (
    "accordion",
    "tabs",
    "flip-cards",
    "timeline",
    "steps",
    "table",
    "key-facts",
    "quotation",
    "glossary",
    "summary",
    "quick-exit",
)
WHERE = {"module": 1, "modules": 2, "page": 1, "pages": 2}


def html_of(kind: str) -> str:
    course, _ = gallery_course()
    module = next(
        number for number, each in enumerate(course.modules, 1) if kind in [p.id for p in each.pages]
    )
    (page,) = (page for page in course.pages() if page.id == kind)
    return page_html(course, page, WHERE | {"module": module})


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize("kind", BLOCKS)
def test_all_that_a_block_says_is_in_its_html(kind: str) -> None:
    course, _ = gallery_course()
    (page,) = (page for page in course.pages() if page.id == kind)
    html = words_of(html_of(kind))
    for passage in page.blocks[0].prose():
        assert words_of(markdown.block(passage)) in html


def test_a_summary_leads_back_to_its_module_and_names_what_its_questions_test() -> None:
    course, _ = gallery_course()
    html = html_of("summary")
    (module,) = (module for module in course.modules if "summary" in [page.id for page in module.pages])
    links = re.findall(r'href="#([^"]*)"', html)
    assert links == [page.id for page in module.pages if page.id != "summary"]
    named = {outcome.id for outcome in course.outcomes if words_of(outcome.text) in words_of(html)}
    assert named == {question.outcome for question in course.bank("first-signs").questions} != set()


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the gallery as one file."""
    file = tmp_path_factory.mktemp("gallery") / "index.html"
    file.write_text(render_file(*gallery_course()), encoding="utf-8")
    return file.as_uri()


def show(page: Page, kind: str) -> None:
    """Chooses the kind's page in the contents."""
    page.evaluate("id => document.querySelector(`[data-page='${id}']`).click()", kind)
    page.wait_for_function("id => history.state?.page === id", arg=kind)


def at_focus(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.textContent.trim()"))


@pytest.mark.deep  # tests/player/test_pages.py looks at the pages of a course in the same way
@pytest.mark.browser
def test_axe_finds_nothing_on_any_kinds_page_and_none_is_wider_than_a_phone(
    browser: Browser, gallery: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(gallery)
    page.wait_for_selector("#steps button")
    found = []
    for kind in (name for name, each in kinds().items() if each.shown):
        show(page, kind)
        page.locator("#stage details").evaluate_all("all => all.forEach(each => { each.open = true })")
        page.emulate_media(color_scheme="light")
        found += [f"{kind}: {fault}" for fault in faults(page, "#stage")]
        page.emulate_media(color_scheme="dark")
        colours = {"type": "rule", "values": ["color-contrast"]}
        found += [f"{kind}, dark: {fault}" for fault in faults(page, "#stage", runOnly=colours)]
        if wide := page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        ):
            found.append(f"{kind}: {wide} pixels too wide")
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.browser
def test_blocks_work_with_a_keyboard_and_lie_open_on_paper(browser: Browser, gallery: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(gallery)
    page.wait_for_selector("#steps button")
    keys = page.keyboard

    show(page, "tabs")
    tabs, panels = page.get_by_role("tab"), page.locator("[role=tabpanel]")
    tabs.first.focus()
    for key, name in (
        ("ArrowRight", "Nursery"),
        ("End", "Housing officer"),
        ("ArrowDown", "Health visitor"),
        ("ArrowLeft", "Housing officer"),
        ("Home", "Health visitor"),
    ):
        keys.press(key)
        assert at_focus(page) == name
        assert page.locator("[role=tab][aria-selected=true]").inner_text() == name
        assert page.get_by_role("tabpanel", name=name).is_visible()
        assert sum(panel.is_visible() for panel in panels.all()) == 1
    keys.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "tabpanel"
    page.emulate_media(media="print")
    assert all(panel.is_visible() and panel.locator("h2").is_visible() for panel in panels.all())
    assert page.locator("[role=tablist]").is_hidden()
    page.emulate_media(media="screen")

    show(page, "accordion")
    for summary in page.locator(".accordion summary").all()[:2]:
        summary.focus()
        keys.press("Enter")
    assert page.locator(".accordion details[open]").count() == 2
    page.emulate_media(media="print")
    assert page.get_by_text("What keeps a child safe today").is_visible()
    page.emulate_media(media="screen")

    show(page, "flip-cards")
    card = page.locator(".flip-cards li").first
    front, behind = card.locator(".flip-cards-front"), card.locator(".flip-cards-behind")
    button = card.get_by_role("button", name="Turn the card: “Somebody else will have reported it.”")
    assert front.is_visible()
    assert behind.is_hidden()
    for turned in ("true", "false", "true"):
        button.focus()
        keys.press("Space")
        assert button.get_attribute("aria-pressed") == turned
        expect(behind if turned == "true" else front).to_be_visible()
        expect(front if turned == "true" else behind).to_be_hidden()
    page.emulate_media(media="print")
    assert front.is_visible()
    assert all(each.is_visible() for each in page.locator(".flip-cards-behind").all())
    page.emulate_media(media="screen")

    show(page, "table")
    table = page.get_by_role("region", name="Who saw what, and when it was written down")
    table.focus()
    keys.press("End")
    for _ in range(5):
        keys.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.data-table').scrollLeft > 0")
    assert page.get_by_role("rowheader", name="Nursery").is_visible()

    show(page, "summary")
    page.locator(".summary-pages a").first.focus()
    keys.press("Enter")
    page.wait_for_function("() => history.state.page !== 'summary'")
    assert page.evaluate("() => document.activeElement.tagName") == "H1"

    show(page, "quick-exit")
    page.get_by_role("button", name="Leave this course now").focus()
    keys.press("Escape")
    keys.press("Escape")
    keys.press("Tab")
    keys.press("Escape")
    assert page.locator(".quick-exit").is_visible()
    keys.press("Escape")
    keys.press("Escape")
    page.wait_for_url("about:blank")
    context.close()

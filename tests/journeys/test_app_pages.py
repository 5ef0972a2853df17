"""Every page of the app, in a real browser: it breaks no accessibility rule and fits on a phone."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from elearn.look import colour
from tests.journeys.conftest import come_in
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

PAGES = (
    ("Learner", "/", "My learning"),
    (
        "Learner",
        "/reviews?review=wrenshire-2024-signal",
        "Signal (a fictional review): two young people and one trial",
    ),
    ("Trainer", "/courses", "Courses"),
    ("Trainer", "/courses?course=when-is-a-review-held", "When is a review held, and what is it for?"),
    ("Agency lead", "/who-is-due", "Who is due"),
    ("Agency lead", "/coverage", "Coverage"),
    ("Board member", "/", "Coverage"),
    ("Board member", "/publication", "Publication"),
    ("Board member", "/notifications", "Notifications"),
    ("Agency lead", "/dissemination-and-actions", "Dissemination and actions"),
    ("Administrator", "/people", "Agencies and people"),
    ("Administrator", "/requirements", "Requirements"),
    ("Administrator", "/imports", "Imports"),
)
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (390, "dark"), (320, "light"))
OURS = ".stHtml"
"""What we draw. The widgets around it are Streamlit's."""


@pytest.fixture(scope="module")
def who(demo: Demonstration, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """The page of a role's person, who signs in once and then visits page after page."""
    there: dict[str, Page] = {}

    def page_of(role: str) -> Page:
        if role not in there:
            there[role] = come_in(demo, browser.new_context(), role)
        return there[role]

    yield page_of
    for page in there.values():
        page.context.close()


@pytest.mark.parametrize(("role", "path", "title"), PAGES)
def test_a_page_breaks_no_rule_and_fits(
    demo: Demonstration, who: Callable[[str], Page], role: str, path: str, title: str
) -> None:
    page = who(role)
    page.goto(demo.app + path)
    page.get_by_role("heading", level=1, name=title).wait_for()
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 860})
        page.emulate_media(color_scheme=scheme)
        settle(page, scheme)
        assert broken_rules(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def settle(page: Page, scheme: Literal["light", "dark"] = "light") -> None:
    """Waits until Streamlit has drawn everything in the scheme's colours and no colour is still changing."""
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')")
    paper = colour("paper", scheme)
    red, green, blue = (int(paper[at : at + 2], 16) for at in (1, 3, 5))
    page.wait_for_function(
        "paper => getComputedStyle(document.querySelector('.stApp')).backgroundColor === paper"
        " && document.getAnimations().every(each => each.playState !== 'running' || !each.transitionProperty)",
        arg=f"rgb({red}, {green}, {blue})",
    )


def broken_rules(page: Page) -> list[str]:
    """The rules that axe finds broken in what we draw, each with the first place."""
    found: list[dict[str, Any]] = Axe().run(page, context={"include": [[OURS]]}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]

"""Every page of the app, in a real browser: it breaks no accessibility rule and fits on a phone."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import BrowserContext, Page

from elearn.app.screens import SCREENS
from elearn.look import Scheme, colour
from tests import axe
from tests.depth import deep
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

PAGES = (
    ("Learner", "/learning", "My learning"),
    (
        "Learner",
        "/learning?course=bruising-in-non-mobile-infants",
        "Bruising in infants who are not mobile",
    ),
    (
        "Learner",
        "/reviews?review=wrenshire-2024-signal",
        "Signal (a fictional review): two young people and one trial",
    ),
    ("Trainer", "/courses", "Courses"),
    ("Trainer", "/courses?course=when-is-a-review-held", "When is a review held, and what is it for?"),
    ("Agency lead", "/who-is-due", "Who is due"),
    deep("Agency lead", "/coverage", "Coverage"),  # the board's screen, with fewer agencies
    ("Board member", "/coverage", "Coverage"),
    deep("Board member", "/taught-sessions?shown=attendance", "Taught sessions"),
    ("Board member", "/publication", "Publication"),
    ("Board member", "/notifications", "Notifications"),
    ("Agency lead", "/dissemination-and-actions", "Dissemination and actions"),
    ("Administrator", "/set-up", "Set-up"),
    ("Administrator", "/people", "Agencies and people"),
    ("Administrator", "/people-and-rights", "People and rights"),
    ("Administrator", "/requirements", "Requirements"),
    ("Administrator", "/imports", "Imports"),
)
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours, of those that it checks unless told otherwise."""
LOOKS: tuple[tuple[int, Scheme, tuple[str, ...] | None], ...] = (
    (1280, "light", ()),
    (320, "light", None),
    (390, "dark", COLOURS),
)
"""Width, scheme, and the rules to check (none: all of them). Another scheme changes colours and nothing else.

At 320 px, None: the page has only to fit, because `make test-deep` checks the rules there.
"""
OURS = ".stHtml"
"""What we draw. The widgets around it are Streamlit's."""


@pytest.fixture(scope="module")
def who(at_work: Callable[[str], BrowserContext]) -> Iterator[Callable[[str], Page]]:
    """The tab of a role's person, who goes from page to page in it."""
    tabs: dict[str, Page] = {}

    def tab_of(role: str) -> Page:
        if role not in tabs:
            tabs[role] = at_work(role).new_page()
        return tabs[role]

    yield tab_of
    for page in tabs.values():
        page.close()


@pytest.mark.parametrize(("role", "path", "title"), PAGES)
def test_a_page_breaks_no_rule_and_fits(
    demo: Demonstration, who: Callable[[str], Page], role: str, path: str, title: str
) -> None:
    page = open_page(demo, who(role), path, title)
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 860})
        page.emulate_media(color_scheme=scheme)
        settle(page, scheme)
        if rules is not None:
            assert broken_rules(page, rules) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.deep
@pytest.mark.parametrize(("role", "path", "title"), PAGES)
def test_a_page_breaks_no_rule_on_a_narrow_screen(
    demo: Demonstration, who: Callable[[str], Page], role: str, path: str, title: str
) -> None:
    page = open_page(demo, who(role), path, title)
    page.set_viewport_size({"width": 320, "height": 860})
    settle(page)
    assert broken_rules(page) == []


def open_page(demo: Demonstration, page: Page, path: str, title: str) -> Page:
    """Shows a screen, wide and light, and waits for its heading."""
    page.set_viewport_size({"width": LOOKS[0][0], "height": 860})
    page.emulate_media(color_scheme=LOOKS[0][1])
    # the menu cannot leave a part of a screen (`?course=…`) for the screen itself
    if "?" in path or not page.url.startswith(demo.app) or page.url.startswith(f"{demo.app}{path}?"):
        page.goto(demo.app + path)
    else:
        by_menu(page, title)
    page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
    page.wait_for_url(lambda url: url == demo.app + path)
    return page


def by_menu(page: Page, title: str) -> None:
    """Goes to a screen by the menu. The app stays loaded, which takes half as long as an address."""
    # Just after the window was made wide, a phone's menu may still stand there, with a link for each screen.
    menu = page.get_by_test_id("stTopNav")
    [group] = (screen.group for screen in SCREENS if screen.title == title)
    link = menu.get_by_role("link", name=title, exact=True)
    together = menu.get_by_role("button", name=group or title, exact=True)
    link.or_(together).wait_for()
    if together.count():
        together.click()
        page.get_by_role("menuitem", name=title, exact=True).click()
    else:
        link.click()


def settle(page: Page, scheme: Scheme = "light") -> None:
    """Waits until Streamlit has drawn everything in the scheme's colours and no colour is still changing."""
    page.wait_for_function(
        "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-testid=stStatusWidget], [data-stale=true], #ahead')"
    )
    paper = colour("paper", scheme)
    red, green, blue = (int(paper[at : at + 2], 16) for at in (1, 3, 5))
    page.wait_for_function(
        "paper => getComputedStyle(document.querySelector('.stApp')).backgroundColor === paper"
        " && document.getAnimations().every(each => each.playState !== 'running' || !each.transitionProperty)",
        arg=f"rgb({red}, {green}, {blue})",
    )


def broken_rules(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Those of these rules (none: of all) that axe finds broken in what we draw, each with its place."""
    return axe.faults(page, OURS, **({"runOnly": {"type": "rule", "values": [*rules]}} if rules else {}))

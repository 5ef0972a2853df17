"""The board reads its first figures before Streamlit has started, and nothing moves when it has."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from elearn.app.drawing import NAME
from elearn.look import Scheme
from tests import axe
from tests.depth import deep
from tests.journeys.conftest import SignIn
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

AHEAD = "#ahead"
SCRIPTS = "**/static/js/index.*.js"
PLACES = """() => [...document.querySelectorAll('h1, h2, .lead, .card')]
    .filter(each => each.checkVisibility({ visibilityProperty: true }))
    .map(each => [each.innerText, ...['x', 'y', 'width', 'height'].map(of => each.getBoundingClientRect()[of])])
"""
A_PIXEL_OR_TWO = 2


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (390, "dark"), deep(1280, "dark"), deep(390, "light")]
)
def test_streamlit_draws_the_same_in_the_same_place(
    demo: Demonstration, tab: SignIn, width: int, scheme: Scheme
) -> None:
    board = tab("Board member", width=width, height=600, scheme=scheme)
    go_on = before_streamlit(board, f"{demo.app}/coverage")
    assert axe.faults(board, AHEAD) == []
    assert board.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert board.locator(".ahead-bar").evaluate("bar => bar.getBoundingClientRect().width") == width
    before = board.evaluate(PLACES)
    board.evaluate("scrollTo(0, 100)")

    go_on()
    board.locator(AHEAD).wait_for(state="detached")
    main = board.locator(".stMain")
    assert main.evaluate("main => main.scrollTop") == 100
    main.evaluate("main => main.scrollTo(0, 0)")
    after = board.evaluate(PLACES)[: len(before)]
    for (was, *there), (is_now, *here) in zip(before, after, strict=True):
        assert is_now == was
        assert here == pytest.approx(there, abs=A_PIXEL_OR_TWO)
    expect(board.get_by_role("heading", level=1)).to_have_count(1)


def test_whoever_has_gone_on_to_another_screen_sees_that(demo: Demonstration, tab: SignIn) -> None:
    board = tab("Board member")
    go_on = before_streamlit(board, f"{demo.app}/coverage")
    board.evaluate("history.pushState(null, '', '/themes')")
    go_on()
    board.get_by_role("heading", level=1, name="Themes").wait_for()
    assert not board.locator(AHEAD).count()


def test_the_figures_can_be_read_where_streamlit_gets_no_connection(demo: Demonstration, tab: SignIn) -> None:
    board = tab("Board member")
    board.route_web_socket("**", lambda _: None)  # as a proxy that lets no WebSockets through
    board.goto(f"{demo.app}/coverage")
    figures = board.locator(".card .figure")
    assert figures.count()
    expect(figures.first).to_contain_text("in date")
    assert board.title() == NAME
    hurry(board)
    expect(board.get_by_text("lets WebSockets through")).to_be_visible()


def before_streamlit(page: Page, address: str) -> Callable[[], None]:
    """Opens a page and keeps Streamlit's scripts back. It returns a function that lets them come."""
    held: list[Route] = []
    let: Callable[[Route], None] = held.append
    page.route(SCRIPTS, lambda route: let(route))
    page.goto(address, wait_until="commit")
    # Our own script comes after what can be seen. It gives the page its name, and has always run before Streamlit's.
    expect(page).to_have_title(NAME)

    def go_on() -> None:
        nonlocal let
        let = Route.continue_
        for route in held:
            route.continue_()

    return go_on


def hurry(page: Page) -> None:
    """Lets all that waits for a time come at once."""
    page.evaluate("document.getAnimations().forEach(each => each.finish())")

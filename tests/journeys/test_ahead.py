"""A page has its frame, and the board its first figures, before Streamlit has started. Nothing moves when it has."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

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
FRAME = """() => Object.fromEntries([
        ...document.querySelectorAll('h1, .lead, .note h2, .who a'),
        ...document.querySelectorAll('.ahead-bar nav > *, .ahead-menu, .stAppHeader nav :is(a, button)'),
        ...document.querySelectorAll('[data-testid="stExpandSidebarButton"]'),
    ].filter(each => each.checkVisibility({ visibilityProperty: true })).map(each => {
        const place = each.getBoundingClientRect()
        return [each.innerText || 'Menu', [place.x, place.y + place.height / 2]]
    }))
"""
"""The words of the heading and the bar, each with where it begins and its middle line."""
WATCH = """
    moved = 0  // as browsers count it: 1 is a whole page that has moved by its height
    new PerformanceObserver(list => list.getEntries().forEach(each => {
        if (!each.hadRecentInput) moved += each.value
    })).observe({ type: 'layout-shift', buffered: true })
    blank = 0  // how many frames without a heading were painted, after the first that had one
    let begun = false
    const look = () => {
        const heads = [...document.querySelectorAll('h1')]
        const any = heads.some(each => each.checkVisibility({ visibilityProperty: true }))
        begun ||= any
        if (begun && !any) blank += 1
        requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
"""
A_LITTLE = 0.05
A_PIXEL_OR_TWO = 2


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), deep(390, "dark"), deep(1280, "dark"), deep(390, "light")]
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
    board.locator(AHEAD).evaluate("ahead => ahead.scrollTo(0, 100)")

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


@pytest.mark.parametrize(
    ("width", "scheme", "role", "path"),
    [
        (1280, "light", "Administrator", "reviews"),
        (390, "dark", "Learner", "coverage"),
        deep(390, "light", "Trainer", "is-a-review-due"),
        deep(1280, "dark", "Learner", "learning"),
        deep(390, "light", "Administrator", "imports"),
        deep(1280, "light", "Administrator", "people?shown=people"),
        deep(1280, "light", "Trainer", "courses"),
    ],
)
def test_the_frame_of_any_screen_is_there_at_once_and_stays_where_it_is(
    demo: Demonstration, tab: SignIn, width: int, scheme: Scheme, role: str, path: str
) -> None:
    page = tab(role, width=width, scheme=scheme)
    page.add_init_script(WATCH)
    go_on = before_streamlit(page, f"{demo.app}/{path}")
    assert axe.faults(page, AHEAD) == []
    expect(page.get_by_role("status")).to_contain_text("Loading")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    before = page.evaluate(FRAME)
    assert len(before) > 3

    go_on()
    page.locator(AHEAD).wait_for(state="detached")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("#ahead-status")).to_be_empty()
    after = page.evaluate(FRAME)
    for words, there in before.items():
        assert after[words] == pytest.approx(there, abs=A_PIXEL_OR_TWO), words
    assert page.evaluate("blank") == 0
    assert page.evaluate("moved") < A_LITTLE


@pytest.mark.parametrize("width", [deep(1280), 390])
def test_the_menu_leads_to_the_next_heading_at_once(demo: Demonstration, tab: SignIn, width: int) -> None:
    trainer = tab("Trainer", width=width, height=600)
    trainer.add_init_script(WATCH)
    line = Line(trainer)
    trainer.goto(f"{demo.app}/reviews")
    trainer.locator(AHEAD).wait_for(state="detached")
    trainer.locator(".stMain").evaluate("main => main.scrollTo(0, 400)")

    line.hold()
    choose_in_menu(trainer, "My learning")
    expect(trainer.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
    expect(trainer.get_by_role("heading", level=1)).to_have_text(["My learning"])
    expect(trainer.locator("#ahead-status")).to_have_text("Loading My learning")
    expect(trainer.get_by_role("link", name="Sign out")).to_be_visible()
    assert not trainer.get_by_text("Tidewater").filter(visible=True).count()
    there = trainer.evaluate(PLACES)

    line.let_go()
    trainer.locator(AHEAD).wait_for(state="detached")
    assert trainer.evaluate(PLACES)[: len(there)] == there
    assert trainer.locator(".stMain").evaluate("main => main.scrollTop") == 0
    assert trainer.evaluate("blank") == 0
    assert trainer.evaluate("moved") < A_LITTLE

    trainer.go_back()
    expect(trainer.get_by_role("heading", level=1)).to_have_text(["Reviews"])


def test_the_menu_leads_from_one_thing_to_the_whole_screen(demo: Demonstration, tab: SignIn) -> None:
    trainer = tab("Trainer")
    trainer.goto(f"{demo.app}/courses?course=when-is-a-review-held")
    trainer.get_by_role("link", name="All courses").wait_for()
    choose_in_menu(trainer, "Courses")
    expect(trainer).to_have_url(f"{demo.app}/courses")
    expect(trainer.get_by_role("heading", level=1)).to_have_text(["Courses"])


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


def choose_in_menu(page: Page, words: str) -> None:
    """Goes to a screen by the menu, which is behind a button on a phone."""
    assert page.viewport_size
    if page.viewport_size["width"] < 768:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_test_id("stSidebarNavLink").filter(has_text=words).click()
    else:
        page.get_by_test_id("stTopNavLink").filter(has_text=words).click()


class Line:
    """What Streamlit's server says to a page. It can be held back for a while."""

    def __init__(self, page: Page) -> None:
        self._to_page: WebSocketRoute | None = None
        self._held: list[str | bytes] | None = None
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, to_page: WebSocketRoute) -> None:
        self._to_page = to_page
        to_page.connect_to_server().on_message(self._hear)

    def _hear(self, said: str | bytes) -> None:
        if self._held is not None:
            self._held.append(said)
        elif self._to_page:
            self._to_page.send(said)

    def hold(self) -> None:
        self._held = []

    def let_go(self) -> None:
        held, self._held = self._held, None
        for said in held or ():
            self._hear(said)


def hurry(page: Page) -> None:
    """Lets all that waits for a time come at once."""
    page.evaluate("document.getAnimations().forEach(each => each.finish())")

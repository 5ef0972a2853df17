"""One demonstration for all journeys, and people who sign in to it from its start page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from elearn.database import open_database
from elearn.demo.workforce import PEOPLE
from elearn.look import Scheme
from elearn.runtime import OfferedPerson
from elearn.tracker import sessions
from tests.journeys.taking import Taking, course
from tests.serving import Demonstration, demonstration

SignIn = Callable[..., Page]
COOKIES = {"elearn_session", "elearn_language", "_streamlit_xsrf"}
CALM: dict[str, Any] = {"reduced_motion": "reduce"}
"""How each person's browser is set: no journey is about motion, and each frame of it must be painted."""


@pytest.fixture(scope="session")
def demo(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The invented county, served to this worker alone."""
    with demonstration(shared_folder, tmp_path_factory.mktemp("served") / "demonstration") as served:
        yield served


@pytest.fixture
def sign_in(demo: Demonstration, browser: Browser) -> Iterator[SignIn]:
    """Signs the start page's person with a role in, by their button and in a new browser.

    It returns the page that they land on.
    """
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def signed_in(role: str, *, width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **CALM)
        context.on("request", lambda request: asked.append(request.url))
        contexts.append(context)
        page = context.new_page()
        page.goto(demo.app)
        page.get_by_role("button", name=person_with(role).name).click()
        page.get_by_role("link", name="Sign out").wait_for()
        return page

    yield signed_in
    cookies = {str(cookie.get("name")) for context in contexts for cookie in context.cookies()}
    for context in contexts:
        context.close()
    assert cookies <= COOKIES, "docs/security.md names each cookie"
    ours = (f"{demo.app}/", f"{demo.runtime}/", "data:", "blob:")
    assert [url for url in asked if not f"{url}/".startswith(ours)] == [], "a page asked another site"


@pytest.fixture(scope="session")
def at_work(demo: Demonstration, browser: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """The browser of a role's person, who signed in at the start of the day and stays signed in."""
    contexts: dict[str, BrowserContext] = {}

    def browser_of(role: str) -> BrowserContext:
        if role not in contexts:
            contexts[role] = browser.new_context(**CALM)
            contexts[role].request.post(
                f"{demo.runtime}/start/demonstration",
                form={"person": person_with(role).email},
                headers={"Origin": demo.runtime},
                max_redirects=0,
            )
        return contexts[role]

    yield browser_of
    for context in contexts.values():
        context.close()


@pytest.fixture
def tab(at_work: Callable[[str], BrowserContext]) -> Iterator[SignIn]:
    """Opens an empty tab in the browser of a role's person. They are signed in."""
    tabs: list[Page] = []

    def opened(role: str, *, width: int = 1280, height: int = 900, scheme: Scheme = "light") -> Page:
        page = at_work(role).new_page()
        tabs.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        return page

    yield opened
    for page in tabs:
        page.close()


def person_with(role: str) -> OfferedPerson:
    """The person with that role whom the start page offers."""
    return next(person for person in PEOPLE if person.role == role)


@pytest.fixture
def sign_in_by_link(demo: Demonstration, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Signs someone in by the one-time link that they would get by mail."""
    contexts: list[BrowserContext] = []

    def signed_in(email: str) -> Page:
        with open_database(str(demo.database)) as database:
            person = sessions.person_by_email(database, email)
            assert person is not None
            token = sessions.mint_sign_in(database, person)
        context = browser.new_context(viewport={"width": 390, "height": 844}, **CALM)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{demo.runtime}/sign-in/{token}")
        page.get_by_role("button", name="Sign me in").click()
        page.get_by_role("link", name="Sign out").wait_for()
        return page

    yield signed_in
    for context in contexts:
        context.close()


def launch(page: Page, slug: str, word: str) -> Taking:
    """Opens a course from My learning, by its button `Start` or `Go on`."""
    taken = course(slug)
    page.get_by_role("link", name=f"{word} {'with ' if word == 'Go on' else ''}{taken.title}").click()
    page.wait_for_url("**/play/*")
    handle = page.wait_for_selector("#package:visible")
    frame = handle.content_frame()
    assert frame is not None
    frame.wait_for_selector("h1:visible")
    return Taking(page, frame, taken)

"""One demonstration for all journeys, and people who sign in to it from its start page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from elearn.demo import PEOPLE
from tests.serving import Demonstration, demonstration

SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The invented county, served."""
    with demonstration(tmp_path_factory.mktemp("demonstration")) as served:
        yield served


@pytest.fixture
def sign_in(demo: Demonstration, browser: Browser) -> Iterator[SignIn]:
    """Signs a demonstration person in, in a browser of their own, and gives the page that they land on."""
    contexts: list[BrowserContext] = []

    def signed_in(role: str, *, width: int = 1280, height: int = 900, scheme: str = "light") -> Page:
        name = next(person.name for person in PEOPLE if person.role == role)
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(demo.app)
        page.get_by_role("button", name=name).click()
        page.get_by_role("link", name="Sign out").wait_for()
        return page

    yield signed_in
    for context in contexts:
        context.close()

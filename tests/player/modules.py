"""The player's modules, unbundled, in a page of their own, so that a test can call them in a real browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from playwright.sync_api import Browser, Page, Route

ORIGIN = "http://modules.example"
_SOURCE = re.compile(r"/(?:player|content)/[\w/]+\.js")


@contextmanager
def module_page(browser: Browser) -> Iterator[Page]:
    """A page in which `import("/player/browser/….js")` works."""
    context = browser.new_context()
    context.route("**/*", _answer)
    page = context.new_page()
    page.goto(ORIGIN)
    yield page
    context.close()


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if _SOURCE.fullmatch(path):
        route.fulfill(body=(files("elearn") / path[1:]).read_text(), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>Modules</title>", content_type="text/html")

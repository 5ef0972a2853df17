"""A browser that the tests of one worker use in turn."""

from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, Page


def window(context: BrowserContext, closed: str) -> Page:
    """Returns a window that is at the address `closed` if there is one, else a new one, which takes longer."""
    return next((page for page in context.pages if page.url == closed), None) or context.new_page()


class Desk:
    """A browser with one window, which many people use in turn. Starting a new one takes longer than most tests.

    Each finds it empty: no other window, no storage, no cookie, no route, nothing to go back to, and a clock that goes.
    """

    def __init__(self, browser: Browser, closed: str, **options: Any) -> None:
        """`closed`: the address of a window that nobody uses; `options`: those of a new browser.

        No server needs to know the address. If its site is that of the tests, Chromium needs no new process.
        """
        self._browser = browser
        self._closed = closed
        self._options = options
        self._context: BrowserContext | None = None

    def sit_down(self) -> BrowserContext:
        """Returns the empty browser."""
        if self._context is None:
            self._context = self._browser.new_context(reduced_motion="reduce", **self._options)
            self._context.set_default_timeout(10_000)
            self._clear(self._context, self._context.new_page())
        return self._context

    def window(self) -> Page:
        """Returns a window that nobody uses."""
        assert self._context
        return window(self._context, self._closed)

    def leave(self) -> None:
        """Empties the browser. If that fails, or if its clock is not the real one, the next person gets a new one."""
        used, self._context = self._context, None
        assert used
        first, *others = used.pages or [used.new_page()]
        for page in others:
            page.close()
        self._clear(used, first)
        if first.evaluate("() => String(setTimeout).includes('native code')"):
            self._context = used
        else:
            used.close()

    def _clear(self, context: BrowserContext, page: Page) -> None:
        page.unroute_all()
        context.unroute_all()
        context.set_offline(False)
        page.route(self._closed, lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(self._closed)
        page.unroute(self._closed)
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        context.clear_cookies()
        devtools = context.new_cdp_session(page)
        devtools.send("Page.resetNavigationHistory")
        devtools.detach()
        # Chromium paints all that is on the screen, and each step of what moves: this screen is low and still.
        page.set_viewport_size({"width": 1280, "height": 500})
        page.emulate_media(media="screen", color_scheme="light")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._context:
            self._context.close()

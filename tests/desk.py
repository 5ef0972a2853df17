"""A browser that the tests of one worker use in turn."""

from collections.abc import Callable
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, Page


def _nothing(_: BrowserContext) -> None:
    """For an address that a server answers."""


class Desk:
    """A browser with one window, which many people use in turn. Starting a new one takes longer than most tests.

    Each finds it empty: no other window, no storage, no cookie, no route, and a clock that goes.
    """

    def __init__(
        self,
        browser: Browser,
        closed: str,
        prepare: Callable[[BrowserContext], None] = _nothing,
        **options: Any,
    ) -> None:
        """`closed`: where the unused window is, at the origin whose storage is emptied.

        `prepare` is called each time before the window goes there. `options` are those of a new browser.
        """
        self._browser = browser
        self._closed = closed
        self._prepare = prepare
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
        """Returns the window if nobody has used it yet, else a new one."""
        assert self._context
        unused = (page for page in self._context.pages if page.url == self._closed)
        return next(unused, None) or self._context.new_page()

    def close(self, page: Page) -> None:
        """Closes what is in a window. The window stays, because a new one takes long."""
        page.goto(self._closed)
        page.evaluate("() => sessionStorage.clear()")  # as in a new window

    def leave(self) -> None:
        """Empties the browser. If that fails, or if its clock is not the real one, the next person gets a new one."""
        used, self._context = self._context, None
        assert used
        window, *others = used.pages or [used.new_page()]
        for page in others:
            page.close()
        self._clear(used, window)
        if window.evaluate("() => String(setTimeout).includes('native code')"):
            self._context = used
        else:
            used.close()

    def _clear(self, context: BrowserContext, window: Page) -> None:
        window.unroute_all()
        context.unroute_all()
        self._prepare(context)
        window.goto(self._closed)
        window.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        context.clear_cookies()
        # Chromium paints all that is on the screen, and each step of what moves: this screen is low and still.
        window.set_viewport_size({"width": 1280, "height": 500})
        window.emulate_media(media="screen", color_scheme="light")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._context:
            self._context.close()

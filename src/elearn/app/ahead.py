"""What a page shows before Streamlit has started in the browser, which takes it a second or two.

A screen may have a function `ahead(actor)` beside `show()`. It returns the top of the screen, as it is when it is
opened, as HTML. The page that the browser gets holds it. `ahead.js` takes it away once Streamlit has drawn the same.
Whoever has no connection for Streamlit (a proxy that lets no WebSockets through) still has this.
"""

import logging
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path

import anyio
from anyio.to_thread import run_sync
from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elearn.app.drawing import NAME, rendered, style
from elearn.app.screens import SCREENS, Screen, module_of
from elearn.settings import settings
from elearn.tracker import Actor

_END = b"</body>"
_AS_STORED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""What a browser asks of the file that Streamlit has of its page. Ours is made for each visit."""


class WithAhead:
    """The app, whose page also holds the top of its screen. `top` is what `ahead` returned, which may be nothing.

    Each page also has `early.js`, because Streamlit reads once, at its start, what that changes.
    """

    def __init__(self, app: ASGIApp, top: str) -> None:
        self.app = app
        self.top = f"<script>{_script('early')}</script>{top}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = [(name, value) for name, value in scope["headers"] if name.lower() not in _AS_STORED]
        began: list[Message] = []
        page = bytearray()

        async def collect(event: Message) -> None:
            if event["type"] == "http.response.start":
                began.append(event)
                return
            page.extend(event.get("body", b""))
            if event.get("more_body"):
                return
            for start in began:
                await send(self._with_top(start, page))
            await send({"type": "http.response.body", "body": bytes(page)})

        await self.app({**scope, "headers": wanted}, receive, collect)

    def _with_top(self, start: Message, page: bytearray) -> Message:
        """Puts the top into the page, and says so in its headers. Anything but a whole page stays as it is."""
        end = page.rfind(_END)
        if start["status"] != 200 or end < 0:
            return start
        page[end:end] = self.top
        headers = MutableHeaders(scope={**start, "headers": list(start["headers"])})
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers["Content-Length"] = str(len(page))
        headers["Cache-Control"] = "private, no-store"
        return {**start, "headers": headers.raw}


async def ahead(path: str, actor: Actor) -> str:
    """Returns what the page at `path` shows this person at once. "" if it has nothing, or not soon enough.

    It may take as long as the setting `first_figures_within` says. A page that waited longer would hold Streamlit up.
    """
    screen, within = (
        next((each for each in SCREENS if each.path == path), None),
        settings().first_figures_within,
    )
    if screen is None or not within or (screen.right and not actor.may(screen.right)):
        return ""
    content = ""
    with anyio.move_on_after(within):  # what has begun goes on, and Streamlit's page finds the answer kept
        content = await run_sync(_content, screen, actor, abandon_on_cancel=True)
    return content and rendered(
        "ahead.html",
        name=NAME,
        content=Markup(content),  # a screen made it with `rendered`, which escapes
        style=Markup(style()),
        logo=_logo(),
        script=Markup(_script("ahead")),
    )


def _content(screen: Screen, actor: Actor) -> str:
    draw: Callable[[Actor], str] | None = getattr(module_of(screen), "ahead", None)
    try:
        return draw(actor) if draw else ""
    except Exception:  # Streamlit's page says what is wrong
        logging.getLogger(__name__).exception("the top of %s could not be drawn", screen.title)
        return ""


@cache
def _logo() -> str:
    content = Path(__file__).with_name("pictures").joinpath("logo.svg").read_bytes()
    return f"data:image/svg+xml;base64,{b64encode(content).decode()}"


@cache
def _script(name: str) -> str:
    return Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8")

"""What a page shows until Streamlit has drawn it: the bar, the screen's heading, and grey blocks for the rest.

A browser takes a second or two to start Streamlit. So the page that it gets holds this already, for every screen.
`ahead.js` takes it away once Streamlit has drawn the same. It does so again, with the heading of the next screen, when
somebody goes on to that by the menu.

A screen's module may have these beside `show()`:

- `LEAD`: the sentence below its heading.
- `head(actor, query)`, if that depends on who asks or on the address: the heading and the sentence, "" if not known.
- `ahead(actor)`: the top of the screen as it is when it is opened by its plain address, as HTML.
- `ahead_of(actor, query)`: the same for other addresses, such as that of one person. "" if it is not known.

Someone who has no connection for Streamlit (a proxy that lets no WebSockets through) still has this.
"""

import logging
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import anyio
from anyio.to_thread import run_sync
from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elearn.app.drawing import NAME, rendered, style
from elearn.app.later import after_the_first_frame
from elearn.app.screens import SCREENS, Screen, group_of, module_of, must_open, screens_of
from elearn.app.session import runtime
from elearn.problems import NotAllowed
from elearn.runtime import origin
from elearn.settings import settings
from elearn.tracker import Actor
from elearn.translations import ON_PAGES, Language, speaking
from elearn.translations import gettext as _

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
        page[:] = after_the_first_frame(bytes(page))
        headers = MutableHeaders(scope={**start, "headers": list(start["headers"])})
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers["Content-Length"] = str(len(page))
        headers["Cache-Control"] = "private, no-store"
        return {**start, "headers": headers.raw}


async def ahead(path: str, query: Mapping[str, str], actor: Actor, own: Language) -> str:
    """Returns what the page at `path` shows this person at once. `query`: what the address asks for.

    It is in the person's `own` language.

    It waits for words and figures from the database for as long as the setting `first_figures_within` says, because a
    page that waited longer would hold Streamlit up. What has not come by then is left grey.
    """
    screen = next(each for each in SCREENS if each.path == path)
    with speaking(own):
        content, within = _refusal(screen, query, actor), settings().first_figures_within
    if within and not content:
        with anyio.move_on_after(
            within
        ):  # what has begun goes on, and Streamlit's page finds the answer kept
            content = await run_sync(_content, screen, query, actor, own, abandon_on_cancel=True)
    mine = tuple(screens_of(actor))
    with speaking(own):
        return rendered(
            "ahead.html",
            name=NAME,
            title=_(screen.title),
            here=path,
            who=actor.name,
            sign_out=runtime("/sign-out"),
            menu=_menu(mine),
            content=Markup(content or _frame(screen, own)),  # `rendered` made it, which escapes
            spoken=ON_PAGES[own],
            frames=Markup(_frames(mine, own)),
            style=Markup(style()),
            logo=_logo(),
            origin=origin(settings().base_url),
            script=Markup(_script("ahead")),
        )


def _refusal(screen: Screen, query: Mapping[str, str], actor: Actor) -> str:
    """What someone reads who may not use the screen. "" for the others. A course has a page for everyone."""
    try:
        must_open(actor, screen)
    except NotAllowed as error:
        return rendered(
            "ahead-not-yours.html",
            title=_(screen.title),
            why=error.text,
            roles=actor.roles_in_words(),
            course=query.get("course", "") if screen.path == "courses" else "",
        )
    return ""


def _content(screen: Screen, query: Mapping[str, str], actor: Actor, own: Language) -> str:
    """The top of a screen for one person. "" if it cannot be drawn: Streamlit's page says what is wrong."""
    try:
        with speaking(own):
            return _top(screen, query, actor, own)
    except Exception:
        logging.getLogger(__name__).exception("the top of %s could not be drawn", screen.title)
        return ""


def _top(screen: Screen, query: Mapping[str, str], actor: Actor, own: Language) -> str:
    module = module_of(screen)
    draw: Callable[[Actor], str] | None = getattr(module, "ahead", None)
    drawn = draw(actor) if draw and not query else ""  # its figures are those of the plain address
    asked: Callable[[Actor, Mapping[str, str]], str] | None = getattr(module, "ahead_of", None)
    if asked and query:
        drawn = asked(actor, query)
    if drawn:
        return drawn
    head: Callable[[Actor, Mapping[str, str]], tuple[str, str]] | None = getattr(module, "head", None)
    if head is None:
        return _frame(screen, own)
    title, lead = head(actor, query)
    return rendered("ahead-frame.html", title=title, lead=lead, knows_lead=bool(title), shape=screen.shape)


@cache
def _frame(screen: Screen, own: Language) -> str:
    """A screen's heading and grey blocks, as they are for everybody with this language."""
    lead = getattr(module_of(screen), "LEAD", "")
    with speaking(own):
        return rendered(
            "ahead-frame.html",
            title=_(screen.title),
            lead=lead and _(lead),
            knows_lead=bool(lead),
            shape=screen.shape,
        )


@cache
def _frames(mine: tuple[Screen, ...], own: Language) -> str:
    """The frame of each screen to which the menu leads, for whoever goes there."""
    frames = [(each.path, _(each.title), ON_PAGES[own], Markup(_frame(each, own))) for each in mine]
    return rendered("ahead-frames.html", frames=frames)


def _menu(mine: tuple[Screen, ...]) -> tuple[tuple[str, str], ...]:
    """The words in the menu bar, each with its address. A group has none. It is in the order that Streamlit draws."""
    alone = [(_(each.title), each.path) for each in mine if not group_of(each, mine)]
    groups = dict.fromkeys(group for each in mine if (group := group_of(each, mine)))
    return (*alone, *((_(group), "") for group in groups))


@cache
def _logo() -> str:
    content = Path(__file__).with_name("pictures").joinpath("logo.svg").read_bytes()
    return f"data:image/svg+xml;base64,{b64encode(content).decode()}"


@cache
def _script(name: str) -> str:
    return Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8")

"""The page that a visitor asked for before they signed in, and come back to afterwards."""

import re
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from elearn.runtime.context import Runtime

LONGEST = 2_000
"""The most characters of an address that we remember while somebody signs in."""
_OF_THE_APP = re.compile(r"/[a-z0-9-]+(?:\?[!#-;=?-\[\]-~]*)?", re.ASCII)
_OF_THE_RUNTIME = re.compile(
    r"/(?:play/[0-9]{1,18}|open/[a-z0-9-]{1,200}|certificate/[A-Za-z0-9-]{1,40}\.pdf"
    r"|record(?:\.pdf|\.csv)?(?:\?[a-z0-9=&-]*)?)",
    re.ASCII,
)

_OF_THE_DESK = re.compile(r"/desk(?:/[a-z0-9-]{1,64})?(?:\?[!#-;=?-\[\]-~]*)?", re.ASCII)


def page_after(asked: str) -> str:
    """Returns `asked` if it can be a page here: a path with perhaps a query, as `/coverage?course=neglect`. Else "".

    It names no other host, so that a link to our start page cannot lead anywhere else.
    """
    if len(asked) > LONGEST:
        return ""
    return (
        asked if any(each.fullmatch(asked) for each in (_OF_THE_APP, _OF_THE_RUNTIME, _OF_THE_DESK)) else ""
    )


def address_after(runtime: Runtime, asked: str) -> str:
    """Returns where somebody goes after signing in: the page that they asked for, or the app."""
    page = page_after(asked)
    if _OF_THE_DESK.fullmatch(page):
        return f"{runtime.settings.desk_url}{page}"
    here = "" if _OF_THE_RUNTIME.fullmatch(page) else runtime.settings.base_url
    return f"{here}{page}"


def with_page(address: str, asked: str) -> str:
    """Returns the address of a page of ours that remembers which page was asked for."""
    page = page_after(asked)
    sign = "&" if "?" in address else "?"
    return f"{address}{sign}next={quote(page, safe='')}" if page else address


def sign_in_first(asked: str) -> Response:
    """Sends a visitor to the start page, from where they come back to the page that they asked for."""
    return RedirectResponse(with_page("/start", asked), 303)

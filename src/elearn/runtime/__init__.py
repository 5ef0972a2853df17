"""The LMS side, a plain Starlette app: sign in, launch, play, commit, certificate, verify."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .app import create_app as create_app  # the runtime as an app in its own process
    from .app import routes as routes  # every route of the runtime, with its headers and error pages
    from .context import LANGUAGE_COOKIE as LANGUAGE_COOKIE  # the cookie with the language chosen on a page
    from .context import OfferedPerson as OfferedPerson  # a demonstration person whom the start page offers
    from .context import Runtime as Runtime  # the state that the routes share
    from .context import origin as origin  # the origin of an address: scheme, host and port
    from .context import runtime_log as runtime_log  # the runtime's log
    from .context import session_cookie as session_cookie  # the name of the cookie that both processes read
    from .context import session_token as session_token  # the token in a request's session cookie
    from .guard import safe_headers as safe_headers  # the headers that every answer carries
    from .watching import watched as watched  # shows every few seconds whether work can be saved
else:
    __getattr__, __dir__ = lazily(__name__)

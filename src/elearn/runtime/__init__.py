"""The LMS side, a plain Starlette app: sign in, launch, play, commit, certificate, verify."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .app import create_app as create_app  # the runtime as an app in its own process
    from .app import routes as routes  # every route of the runtime, with its headers and error pages
    from .bodies import Addressed as Addressed  # refuses an address or headers that no browser sends
    from .bodies import RefusedBody as RefusedBody  # raised if a request's body is not taken
    from .bodies import Unread as Unread  # answers first, and then gets rid of a body that nobody has read
    from .bodies import must_be_wanted as must_be_wanted  # looks at what the headers say of a body
    from .bodies import whole_body as whole_body  # a body, bounded in bytes and in time
    from .context import LANGUAGE_COOKIE as LANGUAGE_COOKIE  # the cookie with the language chosen on a page
    from .context import OfferedPerson as OfferedPerson  # a demonstration person whom the start page offers
    from .context import Runtime as Runtime  # the state that the routes share
    from .context import Site as Site  # what a process of ours says of itself to what is the same in all
    from .context import origin as origin  # the origin of an address: scheme, host and port
    from .context import our_origins as our_origins  # the origins of the app, the runtime and the desk
    from .context import runtime_log as runtime_log  # the runtime's log
    from .context import session_cookie as session_cookie  # the name of the cookie that both processes read
    from .context import session_token as session_token  # the token in a request's session cookie
    from .guard import ANSWERS as ANSWERS  # where a request says how its refusals are shown
    from .guard import HANDLERS as HANDLERS  # what answers each error, in plain words
    from .guard import SafeHeaders as SafeHeaders  # adds the headers that every answer carries
    from .guard import must_come_from_our_page as must_come_from_our_page  # refuses other sites' POSTs
    from .guard import safe_headers as safe_headers  # the headers that every answer carries
    from .limits import Networks as Networks  # tells which network a request comes from
    from .limits import RateLimit as RateLimit  # allows something so often in some seconds
    from .signin import with_page as with_page  # an address that remembers which page was asked for
    from .speaking import Speaks as Speaks  # sets the language of everything that an answer says
    from .speaking import translations_of as translations_of  # the same page in every other language
    from .watching import watched as watched  # shows every few seconds whether work can be saved
else:
    __getattr__, __dir__ = lazily(__name__)

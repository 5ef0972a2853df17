"""Signing in and out."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import registering as registering  # the routes for registering by oneself
    from . import routes as routes  # the routes for signing in and out
    from .returning import sign_in_first as sign_in_first  # to the start page, and back afterwards
    from .returning import with_page as with_page  # an address that remembers which page was asked for
else:
    __getattr__, __dir__ = lazily(__name__)

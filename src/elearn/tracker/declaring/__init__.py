"""Headcounts and returns that come by a link, from somebody without an account."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .figures import figures_of as figures_of  # what a link asks for, with the last figures
    from .figures import keep as keep  # keep the figures that were typed
    from .figures import stamp as stamp  # what is asked for and what the last figures are, as a short text
    from .link import DAYS as DAYS  # how long a link works unless it is said
    from .link import LONGEST_LABEL as LONGEST_LABEL  # how long it may be for whom a link is
    from .link import WHATS as WHATS  # the kinds of figures that can be asked for
    from .link import Link as Link  # a link for one agency and one kind of figures
    from .link import What as What  # a kind of figures
    from .link import link_of as link_of  # the link with a token, if it works
    from .link import links as links  # the links of agencies in the reader's scope
    from .link import make as make  # a new link, with its token
    from .link import revoke as revoke  # end a link
    from .stale import Stale as Stale  # an agency whose figures are missing or old
    from .stale import to_ask_for as to_ask_for  # the agencies whose figures are missing or old
    from .typed import Figure as Figure  # a figure that a link asks for, with the last one
    from .typed import Question as Question  # something that must be answered before figures are kept
    from .typed import Read as Read  # what was typed, as it would be kept
    from .typed import read as read  # what was typed, compared with the last figures
else:
    __getattr__, __dir__ = lazily(__name__)

"""The desk: the editor in which a trainer writes a course in the browser, served by a process of its own."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .app import create_app as create_app  # the desk as an app in its own process
    from .app import make_desk as make_desk  # a desk whose drafts are in the database
    from .app import routes as routes  # every route of the desk, with its headers and error pages
    from .context import Desk as Desk  # the state that the routes share
    from .examining import prepare_checks as prepare_checks  # loads what the first check needs
    from .formats import FORMATS as FORMATS  # the formats that a course is given away in, in words
else:
    __getattr__, __dir__ = lazily(__name__)

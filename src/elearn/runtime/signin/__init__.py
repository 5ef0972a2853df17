"""Signing in and out."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import routes as routes  # the routes for signing in and out
    from .routes import enter as enter  # signs a person in and redirects them
else:
    __getattr__, __dir__ = lazily(__name__)

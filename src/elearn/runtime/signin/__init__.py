"""Signing in and out."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import routes as routes  # signing in
    from .routes import enter as enter  # sign a person in and send them on
else:
    __getattr__, __dir__ = lazily(__name__)

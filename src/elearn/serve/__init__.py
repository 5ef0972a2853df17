"""Runs the app and the runtime as two processes. Both are started, looked after and stopped together."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .listening import Listener as Listener  # where one of the two processes listens
    from .listening import listeners as listeners  # the runtime and the app, as the settings place them
    from .running import serve as serve  # runs both until somebody stops them
else:
    __getattr__, __dir__ = lazily(__name__)

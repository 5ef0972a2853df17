"""Runs the app, the runtime and the desk as processes of their own, started, looked after and stopped together."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .listening import Listener as Listener  # where one of the processes listens
    from .listening import listeners as listeners  # the runtime, the app and the desk, as settings place them
    from .running import serve as serve  # runs all until somebody stops them
else:
    __getattr__, __dir__ = lazily(__name__)

"""A course into the runtime and the tracker's catalogue; many built side by side."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .batch import Job as Job  # what is done with each course, in this process or another
    from .batch import build_catalogue as build_catalogue  # do the job with every course folder
    from .prepared import prepare as prepare  # build a course and unpack it beside its place
    from .prepared import publish as publish  # build a course
    from .prepared import publish_prepared as publish_prepared  # put a prepared course in its place and
else:
    __getattr__, __dir__ = lazily(__name__)

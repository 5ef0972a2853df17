"""A package of ours at play: the play page, its files, its commits."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import commits as commits  # POST /commit
    from . import content as content  # GET /content/…: the files of the packages that we built
    from . import play as play  # opening a course
else:
    __getattr__, __dir__ = lazily(__name__)

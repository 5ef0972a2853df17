"""Playing one of our packages: the play page, the package's files, its commits."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import commits as commits  # the route that takes commits: POST /commit
    from . import content as content  # the route for files of our packages: GET /content/…
    from . import play as play  # the routes that open and play a course
else:
    __getattr__, __dir__ = lazily(__name__)

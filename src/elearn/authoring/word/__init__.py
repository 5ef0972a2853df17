"""Word files that come in: pages of a course, and what readers say in a file that was handed out."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .pages import ModuleIn as ModuleIn  # a module as it will be
    from .pages import PageIn as PageIn  # a page as it will be, and what it has lost
    from .pages import PictureIn as PictureIn  # a picture of it
    from .pages import Split as Split  # which headings begin pages
    from .pages import best_split as best_split  # the one that fits a file
    from .pages import modules_in as modules_in  # the modules and pages of a Word file
    from .remarks import CameBack as CameBack  # what a file says that was handed out and came back
    from .remarks import Changed as Changed  # words that somebody changed in it
    from .remarks import ChangedPage as ChangedPage  # those of a page
    from .remarks import came_back as came_back  # its comments at their blocks, and what was changed
    from .writing import write_pages as write_pages  # writes them into the files of a course
else:
    __getattr__, __dir__ = lazily(__name__)

"""One module a screen; each has `show()`, which Streamlit runs. This is the list of them."""

from typing import NamedTuple

from elearn.tracker.scope import Right


class Screen(NamedTuple):
    """A screen's module, its title, its address, and the right that opens it (None: everybody's)."""

    module: str
    title: str
    path: str
    right: Right | None


SCREENS = (
    Screen("learning", "My learning", "learning", None),
    Screen("library", "Courses", "courses", "library"),
    Screen("board", "Coverage", "coverage", "coverage"),
    Screen("due", "Who is due", "who-is-due", "people"),
    Screen("requirements", "Requirements", "requirements", "administer"),
    Screen("directory", "Agencies and people", "people", "administer"),
    Screen("imports", "Imports", "imports", "import"),
)

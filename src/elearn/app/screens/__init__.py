"""The list of the screens, and the one that each person starts on.

Each screen is a module with a function `show()`, which Streamlit runs.
"""

from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from elearn.tracker import Actor, Right
from elearn.translations import N_


class Screen(NamedTuple):
    """A screen: its module, title and address, the right that opens it (None: everyone may), and its group.

    The screens of a group share a menu. A screen without a group, or alone in its group, is an item of its own.
    `translated`: its words are in every language. Others are shown in English, although their names in menus are not.
    """

    module: str
    title: str
    path: str
    right: Right | None
    group: str = ""
    translated: bool = False


SCREENS = (
    Screen("learning", N_("My learning"), "learning", None, translated=True),
    Screen("courses", N_("Courses"), "courses", "author"),
    Screen("reviews", N_("Reviews"), "reviews", None, N_("Reviews")),
    Screen("themes", N_("Themes"), "themes", None, N_("Reviews")),
    Screen("publication", N_("Publication"), "publication", "govern", N_("Reviews")),
    Screen("requests", N_("Archive requests"), "archive-requests", None, N_("Reviews")),
    Screen("aid", N_("Is a review due?"), "is-a-review-due", None, N_("Reviews")),
    Screen("registers", N_("Notifications"), "notifications", "govern", N_("Reviews")),
    Screen(
        "follow_up", N_("Dissemination and actions"), "dissemination-and-actions", "record", N_("Reviews")
    ),
    Screen("intake", N_("From a document"), "from-a-document", "author", N_("Reviews")),
    Screen("board", N_("Coverage"), "coverage", "coverage", N_("Coverage")),
    Screen("due", N_("Who is due"), "who-is-due", "people", N_("Coverage")),
    Screen("setup", N_("Set-up"), "set-up", "administer", N_("Administration")),
    Screen("requirements", N_("Requirements"), "requirements", "administer", N_("Administration")),
    Screen("directory", N_("Agencies and people"), "people", "administer", N_("Administration")),
    Screen("rights", N_("People and rights"), "people-and-rights", "administer", N_("Administration")),
    Screen("imports", N_("Imports"), "imports", "import", N_("Administration")),
)

_FIRST = {"administrator": "setup", "board": "board", "lead": "due", "trainer": "courses"}
"""The module of the screen with each role's own work. Someone with several roles starts on the first of theirs."""


def first_screen(actor: Actor) -> Screen:
    """Returns the screen that a person starts on: the work of their role, or My learning if they have none."""
    module = next((module for role, module in _FIRST.items() if role in actor.roles), "learning")
    return next(screen for screen in SCREENS if screen.module == module)


def module_of(screen: Screen) -> ModuleType:
    """Returns the module of a screen. It is imported when it is first asked for."""
    return import_module(f"elearn.app.screens.{screen.module}")

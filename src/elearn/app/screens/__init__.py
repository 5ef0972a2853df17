"""The list of the screens, and the one that each person starts on.

Each screen is a module with a function `show()`, which Streamlit runs.
"""

import logging
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Literal, NamedTuple

from elearn.phrases import phrase
from elearn.problems import NotAllowed
from elearn.tracker import SIGNING, Actor, Right
from elearn.translations import N_


class Screen(NamedTuple):
    """A screen: its module, title and address, the right that opens it (None: everyone may), and its group.

    The screens of a group share a menu. A screen without a group, or alone in its group, is an item of its own.
    `shape` says what is below the heading, roughly: grey blocks of that shape are shown while the screen is loading.
    A screen that is in no `menu` is reached by links of other screens. So is one with a `menu_unless` for whoever has
    that right: their menu is so long that it would not fit a screen.
    """

    module: str
    title: str
    path: str
    right: Right | None
    group: str = ""
    shape: Literal["table", "cards", "fields"] = "table"
    menu: bool = True
    menu_unless: Right | None = None


SCREENS = (
    Screen("learning", N_("My learning"), "learning", None, shape="cards"),
    Screen("elsewhere", N_("Learning from elsewhere"), "learning-from-elsewhere", None, menu=False),
    Screen("catalogue", N_("Catalogue"), "catalogue", None, shape="cards", menu_unless="administer"),
    Screen("courses", N_("Courses"), "courses", "author", shape="cards"),
    Screen("sign_off", N_("Sign-off"), "sign-off", "see-sign-off"),
    Screen("reviews", N_("Reviews"), "reviews", None, N_("Reviews")),
    Screen("themes", N_("Themes"), "themes", None, N_("Reviews")),
    Screen("publication", N_("Publication"), "publication", "govern", N_("Reviews")),
    Screen("requests", N_("Archive requests"), "archive-requests", None, N_("Reviews")),
    Screen("aid", N_("Is a review due?"), "is-a-review-due", None, N_("Reviews"), "fields"),
    Screen("registers", N_("Notifications"), "notifications", "govern", N_("Reviews")),
    Screen(
        "follow_up",
        N_("Dissemination and actions"),
        "dissemination-and-actions",
        "record",
        N_("Reviews"),
    ),
    Screen("intake", N_("From a document"), "from-a-document", "author", N_("Reviews"), "fields"),
    Screen("board", N_("Coverage"), "coverage", "coverage", N_("Coverage")),
    Screen("due", N_("Who is due"), "who-is-due", "people", N_("Coverage")),
    Screen("taught", N_("Taught sessions"), "taught-sessions", "sessions", N_("Coverage")),
    Screen("figures", N_("Figures to ask for"), "figures-to-ask-for", "import", N_("Coverage")),
    Screen("approving", N_("Learning to approve"), "learning-to-approve", "people", N_("Coverage"), "cards"),
    Screen("setup", N_("Set-up"), "set-up", "administer", N_("Administration"), "fields"),
    Screen(
        "requirements",
        N_("Requirements"),
        "requirements",
        "administer",
        N_("Administration"),
    ),
    Screen(
        "directory",
        N_("Agencies and people"),
        "people",
        "administer",
        N_("Administration"),
    ),
    Screen(
        "rights",
        N_("People and rights"),
        "people-and-rights",
        "administer",
        N_("Administration"),
    ),
    Screen("contacts", N_("Local contacts"), "local-contacts", "import", N_("Administration"), "fields"),
    Screen("codes", N_("Sign-in codes"), "sign-in-codes", "import", N_("Administration")),
    Screen("imports", N_("Imports"), "imports", "import", N_("Administration"), "fields"),
)

FOR_EVERYONE = frozenset({"learning", "catalogue", "reviews", "themes"})
"""The modules of the screens that people see who registered by themselves. Every other screen is for staff.

What they read of reviews is what is published, as `elearn.library.access` decides.
"""
_FIRST = {
    "administrator": "setup",
    "board": "board",
    "lead": "due",
    "trainer": "courses",
    **dict.fromkeys(SIGNING, "sign_off"),
}
"""The module of the screen with each role's own work. Someone with several roles starts on the first of theirs."""


def screens_of(actor: Actor) -> list[Screen]:
    """Returns the screens that are in this person's menu, in its order."""
    return [screen for screen in SCREENS if _in_menu(actor, screen) and _may_open(actor, screen)]


def _in_menu(actor: Actor, screen: Screen) -> bool:
    return screen.menu and not (screen.menu_unless and actor.may(screen.menu_unless))


def _may_open(actor: Actor, screen: Screen) -> bool:
    if actor.registered and screen.module not in FOR_EVERYONE:
        return False
    return screen.right is None or actor.may(screen.right)


def must_open(actor: Actor, screen: Screen) -> None:
    """Raises NotAllowed if this person may not use the screen. The message says whose it is."""
    if screen.right is not None:
        actor.must(screen.right)
    if not _may_open(actor, screen):
        raise NotAllowed(phrase("This page is for the staff of agencies."))


def group_of(screen: Screen, mine: Sequence[Screen]) -> str:
    """Returns the group whose menu a screen is in, for someone who may use the screens `mine`. "" if it is in none."""
    return screen.group if sum(each.group == screen.group for each in mine) > 1 else ""


def first_screen(actor: Actor) -> Screen:
    """Returns the screen that a person starts on: the work of their role, or My learning if they have none."""
    module = next((module for role, module in _FIRST.items() if role in actor.roles), "learning")
    return next(screen for screen in SCREENS if screen.module == module)


_ALSO = (
    "numpy.ma",
    "pandas",
    "PIL.Image",
    "ruamel.yaml.mergevalue",
    "streamlit.runtime.scriptrunner.magic_funcs",
)
"""What Streamlit and other libraries import in the middle of their work, when they first need it."""


def load_modules() -> None:
    """Imports all that pages need. The app calls it before it serves anybody.

    Each visitor's page is drawn in a thread of its own. If two threads import a large package at the same moment, and
    its modules import each other, one of them can get a module that is only half there.
    """
    caching = logging.getLogger("streamlit.runtime.caching.cache_data_api")
    caching.addFilter(
        _nothing
    )  # it warns of each cached function that is there before Streamlit runs, as these have to be
    try:
        for name in _ALSO:
            import_module(name)
        for screen in SCREENS:
            module_of(screen)
    finally:
        caching.removeFilter(_nothing)


def _nothing(_record: logging.LogRecord) -> bool:
    return False


def module_of(screen: Screen) -> ModuleType:
    """Returns the module of a screen, which is imported if `load_modules` has not done so."""
    return import_module(f"elearn.app.screens.{screen.module}")

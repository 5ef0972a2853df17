"""What every route gets: the database, the settings, the parts that edit, and threads in which courses are checked."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request

from elearn.authoring.actions import title_in
from elearn.content.course import SHARED
from elearn.content.text import is_id
from elearn.database import Database
from elearn.desk.examining import Examiner
from elearn.desk.held import Held
from elearn.desk.limits import Limits
from elearn.desk.parts import Parts
from elearn.problems import ElearnError, NotFound
from elearn.runtime import our_origins, session_token
from elearn.settings import Settings
from elearn.tracker import Actor, Right, sessions
from elearn.translations import gettext as _

MOST_REQUESTS = 2_000
"""How many answers are remembered, so that a request that comes twice is answered as before."""
THREADS_ASIDE = 2
T = TypeVar("T")


_EDITS_BANKS = [
    [each]
    for each in (
        *("edit", "state", "news", "preview", "media", "pictures", "files", "find", "try", "try-now"),
        *("change", "undo", "redo", "save", "settle"),
    )
]
"""The addresses below `/desk/banks` with which the shared banks are edited as a course is."""
PERSON = "X-Person"
"""The header with the number of the person for whom a window sends what was typed in it."""


class SignedOut(ElearnError):
    """Raised if nobody is signed in."""


def must_be_for(who: Actor, request: Request) -> None:
    """Raises SignedOut if the window sends for somebody else, who was signed in when it was opened."""
    meant = request.headers.get(PERSON, "")
    if meant and meant != str(who.person):
        raise SignedOut(
            _("Somebody else is signed in now. Sign in again as who you were, and go on where you were.")
        )


@dataclass
class Desk:
    """What the routes share. `parts` is None where courses cannot be edited. `close()` ends its threads.

    It is a `Site` to what guards the routes of the runtime, and guards these too.
    """

    database: Database
    settings: Settings
    parts: Parts | None = None
    held: Held = field(default_factory=Held)
    limits: Limits = field(init=False)
    _examiner: Examiner | None = field(init=False, default=None)
    _thread: ThreadPoolExecutor = field(init=False)
    _aside: ThreadPoolExecutor = field(init=False)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)
    _done: OrderedDict[tuple[str, int, str], object] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.limits = Limits(self.settings.trusted_networks, proxied=self.secure)
        self._thread = ThreadPoolExecutor(1, "elearn-desk")
        self._aside = ThreadPoolExecutor(THREADS_ASIDE, "elearn-desk-aside")
        if self.parts is not None:
            self._examiner = Examiner(self.settings, self.parts.texts)

    def close(self) -> None:
        """Waits for what is under way, and ends the threads."""
        self._thread.shutdown()
        self._aside.shutdown()

    @property
    def secure(self) -> bool:
        """True if browsers reach us by https."""
        return self.settings.secure

    def origins(self) -> frozenset[str]:
        """The origins whose pages are ours."""
        return our_origins(self.settings)

    def token(self, request: Request) -> str:
        """The token in the session cookie, or ""."""
        return session_token(request.headers.getlist("cookie"), secure=self.secure)

    def somebody(self, request: Request, may: Sequence[Right]) -> Actor:
        """Who asks, with their rights as they are now.

        Raises SignedOut if nobody is signed in, and NotAllowed if they have none of these rights. Reads the database.
        """
        who = sessions.session_actor(self.database, self.token(request))
        if who is None:
            raise SignedOut(_("You are not signed in any more. Sign in, and go on where you were."))
        if not any(who.may(right) for right in may):
            who.must(may[0])
        return who

    def course(self, request: Request) -> str:
        """The id of the course that the address names. Raises NotFound if there is none in the folder of courses."""
        self.folder(name := request.path_params["course"])
        below = request.url.path.split("/")[3:]
        if name == SHARED and below[:1] not in _EDITS_BANKS and below[:2] != ["bring-in", "questions"]:
            raise NotFound(_("These are the question banks that courses share, and no course."))
        return str(name)

    def folder(self, course: str) -> Path:
        """The folder of a course. Raises NotFound, also if it leads out of the folder of courses."""
        root = self.settings.courses
        if (
            is_id(course)
            and (root / course).is_dir()
            and (root / course).resolve() == root.resolve() / course
        ):
            return root / course
        raise NotFound(_("There is no course of this name. It may have been renamed or deleted."))

    def title(self, course: str) -> str:
        """The title of a course, as its draft has it."""
        return title_in(self.editing().drafts.look(course).files.get("course.md", "")) or course

    def editing(self) -> Parts:
        """What edits. Raises NotFound where courses cannot be edited."""
        if self.parts is None:
            raise NotFound(_("Courses cannot be edited here yet. Write them as text files until then."))
        return self.parts

    def examiner(self) -> Examiner:
        """What reads and checks drafts. Raises NotFound where courses cannot be edited."""
        self.editing()
        assert self._examiner is not None  # it was made of the same parts
        return self._examiner

    async def work(self, course: str, do: Callable[[], T], *, aside: bool = False) -> T:
        """What `do` gives. It runs in a thread of ours, in the language of now, one at a time for each course.

        All courses share one thread: two that read and check would wait for each other at every look at the disk, and
        a key would take several times as long with twenty people. What waits for Git, or makes a picture smaller, runs
        `aside`.
        """
        loop = asyncio.get_running_loop()
        async with self._turns.setdefault(course, asyncio.Lock()):
            return await loop.run_in_executor(self._aside if aside else self._thread, copy_context().run, do)

    def remembered(self, course: str, person: int, request: str) -> object:
        """What was answered to this person's request of this id, None if it is new or long ago."""
        return self._done.get((course, person, request)) if request else None

    def remember(self, course: str, person: int, request: str, answered: object) -> None:
        """Keeps what was answered to a request."""
        if request:
            self._done[course, person, request] = answered
            if len(self._done) > MOST_REQUESTS:
                self._done.popitem(last=False)

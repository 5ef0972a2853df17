"""Requests for sign-in links, each sent when it is its turn.

The first few links to a person go at once. Then one goes each 50 seconds, and requests that come meanwhile are joined
into it. So a link arrives within a minute of each request, however many others ask in the same name, and a mailbox gets
a bounded number of mails. Whose turn it is, the database knows (`sessions.mint_in_turn`); what waits is in memory, so
a restart forgets it.
"""

import heapq
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from elearn.database import Database, DatabaseBusy
from elearn.days import now_utc
from elearn.runtime.limits import Lately
from elearn.tracker import registering, sessions
from elearn.translations import Language

_log = logging.getLogger("elearn.runtime")

MOST_WAITING = 10_000
"""How many people's requests wait at most. A request for one more is not answered by a mail."""
AT_ONCE = 8
"""How many mails are handed to the mail server at the same time."""
_TRIED_FOR, _TRIED_EVERY = timedelta(minutes=1), timedelta(seconds=5)
"""For how long we try to make a link while the database is busy, and how often."""
_LATELY = 900
"""For how many seconds we remember how often a network asked in a name."""


@dataclass(frozen=True)
class LinkRequest:
    """Somebody asks for a link: to whose address, from which network, for which page, in which language, and when.

    `name` is what they are called, if they want to register.
    """

    address: str
    network: str
    page: str
    language: Language
    at: datetime
    name: str = ""


class Link(NamedTuple):
    """A new link: whom it signs in (0: somebody new), its token, and the request that it answers."""

    person: int
    token: str
    request: LinkRequest


Deliver = Callable[[Link], bool]
"""Sends a link. False if it was not sent."""


class Mint(Protocol):
    """Makes the link to an address, if it is its turn."""

    def __call__(self, request: LinkRequest, *, asked_at: datetime, now: datetime) -> sessions.Turn: ...


@dataclass
class _Waiting:
    """The requests in one name, joined: the one that says to which page the link leads, and when the latest came."""

    chosen: LinkRequest
    deliver: Deliver
    latest: datetime


def _signs_in(database: Database) -> Mint:
    """What makes links that sign in whoever has the address."""

    def mint(request: LinkRequest, *, asked_at: datetime, now: datetime) -> sessions.Turn:
        return sessions.mint_in_turn(database, request.address, asked_at=asked_at, now=now)

    return mint


def registers(database: Database) -> Mint:
    """What makes links that register whoever reads the mail of the address."""

    def mint(request: LinkRequest, *, asked_at: datetime, now: datetime) -> sessions.Turn:
        return registering.mint_in_turn(
            database,
            request.address,
            name=request.name,
            language=request.language,
            asked_at=asked_at,
            now=now,
        )

    return mint


def _in_name(request: LinkRequest) -> str:
    return f"{request.network} {request.address}"


class Links:
    """Sends links in turn. `now` is the clock by which turns are worked out.

    A thread sends those that wait. Without `by_itself` nothing does until somebody calls `send_due`. The links sign
    people in, unless `mint` makes others; `withdraw` deletes one, by its token.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime] = now_utc,
        *,
        by_itself: bool = True,
        mint: Mint | None = None,
        withdraw: Callable[[str], None] | None = None,
    ) -> None:
        self.now = now
        self._mint = mint or _signs_in(database)
        self._withdraw = withdraw or partial(sessions.withdraw_sign_in, database)
        self._by_itself = by_itself
        self._asked = Lately(_LATELY)
        self._waiting: dict[str, _Waiting] = {}
        self._turns: list[tuple[datetime, str]] = []
        self._changed = threading.Condition()
        self._senders = ThreadPoolExecutor(AT_ONCE, "elearn-links")
        self._watch: threading.Thread | None = None
        self._closed = self._full = False
        self._busy = 0

    def ask(self, request: LinkRequest, deliver: Deliver) -> None:
        """Takes a request in a known person's name. Returns at once: threads of our own send the link."""
        with self._changed:
            if self._closed:
                return
            self._asked.add(_in_name(request), request.at.timestamp())
            if waiting := self._waiting.get(request.address):
                self._join(waiting, request)
            elif len(self._waiting) < MOST_WAITING:
                self._waiting[request.address] = _Waiting(request, deliver, request.at)
                self._begin(request.address)
            else:
                self._say_full()

    def send_due(self) -> None:
        """Begins to send the links whose turn has come, as a thread does by itself."""
        with self._changed:
            while self._turns and self._turns[0][0] <= self.now() and not self._closed:
                self._begin(heapq.heappop(self._turns)[1])

    def settle(self) -> None:
        """Waits until nothing is being sent. What waits for its turn still waits."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy)

    def close(self) -> None:
        """Lets what is being sent go on, and begins nothing more. Whoever waits has to ask again."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._senders.shutdown(wait=False, cancel_futures=True)

    def _join(self, waiting: _Waiting, request: LinkRequest) -> None:
        """Adds a request to one that waits. The page is that of the network that has asked least in this name.

        Someone who asks in another's name asks more often than that person, so they seldom choose the page. If they
        do, it is a page of ours.
        """
        waiting.latest = max(waiting.latest, request.at)
        now = request.at.timestamp()
        asked, others = (len(self._asked.of(_in_name(each), now)) for each in (request, waiting.chosen))
        if asked <= others:
            waiting.chosen = request

    def _begin(self, address: str) -> None:
        self._busy += 1
        self._senders.submit(self._run, address)

    def _run(self, address: str) -> None:
        try:
            self._serve(address)
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()

    def _serve(self, address: str) -> None:
        """Makes and sends the link to an address, or has it wait for its turn."""
        with self._changed:
            waiting = self._waiting[address]
            latest, chosen = waiting.latest, waiting.chosen
        try:
            turn = self._mint(chosen, asked_at=latest, now=self.now())
        except Exception as error:  # whatever it is, later requests must not wait for this one in vain
            self._try_again(waiting, address, error)
            return
        with self._changed:
            if turn.waits_until is not None:
                self._wait_until(turn.waits_until, address)
                return
            if not turn.token and waiting.latest != latest:  # somebody asked since we looked
                self._wait_until(self.now(), address)
                return
            del self._waiting[address]
        if turn.token:
            self._deliver(waiting, Link(turn.person, turn.token, waiting.chosen))

    def _deliver(self, waiting: _Waiting, link: Link) -> None:
        """Sends a link. One that cannot be sent does not count, so the next request need not wait for it."""
        try:
            if waiting.deliver(link):
                return
        except Exception as error:
            _log.error("A sign-in link could not be sent: %s", type(error).__name__)
        try:
            self._withdraw(link.token)
        except Exception as error:
            _log.error("A sign-in link that was not sent could not be deleted: %s", type(error).__name__)

    def _try_again(self, waiting: _Waiting, address: str, error: Exception) -> None:
        """Tries for a minute if the database is busy, as it is during an import. Gives up otherwise."""
        with self._changed:
            now = self.now()
            if isinstance(error, DatabaseBusy) and now < waiting.latest + _TRIED_FOR:
                self._wait_until(now + _TRIED_EVERY, address)
                return
            del self._waiting[address]
        _log.error("A sign-in link could not be made: %s", type(error).__name__)

    def _wait_until(self, turn: datetime, address: str) -> None:
        heapq.heappush(self._turns, (turn, address))
        if self._watch is None and self._by_itself:
            self._watch = threading.Thread(target=self._look_again, name="elearn-turns", daemon=True)
            self._watch.start()
        self._changed.notify_all()

    def _look_again(self) -> None:
        """Sends each link that waits, when its turn comes."""
        while not self._closed:
            self.send_due()
            with self._changed:
                if not self._closed:
                    self._changed.wait(self._until_next())

    def _until_next(self) -> float | None:
        """In how many seconds the next turn comes. None: nobody waits."""
        return max(0.0, (self._turns[0][0] - self.now()).total_seconds()) if self._turns else None

    def _say_full(self) -> None:
        if not self._full:
            self._full = True
            _log.error(
                "More than %d people wait for a sign-in link, so others get none. Does the mail server answer?",
                MOST_WAITING,
            )

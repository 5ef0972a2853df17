"""What every route gets: the database, the settings, the writer and the rate limits."""

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from starlette.requests import Request

from elearn.database import Database
from elearn.runtime.arriving import Arriving
from elearn.runtime.limits import Networks, RateLimit
from elearn.runtime.links import Links, registers
from elearn.runtime.recent import Recent
from elearn.runtime.signed_in import SignedIn
from elearn.runtime.trials import Trials
from elearn.runtime.writer import Writer
from elearn.settings import Settings
from elearn.tracker import registering, registrations, sessions

LANGUAGE_COOKIE = "elearn_language"
"""The cookie with the language that a visitor chose on a page. The app reads it too.

It has no `__Host-` before its name: it is no secret, and counts only if it is a language that we speak.
"""

_USUAL_PORTS = {"http": ":80", "https": ":443"}

runtime_log = logging.getLogger("elearn.runtime")


class OfferedPerson(NamedTuple):
    """A demonstration person whom the start page offers. `role` is a word or two, `about` a sentence."""

    email: str
    name: str
    role: str
    about: str


class Site(Protocol):
    """What a process of ours says of itself to what is the same in all: whose page asks, and in which language."""

    @property
    def database(self) -> Database:
        """Where people, their sessions and their languages are."""

    @property
    def settings(self) -> Settings:
        """The settings."""

    @property
    def secure(self) -> bool:
        """True if browsers reach us by https."""

    def origins(self) -> frozenset[str]:
        """The origins whose pages are ours."""

    def token(self, request: Request) -> str:
        """The token in the session cookie, or ""."""


def our_origins(settings: Settings) -> frozenset[str]:
    """The origins of the app, the runtime and the desk."""
    return frozenset(origin(each) for each in (settings.base_url, settings.runtime_url, settings.desk_url))


@dataclass
class Runtime:
    """What the routes share. `close()` writes what is waiting, stops the writer and lets go of the database.

    `reader` is the one thread that reads large bodies, so that they wait there and hold up nobody else.

    `workers`: how many processes like this one serve the same people. A play session may move between them.
    """

    database: Database
    settings: Settings
    offered: Sequence[OfferedPerson] = ()
    workers: int = 1
    writer: Writer = field(init=False)
    trials: Trials = field(init=False)
    recent: Recent[Any] = field(default_factory=Recent)
    networks: Networks = field(init=False)
    links: Links = field(init=False)
    registrations: Links = field(init=False)
    links_by_network: RateLimit = field(init=False)
    looks_by_network: RateLimit = field(init=False)
    arriving: Arriving = field(default_factory=Arriving)
    signed_in: SignedIn = field(init=False)
    reader: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self.writer = Writer(self.database, registrations.people_of)
        self.networks = Networks(self.settings.trusted_networks, proxied=self.secure)
        self.links = Links(self.database)
        self.registrations = Links(
            self.database,
            mint=registers(self.database),
            withdraw=partial(registering.withdraw, self.database),
        )
        self.links_by_network = RateLimit(300, 3_600, self.workers)
        self.looks_by_network = RateLimit(300, 60, self.workers)
        self.trials = Trials(self.writer)
        self.signed_in = SignedIn(partial(sessions.session_person, self.database))
        self.reader = ThreadPoolExecutor(1, "elearn-reader")
        self._origins = our_origins(self.settings)

    def close(self) -> None:
        """Writes what was submitted and stops the writer. Links that wait for their turn are not sent.

        An SQLite file is whole by itself then, if no other process has it open.
        """
        self.links.close()
        self.registrations.close()
        self.writer.close()
        self.database.close()

    @property
    def secure(self) -> bool:
        """True if browsers reach us by https. Cookies then travel only by https."""
        return self.settings.secure

    def origins(self) -> frozenset[str]:
        """The origins whose pages are ours."""
        return self._origins

    def person(self, request: Request) -> int | None:
        """The id of the signed-in person, from the session cookie, or None. Reads the database."""
        token = self.token(request)
        return sessions.session_person(self.database, token) if token else None

    def token(self, request: Request) -> str:
        """The token in the session cookie, or ""."""
        return session_token(request.headers.getlist("cookie"), secure=self.secure)


def session_cookie(*, secure: bool) -> str:
    """The name of the session cookie. Both processes read it, because a cookie belongs to a host, not to a port.

    Under https browsers take a name with `__Host-` only from this very host. A neighbouring host cannot set it.
    """
    return "__Host-elearn_session" if secure else "elearn_session"


def session_token(headers: Iterable[str], *, secure: bool) -> str:
    """The token of the session in a request's `Cookie` headers. "" if there is none, or if there are different ones.

    Another host may have set a second cookie of that name, and we cannot know which is ours.
    """
    found = set(session_tokens(headers, secure=secure))
    return found.pop() if len(found) == 1 else ""


def session_tokens(headers: Iterable[str], *, secure: bool) -> list[str]:
    """Every value of the session cookie in a request's `Cookie` headers.

    We read them ourselves. Starlette also takes a name with other white space around it, such as U+00A0, of which
    browsers do not know that it means `__Host-`.
    """
    name = session_cookie(secure=secure)
    pairs = (each.strip(" \t").partition("=") for header in headers for each in header.split(";"))
    return [value for key, _, value in pairs if value and key == name]


def origin(address: str) -> str:
    """The origin of an address, as browsers write it: scheme, host, and the port unless it is the usual one.

    "" if it is no address.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    usual = _USUAL_PORTS.get(parts.scheme.lower(), "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}".lower()

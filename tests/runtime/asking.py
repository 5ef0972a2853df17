"""People who ask for links by real HTTP, a mail server that takes them, and a clock that tests set."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from httpx import Response
from pydantic import SecretStr
from starlette.testclient import TestClient
from tests.mailbox import Mailbox, mailbox, parts_of
from tests.runtime.conftest import ADA, Place

from elearn.days import now_utc
from elearn.runtime.app import create_app
from elearn.runtime.context import Runtime
from elearn.runtime.links import Links, registers

VICTIM_S = "198.51.100.7"
"""The network of the person in whose name others ask."""


class Clock:
    """A clock that stands still until a test moves it on."""

    def __init__(self) -> None:
        self.begins = self.at = now_utc()

    def now(self) -> datetime:
        """The present instant."""
        return self.at

    def seconds(self) -> float:
        """The seconds since the test began."""
        return (self.at - self.begins).total_seconds()


@dataclass
class Office:
    """A runtime whose links go to a mail server, and whose clock the test moves."""

    place: Place
    box: Mailbox
    clock: Clock

    @property
    def runtime(self) -> Runtime:
        """What the routes share."""
        found = self.place.app.state.runtime
        assert isinstance(found, Runtime)
        return found

    def client(self, network: str) -> TestClient:
        """A browser at this network address."""
        return TestClient(
            self.place.app,
            base_url=self.place.address,
            headers={"Origin": self.place.address},
            client=(network, 50_000),
            follow_redirects=False,
        )

    def ask(self, network: str = VICTIM_S, email: str = ADA, **more: str) -> Response:
        """Asks for a link from this network."""
        answer = self.client(network).post("/start", data={"email": email, **more})
        self.runtime.links.settle()
        return answer

    def wait(self, seconds: float, step: float = 1) -> None:
        """Lets time pass, a step of seconds at a time, and after each sends the links whose turn has come."""
        until = self.clock.at + timedelta(seconds=seconds)
        while self.clock.at < until:
            self.clock.at = min(until, self.clock.at + timedelta(seconds=step))
            self.runtime.links.send_due()
            self.runtime.links.settle()

    def links(self) -> list[str]:
        """The paths of the links that have arrived, the earliest first."""
        return [re.findall(r"(/sign-in/\S+)", parts_of(mail)[0])[0] for mail in self.box.mails]


@contextmanager
def office(place: Place) -> Iterator[Office]:
    """The runtime of a place, with a mail server and a clock that stands still."""
    clock = Clock()
    with mailbox() as box:
        settings = place.settings.model_copy(update={"smtp_url": SecretStr(box.url)})
        app = create_app(place.database, settings)
        app.state.runtime.links = Links(place.database, clock.now, by_itself=False)
        app.state.runtime.registrations = Links(
            place.database, clock.now, by_itself=False, mint=registers(place.database)
        )
        app.state.runtime.links_by_network.clock = clock.seconds
        yield Office(replace(place, settings=settings, app=app), box, clock)

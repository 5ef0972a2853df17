"""Others who ask for links in somebody's name neither lock them out nor fill their mailbox without end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from tests.conftest import Fresh
from tests.depth import deep, examples
from tests.runtime.asking import VICTIM_S, Clock, Office, office
from tests.runtime.conftest import ADA, BEN, Place
from tests.serving import free_port

from elearn.database import Database, DatabaseBusy
from elearn.runtime.context import session_cookie
from elearn.runtime.links import Link, LinkRequest, Links
from elearn.tracker import sessions

MINUTE = timedelta(minutes=1)
MOST_AN_HOUR = 77
"""So many mails docs/security.md promises at most."""


@pytest.fixture
def here(place: Place) -> Iterator[Office]:
    with office(place) as opened:
        yield opened


def one(number: int) -> str:
    return "203.0.113.1"


def many(number: int) -> str:
    return f"203.0.113.{number % 250}"


@pytest.mark.parametrize(("attacker", "times"), [(one, 5), (many, 50), deep(one, 50), deep(many, 5)])
def test_a_victim_s_link_arrives_within_a_minute_and_signs_in(
    here: Office, attacker: Callable[[int], str], times: int
) -> None:
    for number in range(times):
        assert here.ask(attacker(number), next="/coverage").status_code == 200
    before = len(here.box.mails)
    assert before == 5
    here.wait(1)
    assert here.ask(next="/learning").status_code == 200
    here.ask(attacker(3), next="/coverage")
    here.wait(60)
    link = here.links()[before]
    assert "next=%2Flearning" in link, "The page of whoever asks least wins."
    assert len(here.links()) == before + 1
    client = here.client(VICTIM_S)
    assert client.post(link).status_code == 303
    assert (
        sessions.session_person(here.place.database, client.cookies[session_cookie(secure=False)])
        == here.place.ada
    )
    assert here.client(VICTIM_S).post(here.links()[0]).status_code == 303, "Every earlier link still works."


def test_the_mailbox_gets_a_bounded_number_of_mails(here: Office, caplog: pytest.LogCaptureFixture) -> None:
    """From many networks, every 25 seconds for more than an hour. The links go to the log here, which is quicker."""
    here.runtime.settings.smtp_url = SecretStr("")
    arrived: list[datetime] = []
    for number in range(155):
        here.ask(f"203.0.{number % 100}.1")
        here.wait(25, step=25)
        arrived += [here.clock.at] * (len(caplog.messages) - len(arrived))
    busiest = max(sum(0 <= (other - first).total_seconds() < 3_600 for other in arrived) for first in arrived)
    assert 60 < busiest <= MOST_AN_HOUR


def test_thousands_of_requests_take_the_memory_of_one(here: Office) -> None:
    links, sent = here.runtime.links, []

    def deliver(link: Link) -> bool:
        sent.append(link)
        return True

    for number in range(5_000):
        links.ask(LinkRequest(ADA, f"n{number}", "/coverage", "en", here.clock.at), deliver)
        if number < 6:
            links.settle()
    assert len(sent) == 5
    assert len(links._waiting) == len(links._turns) == 1
    here.wait(60)
    assert len(sent) == 6
    assert not links._waiting


def test_a_page_is_chosen_only_among_our_own(here: Office) -> None:
    for address in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        here.ask("203.0.113.1", next=address)
    assert [link for link in here.links() if "next" in link] == []
    assert len(here.links()) == 3


def test_the_answer_is_the_same_for_whoever_waits_and_for_nobody(here: Office) -> None:
    known = [here.ask() for _ in range(7)]
    unknown = [here.ask(email="nobody@north.example") for _ in range(7)]
    said = {(answer.status_code, answer.text) for answer in (*known, *unknown)}
    assert len(said) == 1
    assert "It can take up to a minute." in known[0].text
    assert {each["To"] for each in here.box.mails} == {ADA}
    assert list(here.runtime.links._waiting) == [ADA]


def test_one_who_waits_holds_up_nobody_else(here: Office) -> None:
    for _ in range(6):
        here.ask()
    here.ask(email=BEN)
    assert here.box.mails[-1]["To"] == BEN


def test_a_mail_that_could_not_be_sent_does_not_count(here: Office, caplog: pytest.LogCaptureFixture) -> None:
    works = here.runtime.settings.smtp_url
    here.runtime.settings.smtp_url = SecretStr(f"smtp://127.0.0.1:{free_port()}")
    for _ in range(8):
        here.ask()
    assert caplog.text.count("could not be sent") == 8
    assert ADA not in caplog.text
    here.runtime.settings.smtp_url = works
    here.ask()
    assert len(here.links()) == 1


def test_ending_all_sessions_ends_requests_that_wait(here: Office) -> None:
    for _ in range(6):
        here.ask()
    here.clock.at += timedelta(seconds=1)
    sessions.end_sessions(here.place.database, here.place.ada, by=None)
    here.wait(60)
    assert len(here.links()) == 5
    assert {here.client(VICTIM_S).post(link).status_code for link in here.links()} == {410}
    here.clock.at += MINUTE
    here.ask()
    assert here.client(VICTIM_S).post(here.links()[5]).status_code == 303


def test_a_link_that_waits_does_not_go_to_an_address_that_is_no_longer_the_person_s(here: Office) -> None:
    for _ in range(6):
        here.ask()
    with here.place.database.write() as conn:
        conn.execute("update person set email = 'ada@new.example' where email = :email", {"email": ADA})
    here.wait(60)
    assert len(here.links()) == 5


def test_a_thread_sends_the_link_when_its_turn_comes(place: Place) -> None:
    clock, arrived = Clock(), threading.Semaphore(0)

    def now() -> datetime:
        if threading.current_thread().name == "elearn-turns":
            clock.at = clock.begins + MINUTE
        return clock.at

    def deliver(link: Link) -> bool:
        arrived.release()
        return True

    links = Links(place.database, now)
    for _ in range(6):
        links.ask(LinkRequest(ADA, "n", "", "en", clock.at), deliver)
        links.settle()
    for _ in range(6):
        assert arrived.acquire(timeout=60)
    links.close()
    links.ask(LinkRequest(ADA, "n", "", "en", clock.at), deliver)
    links.settle()
    assert not arrived.acquire(blocking=False)


def test_only_so_many_wait_and_the_log_says_it_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The mail server does not answer meanwhile."""
    monkeypatch.setattr("elearn.runtime.links.MOST_WAITING", 1)
    clock, sent = Clock(), list[str]()
    links = Links(place.database, clock.now, by_itself=False)

    def ask(address: str) -> None:
        links.ask(LinkRequest(address, "n", "", "en", clock.at), deliver)
        links.settle()

    def deliver(link: Link) -> bool:
        sent.append(link.request.address)
        return True

    for address in (*([ADA] * 6), BEN, BEN):
        ask(address)
    assert sent == [ADA] * 5
    assert caplog.text.count("wait for a sign-in link") == 1
    clock.at += MINUTE
    links.send_due()
    links.settle()
    ask(BEN)
    assert sent == [*([ADA] * 6), BEN]


def test_a_busy_database_delays_a_link_and_loses_none(
    here: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def busy(*_: object, **__: object) -> sessions.Turn:
        raise DatabaseBusy("busy")

    with monkeypatch.context() as patch:
        patch.setattr(sessions, "mint_in_turn", busy)
        here.ask()
        here.wait(10)
    here.wait(5)
    assert len(here.links()) == 1
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "mint_in_turn", busy)
        here.ask()
        here.wait(90)
    assert caplog.messages == ["A sign-in link could not be made: DatabaseBusy"]
    here.ask()
    assert len(here.links()) == 2


@dataclass
class World:
    """Two runtimes on one database, the clock of both, and what became of each link."""

    workers: list[Links]
    clock: Clock
    works: bool = True
    arrived: list[datetime] = field(default_factory=list)
    failed: list[datetime] = field(default_factory=list)

    def deliver(self, _: Link) -> bool:
        (self.arrived if self.works else self.failed).append(self.clock.at)
        return self.works

    def ask(self, worker: int, network: str) -> None:
        request = LinkRequest(ADA, network, "", "en", self.clock.at)
        self.workers[worker].ask(request, self.deliver)
        self.workers[worker].settle()

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.at += timedelta(seconds=1)
            for worker in self.workers:
                worker.send_due()
                worker.settle()


@contextmanager
def world(database: Database) -> Iterator[World]:
    with database.write() as conn:
        conn.execute("insert into person (email, name) values (:email, 'Ada')", {"email": ADA})
    clock = Clock()
    workers = [Links(database, clock.now, by_itself=False) for _ in range(2)]
    yield World(workers, clock)
    for worker in workers:
        worker.close()


STEP = st.tuples(
    st.sampled_from(["victim", "other", "crowd", "fails", "works"]),
    st.integers(0, 1),
    st.sampled_from([0, 0, 1, 7, 49, 50, 51, 100, 901]),
)


@settings(max_examples=examples(40))
@given(steps=st.lists(STEP, max_size=40))
def test_however_requests_follow_each_other_each_is_answered_within_a_minute(
    fresh: Fresh, steps: list[tuple[str, int, int]]
) -> None:
    """Unless a mail could not be sent meanwhile. No hour has more mails than we promise."""
    asked: list[datetime] = []
    with fresh() as database, world(database) as here:
        for number, (what, worker, pause) in enumerate(steps):
            if what in ("fails", "works"):
                here.works = what == "works"
            else:
                asked.append(here.clock.at)
                for each in range(8 if what == "crowd" else 1):
                    here.ask((worker + each) % 2, "home" if what == "victim" else f"{what} {number} {each}")
            here.wait(pause)
        here.works = True
        here.wait(60)
        for at in asked:
            within = [each for each in here.arrived + here.failed if at <= each <= at + MINUTE]
            assert within, f"asked after {at - here.clock.begins}"
        for first in here.arrived:
            assert sum(first <= each < first + timedelta(hours=1) for each in here.arrived) <= MOST_AN_HOUR

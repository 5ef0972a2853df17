"""Two runtimes on one PostgreSQL database: a play session may move between them, and they share the limits."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.engines import Engine
from tests.runtime.asking import Clock
from tests.runtime.conftest import ADA, BEN, COURSE, Place, register_blank

from elearn.database import open_database
from elearn.runtime.app import create_app
from elearn.runtime.limits import RateLimit
from elearn.runtime.links import Link, LinkRequest, Links
from elearn.settings import Settings
from elearn.tracker import registrations, sessions

ADDRESS = "http://localhost:8502"


@pytest.fixture
def places(engines: Callable[[str], Engine], tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """Two runtimes, each with a pool of connections of its own to the same database, and a course to play."""
    postgres = engines("postgres")
    address = postgres.copy(postgres.made("empty", lambda _: None), tmp_path)
    settings = Settings(
        database=address,
        packages=tmp_path / "packages",
        base_url=f"{ADDRESS}/verify",
        runtime_url=ADDRESS,
    )
    add = "insert into person (email, name) values (:email, :email) returning id"
    with ExitStack() as opened:
        one, other = (opened.enter_context(open_database(address)) for _ in range(2))
        with one.write() as connection:
            ada, ben = (connection.value(add, {"email": email}) for email in (ADA, BEN))
        register_blank(one, settings.packages)
        first = Place(one, settings, create_app(one, settings, workers=2), ADDRESS, ada, ben)
        yield first, replace(first, database=other, app=create_app(other, settings, workers=2))
    postgres.drop(address)


def opened(place: Place) -> tuple[int, str]:
    """A new registration of Ada's, and an open session of it."""
    registration = registrations.start(place.database, place.ada, COURSE, afresh=True)
    return registration.id, registrations.open_session(place.database, registration.id, place.ada).id


def commit(session: str, number: int) -> dict[str, Any]:
    """A commit with one more answer than the one before. The first answer is another each time."""
    answers = {str(n): {"id": f"q{n}", "learner_response": str(n)} for n in range(number)}
    answers["0"]["learner_response"] = f"in commit {number}"
    said = {"location": f"page-{number}", "interactions": answers}
    return {"session": session, "number": number, "standard": "scorm2004", "cmi": said}


def stored(place: Place, registration: int) -> tuple[list[tuple[Any, ...]], Any]:
    """The answers of a registration, and the state in which it goes on."""
    with place.database.read() as connection:
        key = {"id": registration}
        answers = "select position, response from interaction where registration = :id order by position"
        state = connection.value("select state from registration where id = :id", key)
        return connection.tuples(answers, key), state


def statuses(client: TestClient, *commits: dict[str, Any]) -> list[str]:
    return [client.post("/commit", json=each).json()["status"] for each in commits]


def test_a_session_that_moves_between_runtimes_is_stored_in_order_and_once(
    places: tuple[Place, Place],
) -> None:
    """Now and then a commit is sent again to the other runtime, or comes too early, as from a browser that waits."""
    first, other = places
    clients = [place.client(first.ada) for place in places]
    moving, session = opened(first)
    for number in range(1, 9):
        here, there = clients[number % 2], clients[(number + 1) % 2]
        assert statuses(here, commit(session, number + 1)) == ["gap"]
        assert statuses(here, commit(session, number)) == ["applied"]
        assert statuses(there, commit(session, number)) == ["duplicate"]
        assert statuses(there, commit(session, max(1, number - 1))) == ["duplicate"]
        assert stored(other, moving)[0][0] == (0, f"in commit {number}")
    staying, session = opened(first)
    assert set(statuses(clients[0], *(commit(session, number) for number in range(1, 9)))) == {"applied"}
    assert stored(first, moving) == stored(other, staying)


def test_a_session_that_comes_back_to_a_runtime_overwrites_nothing_that_the_other_stored(
    places: tuple[Place, Place],
) -> None:
    """The first remembers commit 1, while the other has applied 2. What 3 repeats of 1 must be written again."""
    first, other = (place.client(places[0].ada) for place in places)
    registration, session = opened(places[0])
    said = [commit(session, number) for number in (1, 2, 3)]
    for each, response in zip(said, ("a", "b", "a"), strict=True):
        each["cmi"]["interactions"] = {"0": {"id": "q", "learner_response": response}}
    assert statuses(first, said[0]) == statuses(other, said[1]) == statuses(first, said[2]) == ["applied"]
    assert stored(places[1], registration)[0] == [(0, "a")]


def test_a_commit_that_reaches_both_at_the_same_time_is_applied_by_one(places: tuple[Place, Place]) -> None:
    clients = [place.client(places[0].ada) for place in places]
    registration, session = opened(places[0])
    together = Barrier(2)

    def send(client: TestClient, number: int) -> str:
        together.wait(60)
        return statuses(client, commit(session, number))[0]

    with ThreadPoolExecutor(2) as threads:
        for number in range(1, 11):
            said = threads.map(send, clients, (number, number))
            assert sorted(said) == ["applied", "duplicate"]
    assert [response for _, response in stored(places[0], registration)[0]] == [
        "in commit 10",
        *(str(n) for n in range(1, 10)),
    ]


def test_each_of_two_runtimes_allows_half_of_what_one_would(places: tuple[Place, Place]) -> None:
    for place in places:
        runtime = place.app.state.runtime
        assert sum(runtime.links_by_network.wait("a hospital") == 0 for _ in range(301)) == 150
        assert sum(runtime.looks_by_network.wait("an office") == 0 for _ in range(301)) == 150


def test_two_runtimes_send_a_person_s_links_in_turn(places: tuple[Place, Place]) -> None:
    """Also if both have requests that wait: one link answers them all."""
    clock, sent = Clock(), list[Link]()
    both = [Links(place.database, clock.now, by_itself=False) for place in places]

    def deliver(link: Link) -> bool:
        sent.append(link)
        return True

    def ask(links: Links) -> None:
        links.ask(LinkRequest(ADA, "home", "", "en", clock.at), deliver)
        links.settle()

    for number in range(8):
        ask(both[number % 2])
    assert len(sent) == 5
    clock.at += sessions.LINK_EVERY
    for links in both:
        links.send_due()
        links.settle()
    assert {link.person for link in sent} == {places[0].ada}
    assert len(sent) == 6
    assert all(sessions.redeem_sign_in(places[0].database, link.token) for link in sent)
    for links in both:
        links.close()


def test_a_share_of_a_limit_is_rounded_up() -> None:
    for most, workers, share in ((5, 1, 5), (5, 2, 3), (5, 4, 2), (5, 9, 1)):
        limit = RateLimit(most, 900, workers)
        assert sum(limit.wait("somebody") == 0 for _ in range(10)) == share

"""`streamlit run streamlit_app.py` alone.

One process serves the pages, the start page and the player's routes.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from elearn.database import open_database
from elearn.demo.workforce import TRAINER
from elearn.runtime.context import session_cookie
from elearn.tracker import sessions
from elearn.tracker.scope import give_role
from tests.serving import ROOT, free_port

STARTS_WITHIN = 60.0

WATCH = """
import os, sys

def watch(event, given):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        asked = given[0] if event in ("socket.getaddrinfo", "socket.gethostbyname") else given[1]
        host = asked[0] if isinstance(asked, tuple) else asked
        if host not in ("localhost", "127.0.0.1", "::1", None, b"localhost"):
            with open(os.environ["WATCHED"], "a") as file:
                file.write(f"{event}: {host}\\n")

sys.addaudithook(watch)
"""
"""Notes whatever a process asks of other machines, from its first moment."""


class Alone(NamedTuple):
    """Where the app is, its database, and the file that names whatever it asked of other machines."""

    address: str
    database: Path
    asked: Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alone]:
    """The app in one process.

    In its database are one of the people whom the start page offers, and two administrators.
    """
    folder = tmp_path_factory.mktemp("alone")
    (folder / "sitecustomize.py").write_text(WATCH)
    with open_database(str(folder / "elearn.db")) as database, database.write() as conn:
        conn.execute(
            "insert into person (id, email, name) values (1, :email, :name)",
            {"email": TRAINER.email, "name": TRAINER.name},
        )
        give_role(conn, 1, "trainer")
        for number, name in ((2, "Gareth"), (3, "Helena")):
            conn.execute(
                "insert into person (id, email, name) values (:id, :email, :name)",
                {"id": number, "email": f"{name}@first.example".lower(), "name": name},
            )
            give_role(conn, number, "administrator")
    port = free_port()
    address = f"http://localhost:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")},
        "ELEARN_DATABASE": str(folder / "elearn.db"),
        "ELEARN_PACKAGES": str(folder / "packages"),
        "ELEARN_BASE_URL": address,
        "ELEARN_DEMO": "1",
        "WATCHED": str(folder / "asked.txt"),
        "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]),
        "ELEARN_TRUSTED_PROXIES": "127.0.0.2",
        "FORWARDED_ALLOW_IPS": "*",
    }
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    listen = [
        "--server.port",
        str(port),
    ]  # without an address, Streamlit works out under which names it is reached
    with subprocess.Popen(
        [*command, *listen], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_up(address, process)
            yield Alone(address, folder / "elearn.db", folder / "asked.txt")
        finally:
            process.terminate()


@pytest.fixture
def alone(served: Alone) -> str:
    """The app's address."""
    return served.address


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Waits until the app says that it is well."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{address}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"it did not come up; its exit code is {process.poll()}")


@pytest.fixture
def visitor(alone: str) -> Iterator[httpx.Client]:
    """A browser without a session, as far as addresses, cookies and forms go."""
    with httpx.Client(base_url=alone, headers={"Origin": alone}, trust_env=False) as client:
        yield client


def test_who_has_not_signed_in_is_sent_to_the_start_page_of_the_same_process(visitor: httpx.Client) -> None:
    sent = visitor.get("/")
    assert (sent.status_code, sent.headers["location"]) == (303, "/start")
    sent = visitor.get("/desk/neglect?page=a")
    assert (sent.status_code, sent.headers["location"]) == (
        303,
        f"{visitor.base_url}/start?next=%2Fdesk%2Fneglect%3Fpage%3Da".replace("//start", "/start"),
    )
    start = visitor.get("/start")
    assert start.status_code == 200
    assert TRAINER.name in start.text
    assert visitor.get(f"/media/{'0123456789abcdef' * 4}.csv").status_code == 403


def test_who_signs_in_comes_to_the_pages_until_they_sign_out(alone: str, visitor: httpx.Client) -> None:
    entered = visitor.post("/start/demonstration", data={"person": TRAINER.email})
    assert (entered.status_code, entered.headers["location"]) == (303, alone)
    assert session_cookie(secure=False) in visitor.cookies
    sent = visitor.get("/")
    assert (sent.status_code, sent.headers["location"]) == (303, "/courses")
    desk = visitor.get("/desk")
    assert desk.status_code == 200
    assert "script-src 'self';" in desk.headers["content-security-policy"], "not the app's policy"
    assert visitor.get("/desk/no-such-course").status_code == 404
    for page in ("/courses", "/learning"):
        shown = visitor.get(page)
        assert shown.status_code == 200
        assert "frame-ancestors 'none'" in shown.headers["content-security-policy"]
    assert visitor.post("/sign-out").status_code == 303
    assert visitor.get("/").status_code == 303


def test_a_form_of_another_site_signs_nobody_in(visitor: httpx.Client) -> None:
    visitor.headers["Origin"] = "https://elsewhere.example"
    refused = visitor.post("/start/demonstration", data={"person": TRAINER.email})
    assert refused.status_code == 403
    assert not visitor.cookies


@pytest.mark.deep
def test_only_the_proxies_of_our_own_setting_are_believed(alone: str) -> None:
    """Streamlit's server would believe everybody, by FORWARDED_ALLOW_IPS."""

    def browser(peer: str) -> httpx.Client:
        server = alone.replace("localhost", "127.0.0.1")
        return httpx.Client(base_url=server, transport=httpx.HTTPTransport(local_address=peer))

    def ask(client: httpx.Client, forwarded: str) -> int:
        headers = {"Origin": alone, "X-Forwarded-For": forwarded}
        return client.post("/start", data={"email": "a@b.example"}, headers=headers).status_code

    with browser("127.0.0.1") as stranger, browser("127.0.0.2") as proxy:
        answers = [ask(stranger, f"6.6.{number // 200}.{number % 200}") for number in range(301)]
        assert answers == [*([200] * 300), 429]
        assert ask(proxy, "127.0.0.1") == 429
        assert ask(proxy, "198.51.100.7") == 200


def test_it_says_whether_it_is_well(visitor: httpx.Client) -> None:
    assert visitor.get("/health").json() == {"status": "ok"}
    assert visitor.get("/ready").json() == {"status": "ready"}


class Visit:
    """A browser of one person that has a page open, as far as Streamlit can tell."""

    def __init__(self, served: Alone, person: int, again: str = "") -> None:
        """`again`: the page that it says it had open before."""
        with open_database(str(served.database)) as database:
            self.token = sessions.mint_session(database, person)
        self.http = httpx.Client(
            base_url=served.address, cookies={session_cookie(secure=False): self.token}, trust_env=False
        )
        self.http.get("/_stcore/health")
        self.xsrf = self.http.cookies["_streamlit_xsrf"]
        self.session = ""
        self.opened = ExitStack()
        self.opened.callback(self.http.close)
        self.connect(served, again)

    def connect(self, served: Alone, again: str) -> None:
        """Makes a new connection of this browser."""
        names = [Subprotocol(name) for name in ("streamlit", self.xsrf, again) if name]
        self.socket = self.opened.enter_context(open_socket(served, served.address, self.http.cookies, names))

    def say(self, **what: object) -> None:
        """Sends a message as a page does."""
        self.socket.send(BackMsg(**what).SerializeToString())

    def open(self, screen: str) -> dict[str, str]:
        """Opens a screen. Returns what the files that it offers are called here, by their names."""
        self.say(rerun_script={"page_name": screen})
        offered: dict[str, str] = {}
        while (told := self.told()).WhichOneof("type") != "script_finished":
            if told.HasField("new_session"):
                self.session = told.new_session.initialize.session_id
            button = told.delta.new_element.download_button
            if button.deferred_file_id:
                offered[button.label] = button.deferred_file_id
        return offered

    def address_of(self, file: str) -> str:
        """The address of a file that the page offers, which is made now. "" if it is not made."""
        payload = {"request_id": "1", "session_id": self.session, "deferred_file": {"file_id": file}}
        self.say(backend_operation_request=payload)
        while (told := self.told()).WhichOneof("type") != "backend_operation_response":
            pass
        return told.backend_operation_response.deferred_file.url

    def told(self) -> ForwardMsg:
        """The next message of Streamlit's."""
        message = ForwardMsg()
        message.ParseFromString(bytes(self.socket.recv(timeout=60)))
        return message

    def bring(self, session: str) -> int:
        """The status with which a file that is brought to a page is taken."""
        file = {"file": ("roster.csv", b"email")}
        return self.http.put(
            f"/_stcore/upload_file/{session}/a-file", files=file, headers={"X-Xsrftoken": self.xsrf}
        ).status_code

    def take_back(self, session: str) -> int:
        """The status with which a file is taken back from a page."""
        address = f"/_stcore/upload_file/{session}/a-file"
        return self.http.delete(address, headers={"X-Xsrftoken": self.xsrf}).status_code


def open_socket(
    served: Alone, origin: str | None, cookies: httpx.Cookies, names: list[Subprotocol] | None = None
) -> AbstractContextManager[ClientConnection]:
    """A connection to Streamlit from a page of an origin. To enter it raises InvalidStatus if it is refused."""
    return connect(
        f"{served.address.replace('http', 'ws', 1)}/_stcore/stream",
        origin=None if origin is None else Origin(origin),
        additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
        subprotocols=names or [Subprotocol("streamlit")],
        max_size=None,
        proxy=None,
    )


@pytest.fixture
def visits(served: Alone) -> Iterator[tuple[Visit, Visit]]:
    """Two administrators, each with a page open."""
    both = Visit(served, 2), Visit(served, 3)
    yield both
    for each in both:
        each.opened.close()


def test_a_file_that_a_page_offers_opens_for_the_person_who_asked_alone(
    served: Alone, visits: tuple[Visit, Visit], visitor: httpx.Client
) -> None:
    gareth, helena = visits
    offered = gareth.open("set-up")
    helena.open("set-up")
    address = gareth.address_of(offered["Get a filled-in example"])
    got = gareth.http.get(address)
    assert got.status_code == 200
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["cache-control"] == "private, no-store"
    assert gareth.http.get(address, headers={"Range": "bytes=0-3"}).content == got.content[:4]
    assert helena.http.get(address).status_code == 403
    assert helena.http.get(address, headers={"Range": "bytes=0-3"}).status_code == 403
    assert helena.http.head(address).status_code == 403
    assert visitor.get(address).status_code == 403
    hers = helena.address_of(offered["Get a filled-in example"])
    assert not hers or helena.http.get(hers).status_code == 403, "she asked for what his page offers"


def test_a_page_takes_files_and_is_taken_up_again_by_its_own_person_alone(
    served: Alone, visits: tuple[Visit, Visit]
) -> None:
    gareth, helena = visits
    gareth.open("imports")
    assert gareth.bring(gareth.session) == 204
    assert helena.bring(gareth.session) == 403
    assert helena.take_back(gareth.session) == 403
    assert helena.bring("no-such-page") == 403
    assert gareth.take_back(gareth.session) == 204
    thief = Visit(served, 3, again=gareth.session)
    thief.open("imports")
    assert thief.session != gareth.session
    thief.opened.close()
    his = gareth.session
    gareth.socket.close()
    gareth.connect(served, his)
    gareth.open("imports")
    assert gareth.session == his, "a page of his own goes on where it was"


def test_a_page_of_another_site_cannot_connect_nor_one_without_a_session(
    served: Alone, visits: tuple[Visit, Visit]
) -> None:
    cookies = visits[0].http.cookies
    for origin in (
        "https://elsewhere.example",
        "null",
        served.address.replace("localhost", "127.0.0.1"),
        None,
    ):
        with pytest.raises(InvalidStatus, match="403"), open_socket(served, origin, cookies):
            pass
    stale = httpx.Cookies({session_cookie(secure=False): "stale"})
    with pytest.raises(InvalidStatus, match="403"), open_socket(served, served.address, stale):
        pass


def test_nothing_is_shown_any_more_when_all_sessions_are_ended(
    served: Alone, visits: tuple[Visit, Visit]
) -> None:
    gareth, _ = visits
    offered = gareth.open("set-up")
    address = gareth.address_of(offered["Get an empty file"])
    with open_database(str(served.database)) as database:
        sessions.end_sessions(database, 2, by=None)
    assert gareth.http.get(address).status_code == 403
    assert gareth.bring(gareth.session) == 403
    with pytest.raises(ConnectionClosed) as ended:
        gareth.open("imports")
    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == 1008
    assert gareth.http.head("/imports").status_code == 303, "so the page is loaded again, as the start page"


def test_none_of_this_asked_anything_of_another_machine(
    served: Alone, visits: tuple[Visit, Visit], visitor: httpx.Client
) -> None:
    visits[0].open("imports")
    for path in ("/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/imports", "/start"):
        for origin in (served.address, "https://elsewhere.example"):
            visits[0].http.get(path, headers={"Origin": origin})
    elsewhere = "https://elsewhere.example"
    with pytest.raises(InvalidStatus), open_socket(served, elsewhere, visits[0].http.cookies):
        pass
    assert visitor.get("/_stcore/host-config").json()["allowedOrigins"] == []
    assert not served.asked.exists(), served.asked.read_text()


@pytest.mark.deep
def test_beside_another_runtime_it_does_not_start_and_says_why(tmp_path: Path) -> None:
    port, file = free_port(), tmp_path / "elearn.db"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")},
        "ELEARN_DATABASE": str(file),
        "ELEARN_BASE_URL": f"http://localhost:{port}",
    }
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    with open_database(str(file)) as database, database.as_runtime():
        ended = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
    assert ended.returncode == 1
    assert "elearn.db is in use by another runtime of elearn" in ended.stderr
    assert "Traceback" not in ended.stderr

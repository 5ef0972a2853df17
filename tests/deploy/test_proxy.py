"""Behind a proxy, under one name: the paths that the files name are the runtime's, and Debian's Caddy leads to both."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import httpx
import pytest
from tests.runtime.conftest import ADA, COURSE, register_blank
from tests.runtime.test_proxies import OTHER, asked, says_who, serving
from tests.serving import environment, free_port
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from elearn.app.screens import SCREENS
from elearn.database import Database, open_database
from elearn.desk import Desk
from elearn.desk import routes as desk_routes
from elearn.runtime import Runtime, routes, safe_headers
from elearn.settings import Settings
from elearn.tracker import mint_ticket

ROOT = Path(__file__).parents[2]
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
OPERATOR = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
STREAMLITS_OWN = ("/", "/_stcore/stream", "/_stcore/health", "/media/x", "/component/x", "/static/x")


PATTERNS = {
    "Caddyfile": re.findall(r"@runtime path (.+)", CADDYFILE),
    "operator.md": re.findall(r"^    (/commit .+)$", OPERATOR, re.MULTILINE),
}
"""The lines that name the runtime's paths. Each file has one."""


def test_whoever_runs_a_proxy_is_told_that_it_must_set_who_asks() -> None:
    section = OPERATOR.partition("### Whose X-Forwarded-For counts")[2].partition("\n## ")[0]
    assert "It must **set** this header" in section
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in section
    assert "ELEARN_TRUSTED_PROXIES" in section
    security = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert "must **set**\n   `X-Forwarded-For`" in security.partition("## What you must do")[2]


def leads_to(pattern: str, path: str) -> bool:
    """As Caddy matches paths: a star at the end stands for anything, and without one all must be the same."""
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """A path of each of the runtime's routes."""
    with open_database(str(tmp_path / "elearn.db")) as database:
        runtime = Runtime(database, Settings())
        try:
            return [re.sub(r"\{\w+(:\w+)?\}", "7", route.path) for route in routes(runtime)]
        finally:
            runtime.close()


@pytest.mark.parametrize("file", PATTERNS)
def test_the_paths_that_lead_to_the_runtime_are_its_routes(file: str, paths: list[str]) -> None:
    (line,) = PATTERNS[file]
    found = line.split()
    assert [path for path in paths if not any(leads_to(each, path) for each in found)] == []
    assert [each for each in found if not any(leads_to(each, path) for path in paths)] == []
    theirs = [*STREAMLITS_OWN, *(f"/{screen.path}" for screen in SCREENS)]
    assert [path for path in theirs if any(leads_to(each, path) for each in found)] == []


def test_the_ports_of_the_caddyfile_are_those_that_elearn_listens_at() -> None:
    assert re.findall(r"127\.0\.0\.1:(\d+)", CADDYFILE) == ["8502", "8503", "8501"]


def test_the_paths_that_lead_to_the_desk_are_its_routes(tmp_path: Path) -> None:
    (line,) = re.findall(r"@desk path (.+)", CADDYFILE)
    assert f"`{'` and `'.join(line.split())}` belong to the desk" in OPERATOR
    with open_database(str(tmp_path / "elearn.db")) as database:
        known = [
            re.sub(r"\{\w+(:\w+)?\}", "7", each.path) for each in desk_routes(Desk(database, Settings()))
        ]
    assert [path for path in known if not any(leads_to(each, path) for each in line.split())] == []


@dataclass
class Site:
    """An installation behind Caddy: its address, its database, the person who learns, and what it printed."""

    address: str
    database: Database
    ada: int
    printed: Path

    def link(self) -> str:
        """The sign-in link, once it is printed."""
        end = monotonic() + 20
        while not (found := re.search(r"http\S+/sign-in/\S+", self.printed.read_text(encoding="utf-8"))):
            assert monotonic() < end, "no link was printed"
            sleep(0.05)
        return found[0]


@contextmanager
def running(command: list[str], log: Path, well: list[str], **settings: str) -> Iterator[None]:
    """Runs a program until the block ends. Waits until each address in `well` answers. What it prints is in `log`."""
    with log.open("w", encoding="utf-8") as file:
        started = subprocess.Popen(command, cwd=log.parent, env=settings, stdout=file, stderr=file)
        try:
            for address in well:
                wait_for(address, started, log)
            yield
        finally:
            started.terminate()
            started.wait(30)


def wait_for(address: str, started: subprocess.Popen[bytes], log: Path) -> None:
    end = monotonic() + 60
    while monotonic() < end and started.poll() is None:
        with suppress(httpx.TransportError):
            if httpx.get(address, trust_env=False).status_code == 200:
                return
        sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


@contextmanager
def caddy(folder: Path, address: str, app: int, runtime: int) -> Iterator[None]:
    """Runs Caddy at an address, with the Caddyfile that leads to these ports. Skips the test if there is no Caddy."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("caddy is not installed")
    copy = CADDYFILE.replace("learn.example.org {", f"{address} {{")
    copy = copy.replace(":8501", f":{app}").replace(":8502", f":{runtime}")
    assert copy.count(str(app)) == copy.count(str(runtime)) == 1
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{copy}", encoding="utf-8")
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [program, "run", "--config", "Caddyfile", "--adapter", "caddyfile"]
    with running(command, folder / "caddy.log", [f"{address}/health"], **{**os.environ, **home}):
        yield


def test_caddy_says_who_asks_whatever_they_sent(tmp_path: Path) -> None:
    """The runtime's place is taken by a server that answers from which network it is asked."""
    with serving(says_who(Settings(trusted_proxies="127.0.0.1"))) as server:
        address = f"http://127.0.0.1:{free_port()}"
        with caddy(tmp_path, address, free_port(), urlsplit(server).port or 0):
            assert asked(f"{address}/start", OTHER, []) == OTHER
            assert asked(f"{address}/start", OTHER, [("X-Forwarded-For", "6.6.6.6")]) == OTHER


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """elearn and Caddy, each a process of its own. The proxy's address has a port, so elearn gets ports of its own."""
    if shutil.which("caddy") is None:
        pytest.skip("caddy is not installed")
    proxy, app, runtime = free_port(), free_port(), free_port()
    address = f"http://localhost:{proxy}"
    settings = environment(
        tmp_path,
        ELEARN_BASE_URL=address,
        ELEARN_RUNTIME_URL=address,
        ELEARN_APP_PORT=str(app),
        ELEARN_RUNTIME_PORT=str(runtime),
        ELEARN_DESK_PORT=str(free_port()),
    )
    with ExitStack() as stack:
        database = stack.enter_context(open_database(settings["ELEARN_DATABASE"]))
        register_blank(database, tmp_path / "packages")
        with database.write() as connection:
            sql = "insert into person (email, name) values (:email, 'Ada Marsh') returning id"
            ada = connection.value(sql, {"email": ADA})
        printed = tmp_path / "elearn.log"
        serve = [sys.executable, "-m", "elearn.cli", "serve"]
        well = [f"http://127.0.0.1:{app}/_stcore/health", f"http://127.0.0.1:{runtime}/health"]
        stack.enter_context(running(serve, printed, well, **settings))
        stack.enter_context(caddy(tmp_path, address, app, runtime))
        yield Site(address, database, ada, printed)


def sign_in(browser: httpx.Client, site: Site) -> None:
    assert browser.post("/start", data={"email": ADA}).status_code == 200
    link = site.link()
    assert link.startswith(f"{site.address}/sign-in/")
    assert "Sign me in" in browser.get(link).text
    answer = browser.post(link)
    assert (answer.status_code, answer.headers["location"]) == (303, site.address)


def take_the_course(browser: httpx.Client, site: Site) -> None:
    launched = browser.get(f"/launch/{mint_ticket(site.database, site.ada, COURSE)}?course={COURSE}")
    assert launched.status_code == 303
    play = urlsplit(launched.headers["location"]).path
    assert browser.get(play).status_code == 200
    session = browser.post(f"{play}/session").json()["session"]
    values = {"completion_status": "completed", "success_status": "passed", "score": {"scaled": "1"}}
    body = {"session": session, "number": 1, "standard": "scorm2004", "cmi": values, "final": True}
    answer = browser.post("/commit", json=body)
    assert (answer.status_code, answer.json()["status"]) == (200, "applied")


def open_stream(site: Site, cookies: httpx.Cookies, origin: str) -> None:
    """Opens the app's WebSocket as its pages do. Raises InvalidStatus if it is refused."""
    address = site.address.replace("http", "ws", 1) + "/_stcore/stream"
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with connect(
        address,
        origin=Origin(origin),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie},
        proxy=None,
    ) as stream:
        stream.ping().wait(10)


def test_through_caddy_people_sign_in_use_the_app_and_take_a_course(site: Site) -> None:
    with httpx.Client(base_url=site.address, headers={"Origin": site.address}, trust_env=False) as browser:
        front = browser.get("/")
        assert (front.status_code, front.headers["location"]) == (303, f"{site.address}/start")
        for path in ("/start", "/verify", "/nothing-here", "/"):
            headers = browser.get(path).headers
            assert [name for name in safe_headers(secure=False) if name not in headers] == []
        sign_in(browser, site)
        assert "Streamlit" in browser.get("/learning").text
        open_stream(site, browser.cookies, site.address)
        take_the_course(browser, site)
        with pytest.raises(InvalidStatus):
            open_stream(site, browser.cookies, "http://elsewhere.example")
        for path in ("/start", "/commit", "/sign-out"):
            refused = browser.post(path, headers={"Origin": "http://elsewhere.example"})
            assert refused.status_code == 403
        assert (
            browser.get("/health", headers={"Host": "elsewhere.example"}).text == ""
        )  # no site of that name
    with site.database.read() as connection:
        assert connection.value("select count(*) from completion where person = :ada", {"ada": site.ada}) == 1

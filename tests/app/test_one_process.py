"""`streamlit run streamlit_app.py` alone.

One process serves the pages, the start page and the player's routes.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from elearn.database import open_database
from elearn.demo.workforce import TRAINER
from elearn.runtime.context import SESSION_COOKIE
from elearn.tracker.scope import give_role
from tests.serving import ROOT, free_port

STARTS_WITHIN = 60.0


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app's address. One of the people whom the start page offers is in its database."""
    folder = tmp_path_factory.mktemp("alone")
    with open_database(str(folder / "elearn.db")) as database, database.write() as conn:
        conn.execute(
            "insert into person (id, email, name) values (1, :email, :name)",
            {"email": TRAINER.email, "name": TRAINER.name},
        )
        give_role(conn, 1, "trainer")
    port = free_port()
    address = f"http://localhost:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")},
        "ELEARN_DATABASE": str(folder / "elearn.db"),
        "ELEARN_PACKAGES": str(folder / "packages"),
        "ELEARN_BASE_URL": address,
        "ELEARN_DEMO": "1",
    }
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    listen = ["--server.port", str(port), "--server.address", "localhost"]
    with subprocess.Popen(
        [*command, *listen], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_up(address, process)
            yield address
        finally:
            process.terminate()


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
    start = visitor.get("/start")
    assert start.status_code == 200
    assert TRAINER.name in start.text
    assert visitor.get("/media/anything.csv").status_code == 403


def test_who_signs_in_comes_to_the_pages_until_they_sign_out(alone: str, visitor: httpx.Client) -> None:
    entered = visitor.post("/start/demonstration", data={"person": TRAINER.email})
    assert (entered.status_code, entered.headers["location"]) == (303, alone)
    assert SESSION_COOKIE in visitor.cookies
    sent = visitor.get("/")
    assert (sent.status_code, sent.headers["location"]) == (303, "/courses")
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


def test_it_says_whether_it_is_well(visitor: httpx.Client) -> None:
    assert visitor.get("/health").json() == {"status": "ok"}
    assert visitor.get("/ready").json() == {"status": "ready"}


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

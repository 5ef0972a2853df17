"""Whose X-Forwarded-For counts, through real servers."""

import logging
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import monotonic, sleep

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from tests.runtime.conftest import Place

from elearn.app.entry import believe_our_proxies_alone
from elearn.problems import ElearnError
from elearn.runtime.app import create_app
from elearn.runtime.limits import Networks, RateLimit
from elearn.serve.process import config
from elearn.settings import Settings, proxies_in, settings

PROXY, OTHER = "127.0.0.1", "127.0.0.2"
"""Two addresses of this machine, from which a client can connect."""


@contextmanager
def serving(made: uvicorn.Config) -> Iterator[str]:
    """Runs a server as `elearn serve` does, and yields its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(made)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        until = monotonic() + 20
        while not server.started:
            assert monotonic() < until, "it did not start"
            sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def says_who(where: Settings) -> uvicorn.Config:
    """A server that answers from which network it is asked."""
    networks = Networks(where.trusted_networks, proxied=False)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(networks.of(Request(scope)))(scope, receive, send)

    made = config(app, where)
    made.lifespan = "off"
    return made


def asked(server: str, peer: str, headers: Sequence[tuple[str, str]]) -> str:
    """What the server answers to a client at this address."""
    with httpx.Client(transport=httpx.HTTPTransport(local_address=peer)) as client:
        return client.get(server, headers=list(headers)).text


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """The addresses of servers, by what they trust."""
    trusted = ("127.0.0.1, ::1", "127.0.0.1, 10.0.0.0/8, 2001:db8:a::/48", "192.0.2.1", "none")
    with ExitStack() as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORWARDED_ALLOW_IPS", "*")
        yield {
            each: running.enter_context(serving(says_who(Settings(trusted_proxies=each)))) for each in trusted
        }


ONE = "127.0.0.1, ::1"
SEVERAL = "127.0.0.1, 10.0.0.0/8, 2001:db8:a::/48"


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "network"),
    [
        (ONE, PROXY, ["198.51.100.7"], "198.51.100.7"),
        (ONE, PROXY, ["6.6.6.6, 198.51.100.7"], "198.51.100.7"),
        (ONE, PROXY, ["6.6.6.6", "198.51.100.7"], "198.51.100.7"),
        (ONE, PROXY, ["198.51.100.7, 127.0.0.1"], "198.51.100.7"),
        (ONE, PROXY, ["198.51.100.7:4711"], "198.51.100.7"),
        (ONE, PROXY, ["[2001:db8:1:2::3]:4711"], "2001:db8:1:2::/64"),
        (ONE, PROXY, ["2001:db8:1:2::3"], "2001:db8:1:2::/64"),
        (ONE, PROXY, ["::ffff:198.51.100.7"], "198.51.100.7"),
        (ONE, PROXY, ["6.6.6.6, junk"], "unknown"),
        (ONE, PROXY, [""], PROXY),
        (ONE, PROXY, ["6.6.6.6,"], PROXY),
        (ONE, PROXY, [], PROXY),
        (ONE, OTHER, ["6.6.6.6"], OTHER),
        (ONE, OTHER, ["127.0.0.1"], OTHER),
        (SEVERAL, PROXY, ["6.6.6.6, 198.51.100.7, 10.1.2.3"], "198.51.100.7"),
        (SEVERAL, PROXY, ["198.51.100.7, 2001:db8:a:5::1, 10.1.2.3"], "198.51.100.7"),
        (SEVERAL, OTHER, ["6.6.6.6, 10.1.2.3"], OTHER),
        ("192.0.2.1", PROXY, ["6.6.6.6"], PROXY),
        ("none", PROXY, ["6.6.6.6"], PROXY),
    ],
)
def test_only_what_a_trusted_proxy_says_counts(
    servers: dict[str, str], trusted: str, peer: str, forwarded: list[str], network: str
) -> None:
    assert asked(servers[trusted], peer, [("X-Forwarded-For", each) for each in forwarded]) == network


def test_the_server_of_streamlit_run_believes_the_same_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit sets the server up, then the server loads our app and wraps it."""
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setenv("ELEARN_TRUSTED_PROXIES", OTHER)
    monkeypatch.setattr(uvicorn.config, "ProxyHeadersMiddleware", uvicorn.config.ProxyHeadersMiddleware)
    settings.cache_clear()
    made = uvicorn.Config(says_who(settings()).app, lifespan="off", log_level="warning")
    believe_our_proxies_alone()
    with serving(made) as server:
        assert asked(server, PROXY, [("X-Forwarded-For", "6.6.6.6")]) == PROXY
        assert asked(server, OTHER, [("X-Forwarded-For", "6.6.6.6, 198.51.100.7")]) == "198.51.100.7"
    settings.cache_clear()


def test_an_invented_header_gets_nobody_past_the_limit(place: Place) -> None:
    where = place.settings.model_copy(update={"trusted_proxies": "127.0.0.1"})
    app = create_app(place.database, where)
    app.state.runtime.links_by_network = RateLimit(2, 3_600)

    def ask(server: str, peer: str, forwarded: str) -> int:
        with httpx.Client(transport=httpx.HTTPTransport(local_address=peer)) as client:
            headers = {"Origin": where.runtime_url, "X-Forwarded-For": forwarded}
            return client.post(f"{server}/start", data={"email": "a@b.example"}, headers=headers).status_code

    with serving(config(app, where)) as server:
        assert [ask(server, OTHER, f"6.6.6.{number}") for number in range(3)] == [200, 200, 429]
        assert [ask(server, PROXY, f"6.6.6.{number}, 198.51.100.7") for number in range(3)] == [200, 200, 429]
        assert ask(server, PROXY, "198.51.100.8") == 200


@pytest.mark.parametrize(
    ("host", "forwarded", "says"),
    [
        ("127.0.0.1", [], "does not set X-Forwarded-For"),
        ("::ffff:127.0.0.1", [" "], "does not set X-Forwarded-For"),
        ("172.18.0.5", ["198.51.100.7"], "ELEARN_TRUSTED_PROXIES does not list"),
        ("198.51.100.7", ["198.51.100.7"], ""),
        ("127.0.0.1", ["127.0.0.1"], ""),
        ("198.51.100.7", [], ""),
    ],
)
def test_the_log_says_once_that_a_proxy_hides_who_asks(
    host: str, forwarded: list[str], says: str, caplog: pytest.LogCaptureFixture
) -> None:
    networks = Networks(Settings().trusted_networks, proxied=True)
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    request = Request({"type": "http", "headers": headers, "client": (host, 50_000)})
    with caplog.at_level(logging.WARNING, "elearn.runtime"):
        for _ in range(3):
            networks.of(request)
    assert [says in message for message in caplog.messages] == ([True] if says else [])
    assert host not in caplog.text


def test_without_https_there_need_be_no_proxy(caplog: pytest.LogCaptureFixture) -> None:
    request = Request({"type": "http", "headers": [], "client": ("127.0.0.1", 50_000)})
    Networks(["127.0.0.1/32"], proxied=False).of(request)
    assert not caplog.text


def test_a_list_of_proxies_is_read_as_the_server_needs_it() -> None:
    assert proxies_in("127.0.0.1,::1 , 10.0.0.0/8") == [
        *("127.0.0.1/32", "::ffff:127.0.0.1/128", "::1/128"),
        *("10.0.0.0/8", "::ffff:10.0.0.0/104"),
    ]
    assert proxies_in(" None ") == []


def test_what_is_wrong_with_a_list_of_proxies_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_TRUSTED_PROXIES", "localhost, 10.0.0.1/8, *, 0.0.0.0/0, ,127.0.0.1")
    settings.cache_clear()
    with pytest.raises(ElearnError) as raised:
        settings()
    settings.cache_clear()
    for words in (
        "ELEARN_TRUSTED_PROXIES: “localhost” is neither an address nor a network",
        "“10.0.0.1/8” is an address within a network; write 10.0.0.0/8",
        "“*” is neither",
        "“0.0.0.0/0” would let every visitor say who they are",
        "“” is neither",
        "such as 127.0.0.1, 10.0.0.0/8, or none.",
    ):
        assert words in str(raised.value)

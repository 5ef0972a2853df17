"""Sends mail through a real SMTP server. If it is not taken, words say why, and never hold the password."""

import base64
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from elearn import mail, translations
from elearn.mail import Mail, MailNotSent, explain, send
from elearn.settings import Settings
from tests.serving import free_port

PASSWORD = "s3cret/word"
ENCODED = "s3cret%2Fword"
TO = "ada@north.example"


class Desk:
    """A mail server's rules: what it answers to a sender, a recipient and a message."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.taken: list[Any] = []

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self.answers.get("sender", "250 OK")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("recipient", "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope)
        return self.answers.get("data", "250 2.0.0 OK: queued as 4XyZ")


def _who(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    assert isinstance(given, LoginPassword)
    is_right = given.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


@contextmanager
def running(desk: Desk, **more: Any) -> Iterator[str]:
    """Runs a real server on a free port, and yields its host and port."""
    port = free_port()
    controller = Controller(
        desk, hostname="127.0.0.1", port=port, authenticator=_who, auth_require_tls=False, **more
    )
    controller.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        controller.stop()


def through(url: str) -> str:
    return send(Settings(smtp_url=url), Mail(TO, "A test", "Hello, Zoë.\n", "<p>Hello, Zoë.</p>", "en"))


def refusal(url: str) -> str:
    """What is said about a mail that was not sent. It never holds the password."""
    with pytest.raises(MailNotSent) as refused:
        through(url)
    said = str(refused.value)
    assert said.endswith(".")
    for secret in (PASSWORD, ENCODED, base64.b64encode(PASSWORD.encode()).decode()):
        assert secret not in said
    return said


def test_the_answer_of_the_server_is_given_back() -> None:
    desk = Desk()
    with running(desk) as address:
        said = through(f"smtp://us:{ENCODED}@{address}?from=learning@north.example")
    assert said == "250 2.0.0 OK: queued as 4XyZ"
    (letter,) = desk.taken
    assert (letter.mail_from, letter.rcpt_tos) == ("learning@north.example", [TO])


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"sender": "553 5.7.1 not your address"}, ["refused the sender", "553 5.7.1 not your", "?from="]),
        (
            {"recipient": "550 5.1.1 no such person"},
            ["refused the recipient", "550 5.1.1 no such", "Check the addr"],
        ),
        ({"data": "554 5.6.0 smells of spam"}, ["refused the mail", "554 5.6.0 smells of spam"]),
        ({"recipient": f"550 you sent {PASSWORD}"}, ["550 you sent •••"]),
    ],
)
def test_a_refusal_is_said_with_the_answer_and_what_to_check(
    answers: dict[str, str], words: list[str]
) -> None:
    with running(Desk(**answers)) as address:
        said = refusal(f"smtp://us:{ENCODED}@{address}")
    assert [each for each in [*words, address] if each not in said] == []


def test_a_refusal_can_be_said_in_the_reader_s_language_and_hides_the_password_there_too() -> None:
    with (
        running(Desk(recipient=f"550 you sent {PASSWORD}")) as address,
        pytest.raises(MailNotSent) as refused,
    ):
        through(f"smtp://us:{ENCODED}@{address}")
    with translations.speaking("cy"):
        said = translations.said(refused.value.text)
    assert said.startswith(f"Y gweinydd e-bost {address}: gwrthododd y derbynnydd: 550 you sent •••.")


def test_a_login_that_is_refused_is_said() -> None:
    desk = Desk()
    with running(desk) as address:
        said = refusal(f"smtp://us:wrong-{ENCODED}@{address}")
    assert "refused the login: 535" in said
    assert "wrong" not in said
    assert desk.taken == []


def test_a_server_that_offers_no_tls_gets_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_HERE", ())  # as if it were another machine
    with running(Desk()) as address:
        said = refusal(f"smtp://us:{ENCODED}@{address}")
    assert "does not offer TLS, so the password was not sent" in said


def test_tls_where_there_is_none_is_said() -> None:
    with running(Desk()) as address:
        assert "could not agree on TLS" in refusal(f"smtps://us:{ENCODED}@{address}")


def test_nothing_that_listens_is_said() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        said = refusal(f"smtp://us:{ENCODED}@127.0.0.1:{port}")
    assert f"127.0.0.1:{port} refused the connection" in said
    assert "firewall" in said


def test_a_server_that_says_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "ANSWERS_WITHIN", 0.1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        said = refusal(f"smtp://us:{ENCODED}@127.0.0.1:{silent.getsockname()[1]}")
    assert "did not answer within" in said


def test_a_name_that_no_machine_has_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", nowhere)
    assert "no machine has that name" in refusal(f"smtp://us:{ENCODED}@mail.nowhere.example")


def test_no_server_is_said() -> None:
    said = refusal("")
    assert "No mail server is set" in said
    assert "ELEARN_SMTP_URL" in said


@pytest.mark.parametrize(
    "url",
    [
        "mail.example:587",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:high",
        "smtp://mail.example:99999",
        "smtp://mail.example?form=a@b.example",
        "smtp://mail..example",
        "smtp://us:[x@mail.example",
        f"smtp://us:{PASSWORD}@mail.example:587",
        f"smtp://us:12/{PASSWORD}@mail.example:587",
        f"smtp://us:12#{PASSWORD}@mail.example:587",
        f"smtp://us:12?{PASSWORD}@mail.example:587",
        f"smtp://us:a@{PASSWORD}@mail.example:587",
    ],
)
def test_a_setting_that_cannot_be_read_is_said_without_repeating_it(url: str) -> None:
    said = refusal(url)
    assert "ELEARN_SMTP_URL cannot be read" in said
    assert "%40" in said


@pytest.mark.parametrize("sender", ["a%0Ab@c.example", "zoë@north.example"])
def test_an_address_that_cannot_be_used_is_said(sender: str) -> None:
    with running(Desk(), enable_SMTPUTF8=False) as address:
        assert "address" in refusal(f"smtp://{address}?from={sender}")


def test_an_error_that_nobody_thought_of_is_said_too() -> None:
    assert explain(RuntimeError("what?")).startswith("The mail server did not take the mail (RuntimeError)")
    assert explain(OSError(113, "No route to host")).startswith("The mail server cannot be reached: No route")


def test_no_place_keeps_the_password_where_it_could_be_printed() -> None:
    server = mail.mail_server(Settings(smtp_url=f"smtp://us:{ENCODED}@mail.example"))
    assert server.password == PASSWORD
    assert PASSWORD not in repr(server)


def test_the_group_for_developers_has_the_server() -> None:
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert '"aiosmtpd>=1.4,<2"' in text

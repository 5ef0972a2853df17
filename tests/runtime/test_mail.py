"""Sends a sign-in link to a mail server that takes it, and to one that must not get a password."""

import logging
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pydantic import SecretStr

from elearn.runtime.signin.link_mail import send_link
from elearn.settings import Settings


@dataclass
class Server:
    """A mail server without TLS that speaks only what is needed and remembers what it heard."""

    address: str
    heard: list[str] = field(default_factory=list)
    refuses: bool = False


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server("")

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            for line in self.rfile:
                words = line.decode().strip()
                found.heard.append(words)
                self.answer(words.upper())

        def answer(self, words: str) -> None:
            if words.startswith("EHLO"):
                self.say("250-here", "250 AUTH PLAIN")
            elif words.startswith("RCPT") and found.refuses:
                self.say("550 no such person")
            elif words == "DATA":
                self.say("354 go on")
                found.heard += iter(lambda: self.rfile.readline().decode().strip(), ".")
                self.say("250 taken")
            else:
                self.say({"AUTH": "235 yes", "QUIT": "221 bye"}.get(words[:4], "250 yes"))

        def say(self, *lines: str) -> None:
            self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    with socketserver.ThreadingTCPServer(("0.0.0.0", 0), Talk) as listening:
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        found.address = f":{listening.server_address[1]}"
        yield found
        listening.shutdown()


def send(server: Server, host: str) -> None:
    settings = Settings(smtp_url=SecretStr(f"smtp://us:s3cret@{host}{server.address}"))
    send_link(settings, "ada@north.example", "https://learn.example/sign-in/token", 20)


def test_a_mail_server_on_this_machine_gets_the_link(server: Server) -> None:
    send(server, "127.0.0.1")
    assert "To: ada@north.example" in server.heard
    assert "https://learn.example/sign-in/token" in server.heard


def test_a_password_is_sent_to_no_other_machine_in_clear_text(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    send(server, "127.0.0.2")
    assert all(line.upper().startswith(("EHLO", "QUIT")) for line in server.heard)
    assert "NoTransportSecurity" in caplog.text


def test_a_mail_that_could_not_be_sent_is_logged_without_whom_it_was_for(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuses = True
    with caplog.at_level(logging.ERROR):
        send(server, "127.0.0.1")
    assert "could not be sent" in caplog.text
    assert "ada@" not in caplog.text

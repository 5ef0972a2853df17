"""A mail server that keeps what it is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.serving import free_port


@dataclass
class Mailbox:
    """What has arrived, the earliest first, and the server's address for `ELEARN_SMTP_URL`."""

    url: str
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Takes a mail."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 2.0.0 OK: kept"

    def wait_for(self, count: int) -> EmailMessage:
        """The last mail as soon as `count` have arrived."""
        from time import sleep

        while len(self.mails) < count:
            sleep(0.02)
        return self.mails[-1]


def parts_of(mail: EmailMessage) -> tuple[str, str]:
    """The plain text of a mail and its HTML. There is nothing else in it."""
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return text.get_content(), html.get_content()


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A mail server on this machine until the block ends."""
    port = free_port()
    box = Mailbox(f"smtp://127.0.0.1:{port}?from=learning@wrenshire.example")
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()

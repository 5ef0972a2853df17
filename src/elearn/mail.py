"""Sends e-mails by `ELEARN_SMTP_URL`.

`smtp://user:password@host:port` uses TLS if the server offers it. Without TLS, it sends no password to
another machine. `smtps://` starts with TLS. `?from=` names the sender.
"""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from elearn.settings import Settings

_HERE = ("localhost", "127.0.0.1", "::1")


class NoTransportSecurity(smtplib.SMTPException):
    """Raised instead of sending a password in clear text to another machine."""


def send(settings: Settings, address: str, subject: str, body: str) -> None:
    """Sends one plain-text e-mail. Raises OSError or smtplib.SMTPException if the server does not take it."""
    parts = urlsplit(settings.smtp_url.get_secret_value())
    host = urlsplit(settings.base_url).hostname or "localhost"
    message = EmailMessage()
    message["From"] = parse_qs(parts.query).get("from", [f"no-reply@{host}"])[0]
    message["To"] = address
    message["Subject"] = subject
    message.set_content(body)
    _send(parts.scheme, parts.hostname or "localhost", parts.port, parts.username, parts.password, message)


def _send(
    scheme: str, host: str, port: int | None, user: str | None, password: str | None, message: EmailMessage
) -> None:
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port or 465, timeout=20, context=context)
    else:
        server = smtplib.SMTP(host, port or 587, timeout=20)
    with server:
        server.ehlo()
        if scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif user and scheme != "smtps" and host not in _HERE:
            raise NoTransportSecurity  # someone on the way may have hidden the server's offer of TLS
        if user:
            server.login(unquote(user), unquote(password or ""))
        server.send_message(message)

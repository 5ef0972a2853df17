"""The e-mail with a one-time link."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from elearn.runtime.context import log
from elearn.settings import Settings

_BODY = """Someone, we hope you, asked to sign in to {host} with this address.

Follow this link within {minutes} minutes, and press the button on the page that opens:

{link}

The link works once. If it was not you, do nothing: nobody can sign in without it.
"""


_HERE = ("localhost", "127.0.0.1", "::1")


class NoTransportSecurity(smtplib.SMTPException):
    """Raised in place of sending a password in clear text to another machine."""


def send_link(settings: Settings, address: str, link: str, minutes: int) -> None:
    """Send a one-time link by `ELEARN_SMTP_URL`; where that is not set, log it, for whoever runs this for themselves.

    `smtp://user:password@host:port` turns to TLS where the server offers it, and sends no password to another machine
    without; `smtps://` begins with it; `?from=` names the sender. A failure is logged and never shown, since it would
    say whether an address is known.
    """
    url = settings.smtp_url.get_secret_value()
    if not url:
        log.warning("No ELEARN_SMTP_URL is set. The sign-in link for %s: %s", address, link)
        return
    parts = urlsplit(url)
    message = EmailMessage()
    host = urlsplit(settings.base_url).hostname or "localhost"
    message["From"] = parse_qs(parts.query).get("from", [f"no-reply@{host}"])[0]
    message["To"] = address
    message["Subject"] = f"Your link to sign in to {host}"
    message.set_content(_BODY.format(host=host, minutes=minutes, link=link))
    try:
        _send(
            parts.scheme, parts.hostname or "localhost", parts.port, parts.username, parts.password, message
        )
    except (OSError, smtplib.SMTPException) as error:
        # what kind of error and no more: its text may hold the address
        said = getattr(error, "smtp_code", None) or getattr(error, "strerror", None) or ""
        log.error("A sign-in link could not be sent: %s %s", type(error).__name__, said)


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
            raise NoTransportSecurity  # somebody on the way may have hidden the offer
        if user:
            server.login(unquote(user), unquote(password or ""))
        server.send_message(message)

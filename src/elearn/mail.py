"""Sends e-mails by `ELEARN_SMTP_URL`, and says in words why one could not be sent. `letters` writes them.

`smtp://user:password@host:port` uses TLS if the server offers it. Without TLS, it sends no password to
another machine. `smtps://` starts with TLS. `?from=` names the sender.
"""

import base64
import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from elearn.days import now_utc
from elearn.phrases import Phrase, joined, phrase
from elearn.problems import ElearnError
from elearn.settings import Settings

ANSWERS_WITHIN = 20
_HERE = ("localhost", "127.0.0.1", "::1")
_EXAMPLE = "smtp://user:password@mail.example.org:587?from=learning@example.org"
_LONGEST_ANSWER = 300


class MailNotSent(ElearnError):
    """Raised when an e-mail was not sent. Its text says what happened and what to check, and holds no password.

    It may hold the address of the mail, because the server's answer may. `__cause__` is the error behind it, if any.
    """


class NoTransportSecurity(smtplib.SMTPException):
    """Raised instead of sending a password in clear text to another machine."""


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail to one address, as plain text and as HTML that says the same. `language` is that of its words."""

    to: str
    subject: str
    text: str
    html: str
    language: str


@dataclass(frozen=True)
class MailServer:
    """What `ELEARN_SMTP_URL` says."""

    tls_first: bool
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""

    @property
    def name(self) -> str:
        """The host and port, as a message names them."""
        return f"{self.host}:{self.port}"


def mail_server(settings: Settings) -> MailServer:
    """The server that the settings name. Raises MailNotSent if they name none, or if the address cannot be read.

    A password with a special character that is not percent-encoded would end up in the host's name or in the path.
    So we refuse whatever looks like that, and no message repeats the address.
    """
    url = settings.smtp_url.get_secret_value()
    if not url:
        raise MailNotSent(
            phrase(
                "No mail server is set, so no mail was sent. Set ELEARN_SMTP_URL, for example to "
                "%(example)s, and start elearn again.",
                example=_EXAMPLE,
            )
        )
    unreadable = MailNotSent(
        phrase(
            "ELEARN_SMTP_URL cannot be read. Write it as %(example)s. In the user name and the "
            "password, write each special character as %% and its code: @ is %%40, : is %%3A, / "
            "is %%2F, # is %%23, ? is %%3F and %% is %%25.",
            example=_EXAMPLE,
        )
    )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:
        raise unreadable from None  # its text may hold the password
    query = parse_qs(parts.query, keep_blank_values=True)
    is_plain = parts.path in ("", "/") and not parts.fragment and query.keys() <= {"from"}
    if parts.scheme not in ("smtp", "smtps") or not host or not is_plain or (parts.query and not query):
        raise unreadable
    tls_first = parts.scheme == "smtps"
    return MailServer(
        tls_first,
        host,
        port or (465 if tls_first else 587),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        query.get("from", [f"no-reply@{urlsplit(settings.base_url).hostname or 'localhost'}"])[0],
    )


def send(settings: Settings, mail: Mail) -> str:
    """Sends an e-mail in the organisation's name. Returns the server's answer, such as “250 2.0.0 OK: queued”.

    Raises MailNotSent if there is no server or no address, or if the server does not take it.
    """
    if "@" not in mail.to:
        raise MailNotSent(
            phrase(
                "This person has no e-mail address of their own here, so no mail was sent. Tell them another way."
            )
        )
    server = mail_server(settings)
    try:
        return _send(server, _message(mail, server.sender, settings.organisation))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise MailNotSent(_without_secrets(explain(error, server.name), server)) from error


def _message(mail: Mail, sender: str, organisation: str) -> EmailMessage:
    """The e-mail as it is sent. Nothing in it names this machine. Raises ValueError for an address that is none."""
    local, _, domain = sender.rpartition("<")[2].rstrip("> ").rpartition("@")
    message = EmailMessage()
    message["From"] = Address(" ".join(organisation.split()), local, domain)
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = now_utc()
    message["Message-ID"] = make_msgid(domain=domain.encode("idna").decode())
    message["Auto-Submitted"] = "auto-generated"  # so that no absence notes come back
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language  # last, or it would be the first part's alone
    return message


class _Client(smtplib.SMTP):
    """Remembers what the server answered to the message."""

    answer = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Sends the message."""
        code, words = super().data(msg)
        self.answer = _answer(code, words)
        return code, words


class _TlsClient(_Client, smtplib.SMTP_SSL):
    """The same, with TLS from the start."""


def _send(server: MailServer, message: EmailMessage) -> str:
    client: _Client
    if server.tls_first:
        client = _TlsClient(
            server.host, server.port, timeout=ANSWERS_WITHIN, context=ssl.create_default_context()
        )
    else:
        client = _Client(server.host, server.port, timeout=ANSWERS_WITHIN)
    with client:
        client.ehlo()
        if not server.tls_first and client.has_extn("starttls"):
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        elif server.user and not server.tls_first and server.host not in _HERE:
            raise NoTransportSecurity  # someone on the way may have hidden the server's offer of TLS
        if server.user:
            client.login(server.user, server.password)
        client.send_message(message)
        return client.answer


def explain(error: Exception, server: str = "") -> str:
    """What happened and what to check, in words, for an error that `smtplib` or the system raised.

    `server` names the host and port. The text may hold what the server answered.
    """
    where = phrase("The mail server %(server)s", server=server) if server else phrase("The mail server")
    match error:
        case ElearnError():
            return error.text
        case NoTransportSecurity():
            return phrase(
                "%(where)s does not offer TLS, so the password was not sent. Use a port that offers "
                "TLS: usually smtp:// with port 587, or smtps:// with port 465.",
                where=where,
            )
        case smtplib.SMTPRecipientsRefused():
            return phrase(
                "%(where)s refused the recipient: %(answer)s. Check the address. If the server relays "
                "only for those who log in, check the user name and the password in ELEARN_SMTP_URL.",
                where=where,
                answer="; ".join(_answer(code, words) for code, words in error.recipients.values()),
            )
        case smtplib.SMTPResponseException():
            return _explain_refusal(error, where)
        case smtplib.SMTPServerDisconnected(__context__=TimeoutError() as silence):
            return explain(silence, server)
        case smtplib.SMTPServerDisconnected():
            return joined((phrase("%(where)s ended the connection.", where=where), _CHECK_PORT))
        case smtplib.SMTPNotSupportedError():
            return phrase(
                "%(where)s cannot do what is needed: %(answer)s If it takes no login, leave the user "
                "name and the password out of ELEARN_SMTP_URL. If an address has letters beyond a to "
                "z, use another.",
                where=where,
                answer=_line(str(error)),
            )
        case smtplib.SMTPException():
            return phrase(
                "%(where)s did not take the mail: %(answer)s Check ELEARN_SMTP_URL.",
                where=where,
                answer=_line(str(error)),
            )
        case _:
            return _explain_connection(error, where)


def _explain_refusal(error: smtplib.SMTPResponseException, where: str) -> str:
    """The same for a server that answered with a number and words."""
    answer = _answer(error.smtp_code, error.smtp_error)
    match error:
        case smtplib.SMTPAuthenticationError():
            return phrase(
                "%(where)s refused the login: %(answer)s. Check the user name and the password in "
                "ELEARN_SMTP_URL. Special characters in them are percent-encoded: @ is %%40.",
                where=where,
                answer=answer,
            )
        case smtplib.SMTPSenderRefused():
            return phrase(
                "%(where)s refused the sender %(sender)s: %(answer)s. Set ?from= in ELEARN_SMTP_URL "
                "to an address that this server may send for. If it asks for a login, write the user "
                "name and the password there too.",
                where=where,
                sender=error.sender,
                answer=answer,
            )
        case smtplib.SMTPDataError():
            return phrase(
                "%(where)s refused the mail: %(answer)s. Ask whoever runs the mail server what it allows.",
                where=where,
                answer=answer,
            )
    return phrase(
        "%(where)s refused the connection: %(answer)s. Ask whoever runs the mail server "
        "whether this machine may use it.",
        where=where,
        answer=answer,
    )


_CHECK_PORT = phrase(
    "Check the host, the port and smtp:// or smtps:// in ELEARN_SMTP_URL: smtps:// is "
    "usually port 465, and smtp:// is port 587."
)


def _explain_connection(error: Exception, where: str) -> str:
    """The same for a connection that failed."""
    match error:
        case socket.gaierror():
            return phrase(
                "%(where)s was not found: no machine has that name. Check the host in ELEARN_SMTP_URL.",
                where=where,
            )
        case ConnectionRefusedError():
            refused = phrase("%(where)s refused the connection: nothing listens at that port.", where=where)
            too = phrase("Check too that the mail server runs, and that no firewall is between.")
            return joined((refused, _CHECK_PORT, too))
        case TimeoutError():
            silent = phrase(
                "%(where)s did not answer within %(seconds)s seconds.", where=where, seconds=ANSWERS_WITHIN
            )
            between = phrase("A firewall may be between: many networks let only some machines send mail.")
            return joined((silent, _CHECK_PORT, between))
        case ssl.SSLCertVerificationError():
            return phrase(
                "%(where)s has a certificate that cannot be trusted: %(why)s. Use the host name that "
                "is on its certificate, and check that this machine trusts whoever issued it.",
                where=where,
                why=_line(error.verify_message),
            )
        case ssl.SSLError():
            return joined((phrase("%(where)s and elearn could not agree on TLS.", where=where), _CHECK_PORT))
        case OSError():
            why = error.strerror or type(error).__name__
            return joined(
                (phrase("%(where)s cannot be reached: %(why)s.", where=where, why=why), _CHECK_PORT)
            )
        case ValueError():
            return phrase(
                "The mail could not be written, because the sender's or the recipient's address is "
                "not valid. Check the address, and ?from= in ELEARN_SMTP_URL."
            )
    return phrase(
        "%(where)s did not take the mail (%(error)s). Check ELEARN_SMTP_URL.",
        where=where,
        error=type(error).__name__,
    )


def _answer(code: int, words: bytes | str) -> str:
    """A server's answer as one short line of text."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return _line(f"{code} {text}").rstrip(".")


def _line(text: str) -> str:
    """Text on one line, without what is not printed, and cut if it is long."""
    whole = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return whole if len(whole) <= _LONGEST_ANSWER else f"{whole[:_LONGEST_ANSWER]}…"


def _without_secrets(text: str, server: MailServer) -> str:
    """The text without the password. A server may repeat what it was sent, in clear text or in base64.

    Of a phrase, only what is filled in may hold it.
    """
    if not server.password:
        return text
    if isinstance(text, Phrase):
        values = {
            name: _without_secrets(value, server) if isinstance(value, str) else value
            for name, value in text.values.items()
        }
        return text.with_values(**values)
    sent = (f"\0{server.user}\0{server.password}", server.password)
    for secret in (*(base64.b64encode(each.encode()).decode() for each in sent), server.password):
        text = text.replace(secret, "•••")
    return text

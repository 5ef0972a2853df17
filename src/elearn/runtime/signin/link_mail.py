"""The e-mail with a one-time link."""

from urllib.parse import urlsplit

from elearn import letters, mail
from elearn.runtime.context import runtime_log
from elearn.settings import Settings
from elearn.translations import gettext as _
from elearn.translations import ngettext


def send_link(settings: Settings, address: str, link: str, minutes: int, *, registers: bool = False) -> bool:
    """Sends a one-time link, in the current language. False if it was not sent.

    It signs somebody in, or with `registers` proves the address of somebody new.

    If no mail server is set, logs the link for whoever runs this installation. A log in JSON goes to other machines
    and is kept, so there it only says that no server is set.

    Logs a failure but never shows it, because that would reveal whether an address is known.
    """
    if not settings.smtp_url.get_secret_value():
        if settings.log == "json":
            runtime_log.warning("No ELEARN_SMTP_URL is set, so a sign-in link was not sent.")
            return False
        runtime_log.warning("No ELEARN_SMTP_URL is set. The sign-in link for %s: %s", address, link)
        return True
    try:
        letter = _registers if registers else _letter
        mail.send(settings, letter(settings, address, link, minutes))
    except mail.MailNotSent as error:
        # log only the kind of error: its text may hold the address
        cause = error.__cause__ or error
        said = getattr(cause, "smtp_code", None) or getattr(cause, "strerror", None) or ""
        runtime_log.error(
            "A sign-in link could not be sent: %s %s. Send a test mail from the app: it says why.",
            type(cause).__name__,
            said,
        )
        return False
    return True


def _letter(settings: Settings, address: str, link: str, minutes: int) -> mail.Mail:
    host = urlsplit(settings.base_url).hostname or "localhost"
    return letters.letter(
        address,
        _("Your link to sign in to %(host)s", host=host),
        organisation=settings.organisation,
        before=[
            _("Someone, we hope you, asked to sign in to %(host)s with this address.", host=host),
            ngettext(
                "Follow this link within %(num)s minute, and press the button on the page that opens:",
                "Follow this link within %(num)s minutes, and press the button on the page that opens:",
                minutes,
            ),
        ],
        button=letters.Button(_("Sign in"), link),
        after=[_("The link works once. If it was not you, do nothing: nobody can sign in without it.")],
    )


def _registers(settings: Settings, address: str, link: str, minutes: int) -> mail.Mail:
    """What somebody new reads. It does not say the name that was given: anybody may have given any name."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    return letters.letter(
        address,
        _("Your link to register at %(host)s", host=host),
        organisation=settings.organisation,
        before=[
            _("Someone, we hope you, wants to learn at %(host)s with this address.", host=host),
            ngettext(
                "Follow this link within %(num)s minute, and press the button on the page that opens:",
                "Follow this link within %(num)s minutes, and press the button on the page that opens:",
                minutes,
            ),
        ],
        button=letters.Button(_("Register"), link),
        after=[
            _(
                "The link works once. If it was not you, do nothing: nothing about you is kept when it has run out."
            )
        ],
    )

"""Whom to ask for figures, and the mail with the link by which they come."""

from collections.abc import Mapping
from typing import NamedTuple

from elearn import letters, mail
from elearn.database import Database
from elearn.days import today
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.reporting.rag import oldest_fresh
from elearn.settings import Settings
from elearn.tracker import Actor, declaring
from elearn.translations import day
from elearn.translations import gettext as _


class Made(NamedTuple):
    """A link that was made, with its address, and why it was not sent ("": it was, or nobody asked for it)."""

    link: declaring.Link
    address: str
    sent: str
    why: str


def figures_to_ask_for(db: Database, *, by: Actor | None) -> list[declaring.Stale]:
    """The agencies whose headcounts or returns are missing or older than 6 months, the oldest first."""
    return declaring.to_ask_for(db, by=by, oldest_fresh=oldest_fresh(today()))


def make_link(db: Database, settings: Settings, asked: Mapping[str, str], *, by: Actor | None) -> Made:
    """Make a link for the `agency`, `what` and `label` of `asked`, and send it to the address `to`, if there is one.

    Raises what `declaring.make` raises, and InputFault if `to` is no address.
    """
    to = asked.get("to", "").strip()
    if to and (to.count("@") != 1 or len(to.split()) != 1 or len(to) > 254 or not to.isprintable()):
        message = phrase("“%(to)s” is not an e-mail address.", to=to[:80])
        remedy = phrase("Write one, as in name@agency.example, or leave it blank.")
        raise InputFault([Problem("to", 0, 0, "address", "error", message, remedy)])
    link, token = declaring.make(db, asked["agency"], asked["what"], asked["label"], by=by)
    address = f"{settings.runtime_url}/declare/{token}"
    if not to:
        return Made(link, address, "", "")
    try:
        mail.send(settings, _letter(settings, link, to, address))
    except mail.MailNotSent as error:
        return Made(link, address, "", error.text)
    return Made(link, address, to, "")


def _letter(settings: Settings, link: declaring.Link, to: str, address: str) -> mail.Mail:
    subject = (
        _("Please send the headcounts of %(agency)s", agency=link.agency_name)
        if link.what == "headcount"
        else _("Please send the returns of %(agency)s", agency=link.agency_name)
    )
    return letters.letter(
        to,
        subject,
        organisation=settings.organisation,
        before=[
            _(
                "We need the latest figures of %(agency)s, so that its part in the partnership’s learning is counted "
                "rightly. They are numbers only, and you need no account. The last ones stand beside each field.",
                agency=link.agency_name,
            )
        ],
        button=letters.Button(_("Send the figures"), address),
        after=[
            _(
                "The link works until %(day)s. Whoever has it can send figures: keep it to yourself.",
                day=day(link.until),
            )
        ],
    )

"""Tells the lead who asked for an exemption what was decided, by mail and in their language.

The mail names neither the person nor any reason, because mail is read by others too. The page that it leads to does.
"""

from datetime import datetime

from elearn import letters, mail
from elearn.database import Database
from elearn.days import day_of
from elearn.settings import Settings
from elearn.tracker.addresses import is_address
from elearn.tracker.exemptions.requests import ExemptionRequest
from elearn.tracker.scope import Actor
from elearn.translations import best, day, said, speaking
from elearn.translations import gettext as _


def tell(db: Database, settings: Settings, decided: ExemptionRequest, *, by: Actor | None) -> str:
    """Sends the mail. Returns in a sentence what came of it, in the current language. "": there is nobody to tell.

    Whoever decided what they asked for themselves is told nothing.
    """
    if decided.asked_by is None or (by is not None and by.person == decided.asked_by):
        return ""
    with db.read() as conn:
        asker = conn.row(
            "select name, email, language from person where id = :person", {"person": decided.asked_by}
        )
    if asker is None:
        return ""
    if not is_address(asker["email"]):
        return _("No mail went to %(name)s, who has no address here.", name=asker["name"])
    if not settings.smtp_url.get_secret_value():
        return _("No mail went to %(name)s, because no mail server is set up here.", name=asker["name"])
    with speaking(best(asker["language"], otherwise=settings.language)):
        written = _letter(settings, asker["email"], decided)
    try:
        mail.send(settings, written)
    except mail.MailNotSent as error:
        return _(
            "No mail went to %(name)s, so tell them yourself. %(why)s",
            name=asker["name"],
            why=said(error.text),
        )
    return _("We told %(name)s by e-mail.", name=asker["name"])


def _letter(settings: Settings, to: str, decided: ExemptionRequest) -> mail.Mail:
    named = {"title": decided.title, "day": day(day_of(datetime.fromisoformat(decided.asked_at)))}
    if decided.state == "approved":
        subject = _("Approved: the exemption that you asked for")
        what = _("The exemption from “%(title)s” that you asked for on %(day)s is approved.", **named)
    else:
        subject = _("Refused: the exemption that you asked for")
        what = _("The exemption from “%(title)s” that you asked for on %(day)s is refused.", **named)
    return letters.letter(
        to,
        subject,
        organisation=settings.organisation,
        before=[what, _("The person’s page says for whom it is, from when until when, and why:")],
        button=letters.Button(_("Open the page"), f"{settings.base_url}/who-is-due?person={decided.person}"),
        after=[],
    )

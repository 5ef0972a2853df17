"""Tells a learner by e-mail that their lead has decided: its title and a link, and nothing else of what it is about."""

from typing import Any

from elearn import letters, mail
from elearn.database import Database
from elearn.problems import NotFound
from elearn.settings import Settings
from elearn.tracker import audit
from elearn.tracker.outside.records import subject
from elearn.translations import N_, best, speaking
from elearn.translations import gettext as _

_SAID = {
    "approved": N_("Your lead approved “%(title)s”. It counts now."),
    "declined": N_("Your lead says that “%(title)s” does not count. The page says why, and what you can do."),
}
"""By the state of a record, what the mail says of it."""


def tell(db: Database, settings: Settings, id: int, *, by: int | None = None) -> str:
    """Sends the learner of a decided record a mail, in their own language. Call it after the transaction.

    Returns a sentence for whoever decided (`by`; None: a terminal): that the mail was sent, or why it was not. Raises
    NotFound if there is no such record. A record that waits or was taken back sends nothing.
    """
    with db.read() as conn:
        found = conn.row(
            """
            select o.title, o.state, p.email, p.language
              from outside_learning o join person p on p.id = o.person where o.id = :id
            """,
            {"id": id},
        )
    if found is None:
        raise NotFound(_("There is no such record of learning from elsewhere here. Go back to the list."))
    if found["state"] not in _SAID:
        return ""
    if "@" not in found["email"]:  # the key of somebody without an address
        return _("They have no e-mail address here, so tell them yourself.")
    with speaking(best(found["language"], otherwise=settings.language)):
        written = _letter(settings, id, found)
    try:
        mail.send(settings, written)
    except mail.MailNotSent as error:
        return _("No e-mail was sent, so tell them yourself. %(error)s", error=error.text)
    with db.write() as conn:
        audit.note(conn, "outside.told", actor=by, subject=subject(id))
    return _("An e-mail tells them.")


def _letter(settings: Settings, id: int, found: dict[str, Any]) -> mail.Mail:
    link = f"{settings.base_url}/learning-from-elsewhere?record={id}"
    return letters.letter(
        found["email"],
        _("Your learning from elsewhere: decided"),
        organisation=settings.organisation,
        before=[_(_SAID[found["state"]], title=found["title"])],
        button=letters.Button(_("Open the page"), link),
        after=[_("If you did not record this, tell your lead.")],
    )

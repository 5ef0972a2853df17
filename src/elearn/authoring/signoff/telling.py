"""Tells by mail whose turn it is to sign, and whoever sent a course what has become of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from elearn import letters, mail
from elearn.authoring.signoff.rounds import APPROVAL, Round
from elearn.authoring.writers import writers_of
from elearn.database import Database
from elearn.phrases import all_of, first_of, phrase
from elearn.settings import Settings
from elearn.tracker import SIGNING, Actor, addresses
from elearn.translations import best, said, speaking
from elearn.translations import gettext as _

MOST = 20
"""How many people are told at once."""
What = Literal["next", "approved", "sent-back"]


@dataclass(frozen=True)
class Told:
    """Who was told by mail, and who was not and why. `wanted` is False if there is nobody to tell."""

    told: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    why: str = ""
    nobody: str = ""

    @property
    def words(self) -> str:
        """That in sentences."""
        if self.nobody:
            return said(self.nobody)
        parts = []
        if self.told:
            parts.append(_("We told %(names)s by e-mail.", names=said(all_of(self.told))))
        if self.left:
            names, why = said(first_of(self.left)), said(self.why)
            parts.append(_("No mail went to %(names)s, so tell them yourself. %(why)s", names=names, why=why))
        return " ".join(parts)


def tell(
    db: Database, settings: Settings, round: Round, title: str, what: What, *, by: Actor, reason: str = ""
) -> Told:
    """Tells whose turn it is, or whoever sent the course that it is approved or was sent back. In their languages.

    Whoever has just signed is told nothing.
    """
    found = list(_people(db, round, what))
    people = [each for each in found if each["id"] != by.person][:MOST]
    if not people:
        return Told(nobody=_nobody(round, what, own=bool(found)))
    if not settings.smtp_url.get_secret_value():
        return Told(left=tuple(each["name"] for each in people), why=phrase("No mail server is set up here."))
    told, left, why = list[str](), list[str](), ""
    for each in people:
        if why or not addresses.is_address(each["email"]):
            left.append(each["name"])
            continue
        try:
            with speaking(best(each["language"], otherwise=settings.language)):
                written = _letter(settings, each["email"], round, title, what, by, reason)
            mail.send(settings, written)
            told.append(each["name"])
        except mail.MailNotSent as error:
            left.append(each["name"])
            why = error.text
    return Told(tuple(told), tuple(left), why)


def _people(db: Database, round: Round, what: What) -> Iterable[Mapping[str, Any]]:
    with db.read() as conn:
        if what != "next":
            return conn.rows(
                "select id, name, email, language from person where id = :by", {"by": round.sent_by}
            )
        own = writers_of(conn, round.course) | {round.sent_by} if round.step == APPROVAL else frozenset()
        rows = conn.rows(
            """
            select p.id, p.name, p.email, p.language from signing_role r join person p on p.id = r.person
             where r.role = :step order by p.name, p.id
            """,
            {"step": round.step},
        )
        return [row for row in rows if row["id"] not in own]


def _nobody(round: Round, what: What, *, own: bool) -> str:
    if what != "next":
        return ""
    if own:
        return phrase("You may sign the next step, too: “%(step)s”.", step=SIGNING[round.step])
    return phrase(
        "Nobody else has the role for the next step, “%(step)s”. An administrator gives it, under People and rights.",
        step=SIGNING[round.step],
    )


def _letter(
    settings: Settings, to: str, round: Round, title: str, what: What, by: Actor, reason: str
) -> mail.Mail:
    named = {"title": title, "who": by.name, "version": round.version}
    if what == "next":
        step = said(SIGNING[round.step])
        subject = _("A course waits for your signature: %(title)s", **named)
        before = [
            _("The course “%(title)s”, version %(version)s, is in sign-off.", **named),
            _("The next step is “%(step)s”, and you may sign it.", step=step),
        ]
    elif what == "approved":
        subject = _("Approved: %(title)s", **named)
        before = [_("%(who)s has approved the course “%(title)s”, version %(version)s.", **named)]
    else:
        subject = _("Sent back: %(title)s", **named)
        before = [
            _("%(who)s has sent the course “%(title)s”, version %(version)s, back to you.", **named),
            reason,
        ]
    return letters.letter(
        to,
        subject,
        organisation=settings.organisation,
        before=before,
        button=letters.Button(_("Open its sign-off"), f"{settings.desk_url}/desk/{round.course}/sign-off"),
        after=[],
    )

"""What the screens say of learning from elsewhere in the same way: its state, its steps, and hours so far."""

import streamlit as st

from elearn.app import session
from elearn.app.drawing import draw
from elearn.app.durations import in_hours
from elearn.days import today
from elearn.tracker import Actor, AuditStep, outside
from elearn.tracker.outside import OutsideLearning
from elearn.translations import N_, Words
from elearn.translations import gettext as _

STATES = {
    "waiting": ("care", "◐", N_("Waiting for a decision")),
    "approved": ("good", "●", N_("Approved")),
    "declined": ("bad", "▼", N_("Does not count")),
    "taken-back": ("plain", "○", N_("Taken back")),
}
"""The class, the shape and the words of each state. The template translates the words."""
_STEPS = Words(
    {
        "outside.recorded": N_("Recorded"),
        "outside.corrected": N_("Corrected"),
        "outside.approved": N_("Approved"),
        "outside.declined": N_("Declined"),
        "outside.revoked": N_("Approval taken back"),
        "outside.taken-back": N_("Taken back by the learner"),
        "outside.told": N_("The learner was told by e-mail"),
    }
)


def draw_steps(trail: list[AuditStep]) -> None:
    """Draws what was done to a record, the earliest first."""
    lines = [(each.at, each.name, _STEPS.get(each.action, each.action), _details(each)) for each in trail]
    draw("steps.html", title=_("What was done"), lines=lines)


def _details(step: AuditStep) -> list[str]:
    """What a step changed, and why."""
    said: list[str] = []
    if was := step.detail.get("was") if isinstance(step.detail.get("was"), dict) else None:
        said.append(_("The learner had written: %(said)s", said=how(was["minutes"], was["participatory"])))
    if reason := step.detail.get("reason"):
        said.append(_("Reason: %(reason)s", reason=reason))
    return said


def how(minutes: int, participatory: bool) -> str:
    """How long learning took and how people learned, in a few words."""
    words = _("participatory") if participatory else _("non-participatory")
    return _("%(time)s, %(how)s", time=in_hours(minutes), how=words)


def draw_hours(actor: Actor, person: int) -> None:
    """Draws somebody's hours so far towards each requirement of hours. Draws nothing if none asks for any."""
    found = outside.hours_of(session.database(), actor, person, today())
    if found:
        draw("outside-hours.html", every=found, hours=in_hours)


def offer_evidence(record: OutsideLearning) -> None:
    """Draws a button that downloads the evidence of a record, if it has any.

    The file is read when the browser fetches it, for who may see it by then.
    """
    if record.evidence is None:
        return
    reader, id = session.later(), record.id

    def content() -> bytes:
        return outside.evidence_of(session.database(), reader(), id).content

    st.download_button(
        _("Download the evidence (%(name)s)", name=record.evidence),
        content,
        file_name=record.evidence,
        mime="application/octet-stream",
        key=f"outside_evidence_{id}",
        on_click="ignore",
    )

"""The notification register: serious incidents that the partnership learned of, and what was decided.

It names nobody. The caller works out when things are due, from the edition of the guidance in force
(`elearn.guidance`). The register keeps those days.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from elearn.database import Connection, Database, Row, now_text
from elearn.days import today
from elearn.phrases import as_json, from_json
from elearn.problems import NotFound
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import N_, said
from elearn.translations import gettext as _

Kind = Literal["child", "adult", "domestic"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DECISIONS = (
    "local child safeguarding practice review",
    "safeguarding adult review",
    "domestic abuse related death review",
    "domestic homicide review",
    "serious case review",
    "serious incident learning review",
    "learning review",
    "partnership case review",
    "no review",
)
NextStep = Literal["panel", "rapid", "decision", ""]
"""What is to be done next: tell the Panel, do the rapid review, or decide. "": nothing is due."""
PANEL_ANSWERS = ("agrees", "does not agree", "asks for more", "will review nationally")
_KNOWN = N_("the day on which it became known")


@dataclass(frozen=True, slots=True)
class Notified:
    """A new entry: the partnership's own reference, a summary that identifies nobody, and the day it became known.

    `panel_due` is the last day to tell the national Panel. None: there is no such day.
    """

    reference: str
    kind: str
    summary: str
    known_on: date
    panel_due: date | None


@dataclass(frozen=True, slots=True)
class Notification:
    """An entry of the register. Days are None, and texts empty, until that step is done.

    `late_panel` and `late_rapid`: the step is past its last day and not done. `review` is the slug of the review that
    followed. `aid` is what the decision aid said. `insisted` is why a decision outside the guidance was kept.
    """

    id: int
    reference: str
    kind: Kind
    summary: str
    known_on: date
    panel_due: date | None
    panel_told_on: date | None
    rapid_due: date | None
    rapid_done_on: date | None
    decision: str
    reasons: str
    edition: str
    decided_on: date | None
    panel_answer: str
    panel_note: str
    panel_answered_on: date | None
    review: str
    aid: dict[str, Any] | None
    late_panel: bool
    late_rapid: bool
    outside: list[Any] | None
    insisted: str
    next_step: NextStep
    next_due: date | None

    @property
    def found_outside(self) -> tuple[str, ...]:
        """Why the guidance did not know the decision when it was taken, as phrases. None if it did."""
        return tuple(from_json(each) for each in self.outside or ())


def add(db: Database, actor: Actor, notified: Notified) -> int:
    """Adds an entry. Returns its id. Raises InputFault with everything that is wrong: also if the reference is used."""
    actor.must("govern")
    entry = FormFields()
    values = {
        "reference": entry.reference(_("Your own reference"), notified.reference),
        "kind": entry.one_of(_("About"), notified.kind, KINDS),
        "summary": entry.text(_("What is known, in a sentence or two"), notified.summary),
        "known_on": entry.day(_("Day on which it became known"), notified.known_on, last=today()),
        "panel_due": notified.panel_due.isoformat() if notified.panel_due else None,
        "by": actor.person,
        "now": now_text(),
    }
    with db.write() as conn:
        if conn.value("select 1 from notification where reference = :reference", values) is not None:
            entry.fault(
                _("Your own reference"),
                _("%(reference)s is in the register.", reference=values["reference"]),
                _("Open that one, or use another."),
            )
        entry.done()
        notification: int = conn.value(
            """
            insert into notification (reference, kind, summary, known_on, panel_due, recorded_by, recorded_at)
            values (:reference, :kind, :summary, :known_on, :panel_due, :by, :now) returning id
            """,
            values,
        )
        _note(conn, "added", actor, notification, {"known_on": values["known_on"]})
    return notification


def panel_told(db: Database, actor: Actor, notification: int, on: date, *, rapid_due: date | None) -> None:
    """Records the day on which the national Panel was told. `rapid_due` is the last day for the rapid review."""

    def check(entry: FormFields, found: Row) -> dict[str, Any]:
        known, done = found["known_on"], found["rapid_done_on"]
        last = min(today(), _day(done)) if done else today()
        told = entry.day(_("Panel told on"), on, first=_day(known), last=last, since=_(_KNOWN))
        return {"panel_told_on": told, "rapid_due": rapid_due.isoformat() if rapid_due else None}

    _change(db, actor, notification, "panel_told", check)


def rapid_done(db: Database, actor: Actor, notification: int, on: date) -> None:
    """Records the day on which the rapid review was done and sent to the Panel."""

    def check(entry: FormFields, found: Row) -> dict[str, Any]:
        first, since = _first(found)
        if found["panel_due"] and not found["panel_told_on"]:
            entry.fault(
                _("Rapid review done on"),
                _("The rapid review is sent to the national Panel, and no day says when the Panel was told."),
                _("Record first the day on which the Panel was told."),
            )
        done = entry.day(_("Rapid review done on"), on, first=first, last=today(), since=since)
        return {"rapid_done_on": done}

    _change(db, actor, notification, "rapid_done", check)


def decide(
    db: Database,
    actor: Actor,
    notification: int,
    *,
    decision: str,
    reasons: str,
    edition: str,
    on: date,
    outside: Sequence[str] = (),
    insisted: str = "",
) -> None:
    """Records a decision, its reasons and day, and the edition of the guidance that was used.

    A later decision replaces an earlier one. The audit keeps both. `outside` are phrases that say why the guidance does
    not know the decision. It is refused then, unless `insisted` says why it is kept all the same.
    """

    def check(entry: FormFields, found: Row) -> dict[str, Any]:
        known = found["known_on"]
        kept = entry.text(_("Keep it all the same, because"), insisted, required=False) if outside else ""
        if outside and not kept:
            for reason in outside:
                entry.fault(_("Decision"), said(reason), _("Change the decision, or say why you keep it."))
        return {
            "decision": entry.one_of(_("Decision"), decision, DECISIONS),
            "reasons": entry.text(_("Reasons"), reasons),
            "edition": entry.text(_("Edition"), edition, longest=100),
            "decided_on": entry.day(_("Decided on"), on, first=_day(known), last=today(), since=_(_KNOWN)),
            "outside": json.dumps([as_json(each) for each in outside], ensure_ascii=False) if outside else "",
            "insisted": kept,
        }

    _change(db, actor, notification, "decided", check)


def panel_answered(
    db: Database, actor: Actor, notification: int, *, answer: str, on: date, note: str = ""
) -> None:
    """Records the national Panel's answer to the decision."""

    def check(entry: FormFields, found: Row) -> dict[str, Any]:
        first, since = _first(found)
        return {
            "panel_answer": entry.one_of(_("Answer"), answer, PANEL_ANSWERS),
            "panel_note": entry.text(_("Note"), note, required=False),
            "panel_answered_on": entry.day(_("Answered on"), on, first=first, last=today(), since=since),
        }

    _change(db, actor, notification, "panel_answered", check)


def led_to(db: Database, actor: Actor, notification: int, review: str) -> None:
    """Records which review of the library followed."""
    _change(db, actor, notification, "led_to", lambda entry, _: {"review": entry.review(review)})


def keep_aid(db: Database, actor: Actor, notification: int, aid: Mapping[str, Any]) -> None:
    """Keeps what the decision aid said and what was ticked. Later changes of the guidance do not change it."""
    text = json.dumps(aid, ensure_ascii=False)
    _change(db, actor, notification, "aid_kept", lambda entry, _: {"aid": text}, told=False)


def notifications(
    db: Database,
    actor: Actor,
    on: date,
    *,
    overdue: bool = False,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Notification]:
    """The register as it is on the day `on`, by the day that is next due, so the longest overdue entry comes first.

    Entries that wait for a decision, which has no day, come next. Those with nothing due come last. In both, the latest
    known come first. `overdue`: only entries with something overdue.
    """
    actor.must("govern")
    return page_of(
        db,
        Notification,
        _COLUMNS,
        f"""
        from notification n
        where {like("n.reference", "n.summary", "n.decision")} and (:overdue = 0 or {_LATE_PANEL} + {_LATE_RAPID} > 0)
        """,
        f"""
        case when {_NEXT_DUE} is not null then 0 when {_NEXT_STEP} <> '' then 1 else 2 end, {_NEXT_DUE},
        n.known_on desc, n.id desc
        """,
        {"day": on.isoformat(), "overdue": int(overdue)},
        search,
        page,
        size,
    )


def one(
    db: Database, actor: Actor, notification: int, on: date
) -> tuple[Notification, list[audit.AuditStep]]:
    """An entry as it is on the day `on`, and what was done to it. Raises NotFound if there is no such entry."""
    actor.must("govern")
    with db.read() as conn:
        found = conn.object(
            Notification,
            f"select {_COLUMNS} from notification n where n.id = :id",
            {"id": notification, "day": on.isoformat()},
        )
        if found is None:
            raise NotFound(_("There is no such notification. Go back to the register."))
        return found, audit.trail(conn, _subject(notification))


Check = Callable[[FormFields, Row], dict[str, Any]]
_LATE_PANEL = "(case when n.panel_told_on is null and n.panel_due < :day then 1 else 0 end)"
_LATE_RAPID = "(case when n.rapid_done_on is null and n.rapid_due < :day then 1 else 0 end)"
_TO_TELL = "n.panel_told_on is null and n.panel_due is not null"
_TO_DO = "n.rapid_done_on is null and n.rapid_due is not null"
_NEXT_DUE = f"(case when {_TO_TELL} then n.panel_due when {_TO_DO} then n.rapid_due end)"
_NEXT_STEP = f"""
        (case when {_TO_TELL} then 'panel' when {_TO_DO} then 'rapid' when n.decision = '' then 'decision' else '' end)
        """
_COLUMNS = f"""
        n.id, n.reference, n.kind, n.summary, n.known_on, n.panel_due, n.panel_told_on, n.rapid_due, n.rapid_done_on,
        n.decision, n.reasons, n.edition, n.decided_on, n.panel_answer, n.panel_note, n.panel_answered_on, n.review,
        nullif(n.aid, '') as aid, nullif(n.outside, '') as outside, n.insisted,
        {_LATE_PANEL} as late_panel, {_LATE_RAPID} as late_rapid,
        {_NEXT_STEP} as next_step, {_NEXT_DUE} as next_due
        """


def _change(
    db: Database, actor: Actor, notification: int, step: str, check: Check, *, told: bool = True
) -> None:
    """Writes the values that `check` gives for the stored row. `told`: the audit keeps the values too.

    Raises InputFault with everything that is wrong, and NotFound if there is no such entry.
    """
    actor.must("govern")
    entry = FormFields()
    with db.write() as conn:
        found = conn.row("select * from notification where id = :id", {"id": notification})
        if found is None:
            raise NotFound(_("There is no such notification. Go back to the register."))
        values: dict[str, Any] = check(entry, found)
        entry.done()
        conn.execute(
            f"update notification set {', '.join(f'{name} = :{name}' for name in values)} where id = :id",
            {**values, "id": notification},
        )
        _note(conn, step, actor, notification, values if told else None)


def _note(
    conn: Connection, step: str, actor: Actor, notification: int, detail: Mapping[str, Any] | None
) -> None:
    audit.note(
        conn, f"notification.{step}", actor=actor.person, subject=_subject(notification), detail=detail
    )


def _subject(notification: int) -> str:
    return f"notification:{notification}"


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _first(found: Row) -> tuple[date, str]:
    """The first day on which the Panel can have an answer, and what that day is."""
    if found["panel_told_on"]:
        return _day(found["panel_told_on"]), _("the day on which the Panel was told")
    return _day(found["known_on"]), _(_KNOWN)

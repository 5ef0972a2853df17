"""Fills Wrenshire's registers with a few entries each, all fiction, by the functions that the app uses."""

from collections.abc import Mapping
from datetime import date, timedelta

from elearn.database import Database
from elearn.demo.workforce import ADMINISTRATOR, BOARD, LEAD, LEARNER, TRAINER
from elearn.guidance import editions_for, panel_due, quality_markers, rapid_due, working_days_after
from elearn.tracker import Actor, actor
from elearn.tracker.registers import (
    actions,
    archive,
    dissemination,
    impact,
    markers,
    meetings,
    notifications,
    subgroup,
    workshops,
)

ORCHARD, HARBOUR, LANTERN = "wrenshire-2022-orchard", "wrenshire-2023-harbour", "wrenshire-2024-lantern"
BRIDGE = "wrenshire-2024-bridge"
FERNBANK, TIDEWATER = "wrenshire-2023-fernbank", "wrenshire-2025-tidewater"
KESTREL = "marrowshire-2021-kestrel"


def fill(db: Database, ids: Mapping[str, int], day: date) -> None:
    """Fills the registers, dated back from a day. `ids` are the demonstration people's ids by e-mail address.

    Changes nothing if the registers already hold something.
    """
    with db.read() as conn:
        if conn.value("select 1 from notification") is not None:
            return
    board, lead, trainer, learner, administrator = (
        actor(db, ids[person.email]) for person in (BOARD, LEAD, TRAINER, LEARNER, ADMINISTRATOR)
    )
    last_meeting = _notifications(db, board, day)
    _requests(db, board, lead, learner, day)
    _markers(db, board, administrator)
    _dissemination(db, administrator, lead, day)
    _actions(db, administrator, lead, board, day)
    _workshop(db, trainer, day)
    _decisions(db, board, last_meeting, day)


def _notifications(db: Database, board: Actor, day: date) -> int:
    """Returns the last meeting of the subgroup."""
    known = min(date(2024, 9, 9), day - timedelta(days=74))
    told = working_days_after(known, 3)
    first = _notified(
        db,
        board,
        "WN-01",
        "A teenager was seriously harmed at home. Services had seen different parts of it.",
        known,
    )
    notifications.panel_told(db, board, first, told, rapid_due=rapid_due("child", known, told))
    notifications.rapid_done(db, board, first, working_days_after(told, 13))
    decided = known + timedelta(days=29)
    met = meetings.arrange(db, board, decided - timedelta(days=1), "Two hours, by video")
    outcome = "A partnership case review by workshop is advised, and other children are safe"
    meetings.consider(db, board, met, first, outcome)
    edition = editions_for("child", known, decided)[0]
    notifications.decide(
        db,
        board,
        first,
        decision="partnership case review",
        reasons="No local review is needed. There is more to learn from the people who knew the family.",
        edition=edition.name,
        on=decided,
    )
    notifications.panel_answered(db, board, first, answer="agrees", on=known + timedelta(days=36))
    notifications.led_to(db, board, first, TIDEWATER)
    known = day - timedelta(days=40)
    second = _notified(
        db, board, "WN-02", "A teenager was seriously harmed by people outside the family.", known
    )
    told = working_days_after(known, 4)
    notifications.panel_told(db, board, second, told, rapid_due=rapid_due("child", known, told))
    _notified(
        db,
        board,
        "WN-03",
        "A young child was found in the care of adults who could not keep them safe.",
        day - timedelta(days=3),
    )
    held = meetings.arrange(db, board, working_days_after(told, 14), "Two hours, by video")
    meetings.consider(db, board, held, second, "The rapid review goes on, and other children are safe")
    following = meetings.arrange(db, board, day + timedelta(days=12), "Two hours, by video")
    meetings.consider(db, board, following, second)
    return held


def _notified(db: Database, board: Actor, reference: str, summary: str, known: date) -> int:
    entry = notifications.Notified(reference, "child", summary, known, panel_due("child", known))
    return notifications.add(db, board, entry)


def _requests(db: Database, board: Actor, lead: Actor, learner: Actor, day: date) -> None:
    granted = archive.ask(
        db,
        lead,
        KESTREL,
        purpose="carrying out a recommendation",
        reason="We are rewriting our pathway, and the neighbouring county has done so before us.",
    )
    until = day + timedelta(days=60)
    archive.decide(
        db, board, granted, grant=True, reason="It answers the same question as ours.", until=until
    )
    refused = archive.ask(db, lead, "derbyshire-ads13", purpose="research", reason="For a paper of mine.")
    archive.decide(
        db,
        board,
        refused,
        grant=False,
        reason="Another board’s review: ask that board, which holds the report.",
    )
    archive.ask(
        db,
        learner,
        KESTREL,
        purpose="team or supervision discussion",
        reason="My team would like to talk it through, as we meet the same difficulty.",
    )
    unlisted = archive.Unlisted(
        "Marrowshire Safeguarding Children Partnership", "Merlin, on homes that are crowded", "about 2014"
    )
    reason = "Families who come to us from Marrowshire tell us of the same homes."
    archive.ask_for_unlisted(db, lead, unlisted, purpose="training", reason=reason)


_EVIDENCE = {
    "met": "Minutes of the subgroup, and the letter of commissioning.",
    "partly": "Done for practitioners; the family was asked late.",
    "not yet": "",
    "not applicable": "",
}


def _markers(db: Database, board: Actor, administrator: Actor) -> None:
    ids = quality_markers().ids()
    said = (
        "met",
        "met",
        "met",
        "partly",
        "met",
        "met",
        "met",
        "met",
        "not applicable",
        "met",
        "met",
        "partly",
        "met",
    )
    for review, keeper, count in ((HARBOUR, board, 13), (LANTERN, administrator, 6)):
        for marker, answer in zip(ids[:count], said, strict=False):
            markers.answer(db, keeper, review, marker, answer=answer, evidence=_EVIDENCE[answer])


def _dissemination(db: Database, administrator: Actor, lead: Actor, day: date) -> None:
    for who, review, agency, how, audience, reached, ago in (
        (lead, HARBOUR, "community-health", "team briefing", "Health visiting teams", 41, 400),
        (lead, HARBOUR, "community-health", "single-agency training", "Health visitors and school nurses", 58, 350),
        (lead, FERNBANK, "community-health", "e-mail", "All clinical staff", 96, 260),
        (administrator, HARBOUR, "childrens-services", "inter-agency training", "Assessment teams and police", 24, 330),
        (administrator, HARBOUR, "practices", "e-mail", "Practice safeguarding leads", 79, 390),
        (administrator, HARBOUR, "early-years", "team briefing", "Room leaders", 88, 310),
        (administrator, ORCHARD, "schools", "team briefing", "Designated safeguarding leads", 420, 500),
        (administrator, ORCHARD, "police", "course", "Protection and neighbourhood teams", 61, 480),
        (administrator, FERNBANK, "acute-general", "supervision", "Paediatric teams", 37, 240),
        (administrator, FERNBANK, "childrens-services", "team briefing", "Duty and family support teams", 33, 230),
        (administrator, LANTERN, "acute-university", "policy or procedure changed", "Emergency department", 150, 120),
        (administrator, TIDEWATER, "police", "team briefing", "Duty sergeants", 18, 30),
    ):  # fmt: skip
        on = day - timedelta(days=ago)
        dissemination.add(db, who, dissemination.Dissemination(review, agency, how, audience, reached, on))


_ACTIONS = (
    (f"{HARBOUR}#r1", "community-health", "Put a body map into the electronic record, and audit its use", -200,
     "embedded", "", ""),
    (f"{FERNBANK}#r3", "community-health", "Ask in supervision who lives with and who helps each family", 45,
     "in progress", "not enough staff or time", "Three supervisors’ posts are vacant until spring."),
    (f"{LANTERN}#r2", "community-health", "Extend the pathway to children who do not move independently", -15,
     "not started", "", ""),
    (f"{HARBOUR}#r2", "practices", "One number to ring for a same-day referral", -120, "delivered", "", ""),
    (f"{FERNBANK}#r1", "acute-general", "Replace “did not attend” by “was not brought” in every letter", -30,
     "in progress", "no system or data for it", "The supplier changes the wording in its next release."),
    (f"{LANTERN}#r1", "police", "One page on how to escalate, on every desk and phone", 60, "not started", "", ""),
    (f"{ORCHARD}#r2", "schools", "Each school agrees one change with its staff, and looks again a term later", -300,
     "embedded", "", ""),
    (f"{ORCHARD}#r2", "voluntary", "Bring the review to the forum of voluntary organisations", -60,
     "not started", "depends on another agency", "The forum has no chair at present."),
    (f"{BRIDGE}#r1", "community-health", "Book an interpreter with each planned visit, and audit it each year", -120,
     "embedded", "", ""),
)  # fmt: skip
"""Recommendation, agency, action, days until due, state, what stops it, and a note on that."""


def _actions(db: Database, administrator: Actor, lead: Actor, board: Actor, day: date) -> None:
    numbers = []
    for reference, agency, action, days, state, barrier, note in _ACTIONS:
        who, due = lead if agency == "community-health" else administrator, day + timedelta(days=days)
        number = actions.add(db, who, recommendation=reference, agency=agency, action=action, due=due)
        actions.change(db, who, number, actions.Change(state, due, barrier, note))
        numbers.append(number)
    recorded = impact.ImpactEntry(
        f"{HARBOUR}#r1",
        "community-health",
        "practice",
        "Marks on babies are recorded in words and by their exact place, on the day",
        "An audit found this in 46 of 50 records; before the training it was 29 of 50.",
        "audit of records",
        day - timedelta(days=60),
        numbers[0],
    )
    impact.add(db, lead, recorded)
    evidenced = actions.Change("impact evidenced", day - timedelta(days=200))
    actions.change(db, lead, numbers[0], evidenced)
    told = impact.ImpactEntry(
        f"{ORCHARD}#r3",
        None,
        "outcome",
        "Families say that they were told what would happen after a referral, and when",
        "Of 62 families asked, 48 said so this year; last year it was 31 of 60.",
        "what children and families said",
        day - timedelta(days=90),
    )
    impact.add(db, board, told)
    interpreted = impact.ImpactEntry(
        f"{BRIDGE}#r1",
        "community-health",
        "practice",
        "Planned visits to families who need an interpreter have one, and no child interprets",
        "Of 40 visits looked at, 37 had a booked interpreter; a year before it was 21 of 40.",
        "audit of records",
        day - timedelta(days=45),
        numbers[-1],
    )
    impact.add(db, lead, interpreted)


def _workshop(db: Database, trainer: Actor, day: date) -> None:
    held = workshops.Held(
        FERNBANK,
        day - timedelta(days=200),
        services="Health visiting\nGeneral practice\nSchool nursing\nChildren’s social care\nPolice",
        individual="Ask who brings the child, each time\n"
        "Write what an absence means for this child, not only that it happened",
        local="Clinics and practices tell each other of the second absence\nReception staff know whom to tell",
        strategic="One way to bring missed appointments from several services together",
        to_subgroup="Whether one agreed form would hold for every service in the county",
    )
    workshops.add(db, trainer, held)


def _decisions(db: Database, board: Actor, held: int, day: date) -> None:
    """The last meeting decided on two lessons of the workshop and left one. The others are for the next meeting."""
    [workshop] = workshops.workshops(db, board, review=FERNBANK).rows
    absences, reception = workshop.lessons()["local"]
    lessons = {
        tier: subgroup.ask(db, board, workshop.id, tier, lesson)
        for tier, lesson in (("local", absences), ("individual", workshop.lessons()["individual"][0]))
    }
    third = subgroup.ask(db, board, workshop.id, "local", reception)
    subgroup.put(db, board, [*lessons.values(), third], held)
    procedure = subgroup.Decision(
        "in part",
        "Schools and clinics see the same absences. Services that work with adults only do not.",
        "procedure",
        "The procedure for missed appointments. The safeguarding unit’s policy lead changes it.",
        day + timedelta(days=120),
    )
    subgroup.decide(db, board, lessons["local"], held, procedure)
    new = actions.NewAction(
        f"{FERNBANK}#r3",
        "childrens-services",
        "Add the question of who brings the child to the county’s form for home visits",
        day + timedelta(days=90),
    )
    action = subgroup.Decision(
        "yes",
        "Every service that visits families can ask it, and few write it down.",
        "action",
        new_action=new,
    )
    subgroup.decide(db, board, lessons["individual"], held, action)

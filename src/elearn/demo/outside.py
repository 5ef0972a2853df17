"""Learning from elsewhere in Wrenshire: a few records that wait and some that are approved, all fiction.

Named professionals of one agency need hours and a yearly update. So these kinds can be seen, and no other figure changes.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from elearn.database import Database
from elearn.demo.workforce import DEMO_PEOPLE, LEAD, LEARNER
from elearn.tracker import Actor, actor, imports, outside
from elearn.tracker.outside import Decision, Evidence, Learned

HOURS, UPDATE = "named-hours", "named-update"
_COURSES = f"""id,title,kind
{HOURS},Hours of learning for named professionals,hours
{UPDATE},Yearly update for named professionals,update
"""
_REQUIRED = """course,agency,role_group,from,due_within_days,renew_after_months,hours,participatory,counts_outside
{hours},{agency},R4,{day},365,36,12,50,yes
{update},{agency},R4,{day},90,12,,,yes
"""
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_DAYS = (
    ("Conference: seeing neglect early", "Wrenshire University", 6, True, "I ask what a usual day is like."),
    (
        "Peer review of five referrals",
        "Regional network of named nurses",
        4,
        True,
        "What is said twice is heard.",
    ),
    (
        "Reading: reviews of the last two years",
        "National library of reviews",
        3,
        False,
        "The same gaps come back.",
    ),
)
"""What named professionals learned: its title, who provided it, for how many hours, with others or not, and a note."""


def fill(db: Database, ids: Mapping[str, int], day: date) -> None:
    """Keeps the requirements and the records, dated back from a day. `ids` are the demonstration people's ids.

    Changes nothing if there is a record already.
    """
    with db.read() as conn:
        if conn.value("select 1 from outside_learning") is not None:
            return
    _require(db, day)
    lead, learner = actor(db, ids[LEAD.email]), actor(db, ids[LEARNER.email])
    first, second, third = _named(db, ids)[:3]
    for number, (title, provider, hours, with_others, note) in enumerate(_DAYS):
        on = day - timedelta(days=40 + 130 * number)
        for person in (first, second)[: 2 if number == 1 else 1]:
            id = outside.record(db, person, Learned(title, provider, on, hours, 0, with_others, note))
            outside.approve(db, lead, id, Decision())
    about = outside.update_of(db, first, UPDATE, day).choices[0].key
    outside.reflect(db, first, UPDATE, about=about, text="I bring one referral to each supervision.")
    _wait(db, third, "Workshop on professional curiosity", 2, day - timedelta(days=12))
    _wait(
        db,
        learner,
        "Study day: safer sleep in crowded homes",
        5,
        day - timedelta(days=20),
        Evidence("attended.pdf", _PDF),
    )
    declined = _wait(db, learner, "Film about a review", 1, day - timedelta(days=90))
    outside.decline(db, lead, declined, reason="Please write what you learned from it.")


def _require(db: Database, day: date) -> None:
    """Requires hours and an update of the named professionals of the lead's agency."""
    since = day - timedelta(days=2 * 365)
    required = _REQUIRED.format(hours=HOURS, update=UPDATE, agency=LEAD.agency, day=since)
    for kind, text in (("courses", _COURSES), ("requirements", required)):
        imports.apply(db, imports.preview(db, kind, text.encode(), kind))


def _named(db: Database, ids: Mapping[str, int]) -> list[Actor]:
    """The named professionals of the lead's agency, without those whom the start page offers."""
    with db.read() as conn:
        found = conn.column(
            """
            select distinct person from post
             where agency = :agency and role_group = 'R4' and ends_on is null and person not in :offered
             order by person
            """,
            {"agency": LEAD.agency, "offered": [ids[each.email] for each in DEMO_PEOPLE]},
        )
    return [actor(db, person) for person in found]


def _wait(
    db: Database, person: Actor, title: str, hours: int, day: date, file: Evidence | None = None
) -> int:
    """Records something that waits for the lead."""
    note = "I ask more, and write down the answer."
    return outside.record(
        db, person, Learned(title, "Wrenshire University", day, hours, 30, True, note), file
    )

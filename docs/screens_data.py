"""What the installations of `screens.py` hold: people, courses, reviews and registers, one of each or thousands."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.screens_learned import fill_learned
from tests.serving import ROOT, Installation

from elearn.database import Database, open_database
from elearn.guidance import Decided, against, editions_for, quality_markers
from elearn.tracker import Actor, actor, catalogue, sessions
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

COURSE = "when-is-a-review-held"
REVIEW = "wrenshire-2024-signal"
WHO = {
    "administrator": "al@wrenshire.example",
    "board": "bo@wrenshire.example",
    "trainer": "tess@wrenshire.example",
    "lead": "lead1@hollin.example",
    "learner": "person1@hollin.example",
}
"""By role, who looks at the screens of an installation."""
FIRST_WHO = {**WHO, "lead": WHO["administrator"], "learner": WHO["trainer"]}
"""The same where there is no agency, and so no lead and nobody without a role."""
ONE: Mapping[str, int] = {}
"""How many of each kind there are, of which one is usual."""
THOUSANDS = {
    "agencies": 300,
    "role-groups": 40,
    "people": 2_500,
    "courses": 40,
    "requirements": 2_500,
    "exemptions": 2_500,
    "roles": 300,
    "written courses": 40,
    "reviews": 300,
    "notifications": 120,
    "dissemination": 600,
    "sessions": 1_200,
    "without address": 400,
    "learned elsewhere": 1_500,
}
LONG = "and its partner schools and nurseries in the valleys of the north and west"


def give_roles(here: Installation) -> None:
    """Gives the people who have no agency their roles."""
    for role, name in (("administrator", "Al Okafor"), ("board", "Bo Lindqvist"), ("trainer", "Tess Amoah")):
        here.run("role", "give", WHO[role], role, "--name", name)


def write(folder: Path, counts: Mapping[str, int]) -> None:
    """Writes courses and reviews into a folder: the ones that come with elearn, and copies up to what `counts` says."""
    source = ROOT / "courses" / COURSE
    shutil.copytree(source, folder / "courses" / COURSE)
    for number in range(2, counts.get("written courses", 1) + 1):
        copied = folder / "courses" / f"{COURSE}-{number}"
        shutil.copytree(source, copied)
        text = (copied / "course.md").read_text(encoding="utf-8")
        title = (
            f"When is a review held in setting {number}, who takes part in it, {LONG}, and what is it for?"
        )
        new = text.replace("title: When is a review held, and what is it for?", f"title: {title}", 1)
        (copied / "course.md").write_text(new, encoding="utf-8")
    reviews = folder / "reviews"
    shutil.copytree(ROOT / "reviews", reviews)
    text = (reviews / f"{REVIEW}.md").read_text(encoding="utf-8")
    for number in range(2, counts.get("reviews", 1) + 1):
        new = text.replace("label: Signal", f"label: Signal {number} {LONG if number % 9 == 0 else ''}", 1)
        name = f"{REVIEW}-{number}.md"
        (reviews / name).write_text(new.replace("year: 2024", f"year: {2010 + number % 15}", 1), "utf-8")


def fill(here: Installation, counts: Mapping[str, int]) -> None:
    """Publishes two versions of a course, imports `counts` rows of each kind, and fills the registers."""
    source = here.folder / "courses" / COURSE / "course.md"
    text = source.read_text(encoding="utf-8")
    here.run("build", "--out", str(here.folder / "dist"))
    for version in ("1.1.0", "1.2.0"):
        source.write_text(text.replace("version: 1.0.0", f"version: {version}", 1), encoding="utf-8")
        if version == "1.1.0":
            here.run("build", COURSE, "--out", str(here.folder / "dist"))
    many = Many(counts)
    for kind, header in HEADERS.items():
        file = here.folder / f"{kind}.csv"
        row: Callable[[int], str] = getattr(many, kind.replace("-", "_"))
        rows = [row(number) for number in range(1, counts.get(kind, 1) + 1)]
        file.write_text("\n".join([header, *rows]), encoding="utf-8")
        here.run("import", kind, str(file))
    with open_database(str(here.database)) as database:
        fill_registers(database, counts)
    fill_learned(here, counts)


def withdraw(here: Installation) -> None:
    """Withdraws every version of the course."""
    with open_database(str(here.database)) as database:
        administrator = actor_of(database, "administrator")
        for version in ("1.0.0", "1.1.0"):
            catalogue.withdraw(
                database, COURSE, version, reason="The guidance has changed.", by=administrator
            )


def actor_of(database: Database, role: str) -> Actor:
    """Returns the person who looks at the screens of a role."""
    person = sessions.person_by_email(database, WHO[role])
    assert person is not None
    return actor(database, person)


def _dates() -> Iterator[str]:
    for year in (2025, 2026):
        yield from (f"{year}-{month:02}-01" for month in range(1, 10))


DAYS = tuple(_dates())
HEADERS = {
    "agencies": "id,name,kind,parent,target",
    "role-groups": "id,name,level",
    "people": "email,name,staff_number,agency,role_group,starts_on",
    "courses": "id,title,minutes",
    "requirements": "course,agency,role_group,from,to,due_within_days,renew_after_months",
    "exemptions": "email,course,from,to,reason",
    "roles": "email,role,agency",
}
"""By kind of import, in the order in which they are brought in, the header of a file."""


class Many:
    """The rows of the files: a method for each kind, which takes the number of the row."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.groups, self.places = counts.get("role-groups", 1), counts.get("agencies", 1)

    def agencies(self, n: int) -> str:
        name = f"Hollin School {n}{' ' + LONG if n % 10 == 0 else ''}"
        return f"a{n},{name},school,{'a1' if n > 1 else ''},{80 + n % 15}"

    def role_groups(self, n: int) -> str:
        return f"r{n},In contact with children in setting {n},{n % 3 + 1}"

    def people(self, n: int) -> str:
        name = f"Person {n} Adeyemi-Hughes{' of Saint-Cuthbert-Featherstonehaugh' if n % 10 == 0 else ''}"
        where = f"a{(n - 1) % self.places + 1},r{(n - 1) % self.groups + 1}"
        return f"person{n}@hollin.example,{name},{n},{where},{DAYS[n % len(DAYS)]}"

    def courses(self, n: int) -> str:
        return f"c{n},Safer sleep in setting {n}{' ' + LONG if n % 10 == 0 else ''},{20 + n % 40}"

    def requirements(self, n: int) -> str:
        course = COURSE if n == 1 or n % 3 else f"c{n % 40 + 1}"
        where = f"a{(n - 1) % self.places + 1},r{(n - 1) % self.groups + 1}"
        day = date(2026, 1, 1) + timedelta(days=n // self.places)
        return f"{course},{where},{day},,{n % 60},{12 + n % 24}"

    def exemptions(self, n: int) -> str:
        return f"person{n}@hollin.example,c1,2026-10-01,2026-12-31,On leave for some months"

    def roles(self, n: int) -> str:
        return f"lead{n}@hollin.example,lead,a{n}"


def decide_outside(database: Database, board: Actor, notification: int, known: date) -> None:
    """Records a decision that the guidance does not know, and why it is kept."""
    decided, decision = known + timedelta(days=20), "serious case review"
    edition = editions_for("child", known, decided)[0].name
    notifications.decide(
        database,
        board,
        notification,
        decision=decision,
        reasons="Two boards agreed on it before they knew that none can be begun any more.",
        edition=edition,
        on=decided,
        outside=against(Decided("child", decision, edition, known, decided)),
        insisted="The other board has begun, and asked us to keep its name for the review.",
    )


def fill_registers(database: Database, counts: Mapping[str, int]) -> None:
    """Adds to each register, through the functions that the app's forms call: one entry, or what `counts` says."""
    board, lead = actor_of(database, "board"), actor_of(database, "lead")
    meeting = meetings.arrange(database, board, date(2026, 10, 5), "Two hours, by video")
    for number in range(counts.get("notifications", 1)):
        summary = f"A child was seriously harmed at home. Services had seen different parts of it, {LONG}."
        known = date(2026, 9, 30) - timedelta(days=number)
        new = notifications.Notified(
            f"WN-{number + 1:03}", "child", summary, known, known + timedelta(days=7)
        )
        found = notifications.add(database, board, new)
        if number < 20:
            meetings.consider(database, board, meeting, found)
        if number == 0:
            decide_outside(database, board, found, known)
    for number in range(counts.get("dissemination", 1)):
        given = date(2026, 9, 30) - timedelta(days=number)
        audience = f"Room leaders {LONG if number % 7 == 0 else ''}"
        told = dissemination.Dissemination(REVIEW, "a1", "team briefing", audience, 12 + number, given)
        dissemination.add(database, lead, told)
        number_of_action = actions.add(
            database,
            lead,
            recommendation=f"{REVIEW}#r1",
            agency="a1",
            action="Add the three questions to the form that records a child’s own words",
            due=date(2026, 6, 30),
        )
        seen = impact.ImpactEntry(
            f"{REVIEW}#r1",
            "a1",
            "practice",
            "Marks on babies are recorded in words and by their exact place, on the day",
            "An audit found this in 46 of 50 records; before the training it was 29 of 50.",
            "audit of records",
            given,
            number_of_action,
        )
        impact.add(database, lead, seen)
    markers.answer(database, board, REVIEW, quality_markers().ids()[0], answer="met", evidence="Minutes.")
    archive.ask(
        database,
        actor_of(database, "learner"),
        "marrowshire-2021-kestrel",
        purpose="team or supervision discussion",
        reason="My team would like to talk it through, as we meet the same difficulty.",
    )
    archive.ask_for_unlisted(
        database,
        actor_of(database, "learner"),
        archive.Unlisted("Marrowshire Safeguarding Children Partnership", "Merlin", "about 2014"),
        purpose="training",
        reason="Families who come to us from Marrowshire tell us of the same homes.",
    )
    held = workshops.Held(
        REVIEW,
        date(2026, 9, 1),
        services="Health visiting\nPolice",
        individual="Ask who brings the child",
        local="",
        strategic="One form for every service",
        to_subgroup="\n".join(
            f"Would form no. {number + 1} hold for every service in the county?"
            for number in range(min(counts.get("notifications", 1), 30))
        ),
    )
    workshops.add(database, actor_of(database, "trainer"), held)
    asked = [each.id for each in subgroup.lessons(database, board)]
    subgroup.put(database, board, asked, meeting)

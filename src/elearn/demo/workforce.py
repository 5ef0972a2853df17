"""The people of Wrenshire: who is in post, who was before them, and the few whom the start page offers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from elearn.demo.county import AGENCIES, Agency
from elearn.demo.names import Names
from elearn.runtime import OfferedPerson
from elearn.translations import N_

TURNOVER = 0.13
"""The share of posts that change hands in a year."""
_LONGEST = 22.0
_HISTORY = timedelta(days=3 * 365 + 1)
_IN_TWO_AGENCIES = 0.015
_WITHOUT_ADDRESS = {"voluntary": 6, "housing": 4, "community-health": 4}
"""How many people of an agency have no e-mail address of their own: the newest with regular contact."""


@dataclass(frozen=True, slots=True)
class Post:
    """A person's time in a role group at an agency. `ends_on` None means that they are still there."""

    agency: Agency
    role_group: str
    staff_number: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A demonstration person: who they are, where they work, their role (`may`), and the steps that they sign."""

    email: str
    name: str
    role: str
    about: str
    agency: str
    role_group: str
    days_in_post: int
    may: str = ""
    may_at: str | None = None
    signs: tuple[str, ...] = ()


@dataclass(slots=True)
class Worker:
    """A person with their posts. Someone with `demo_person` has fixed completions instead of random ones.

    `email` is "" for somebody who has none: files name them by agency and staff number.
    """

    name: str
    email: str
    posts: list[Post] = field(default_factory=list)
    demo_person: DemoPerson | None = None


LEARNER = DemoPerson(
    "imogen.tolland@community-health.wrenshire.example",
    "Imogen Tolland",
    N_("Learner"),
    N_("A health visitor with two courses due, and others done."),
    "community-health",
    "R3S",
    35,
)
SECOND_LEARNER = DemoPerson(
    "marcus.adeyemi@early-years.wrenshire.example",
    "Marcus Adeyemi",
    N_("Learner"),
    "A nursery room leader, new in post, with two courses due.",
    "early-years",
    "R3",
    20,
)
TRAINER = DemoPerson(
    "saba.whitlock@childrens-services.wrenshire.example",
    "Saba Whitlock",
    N_("Trainer"),
    N_("Writes the partnership's courses, checks and exports them."),
    "childrens-services",
    "R3S",
    1400,
    "trainer",
)
LEAD = DemoPerson(
    "gareth.mensah@community-health.wrenshire.example",
    "Gareth Mensah",
    N_("Agency lead"),
    N_("Leads training at Wrenshire Community Health, and sees nobody else's people."),
    "community-health",
    "R4",
    1900,
    "lead",
    "community-health",
    ("subject-expert", "de-identification"),
)
BOARD = DemoPerson(
    "helena.redfern@icb.wrenshire.example",
    "Helena Redfern",
    N_("Board member"),
    N_("Sits on the partnership, and asks what share of the workforce has taken the learning."),
    "icb",
    "R0",
    1100,
    "board",
    signs=("legal", "accessibility", "approver"),
)
ADMINISTRATOR = DemoPerson(
    "owen.chaudhry@childrens-services.wrenshire.example",
    "Owen Chaudhry",
    N_("Administrator"),
    N_("Keeps agencies, people and requirements, and brings in files."),
    "childrens-services",
    "R2",
    900,
    "administrator",
)

DEMO_PEOPLE = (LEARNER, TRAINER, LEAD, BOARD, ADMINISTRATOR, SECOND_LEARNER)
PEOPLE = tuple(
    OfferedPerson(person.email, person.name, person.role, person.about)
    for person in (LEARNER, TRAINER, LEAD, BOARD, ADMINISTRATOR)
)
"""The five people whom the demonstration's start page offers."""


def workforce(chance: Random, day: date) -> list[Worker]:
    """Everyone in post on `day` (2,000 people), and everyone who left in the three years before."""
    names = Names(chance)
    workers: list[Worker] = []
    for agency in AGENCIES:
        demo_people = [person for person in DEMO_PEOPLE if person.agency == agency.id]
        for number in range(agency.people):
            if number < len(demo_people):
                person = demo_people[number]
                group, worker = person.role_group, Worker(person.name, person.email, demo_person=person)
                start = day - timedelta(days=person.days_in_post)
            else:
                group = _pick(chance, agency.mix)
                worker = Worker(*names.new(agency.id))
                start = day - timedelta(days=_tenure(chance))
            worker.posts.append(Post(agency, group, _staff_number(agency, number, 0), start))
            workers += [worker, *_predecessors(chance, names, worker.posts[0], number, day)]
    _second_posts(chance, workers, day)
    _take_addresses(workers)
    return workers


def _predecessors(chance: Random, names: Names, post: Post, number: int, day: date) -> list[Worker]:
    """The people who held the post before, back to three years ago."""
    found: list[Worker] = []
    while post.starts_on > day - _HISTORY:
        left = post.starts_on - timedelta(days=chance.randint(1, 45))
        start = left - timedelta(days=_tenure(chance))
        post = Post(
            post.agency, post.role_group, _staff_number(post.agency, number, len(found) + 1), start, left
        )
        found.append(Worker(*names.new(post.agency.id), posts=[post]))
    return found


def _second_posts(chance: Random, workers: list[Worker], day: date) -> None:
    """Gives a few people a second post at another agency."""
    current = [worker for worker in workers if worker.posts[0].ends_on is None and not worker.demo_person]
    places = [agency for agency in AGENCIES if agency.basis == "roster" and agency.people >= 20]
    for number, worker in enumerate(chance.sample(current, round(len(current) * _IN_TWO_AGENCIES))):
        elsewhere = chance.choice([agency for agency in places if agency != worker.posts[0].agency])
        start = max(worker.posts[0].starts_on, day - timedelta(days=chance.randint(30, 900)))
        worker.posts.append(
            Post(elsewhere, _pick(chance, elsewhere.mix), f"{elsewhere.id[:3].upper()}X{number:03}", start)
        )


def _take_addresses(workers: list[Worker]) -> None:
    """Leaves a few people without an address, each in one post alone."""
    for agency, count in _WITHOUT_ADDRESS.items():
        alone = [worker for worker in workers if len(worker.posts) == 1 and not worker.demo_person]
        there = [
            worker
            for worker in alone
            if worker.posts[0].agency.id == agency
            and worker.posts[0].ends_on is None
            and worker.posts[0].role_group == "R2"
        ]
        for worker in sorted(there, key=lambda worker: worker.posts[0].starts_on, reverse=True)[:count]:
            worker.email = ""


def _tenure(chance: Random) -> int:
    """A random number of days in a post, such that 13% of posts change hands in a year."""
    return max(3, int(min(chance.expovariate(TURNOVER), _LONGEST) * 365))


def _pick(chance: Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _staff_number(agency: Agency, number: int, before: int) -> str:
    return f"{agency.id[:3].upper()}{agency.id[-2:].upper()}{number:04}{before or ''}"

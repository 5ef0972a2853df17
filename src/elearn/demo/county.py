"""Wrenshire, a county that does not exist: its agencies, their people, and what these people must learn.

The rates and mixes are assumptions for a demonstration. A board replaces them with its own.
"""

from dataclasses import dataclass

WHEN_HELD, BRUISING = "when-is-a-review-held", "bruising-in-non-mobile-infants"
NOT_BROUGHT, INFORMATION = "was-not-brought-and-professional-curiosity", "information-sharing"
COURT = "exploitation-and-support-through-court"

ROLE_GROUPS = {
    "R0": ("Board and governors", ""),
    "R1": ("Incidental contact", "1"),
    "R2": ("Regular contact", "2"),
    "R3": ("Mainly with children and families", "3"),
    "R3S": ("Social workers, safeguarding leads and specialists", "3 specialist"),
    "R4": ("Named professionals", "4"),
    "R5": ("Designated professionals", "5"),
    "RA": ("Adult-facing, with parents", ""),
}

_CLINICAL = {"R1": 18, "R2": 42, "R3": 27, "R3S": 9, "R4": 1, "RA": 3}
_SOCIAL = {"R1": 8, "R2": 20, "R3": 34, "R3S": 37, "R4": 1}
_TEACHING = {"R0": 2, "R1": 16, "R2": 34, "R3": 44, "R3S": 4}
_PUBLIC = {"R1": 48, "R2": 38, "R3": 9, "R3S": 2, "RA": 3}


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: its number of people in post, their role groups (as weights), and the share of them in date.

    `headcount` is what it declares, as a multiple of the people whom it names to us.
    """

    id: str
    name: str
    kind: str
    people: int
    in_date: float
    mix: dict[str, int]
    parent: str = ""
    target: int = 90
    basis: str = "roster"
    headcount: float = 1.0
    schools: bool = False  # follows school terms: busy in September and January, nothing in August


AGENCIES = (
    Agency(
        "police", "Wrenshire Police", "police", 87, 0.84, {"R0": 1, "R1": 22, "R2": 55, "R3": 10, "R3S": 12}
    ),
    Agency("acute-general", "Wrenshire General Hospitals", "acute health", 200, 0.88, _CLINICAL),
    Agency(
        "acute-university", "Wrenshire University Hospitals", "acute health", 196, 0.87, _CLINICAL, target=95
    ),
    Agency(
        "community-health",
        "Wrenshire Community Health",
        "community health",
        106,
        0.93,
        {"R1": 10, "R2": 25, "R3": 38, "R3S": 25, "R4": 2},
        target=95,
    ),
    Agency(
        "mental-health",
        "Wrenshire Mental Health",
        "mental health",
        72,
        0.88,
        {"R1": 15, "R2": 35, "R3": 25, "R4": 1, "RA": 24},
    ),
    Agency(
        "ambulance",
        "Wrenshire Ambulance Service",
        "ambulance",
        29,
        0.86,
        {"R1": 15, "R2": 75, "R3": 7, "R3S": 3},
    ),
    Agency(
        "icb",
        "Wrenshire Integrated Care Board",
        "integrated care board",
        14,
        0.91,
        {"R0": 3, "R1": 5, "R2": 4, "R4": 1, "R5": 3},
    ),
    Agency(
        "practices",
        "General practices",
        "general practice",
        82,
        0.79,
        {"R1": 30, "R2": 36, "R3": 30, "R3S": 4},
        parent="icb",
    ),
    Agency("childrens-services", "Children's Services", "children's services", 55, 0.86, _SOCIAL),
    Agency(
        "adult-services",
        "Adult Services",
        "adult services",
        72,
        0.82,
        {"R1": 20, "R2": 18, "R3": 2, "RA": 60},
    ),
    Agency("schools", "Wrenshire schools", "schools", 490, 0.95, _TEACHING, schools=True),
    Agency(
        "early-years",
        "Early years settings",
        "early years",
        145,
        0.90,
        {"R0": 2, "R1": 6, "R2": 40, "R3": 48, "R3S": 4},
    ),
    Agency(
        "college",
        "Wrenshire colleges",
        "further education",
        120,
        0.90,
        {"R0": 2, "R1": 30, "R2": 50, "R3": 15, "R3S": 3},
        schools=True,
    ),
    Agency(
        "probation", "Wrenshire Probation", "probation", 14, 0.89, {"R1": 20, "R2": 55, "R3": 10, "RA": 15}
    ),
    Agency(
        "youth-justice",
        "Youth Justice Service",
        "youth justice",
        8,
        0.89,
        {"R2": 20, "R3": 60, "R3S": 20},
        parent="childrens-services",
    ),
    Agency("fire", "Wrenshire Fire and Rescue", "fire", 24, 0.82, {"R1": 55, "R2": 40, "R3": 5}),
    Agency("districts", "District councils", "district council", 96, 0.80, _PUBLIC, target=80),
    Agency(
        "housing",
        "Wrenshire housing associations",
        "housing",
        53,
        0.66,
        _PUBLIC,
        parent="districts",
        target=80,
        basis="return",
    ),
    Agency(
        "voluntary",
        "Voluntary sector",
        "voluntary",
        84,
        0.55,
        {"R0": 4, "R1": 20, "R2": 45, "R3": 31},
        target=80,
        basis="headcount",
        headcount=1.45,
    ),
    Agency(
        "childrens-homes",
        "Children's homes and carers",
        "children's homes",
        53,
        0.83,
        {"R1": 4, "R2": 26, "R3": 62, "R3S": 8},
        parent="childrens-services",
    ),
)


@dataclass(frozen=True, slots=True)
class Required:
    """A course and who must take it.

    No agencies or role groups means all. `renewed` is in months; None means once.
    """

    course: str
    title: str
    minutes: int
    renewed: int | None
    role_groups: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    months_ago: int = 36
    due_within_days: int = 90


R2_UP = ("R2", "R3", "R3S", "R4", "R5")
R3_UP = ("R3", "R3S", "R4", "R5")
_HEALTH = ("acute-general", "acute-university", "community-health", "ambulance", "practices")
_INFANTS = ("acute-general", "community-health", "early-years")

CATALOGUE = (
    Required(WHEN_HELD, "When is a review held, and what is it for?", 15, None, R2_UP, months_ago=22),
    Required(BRUISING, "Bruising in infants who are not mobile", 20, 24, ("R2", "R3", "R3S", "R4"),
             (*_HEALTH, "early-years", "childrens-services"), months_ago=34, due_within_days=60),
    Required("safeguarding-awareness", "Safeguarding awareness", 30, 36, due_within_days=30),
    Required("working-together-core", "Working together: the core", 45, 36, R2_UP),
    Required("child-protection-process", "The child protection process", 60, 36, R3_UP),
    Required("learning-from-reviews", "Learning from reviews: annual update", 20, 12, R2_UP, months_ago=24),
    Required(NOT_BROUGHT, "Was not brought, and professional curiosity", 20, 24, ("R3",)),
    Required(INFORMATION, "Information sharing", 25, 24, R2_UP),
    Required("neglect", "Neglect", 30, 36, ("R3",)),
    Required("domestic-abuse-and-children", "Domestic abuse and children", 30, 36, ("R3",)),
    Required(COURT, "Exploitation, and support through court", 25, 24, ("R3",)),
    Required("sexual-abuse-in-the-family", "Sexual abuse in the family", 30, 36, ("R3",)),
    Required("safer-sleep", "Safer sleep", 15, 24, ("R2", "R3", "R3S"), _INFANTS),
    Required("escalation", "Escalation", 15, 24, ("R3",)),
    Required("allegations", "Allegations against people who work with children", 20, 36, ("R0", "R4", "R5")),
)  # fmt: skip
OURS = (WHEN_HELD, BRUISING, NOT_BROUGHT, INFORMATION, COURT)
"""The courses built from the text in `courses`. The others are taught elsewhere."""
LEFT_TO_TAKE = (WHEN_HELD, BRUISING)
"""What the learners on the start page have not taken yet."""

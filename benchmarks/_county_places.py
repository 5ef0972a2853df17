"""The county that the benchmark makes: its agencies, role groups, courses and requirements. All are invented."""

from dataclasses import dataclass

PEOPLE = 83_000
COMPLETIONS = 1_000_000
MONTH_FILE = 50_000
"""How many of the completions come in a file of their own."""

CLINICAL = {"R1": 18, "R2": 42, "R3": 27, "R3S": 9, "R4": 1, "RA": 3}
SOCIAL = {"R1": 8, "R2": 20, "R3": 34, "R3S": 37, "R4": 1}
TEACHING = {"R0": 2, "R1": 16, "R2": 34, "R3": 44, "R3S": 4}
PUBLIC = {"R1": 48, "R2": 38, "R3": 9, "R3S": 2, "RA": 3}
ADULT = {"R1": 30, "R2": 34, "R3": 4, "RA": 32}


@dataclass(frozen=True, slots=True)
class Top:
    """A top agency: how many people it has with its units, the share of them in date, and its role groups as weights.

    `groups` are the agencies between it and its units, if there are three levels. `basis` is that of the units.
    """

    id: str
    name: str
    people: int
    in_date: float
    mix: dict[str, int]
    units: int
    unit: str
    groups: int = 0
    group: str = ""
    basis: str = "roster"


TOPS = (
    Top(
        "police", "Police", 3_600, 0.84, {"R0": 1, "R1": 22, "R2": 55, "R3": 10, "R3S": 12}, 24, "Police team"
    ),
    Top("acute-east", "East Hospitals", 8_300, 0.88, CLINICAL, 60, "East ward"),
    Top("acute-west", "West Hospitals", 8_300, 0.88, CLINICAL, 60, "West ward"),
    Top("community", "Community Health", 4_400, 0.93, CLINICAL, 40, "Community team"),
    Top("mental-health", "Mental Health", 3_000, 0.88, CLINICAL, 30, "Mental health team"),
    Top("ambulance", "Ambulance Service", 1_200, 0.86, PUBLIC, 12, "Ambulance station"),
    Top("icb", "Integrated Care Board", 3_700, 0.79, CLINICAL, 107, "Practice", 5, "Locality"),
    Top("children", "Children’s Services", 2_300, 0.86, SOCIAL, 40, "Children’s team"),
    Top("adults", "Adult Services", 3_000, 0.82, ADULT, 30, "Adult team"),
    Top("schools", "Schools", 21_000, 0.95, TEACHING, 420, "School", 30, "Trust"),
    Top("early-years", "Early Years", 6_000, 0.90, TEACHING, 477, "Nursery"),
    Top("colleges", "Colleges and Independent Schools", 5_000, 0.90, TEACHING, 40, "College"),
    Top("probation", "Probation", 350, 0.89, PUBLIC, 5, "Probation office"),
    Top("youth-justice", "Youth Justice", 85, 0.89, SOCIAL, 0, ""),
    Top("fire", "Fire and Rescue", 850, 0.82, PUBLIC, 14, "Fire station"),
    Top("districts", "District Councils", 4_000, 0.80, PUBLIC, 7, "District"),
    Top("housing", "Housing", 2_200, 0.66, PUBLIC, 20, "Housing association", basis="return"),
    Top("voluntary", "Voluntary Sector", 3_500, 0.55, TEACHING, 200, "Charity", basis="headcount"),
    Top("homes", "Children’s Homes and Carers", 2_000, 0.85, SOCIAL, 60, "Home"),
)
DECLARING = 24
"""At most so many units of a top agency have its `basis`. The other units share their rosters."""

ROLE_GROUPS = {
    "R0": "Board and governors",
    "R1": "Incidental contact",
    "R2": "Regular contact",
    "R3": "Mainly with children and families",
    "R3S": "Social workers and specialists",
    "R4": "Named professionals",
    "R5": "Designated professionals",
    "RA": "Adult-facing with parents",
}
_REGULAR = ("R2", "R3", "R3S", "R4", "R5")
_FAMILIES = ("R3", "R3S")
_HEALTH = ("acute-east", "acute-west", "community", "icb")


@dataclass(frozen=True, slots=True)
class Course:
    """A course: how many months until it is renewed (0: never), and of whom it is required (nothing: everyone)."""

    id: str
    title: str
    minutes: int
    renew: int
    groups: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


COURSES = (
    Course("awareness", "Safeguarding awareness", 30, 36),
    Course("working-together", "Working together", 45, 36, _REGULAR),
    Course("annual-update", "Learning from reviews", 20, 12, _REGULAR),
    Course("what-a-review-is-for", "What a review is for", 10, 0),
    Course("when-a-review-is-held", "When a review is held", 15, 0, _FAMILIES),
    Course(
        "bruising", "Bruising in non-mobile infants", 20, 24, agencies=(*_HEALTH, "early-years", "children")
    ),
    Course("not-brought", "Was not brought", 20, 24, _FAMILIES),
    Course("information-sharing", "Information sharing", 25, 24, _REGULAR),
    Course("neglect", "Neglect", 30, 36, _FAMILIES),
    Course("domestic-abuse", "Domestic abuse and children", 30, 36, _FAMILIES),
    Course("exploitation", "Child exploitation", 30, 24, _FAMILIES),
    Course("sexual-abuse", "Sexual abuse in the family", 30, 36, _FAMILIES),
    Course("safer-sleep", "Safer sleep", 15, 24, agencies=("community", "children")),
    Course("escalation", "Escalation", 15, 24, _FAMILIES),
    Course("allegations", "Allegations", 20, 36, ("R0", "R4", "R5")),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """An agency where people have posts, with its top agency."""

    id: str
    top: Top
    basis: str


def agencies(scale: float) -> tuple[list[str], list[Unit]]:
    """The rows of the file of agencies, parents first, and the agencies that have people."""
    rows, units = [], []
    for top in TOPS:
        rows.append(f"{top.id},{top.name},{top.unit.lower()},,90,roster")
        groups = max(1, round(top.groups * scale)) if top.groups else 0
        for number in range(groups):
            rows.append(
                f"{top.id}-group-{number},{top.group} {number},{top.group.lower()},{top.id},90,roster"
            )
        for number in range(round(top.units * scale)):
            parent = f"{top.id}-group-{number % groups}" if groups else top.id
            unit = Unit(f"{top.id}-{number}", top, top.basis if number < DECLARING * scale else "roster")
            rows.append(f"{unit.id},{top.unit} {number},{top.unit.lower()},{parent},85,{unit.basis}")
            units.append(unit)
        if not top.units * scale >= 0.5:
            units.append(Unit(top.id, top, "roster"))
    return rows, units

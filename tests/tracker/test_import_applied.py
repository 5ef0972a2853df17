"""What applying an import tells: what ended, and which agencies and courses it was about."""

from elearn.database import Database
from elearn.tracker.imports import Applied
from tests.tracker.conftest import PEOPLE, bring

REQUIREMENTS = (
    "course,agency,role_group,from,to\nneglect,council,R1,2024-01-01,{to}\nneglect,,R2,2024-01-01,\n"
)
EXEMPTIONS = "email,course,from,to,reason\nann@council.example,neglect,2024-01-01,{to},Long secondment\n"


def counts(done: Applied) -> tuple[int, int, int]:
    """How many rows were new, how many changed, and how many of these ended something."""
    return done.preview.count("new"), done.preview.count("changed"), done.ended


def test_a_post_that_gets_its_last_day_has_ended(county: Database) -> None:
    left = PEOPLE.replace("council,R1,2023-04-01,", "council,R1,2023-04-01,2026-06-30")
    moved = "eve@council.example,Eve Fox,C9,council,R1,2023-04-01,2026-06-30\n"
    done = bring(county, "people", f"{left}    {moved}")
    assert counts(done) == (1, 1, 1)
    assert done.concerned == (("council", None),)
    assert counts(bring(county, "people", left.replace("2026-06-30", "2026-05-31"))) == (0, 1, 0)


def test_a_requirement_that_gets_its_last_day_has_ended(county: Database) -> None:
    done = bring(county, "requirements", REQUIREMENTS.format(to=""))
    assert counts(done) == (2, 0, 0)
    assert done.concerned == ((None, "neglect"), ("council", "neglect"))
    done = bring(county, "requirements", REQUIREMENTS.format(to="2026-06-30"))
    assert counts(done) == (0, 1, 1)
    assert done.concerned == (("council", "neglect"),)


def test_an_exemption_is_about_where_its_person_is_in_post(county: Database) -> None:
    done = bring(county, "exemptions", EXEMPTIONS.format(to=""))
    assert counts(done) == (1, 0, 0)
    assert done.concerned == (("council", "neglect"),)
    assert counts(bring(county, "exemptions", EXEMPTIONS.format(to="2026-06-30"))) == (0, 1, 1)


def test_completions_are_about_where_people_are_in_post_those_of_most_rows_first(county: Database) -> None:
    header = "email,course,completed_on\n"
    rows = [
        f"{name},neglect,2026-01-0{day}\n"
        for name, day in (("ann@council.example", 1), ("cy@school.example", 1), ("cy@school.example", 2))
    ]
    done = bring(county, "completions", header + "".join(rows))
    assert done.concerned == (("schools", "neglect"), ("council", "neglect"))
    assert bring(county, "completions", header + rows[0]).concerned == ()

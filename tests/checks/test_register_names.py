"""In what people type into a register nobody is named: no placeholder, nobody famous, no character, and nobody else.

All is invented, besides what everyone knows.
"""

import pytest

from elearn.checks import check_text
from elearn.checks.run import check_typed

PLACEHOLDERS = """Jane Smith | John Smith | Jane Doe | John Doe | Joe Bloggs | Fred Bloggs | Mr Average | Joe Public
    | A N Other | A. N. Other | AN Other
    | Mr and Mrs Bloggs | JANE SMITH | JOHN DOE | jane smith | john doe | joe bloggs | Jane  Smith
    | Ja\u200bne Smith | J\u0430ne Smith | \uff2aane Smith | *Jane* Smith"""
KNOWN = """Sherlock Holmes | Inspector Morse | Miss Marple | Poirot | Harry Potter | James Bond | Tracy Beaker
    | Mary Poppins | Oliver Twist | Dr Who | King Charles | Winston Churchill | Gordon Bennett"""
CALLED_AFTER = (
    "John Lewis | Ted Baker | Marie Curie | Anna Freud | Victoria Climbié | Eileen Munro | Lord Laming"
)
ANYBODY = """Mohammed Ali | Aisha Begum | Priya Sharma | Rajesh Kumar | Nguyen Van An | Li Wei | Wang Fang
    | Olena Kovalenko | Piotr Nowak | Agnieszka Wiśniewska | Siân Jones | Dafydd ap Gwilym | Siobhán O’Connor
    | Fatima al-Sayed
    | Oluwaseun Adeyemi | Chidi Okonkwo | Kofi Boateng | Tendai Moyo | Abdi Hassan | Yusuf Demir | Dimitra Papadopoulos
    | João da Silva | María García | Mary-Anne Parker-Jones | Gurpreet Singh | Harjit Kaur | Mei Ling Chan | Hans Müller
    | Zoë Walker | Emma Hill | Sarah Day | Amy Field | Will Young | Hope Walker | Faith Brown | Tom Jones | Mr Brown"""
SAID = [
    "{} said that nobody had rung back.",
    "We agreed that {} will check the log.",
    "For a team meeting with {}.",
    "The action is led by {} at the trust.",
    "{}",
    "Told {}, who leads the team.",
]
ALSO_SAID = ["{} training was cancelled.", "The {} review is the reason.", "{} (2019) asked for it"]
"""What makes the name of a body or of a cited author in a course."""
LEFT_ALONE = """An infant was seriously hurt. Neglect is suspected. An older child is safe with relatives.
    | Murphy’s Law
    | Andrex was in the bag. | Down’s syndrome | Ofsted inspected the school. | The Mental Capacity Act 2005 applies.
    | Working Together to Safeguard Children 2026 | Duty and assessment teams | The Munro review and the Laming inquiry
    | the Victoria Climbié inquiry | the Stephen Lawrence inquiry | Gillick competence | Fraser guidelines
    | Marie Curie nurses | The Lucy Faithfull Foundation ran it. | St John Ambulance
    | Oliver McGowan training is booked.
    | The Herbert Protocol is used. | Parkinson’s disease | Martha’s Rule | Clare’s Law | Mother’s Day
    | The paper has to go to King’s College Hospital. | Queen Elizabeth Hospital | Barnardo’s and the NSPCC
    | Graded Care Profile 2 is used in all teams. | Signs of Safety | 412 of 480 staff took the course in March.
    | By May all teams had met. | Health visitors now ask at each visit. | We audited 20 files in Wrenshire.
    | Marrowshire’s subgroup asked for it. | Lincoln and Derby did the same. | In Milton Keynes this was done.
    | near Victoria Park | Roma families | Eid and Christmas | Will be closed in June. | Mark it as done. | May be late.
    | Grace period of two weeks | Hope to finish in August | Chase the reply | Frank discussion with the manager
    | The designated doctor told the Named Nurse. | The IRO and the LADO agreed. | John Lewis vouchers were given.
    | Microsoft Teams was down. | The police used Operation Encompass. | Talk to Frank | the Duke of Edinburgh award
    | Maslow’s hierarchy | Domestic Abuse Act 2021 | the Jay report | the Casey audit | Sudden infant death | N-2026-01
    | Tom, Dick and Harry may sign. | Jack of all trades | He’d had Braxton Hicks.
    | Father Christmas visited the ward. | East Hill and West Park did too.
    | All other agencies, and another one."""
RULES = ["E01", "E02", "E04", "E05", "E06", "E07"]


def each(said: str) -> list[str]:
    return [name.strip() for name in said.split("|")]


@pytest.mark.parametrize("name", each(f"{PLACEHOLDERS}|{KNOWN}|{CALLED_AFTER}|{ANYBODY}"))
def test_no_name_of_a_person_is_let_through(name: str) -> None:
    assert [said for said in SAID if not check_typed(said.format(name), only=["E07"])] == []


@pytest.mark.parametrize("name", [*each(PLACEHOLDERS)[:5], *each(ANYBODY)[:-1]])
def test_a_whole_name_is_found_before_what_makes_it_a_thing_in_a_course(name: str) -> None:
    assert [said for said in ALSO_SAID if not check_typed(said.format(name), only=["E07"])] == []


@pytest.mark.parametrize(
    "name", ["Smith, Jane", "J. Smith", "J Smith", "JS’s mother", "SMITH, John", "Jane S."]
)
def test_a_name_in_another_order_or_by_its_initials_is_found(name: str) -> None:
    assert check_typed(f"The worker told {name} about it.", only=["E07"])


@pytest.mark.parametrize("said", each(LEFT_ALONE))
def test_what_names_nobody_is_left_alone(said: str) -> None:
    assert check_typed(said, only=RULES) == []


def test_a_street_that_begins_with_a_side_is_an_address_and_nobody() -> None:
    assert {each.rule for each in check_typed("North Street practice agreed.", only=RULES)} == {"E04"}


@pytest.mark.parametrize(
    "said",
    [
        "---\nslug: Jane Smith\n---",
        ":::{waive} E07\nJane Smith agreed.\n:::",
        ":::{support}\nRing 07700 900123\n:::",
        ":phase: Jane Smith",
        "learned_from: Jane Smith",
    ],
)
def test_no_sign_of_our_files_hides_a_word(said: str) -> None:
    assert check_typed(said, only=RULES)


@pytest.mark.parametrize(
    "name", ["Jane Smith", "John Smith", "John Doe", "Joe Bloggs", "Mr Average", "Joe Public"]
)
@pytest.mark.parametrize("subject", ["course", "review"])
def test_a_placeholder_is_a_name_in_courses_and_reviews_too(name: str, subject: str) -> None:
    assert check_text(f"Then {name} said so.", only=["E07"], subject=subject)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Sherlock Holmes", "Mary Poppins", "Lord Laming", "John Bowlby"])
def test_a_course_may_speak_of_those_whom_everyone_knows(name: str) -> None:
    assert check_text(f"Then {name} said so.", only=["E07"]) == []


@pytest.mark.parametrize("subject", ["course", "review"])
def test_a_surname_that_may_end_a_place_is_a_surname_after_a_given_name(subject: str) -> None:
    for said in ("told Emma Hill of it", "Sarah Day said so.", "Ask Lily Wood."):
        assert check_text(said, only=["E07"], subject=subject), said  # type: ignore[arg-type]
    for said in ("in Victoria Park", "near Emma Hill", "the James Church"):
        assert check_text(said, only=["E07"], subject=subject) == [], said  # type: ignore[arg-type]

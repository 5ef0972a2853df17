"""W15 to W17, W19 and E18: words that blame, figures without a source, and guidance out of force."""

from datetime import date

import pytest

from elearn.checks.rules import e18_superseded
from elearn.checks.run import check_text
from elearn.guidance.editions import guidances
from tests.checks.rule_courses import FRONT, files, found, question

BLAMING = [
    "The nurse failed to ring back.",
    "The social worker repeatedly failed to see the baby.",
    "Agencies failed to share what they knew.",
    "The teacher who failed to report it has left.",
    "He should have known that the baby was at risk.",
    "The receptionist ought to have realised how urgent it was.",
    "She neglected to tell the school.",
    "The doctor was negligent.",
    "The health visitor was to blame.",
    "It was poor practice by the social worker.",
    "The midwife’s failure to act mattered most.",
    "Failure by the police to share this cost a day.",
    "If only the health visitor had asked.",
    "The school ignored the warning signs.",
    "“The mother failed to protect her,” the panel held.",
]
NOT_BLAMING = [
    "The kidney failed, and later both kidneys failed to recover.",
    "Systems fail. The alarm failed to sound.",
    "It was a failed asylum claim.",
    "If only one answer is right, say which.",
    "A review is not an inquiry into who is to blame.",
    "Nobody should have to know this alone.",
    "We should have said so sooner.",
    "Write “the nurse did not ring, because the line was busy” instead of “the nurse failed to ring”.",
    "Rather than saying that the nurse failed to ring, say what she knew.",
    "Do not write that the mother failed to protect her child.",
    "Neglect is a form of harm. Poor practice is easier to see afterwards.",
]
VICTIM_BLAMING = [
    "She was promiscuous.",
    "The boy had a risky lifestyle.",
    "Records spoke of a child prostitute.",
    "He put himself at risk again.",
    "The girls placed themselves in danger.",
    "The girl made poor choices.",
    "She was sexually active with an older man.",
    "The girl consented to sex with him.",
    "He is streetwise.",
    "It was seen as attention seeking.",
    "The young people were hard to engage.",
    "A troublesome girl, they said to each other.",
]
NOT_VICTIM_BLAMING = [
    "A child is never promiscuous.",
    "There is no such thing as a child prostitute.",
    "A child cannot consent to exploitation.",
    "The mother consented to the examination.",
    "We asked Streetwise for help.",
    "Do not call a child “streetwise”; say what was done to her.",
    "The company made poor choices.",
    "He asked for it to be read aloud.",
    "Words like “attention seeking” tell you nothing about what she needed.",
]
NOT_ATTENDED = [
    "The baby did not attend the clinic.",
    "The child failed to attend two appointments.",
    "He was recorded as DNA at the clinic.",
    "The twins never attended audiology.",
]
ATTENDED = [
    "The child’s mother did not attend the meeting.",
    "The child did not attend school.",
    "The DNA test of the child took days.",
    "Her record says DNA at the clinic. Write “was not brought”.",
    "“Did not attend” was written beside the child’s appointment.",
    "The GP did not attend the review of the child.",
]
UNSOURCED = [
    "About 230 babies a year die in this way.",
    "One in five children live with it.",
    "It is missed in 12% of cases.",
    "Half of all children know somebody.",
]
SOURCED = [
    "One in five children live with it (Office for National Statistics, 2025).",
    "A study found that 12% were missed ([the study](https://example.org/a)).",
    "The pass mark is 80%.",
    "It is due within 5 working days. The line is open 24 hours a day.",
    "In this fictional review, 2 in 3 services knew.",
    "She was seen at 2 in the afternoon.",
    ":::{labelled-image} media/room.png\n:alt: A room\n\n- 15%, 70%: A cot\n- 76%, 40%: A sofa\n:::",
]
SUPERSEDED = [
    "As *Working Together* 2018 says, share it.",
    "Working Together to Safeguard Children (2015) sets out what to do.",
    "The 2023 edition of Working Together asks for a rapid review.",
    "Schools follow KCSIE 2024.",
    "No Secrets (2000) tells adult services what to do.",
]
IN_FORCE = [
    "Working Together to Safeguard Children (2026) says so.",
    "Until 2023, Working Together 2018 was the guidance.",
    "Working Together 2015 was replaced in 2018.",
    "We are working together. In 2018 that changed.",
    "In 2018, Working Together introduced rapid reviews.",
]


def hits(text: str, rule: str) -> list[str]:
    return [problem.message for problem in check_text(text, only=[rule])]


@pytest.mark.parametrize("text", BLAMING)
def test_blame_is_found_with_something_better_to_write(text: str) -> None:
    problems = check_text(text, only=["W15"])
    assert len(problems) == 1
    assert problems[0].severity == "warning"
    assert problems[0].line == 1
    assert text[problems[0].column - 1].isalpha() or text[problems[0].column - 1] == "’"
    assert len(problems[0].remedy) > 40


@pytest.mark.parametrize(
    ("text", "rule"),
    [(text, "W15") for text in NOT_BLAMING]
    + [(text, "W16") for text in NOT_VICTIM_BLAMING]
    + [(text, "W17") for text in ATTENDED]
    + [(text, "W19") for text in SOURCED],
)
def test_what_only_looks_like_it_is_left_alone(text: str, rule: str) -> None:
    assert hits(text, rule) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [(text, "W16") for text in VICTIM_BLAMING]
    + [(text, "W17") for text in NOT_ATTENDED]
    + [(text, "W19") for text in UNSOURCED],
)
def test_what_should_not_stand_is_found_once(text: str, rule: str) -> None:
    assert len(hits(text, rule)) == 1


def test_what_to_write_instead_of_blame_takes_up_the_sentence() -> None:
    (problem,) = check_text("Later the health visitor failed to ring back.", only=["W15"])
    assert "“the health visitor did not ring back …, because …”" in problem.remedy
    (problem,) = check_text("Two children did not attend the clinic.", only=["W17"])
    assert "“the children were not brought”" in problem.remedy


def test_a_wrong_answer_and_what_people_say_in_a_question_may_blame() -> None:
    wrong = question(
        "A colleague says, “The nurse failed to ring.” What do you say?",
        "Ask why.",
        "The nurse failed to ring.",
        "No.",
    )
    assert found(files(wrong), ["W15"]) == []
    right = question("What do you write?", "The nurse failed to ring.", "Nothing.", "A joke.")
    assert len(found(files(right), ["W15"])) == 1


def test_a_heading_in_quotation_marks_is_what_some_believe() -> None:
    cards = ":::{flip-cards}\n### “He is streetwise.”\n\nWho gains?\n\n### “She is lost.”\n\nIs she?\n:::"
    assert found(files(cards), ["W16"]) == []
    assert len(found(files(cards.replace("“He is streetwise.”", "He is streetwise")), ["W16"])) == 1


def test_blame_is_found_in_a_review_and_in_a_draft_too() -> None:
    assert check_text("The nurse failed to ring.", subject="review", only=["W15"])
    assert not check_text("About 230 babies a year die.", subject="review", only=["W19"])


@pytest.mark.parametrize("text", SUPERSEDED)
def test_guidance_that_is_no_longer_in_force_is_found(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e18_superseded, "today", lambda: date(2026, 11, 22))
    (problem,) = check_text(text, only=["E18"])
    assert problem.severity == "error"
    assert "Cite " in problem.remedy


@pytest.mark.parametrize("text", IN_FORCE)
def test_guidance_of_today_and_history_are_left_alone(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e18_superseded, "today", lambda: date(2026, 11, 22))
    assert hits(text, "E18") == []


def test_the_remedy_names_the_edition_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Working Together 2018 asks for it."
    monkeypatch.setattr(e18_superseded, "today", lambda: date(2024, 1, 1))
    assert "Working Together to Safeguard Children 2023" in check_text(text, only=["E18"])[0].remedy
    monkeypatch.setattr(e18_superseded, "today", lambda: date(2019, 1, 1))
    assert hits(text, "E18") == []
    introduction = "See *Working Together* 2018.\n"
    monkeypatch.setattr(e18_superseded, "today", lambda: date(2026, 11, 22))
    (problem,) = found(files("Text.", FRONT, introduction), ["E18"])
    assert (problem.path, problem.line, problem.column) == ("course.md", 9, 6)


def test_editions_follow_each_other() -> None:
    for guidance in guidances():
        days = [edition.first_day for edition in guidance.editions]
        assert days == sorted(days)
        assert len(set(days)) == len(days)
        assert guidance.names


@pytest.mark.parametrize("words", ["Smith ", "www.", "12 May ", "O'", "1,000,", "5% "])
def test_a_hundred_thousand_letters_without_a_stop_are_read_to_their_end(words: str) -> None:
    text = (words * 100_000)[:50_000] + "\n\nMrs Patel said so."
    found = check_text(text, "", ["E07", "W19"])
    assert (found[-1].line, found[-1].column) == (3, 1)

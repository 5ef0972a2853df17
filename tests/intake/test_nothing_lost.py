"""No recommendation of a report is lost in silence, and only the same words are one recommendation."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from elearn.intake.dates import only_day
from elearn.intake.document import Document, Paragraph, number_of
from elearn.intake.draft import begin_draft
from elearn.intake.draft_file import review_of
from elearn.intake.extract import read_document
from elearn.intake.found import FoundRecommendation
from elearn.intake.recognise import recognise_learning
from tests.intake.material import made

HEADINGS = ("Recommendations", "Recommendations for the police", "Action plan", "National recommendations")
NUMBERINGS = (
    "{n}. {text}",
    "Recommendation {n}: {text}",
    "R{n} {text}",
    "{text}",
    "\uf0b7 {text}",
    "Recommendation {n}",
)
WHO = ("The police", "Schools", "The partnership", "Every health visitor", "The community trust")
DO = (
    "review how bruises are recorded",
    "train staff to see children alone",
    "share chronologies within 10 days",
    "share chronologies within 5 days",
    "audit supervision",
    "audit supervision of students",
    "tell carers in writing",
)
PRIVATE = "\uf0b7\uf095\uf0a7\uf0d8\uf0fc\uf076\uf06e\uf0e0"
TEXTS = st.lists(
    st.builds("{} should {}.".format, st.sampled_from(WHO), st.sampled_from(DO)),
    unique=True,
    min_size=1,
    max_size=9,
)


def recommendations(*paragraphs: Paragraph) -> list[FoundRecommendation]:
    """What is recognised in paragraphs that are made without a file, for many examples."""
    return recognise_learning(Document("a.docx", list(paragraphs))).recommendations


def from_lines(text: str, kind: str = "docx") -> list[FoundRecommendation]:
    """What is recognised in a report made from its lines."""
    return recognise_learning(read_document(made(text, kind).file())).recommendations


def heading(text: str) -> Paragraph:
    return Paragraph("heading", text, level=1)


@given(texts=TEXTS, data=st.data())
def test_of_different_recommendations_none_is_lost(texts: list[str], data: st.DataObject) -> None:
    paragraphs = [heading("Recommendations")]
    for text in texts:
        if data.draw(st.booleans()):
            paragraphs.append(heading(data.draw(st.sampled_from(HEADINGS))))
        line = data.draw(st.sampled_from(NUMBERINGS)).format(n=data.draw(st.integers(1, 3)), text=text)
        marker, _, rest = line.partition(" ") if line[0] in "123\uf0b7" else ("", "", line)
        paragraphs.append(Paragraph("item" if marker == "\uf0b7" else "text", rest, marker=marker))
        if text not in line:
            paragraphs.append(Paragraph("text", text))
    found = recommendations(*paragraphs)
    assert [each.text for each in found] == texts
    draft = begin_draft(recognise_learning(Document("a.docx", paragraphs)), "a.docx", keep_text=True)
    draft.year = 2024
    bodies = [each.body for each in review_of(draft, "a-review").recommendations]
    assert len(bodies) == len(texts)
    assert all(text in body for text, body in zip(texts, bodies, strict=True))


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_same_number_under_another_heading_is_another_recommendation(kind: str) -> None:
    found = from_lines(
        "# Recommendations for the police\n"
        "Recommendation 1: The police should record what a child says in the child’s own words.\n"
        "# Recommendations for health\n"
        "Recommendation 1: Health visitors should record what a child says in the child’s own words.\n"
        "Recommendation 2: Health visitors should record what a child’s carer says.",
        kind,
    )
    assert [each.number for each in found] == ["1", "1", "2"]
    assert len({each.text for each in found}) == 3


def test_the_same_words_are_one_recommendation_and_nothing_said_of_it_is_lost() -> None:
    (found,) = from_lines(
        "# Summary of recommendations\n"
        "1. The police should record the child's words.\n"
        "# Action plan\n"
        "| Action | Lead | By when |\n"
        "| The  Police should record the child’s words | Schools; Marlow Trust | 31 March 2025 |"
    )
    assert found.number == "1"
    assert found.owner == ("police", "schools", "Marlow Trust")
    assert found.due == date(2025, 3, 31)


def test_the_same_words_with_another_day_stay_two() -> None:
    found = from_lines(
        "# Action plan\n| Action | Lead | By when |\n"
        "| Report to the board on progress | Police | 31 March 2025 |\n"
        "| Report to the board on progress | Schools | 30 June 2025 |"
    )
    assert [str(each.due) for each in found] == ["2025-03-31", "2025-06-30"]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_has_no_words_below_it_and_what_is_short_is_taken(kind: str) -> None:
    found = from_lines(
        "# Recommendations\nRecommendation 1: Audit supervision\nRecommendation 2: Train staff\n"
        "# Next\n- Fiction.",
        kind,
    )
    assert [each.text for each in found] == ["Audit supervision", "Train staff"]


@pytest.mark.parametrize("bullet", [*PRIVATE, "•", "–", "✓", "⮚", "❖", "◼", "🞎", "→"])
def test_the_bullets_of_symbol_fonts_are_bullets_and_no_numbers(bullet: str) -> None:
    found = from_lines(f"# Recommendations\n{bullet} Train all staff.\n{bullet} Audit files.")
    assert [(each.text, each.number) for each in found] == [("Train all staff.", ""), ("Audit files.", "")]
    assert number_of(bullet) == ""


@pytest.mark.parametrize("bullet", PRIVATE)
def test_a_bullet_may_stand_against_its_word(bullet: str) -> None:
    found = from_lines(
        f"# What went well\n{bullet}The nurse rang the school.\n# Recommendations\n{bullet}Train all staff."
    )
    assert [each.text for each in found] == ["Train all staff."]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("31 March 2025", date(2025, 3, 31)),
        ("by March 2025", date(2025, 3, 31)),
        ("March to June 2025", date(2025, 6, 30)),
        ("Started 1 May 2024, to end by 1 June 2025", None),
        ("September 2024 - March 2025", None),
        ("Ongoing", None),
    ],
)
def test_of_several_days_none_is_guessed(said: str, day: date | None) -> None:
    assert only_day(said) == day


def test_a_recommendation_answers_no_finding_if_two_have_its_number() -> None:
    found = from_lines(
        "# Police\n## Finding 1: Records\nRecords were late.\n# Health\n## Finding 1: Visits\nVisits were short.\n"
        "# Recommendations\n1. The partnership should act on finding 1 in every agency."
    )
    assert [each.answers for each in found] == [None]


@pytest.mark.parametrize("heading", ["## Recommendation {n}", "**Recommendation {n}**"])
def test_a_heading_with_a_number_at_the_top_of_each_page_is_no_running_header(heading: str) -> None:
    what = ("record what a child says", "keep chronologies", "ask about sleep", "audit files")
    pages = [f"----\n{heading.format(n=n)}\nThe police should {each}." for n, each in enumerate(what, 1)]
    found = from_lines("\n".join(["~ Learning Review: Fern", "# Findings", *pages]), "pdf")
    assert [(each.number, each.text) for each in found] == [
        (str(n), f"The police should {each}.") for n, each in enumerate(what, 1)
    ]


def test_an_owner_is_given_to_the_recommendation_that_it_stands_below() -> None:
    found = from_lines(
        "# Recommendations\n"
        "Recommendation 1: The police should audit files.\n"
        "Recommendation 2: Audit supervision\nOwner: Marlow Trust\nLead: schools\nBy when: 31 March 2025\n"
        "Recommendation 3\nOwner: housing\nLandlords should report smoke alarms that hang down.\n"
        "# Contact\nLead: Kayla Reddle"
    )
    assert [each.owner for each in found] == [("police",), ("Marlow Trust", "schools"), ("housing",)]
    assert [str(each.due or "") for each in found] == ["", "2025-03-31", ""]


@pytest.mark.parametrize(("font", "code"), [("Symbol", "F0B7"), ("Symbol", "F095"), ("Wingdings", "F0D8")])
def test_a_bullet_that_word_keeps_as_a_symbol_of_a_font_is_a_bullet(font: str, code: str) -> None:
    document = docx.Document()
    document.add_heading("Recommendations", level=1)
    for text in ("Train all staff.", "Audit files."):
        run = document.add_paragraph().add_run()
        symbol = OxmlElement("w:sym")
        symbol.set(qn("w:font"), font)
        symbol.set(qn("w:char"), code)
        run._r.append(symbol)
        run._r.append(OxmlElement("w:tab"))
        run.add_text(text)
    file = BytesIO()
    document.save(file)
    found = recommendations(*read_document(file.getvalue()).paragraphs)
    assert [(each.text, each.number) for each in found] == [("Train all staff.", ""), ("Audit files.", "")]

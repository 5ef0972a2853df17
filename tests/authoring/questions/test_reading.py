"""What each format gives: the kind, the words, and what is said of what is lost."""

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest

from elearn.authoring.questions import Item, Questions, block_text, read_questions, template, template_csv
from elearn.content import TO_BE_WRITTEN
from elearn.phrases import Phrase
from elearn.problems import InputFault
from elearn.translations import speaking
from tests.authoring.questions.files import AIKEN, GIFT, XML


def read(text: str, name: str = "file.txt", encoding: str = "utf-8") -> Questions:
    return read_questions(text.encode(encoding), name)


def one(text: str, name: str = "file.txt") -> Item:
    (item,) = read(text, name).items
    return item


def right(item: Item) -> list[str]:
    """The texts of the right answers."""
    rows = item.values.get("options") or item.values.get("answers")
    return [row["text"] for row in rows if row["right"]]


def lost(item: Item) -> str:
    return " ".join(item.lost)


def _pair(source: str, target: str) -> str:
    return f'<subquestion format="html"><text>{source}</text><answer><text>{target}</text></answer></subquestion>'


def test_gift_as_moodle_writes_it() -> None:
    found = read(GIFT)
    kinds = [each.kind for each in found.items]
    assert found.format == "gift"
    assert kinds == [
        *("choose-one", "choose-many", "true-or-false", "fill-in", "number", "match", "reflect", ""),
        *("choose-one", "order", "", "true-or-false", "number", "true-or-false"),
    ]
    first, many, truth, word, number, pairs, *_ = found.items
    assert first.name == "first-words"
    assert first.values["stem"].endswith("What does the nurse say *first*?")
    assert right(first) == ["“How did it come about?”"]
    assert right(many) == ["Where it is", "How large it is", "What was said: word for word"]
    assert [row["feedback"] for row in truth.values["options"]] == ["It is good to have.", "Right: refer."]
    assert truth.values["feedback"] == "Tell them."
    assert right(word) == ["child", "child*"]
    assert (right(number), lost(number).count("left out")) == (["15"], 2)
    assert pairs.values["rows"][2] == {"source": "", "target": "asks the brother", "feedback": TO_BE_WRITTEN}
    assert found.items[-1].values["stem"] == "Signs as text: 3 = 3 {yes} ~ 50% # 1 and a C:\\path?"
    assert "took 100 % away" in lost(many)
    assert "Its tags are not kept: “bruising”, “induction 2026”." in first.lost
    assert any("Default for Signs/Small marks" in each for each in found.notes)


def test_moodle_xml_as_moodle_4_writes_it() -> None:
    found = read(XML, "questions.xml")
    kinds = [each.kind for each in found.items]
    assert kinds == [
        *("choose-one", "true-or-false", "fill-in", "number", "match", "", "reflect", "", "order", ""),
    ]
    first, hidden, word, number, *_ = found.items
    assert first.values["stem"] == "A baby of ten weeks has a mark.\n\nWhat does the nurse say **first**?"
    assert (first.values["points"], first.values["shuffle"]) == ("2", "no")
    assert first.values["hint"] == "Which one is an open question?"
    for says in ("picture", "further hint", "Read page 2 again", "bruising", "FW-1", "gave 50 %"):
        assert says in lost(first)
    assert not hidden.offered
    assert word.values["case"] == "exact"
    assert (number.values["tolerance"], number.values["unit"]) == ("1", "days")


CHOICES = "".join(
    f'<answer fraction="{share}" format="html"><text><![CDATA[<p>{text}</p>]]></text></answer>'
    for share, text in (("50", "One"), ("50", "Two"), ("-100", "Three"))
)


@pytest.mark.parametrize(
    ("type", "inside", "kind", "why"),
    [
        ("multichoice", f"<single>false</single>{CHOICES}", "choose-many", ""),
        ("multichoiceset", CHOICES.replace("50", "100"), "choose-many", ""),
        ("match", _pair("a", "b") + _pair("c", "d"), "match", ""),
        ("description", "<defaultgrade>0.0000000</defaultgrade>", "", "a text without a question"),
        ("multianswer", "", "", "Make a question of each gap"),
        ("calculated", "", "", "Write it with fixed numbers"),
        ("calculatedmulti", CHOICES, "", "Write it with fixed numbers"),
        ("gapselect", "<selectoption><text>a</text><group>1</group></selectoption>", "", "“gapselect”"),
        ("ddimageortext", "<drag><no>1</no><text>a</text></drag>", "", "“ddimageortext”"),
        ("ddmarker", "<drag><no>1</no><text>a</text></drag>", "", "“ddmarker”"),
        ("randomsamatch", "<choose>2</choose><subcats>1</subcats>", "", "“randomsamatch”"),
        ("stack", "<stackversion><text>2024</text></stackversion>", "", "“stack”"),
        ("", "", "", "“?”"),
    ],
)
def test_the_types_of_moodle_that_are_not_in_that_file(type: str, inside: str, kind: str, why: str) -> None:
    asked = '<name><text>A</text></name><questiontext format="html"><text>Which?</text></questiontext>'
    text = f'<?xml version="1.0" encoding="UTF-8"?><quiz><question type="{type}">{asked}{inside}</question></quiz>'
    item = one(text, "a.xml")
    assert (item.kind, item.offered) == (kind, bool(kind))
    assert why in item.why


def test_aiken() -> None:
    found = read(AIKEN)
    assert found.format == "aiken"
    assert [each.kind for each in found.items] == ["choose-one"] * 2 + [
        "true-or-false",
        "choose-many",
        "",
        "",
    ]
    assert right(found.items[0]) == ["How did it come about?"]
    assert right(found.items[3]) == ["Where it is", "What was said"]
    assert found.items[0].to_write == 3


def test_aiken_as_converters_write_it() -> None:
    """With numbers before the questions, with small letters, and with blank lines between all lines."""
    text = (
        "1. Which?\n\na) One\n\nb) Two\n\nAnswer: b\n\n2. And\n\nthen?\nA. X\nB. Y\nC. Z\nANSWER: A and C.\n"
    )
    found = read(text)
    first, second = found.items
    assert (first.values["stem"], right(first)) == ("Which?", ["Two"])
    assert (second.values["stem"], right(second)) == ("And\n\nthen?", ["X", "Z"])
    assert found.notes == ("The numbers before the questions are left out.",)


def test_text_that_moodle_formats_itself_keeps_its_paragraphs() -> None:
    asked = '<questiontext format="{}"><text>A 2 * 3 * 4\n\nb</text></questiontext>'
    text = f'<quiz><question type="essay">{asked}</question></quiz>'
    loose, plain = (one(text.format(form), "a.xml") for form in ("moodle_auto_format", "plain_text"))
    assert loose.values["stem"] == plain.values["stem"] == "A 2 * 3 * 4\n\nb"


def test_tables_in_tables_say_everything_once_however_many_there_are() -> None:
    """If each row were read with every table around it, forty of them would take years."""
    nested = "".join(f"<table><tr><td>w{n} " for n in range(40))
    item = one(f"[html]<p>Look:</p>{nested}{{T}}")
    words = item.values["stem"].split()
    assert [words.count(f"w{n}") for n in range(40)] == [1] * 40


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_other_encodings_and_line_ends(encoding: str, ends: str) -> None:
    text = "Où est l’enfant ?\nA. Là\nB. Ici\nANSWER: A\n".replace("\n", ends)
    found = read(text, encoding=encoding)
    assert right(found.items[0]) == ["Là"]
    assert found.items[0].values["stem"] == "Où est l’enfant ?"
    assert bool(found.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Which? {=a =b ~c}", "2 answers are right, and choosing any one was enough"),
        ("Which? {~%50%a ~%50%b ~c}", "Its wrong answers took 0 % away"),
        ("Which? {~%70%a ~%30%b ~%-50%c}", "Its right answers gave 70, 30 %"),
        ("Is it so? {true}", "read as an answer to a statement"),
        ("Which? {~a=b ~c}", "within an answer begins a right answer"),
        (
            "[html]<p>x<sub>2</sub> <u>so</u></p><table><tr><td>1</td></tr></table>{T}",
            "A table became lines of text.",
        ),
        ("[html]<p>A <video src='a.mp4'></video>film</p>{T}", "A sound, film or embedded page is left out."),
        ("[html]See <a href='javascript\\:x'>this</a>{T}", "A link is left out; its words stay."),
    ],
)
def test_what_is_read_in_one_of_two_ways_or_lost_is_said(text: str, says: str) -> None:
    item = one(text)
    assert item.kind
    assert says in lost(item)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Which? {~a ~b}", "None of its answers is right."),
        ("How many? {#=15 =16}", "It needs exactly one right number or range, and it has 2."),
        ("How many? {#some}", "“some” is not a number."),
        ("A {=b} and a {=c}.", "It has several gaps."),
        ("Which? {=a ~a}", "Two of its options say the same."),
        ("Pairs {=a -> b =c}", "“c” has no arrow"),
        ("::Name::{T}", "It has no question."),
        ("Which? {=a}}{", "It has several gaps."),
        (f"Which? {{=a {' '.join(f'~{n}' for n in range(300))}}}", "It has more than 26 answers."),
    ],
)
def test_what_cannot_be_carried_says_why(text: str, why: str) -> None:
    item = one(text)
    assert (item.kind, item.offered) == ("", False)
    assert why in item.why


@pytest.mark.parametrize(
    "stem",
    [
        "# No heading",
        "* no list",
        "1. No list",
        "a *b* _c_ `d`",
        "<b>",
        "[x] so",
        ":::{callout}",
        "A & B &amp; C",
        "_____ it",
    ],
)
def test_signs_of_plain_text_stay_what_they_are(stem: str) -> None:
    from elearn.player.markdown import block

    item = one(f"[plain]{stem.translate(str.maketrans({each: chr(92) + each for each in ':#={}~'}))}{{T}}")
    assert item.kind, item.why
    shown = block(item.values["stem"])
    assert shown.striptags() == " ".join(stem.split())


def test_html_becomes_markdown() -> None:
    item = one(
        "[html]<p>One&nbsp;<b>two</b><br>three</p><ul><li>a</li><li>b <i>c</i></li></ul><blockquote>d</blockquote>{T}"
    )
    assert item.values["stem"] == "One **two**\\\nthree\n\n- a\n- b *c*\n\n> d"
    assert item.lost == ()


def sheet(*rows: Mapping[str, str]) -> bytes:
    """The template with other rows, as Excel saves it."""
    book = openpyxl.load_workbook(io.BytesIO(template([("notice", "Notice a mark")])))
    page = book.worksheets[0]
    titles = [str(each.value) for each in page[1]]
    page.delete_rows(2, page.max_row)
    for number, row in enumerate(rows, 2):
        for title, said in row.items():
            page.cell(number, titles.index(title) + 1, said)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_filled_in_spreadsheet() -> None:
    rows: list[dict[str, Any]] = [
        {
            "Kind": "choose many",
            "Question": "Which?",
            "Right": "A and C",
            "Answer 1": "a",
            "Answer 2": "b",
            "Answer 3": "c",
        },
        {
            "Kind": "True or False",
            "Question": "So?",
            "Right": True,
            "Feedback 1": "Yes",
            "Points": 2,
            "Outcome": "notice",
        },
        {
            "Kind": "number",
            "Question": "How many?",
            "Right": 1,
            "Answer 1": 15,
            "May be off by": 2,
            "Unit": "days",
        },
        {"Kind": "number", "Question": "How many?", "Right": 1, "Answer 1": "10 to 20"},
        {
            "Kind": "match",
            "Question": "Who?",
            "Answer 1": "x -> y",
            "Feedback 1": "So",
            "Answer 2": "z->y",
            "Answer 3": "-> w",
        },
        {"Kind": "put in order", "Question": "First?", "Answer 1": "one", "Answer 2": "two"},
        {"Kind": "fill in", "Question": "A word", "Right": "1", "Answer 1": "yes", "Answer 2": "no"},
        {"Kind": "reflect", "Question": "What do you\nthink?"},
        {"Kind": "choose one", "Question": "Which?", "Answer 1": "a", "Answer 2": "b"},
        {"Kind": "choose one", "Question": "Which?", "Right": "4", "Answer 1": "a", "Answer 2": "b"},
        {"Kind": "essay", "Question": "Which?"},
        {"Question": "Which?"},
    ]
    found = read_questions(sheet(*rows), "filled in.xlsx")
    many, truth, number, span, pairs, steps, word, free, *wrong = found.items
    assert right(many) == ["a", "c"]
    assert (right(truth), truth.values["points"], truth.tests) == (["True"], "2", "notice")
    assert (right(number), number.values["tolerance"], number.values["unit"]) == (["15"], "2", "days")
    assert right(span) == ["10 to 20"]
    assert [(row["source"], row["target"]) for row in pairs.values["rows"]] == [
        ("x", "y"),
        ("z", "y"),
        ("", "w"),
    ]
    assert [row["text"] for row in steps.values["steps"]] == ["one", "two"]
    assert right(word) == ["yes"]
    assert (free.kind, free.lost, free.values["stem"]) == ("reflect", (), "What do you\n\nthink?")
    for item, why in zip(
        wrong, ("is empty", "names no answer", "is no kind of question", "is missing"), strict=True
    ):
        assert why in item.why
        assert item.line > 9


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_csv_as_excel_saves_it_asks_nothing_that_nobody_can_answer(separator: str, encoding: str) -> None:
    rows = ("Kind", "Question", "Right", "Answer 1", "Answer 2"), ("choose one", "Où ?", "1", "Là", "Ici")
    text = "".join(f"{separator.join(row)}\r\n" for row in rows)
    found = read_questions(text.encode(encoding), "questions.csv")
    assert (found.items[0].values["stem"], right(found.items[0])) == ("Où ?", ["Là"])
    assert len(found.notes) == (encoding == "cp1252")
    assert all("as Windows writes it" in each for each in found.notes)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_template_is_read_in_every_language(language: str) -> None:
    with speaking(language):  # type: ignore[arg-type]
        files = [(template(), "a.xlsx"), (template_csv(examples=True), "a.csv")]
    for content, name in files:
        found = read_questions(content, name)
        assert [each.kind for each in found.items] == ["choose-one", "true-or-false", "match"]
        assert not any(each.why for each in found.items)


def test_the_same_question_twice_in_a_file_is_offered_once() -> None:
    found = read("A? {T}\n\nA? {T}\n")
    assert [each.offered for each in found.items] == [True, False]
    assert "It says the same as question 1 of this file." in found.items[1].lost


def test_every_text_that_is_read_can_be_written_and_every_reason_is_a_phrase() -> None:
    for text, name in ((GIFT, "a.txt"), (XML, "a.xml"), (AIKEN, "a.txt")):
        found = read(text, name)
        for item in found.items:
            says = [*item.lost, *([item.why] if item.why else [])]
            assert all(isinstance(each, Phrase) for each in [*says, *found.notes])
            assert not item.kind or block_text(item, "name", "")


def test_a_file_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(InputFault, match="Word file"):
        read_questions(_zip("word/document.xml"), "a.docx")
    with pytest.raises(InputFault, match="package"):
        read_questions(_zip("imsmanifest.xml"), "a.zip")


def _zip(name: str) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("open_end", ["{", "a {\n\n", "::N::a{", "{=a\n"])
def test_a_brace_that_is_never_closed_takes_no_other_question_with_it(open_end: str) -> None:
    found = read(f"{open_end}\n\n::After::Is it so?{{T}}\n")
    assert [each.kind for each in found.items] == ["", "true-or-false"]


def test_what_is_too_long_is_not_looked_at_but_pictures_that_are_written_into_it_do_not_count() -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 4_000}" alt="A mark">'
    long, shown = read(
        f"{'a ' * 20_000}{{T}}\n\n[html]<p>So?{picture.replace('=', chr(92) + '=')}</p>{{T}}\n"
    ).items
    assert "longer than 30,000 characters" in long.why
    assert shown.kind
    assert "A picture is left out (“A mark”)" in lost(shown)

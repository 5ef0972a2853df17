"""Imports in the app: what to send, what comes back of a file, and what comes next."""

import html
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.app import import_answers, import_done, import_preview, session
from elearn.app.drawing import rendered
from elearn.app.screens import imports as screen
from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.tracker import imports, pending, sessions
from tests.app.conftest import Bar, person, said

Open = Callable[..., AppTest]

UNREADABLE = {
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "cut.xlsx": b"PK\x03\x04\x14\x00 cut off",
    "none.csv": b"",
    "zeros.csv": bytes(400),
    "page.htm": b"<html><body><p>No table here</p></body></html>",
    "odd.csv": b"\xff\xfe\x00\xd8\x00\xd8",
}
"""Files that cannot be read, by name."""


def send(app: AppTest, data: bytes, name: str = "sent.csv") -> AppTest:
    return app.file_uploader[0].set_value((name, data, "text/csv")).run()


def chosen(app: AppTest) -> str:
    return str(app.selectbox(key="imports_kind").value)


def test_the_address_chooses_a_kind_and_the_reader_may_choose_another(open_as: Open) -> None:
    app = open_as("al", "imports", kind="headcounts")
    assert chosen(app) == "headcounts"
    app.selectbox(key="imports_kind").set_value("people").run()
    assert not app.exception
    assert chosen(app) == "people"


@pytest.mark.parametrize(("name", "kind"), [("al", "cats"), ("al", ""), ("lea", "agencies")])
def test_an_address_with_a_kind_that_is_not_theirs_is_ignored(open_as: Open, name: str, kind: str) -> None:
    app = open_as(name, "imports", kind=kind)
    assert not app.exception
    assert chosen(app) == ("agencies" if name == "al" else "people")


def test_each_kind_says_what_goes_into_its_file(open_as: Open) -> None:
    for kind in imports.KINDS.values():
        words = rendered("import-columns.html", kind=kind, required=imports.REQUIRED)
        columns = re.findall(
            r'<th scope="row" lang="en">(.+?)</th><td data-label="What to write">(.+?)</td>'
            r'<td data-label="Needed">(.+?)</td>',
            words,
        )
        assert [(name, needed != "No") for name, _, needed in columns] == [
            (column.name, column.needed) for column in kind.columns
        ]
        assert all(about[0].isupper() for _, about, _ in columns)
        assert kind.row in words
    shown = said(open_as("al", "imports", kind="requirements"))
    assert (
        rendered("import-columns.html", kind=imports.KINDS["requirements"], required=imports.REQUIRED)
        in shown
    )


def test_the_files_to_start_from_are_offered_and_a_lead_gets_their_own_agencies(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    token = sessions.mint_session(county, person(county, "lea"))
    monkeypatch.setattr(session, "_token", lambda: token)
    monkeypatch.setattr(
        st, "download_button", lambda _label, data, **more: offered.update({more["file_name"]: data})
    )
    open_as("lea", "imports", kind="people")
    assert list(offered) == ["people.csv", "people-example.csv", "ids-and-names.csv"]
    empty, example, listed = offered.values()
    assert empty() == imports.template("people")
    assert example() == imports.example("people")
    assert b"North Trust" in listed()
    assert b"South" not in listed()
    with county.write() as conn:
        conn.execute("delete from role where role = 'lead'")
    for content in (listed, *offered.values()):
        with pytest.raises(NotAllowed):
            content()


def test_after_an_import_the_page_links_to_what_comes_next(open_as: Open) -> None:
    app = send(open_as("al", "imports", kind="agencies"), b"id,name,parent\nward,Ward,north trust\n")
    assert "Names taken for ids: “north trust” is the agency north." in said(app)
    app.button(key="imports_apply").click().run()
    words = said(app)
    assert "1 row written" in words
    assert import_done.COUNTED["agencies"] in words
    assert "Coverage" not in words
    assert "would do" not in words
    assert re.findall(r'<a href="imports\?kind=([a-z-]+)">', words) == ["role-groups", "people"]


def test_what_comes_next_is_something_that_the_person_may_do(open_as: Open) -> None:
    rows = b"email,name,agency,role_group,starts_on\nzo@north.example,Zo Ng,North Trust,r3,2024-01-01\n"
    app = send(open_as("lea", "imports", kind="people"), rows)
    app.button(key="imports_apply").click().run()
    assert re.findall(r'<a href="imports\?kind=([a-z-]+)">', said(app)) == ["completions"]
    rows = b"email,course,completed_on\nada@north.example,neglect,2024-01-01\n"
    app = send(open_as("lea", "imports", kind="completions"), rows)
    app.button(key="imports_apply").click().run()
    assert '<a href="coverage">' in said(app)


def test_each_kind_has_words_and_what_comes_after_it_is_a_kind() -> None:
    assert screen.KIND_WORDS.keys() == import_done.COUNTED.keys() == imports.KINDS.keys()
    order = list(imports.KINDS)
    for kind, after in import_done.NEXT.items():
        assert all(order.index(kind) < order.index(each) for each in after)


def test_a_thousand_rejected_rows_are_told_in_a_few_lines(open_as: Open) -> None:
    header = "email,name,agency,role_group,starts_on"
    rows = "".join(f"p{n}@north.example,Pat Ng,Nowhere,r3,2024-01-01\n" for n in range(1000))
    words = said(send(open_as("al", "imports", kind="people"), f"{header}\n{rows}".encode()))
    assert "1,000 rows cannot be applied" in words
    assert words.count("There is no agency “Nowhere”.") == 1
    assert "Rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 990 more" in words

    rows = "".join(f"p{n}@north.example,Pat Ng,Nowhere {n},r3,2024-01-01\n" for n in range(1000))
    words = said(send(open_as("al", "imports", kind="people"), f"{header}\n{rows}".encode()))
    assert words.count("There is no agency") == import_preview.SHOWN
    assert "900 more problems are in the file of rejected rows." in words


def test_a_template_that_nobody_has_filled_in_is_told_so(open_as: Open) -> None:
    app = open_as("al", "imports", kind="people")
    app = app.file_uploader[0].set_value(("people.csv", imports.template("people"), "text/csv")).run()
    words = said(app)
    assert "no row below its header" in words
    assert "known already" not in words


def test_a_file_of_another_kind_is_named(open_as: Open) -> None:
    words = said(send(open_as("al", "imports", kind="role-groups"), imports.example("agencies")))
    assert "This looks like a file of agencies, not of role groups." in words


ROSTER = "email,name,staff_number,agency,role_group,starts_on,ends_on"


def test_a_yes_changes_the_addresses_of_known_people(county: Database, open_as: Open) -> None:
    ada = person(county, "ada")
    row = f"{ROSTER}\nada@new.example,Ada Learner,1,north,r3,2020-01-01,\n"
    app = send(open_as("lea", "imports", kind="people"), row.encode())
    words = said(app)
    assert "Same staff number and name as a known person, but another address: row 2." in words
    assert "1 row cannot be applied" in words
    (change,) = [each for each in app.checkbox if each.label == "Change the addresses of known people"]
    app = change.check().run()
    words = said(app)
    assert "1 person gets a new address: row 2." in words
    assert "cannot be applied" not in words
    app.button(key="imports_apply").click().run()
    assert not app.exception
    with county.read() as conn:
        assert conn.value("select id from person where email = 'ada@new.example'") == ada


def test_a_file_that_was_applied_before_is_said_to_be_known(open_as: Open) -> None:
    row = f"{ROSTER}\nzo@north.example,Zo Ng,9,north,r3,2020-01-01,\n".encode()
    app = send(open_as("al", "imports", kind="people"), row)
    app.button(key="imports_apply").click().run()
    words = said(send(open_as("al", "imports", kind="people"), row))
    assert "nothing that it says has changed since" in words
    assert "There is nothing to apply." in words


def test_a_long_file_is_read_once_until_something_changes(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    preview = imports.preview

    def counted(*args: Any, **options: Any) -> imports.Preview:
        read.append(args[1])
        return preview(*args, **options)

    monkeypatch.setattr(imports, "preview", counted)
    monkeypatch.setattr(import_answers, "LONG", 3)
    rows = "".join(f"p{n}@north.example,Pat Ng,n{n},north,r3,2024-01-01,\n" for n in range(4))
    app = send(open_as("al", "imports", kind="people"), f"{ROSTER}\n{rows}bad\n".encode())
    (accept,) = app.checkbox
    app = accept.check().run()
    assert read == ["people"]
    preview_of = {"email": "x@north.example", "name": "X Y", "agency": "north", "role_group": "r3"}
    imports.enter(county, "people", {**preview_of, "starts_on": "2024-01-01"})
    app = app.run()
    assert read == ["people"] * 2
    app.button(key="imports_apply").click().run()
    assert not app.exception
    assert "4 rows written" in said(app)


@pytest.mark.parametrize("step", ["Writing the rows", "Working out who has taken what"])
def test_a_click_while_a_file_is_applied_does_not_break_it_off(
    county: Database, open_as: Open, bar: Bar, step: str
) -> None:
    rows = "".join(f"p{n}@north.example,Pat Ng,n{n},north,r3,2024-01-01,\n" for n in range(4))
    app = send(open_as("al", "imports", kind="people"), f"{ROSTER}\n{rows}".encode())
    bar.click_at = step
    app.button(key="imports_apply").click().run()
    assert not app.exception
    assert bar.said[-1].startswith(step)
    assert "4 rows written" in said(app)
    with county.read() as conn:
        assert conn.value("select count(*) from person where email like 'p_@north.example'") == 4
        assert pending(conn) == frozenset()


def test_applying_a_long_file_shows_how_far_it_is(county: Database, open_as: Open, bar: Bar) -> None:
    rows = "".join(f"p{n}@north.example,Pat Ng,n{n},north,r3,2024-01-01,\n" for n in range(4))
    app = send(open_as("al", "imports", kind="people"), f"{ROSTER}\n{rows}".encode())
    app.button(key="imports_apply").click().run()
    assert bar.said[-2:] == [f"Working out who has taken what: {done} of 4 people" for done in (0, 4)]
    assert any(text.startswith("Writing the rows: ") for text in bar.said)


def test_a_click_while_a_long_file_is_read_breaks_that_off(open_as: Open, bar: Bar) -> None:
    bar.click_at = "Reading the file"
    rows = "".join(f"p{n}@north.example,Pat Ng,n{n},north,r3,2024-01-01,\n" for n in range(4))
    app = send(open_as("al", "imports", kind="people"), f"{ROSTER}\n{rows}".encode())
    assert not app.exception
    first, again, *_, last = bar.said
    assert first == again, "it was broken off, and read anew"
    assert last == "(gone)"
    assert app.button(key="imports_apply").label == "Apply 4 rows"


REPORT = (
    b',"Email address","Noticing neglect (part one)","","Noticing neglect (part two)",""\n'
    b'"Ada Learner","ada@north.example","Completed","2025-11-26 23:47:09","Not completed",""\n'
    b'"Tom Trainer","tom@north.example","Not completed","","Completed","2025-11-27 22:40:07"\n'
    b'"Bo Board","bo@north.example","Completed","2025-11-25 20:00:00","Not completed",""\n'
)


@pytest.fixture
def assessed(county: Database) -> Database:
    """The county, in which the course on neglect is one of ours and is passed with 80%."""
    with county.write() as conn:
        conn.execute("update course set ours = 1 where id = 'neglect'")
        conn.execute(
            """
            insert into course_version (course, version, standard, package, sha256, published_at, position, pass_mark)
            values ('neglect', '1', 'scorm12', 'p', 's', '2025-01-01T00:00:00Z', 1, 80)
            """
        )
    return county


def about(app: AppTest, course: str = "neglect") -> AppTest:
    return app.selectbox(key="imports_course").set_value(course).run()


def answer(app: AppTest, words: str) -> AppTest:
    (button,) = [each for each in app.button if words in each.label.replace("\\", "")]
    return button.click().run()


def test_a_report_is_asked_about_answered_and_kept_with_its_answers(
    assessed: Database, open_as: Open
) -> None:
    app = send(about(open_as("lea", "imports", kind="completions")), REPORT, "report.csv")
    words = said(app)
    assert "1 question about report.csv" in words
    assert "Which of these activities says who completed the course?" in words
    assert "would do" not in words
    app = answer(app, "part one")
    assert not app.exception
    words = said(app)
    assert "0 questions" not in words
    assert "Every row is about the course <b>Neglect</b>" in words
    assert "Every row is about someone at <b>North Trust</b>" in words
    assert "26 November 2025" in words
    assert "<li>New <b>2</b></li>" in words
    assert "<li>Not completed <b>1</b></li><li>Result not known <b>2</b></li>" in words
    assert "2 people have completed a course that has a pass mark" in words
    (means,) = [each for each in app.checkbox if each.key and each.key.startswith("imports_means_")]
    assert means.label == "Here, completed means passed: count 2 people as passed"
    app = means.check().run()
    assert "2 people count as passed because you say that completed means passed." in said(app)
    assert "<li>Result not known <b>0</b></li>" in said(app)
    app = app.button(key="imports_apply").click().run()
    words = said(app)
    assert "2 rows written" in words
    assert "Lea Lead answered on" in words
    assert (
        "Which of these activities says who completed the course? <b>Noticing neglect (part one)</b>" in words
    )
    assert "<b>Completed means passed</b>, says Lea Lead: 2 people count because of it." in words
    assert "activity:" not in words
    with assessed.read() as conn:
        assert conn.value("select count(*) from completion where taken_as_passed = 1") == 2


def test_an_answer_can_be_changed_also_after_the_file_was_applied(assessed: Database, open_as: Open) -> None:
    app = send(about(open_as("lea", "imports", kind="completions")), REPORT)
    app = answer(answer(app, "part one"), "Change")
    assert "1 question about sent.csv" in said(app)
    app = answer(app, "part two")
    assert "<li>New <b>1</b></li>" in said(app)
    app = app.button(key="imports_apply").click().run()
    app = send(app, REPORT)
    assert "nothing that it says has changed since" in said(app)
    assert "1 person has completed a course that has a pass mark" in said(app)
    assert "Your answer" in said(app)
    app = send(about(open_as("lea", "imports", kind="completions")), REPORT)
    assert "What was answered when this file was applied before" in said(app)
    app = answer(app, "Change")
    assert "1 question about sent.csv" in said(app)


def test_a_report_that_names_no_course_says_what_to_do(assessed: Database, open_as: Open) -> None:
    app = send(open_as("lea", "imports", kind="completions"), REPORT)
    assert "names no course of ours" in said(app)
    assert "choose it above the file" in said(app)
    assert "would do" in said(answer(about(app), "part one"))
    plain = b"Email address,Completion date\nada@north.example,2024-01-01\n"
    app = send(open_as("lea", "imports", kind="completions"), plain)
    assert "The column course is missing." in said(app)
    assert "choose that course above the file" in said(app)
    assert "would do" in said(about(app))


def test_the_course_is_one_of_those_that_are_tracked(county: Database, open_as: Open) -> None:
    imports.enter(county, "courses", {"id": "neglect-2", "title": "Neglect"})
    for name in ("lea", "al"):
        app = open_as(name, "imports", kind="completions")
        assert app.selectbox(key="imports_course").options == [
            "Each row names its course",
            "Neglect (neglect)",
            "Neglect (neglect-2)",
        ]
    assert not [
        each for each in open_as("al", "imports", kind="people").selectbox if each.key == "imports_course"
    ]


def test_a_long_file_with_two_questions_is_read_again_after_the_last(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[dict[str, str] | None] = []
    preview = imports.preview

    def counted(*args: Any, **options: Any) -> imports.Preview:
        read.append(options["answers"])
        return preview(*args, **options)

    monkeypatch.setattr(imports, "preview", counted)
    monkeypatch.setattr(import_answers, "LONG", 3)
    rows = "".join(
        f"{name}@north.example,neglect,0{n}/02/2024,0.{n}\n"
        for n, name in enumerate(("ada", "tom", "lea", "bo"), 3)
    )
    app = send(
        open_as("lea", "imports", kind="completions"), f"email,course,Date passed,Grade\n{rows}".encode()
    )
    assert "2 questions about sent.csv" in said(app)
    app = answer(app, "Day first").run()
    assert "1 question about sent.csv" in said(app)
    assert "Day first: " in said(app)
    assert len(read) == 1
    app = answer(app, "Shares")
    assert len(read) == 2
    assert "would do" in said(app)
    assert "3 February 2024" in said(app)
    app.run()
    assert len(read) == 2


@pytest.mark.parametrize(("name", "data"), UNREADABLE.items())
def test_a_file_that_cannot_be_read_leaves_the_screen_in_use(open_as: Open, name: str, data: bytes) -> None:
    app = send(open_as("al", "imports", kind="people"), data, name)
    assert not app.exception
    words = said(app)
    assert "This file cannot be read" in words
    assert "Something in it is of a kind" not in words
    assert "Imported so far" in words


def test_a_fault_of_ours_is_told_kindly_and_leaves_the_screen_in_use(
    open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **options: Any) -> imports.Preview:
        raise ZeroDivisionError

    monkeypatch.setattr(imports, "preview", broken)
    app = send(open_as("al", "imports", kind="people"), b"email\n")
    assert not app.exception
    assert "Nothing was changed. Save it as CSV UTF-8 or XLSX" in said(app)
    assert "Imported so far" in said(app)


def test_a_file_with_many_notes_folds_most_of_them(county: Database, open_as: Open) -> None:
    preview = imports.preview(county, "people", f"{ROSTER}\n".encode(), "many.csv")
    preview.notes[:] = [f"Note {number}." for number in range(40)]
    words = rendered("import-preview.html", preview=preview)
    assert "32 more notes" in words
    assert words.index("Note 7.") < words.index("<details") < words.index("Note 39.")


def test_an_answer_for_one_course_is_none_for_another(assessed: Database, open_as: Open) -> None:
    imports.enter(assessed, "courses", {"id": "sleep", "title": "Safer sleep"})
    app = answer(send(about(open_as("lea", "imports", kind="completions")), REPORT), "part one")
    assert "would do" in said(app)
    assert "1 question about sent.csv" in said(about(app, "sleep"))
    assert "would do" in said(about(app, "neglect"))


def test_the_sheet_can_be_chosen_and_what_was_answered_about_another_is_forgotten(open_as: Open) -> None:
    book = openpyxl.Workbook()
    for name, days in (("Now", ("03/04/2024", "05/06/2024")), ("Before", ("07/08/2023", "09/10/2023"))):
        sheet = book.create_sheet(name)
        sheet.append(["email", "course", "completed_on"])
        for person_, day in zip(("ada", "tom"), days, strict=True):
            sheet.append([f"{person_}@north.example", "neglect", day])
    del book["Sheet"]
    data = io.BytesIO()
    book.save(data)
    app = send(open_as("lea", "imports", kind="completions"), data.getvalue(), "two.xlsx")
    assert "Which sheet should be read?" in said(app)
    app = answer(answer(app, "Now"), "Day first")
    assert "We read the sheet “Now”." in said(app)
    assert "3 April 2024" in said(app)
    (sheets,) = [each for each in app.selectbox if each.label == "Sheet to read"]
    app = sheets.set_value("Before").run()
    assert "Day first: 07/08/2023" in "".join(each.label.replace("\\", "") for each in app.button)
    app = answer(app, "Month first")
    assert "We read the sheet “Before”." in said(app)
    assert "8 July 2023" in said(app)
    assert [each.label for each in app.button if each.label == "Change"] == ["Change"] * 2
    app = app.button(key="imports_change_0").click().run()
    assert "Which sheet should be read?" in said(app)


@pytest.mark.parametrize(
    "header", ["<b>Email</b>x", "*Completed* on_", "[Completed on](https://x.example)", "$Completed on$"]
)
def test_what_a_file_holds_is_text_on_the_screen(open_as: Open, header: str) -> None:
    data = f"email,course,completed_on,{header}\nada@north.example,neglect,2024-01-01,2024-02-01\n".encode()
    app = send(open_as("lea", "imports", kind="completions"), data)
    assert not app.exception
    words = said(app)
    assert html.escape(header) in words or header in [each.label.replace("\\", "") for each in app.button]
    assert "<b>Email" not in words
    app = answer(app, "Leave it out" if "Is “" in words or "What is" in words else "completed_on")
    assert not app.exception
    assert "would do" in said(app)

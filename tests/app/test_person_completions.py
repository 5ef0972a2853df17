"""Completions on a person's page: where each came from, withdrawing one, and undoing it. And what the learner sees."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from elearn import mail
from elearn.database import Database
from elearn.settings import settings
from elearn.tracker import Scope, completed, imports
from tests.app.conftest import person, said

OpenAs = Callable[..., AppTest]
WHY = "The list had the wrong line ticked."


def form(app: AppTest, start: str) -> AppTest:
    [area] = [each for each in app.text_area if (each.key or "").startswith(start)]
    return area  # type: ignore[return-value]


def press(app: AppTest, label: str) -> None:
    [button] = [each for each in app.button if each.label == label]
    button.click().run()
    assert not app.exception


def test_an_administrator_withdraws_with_a_reason_and_undoes_it(
    county: Database, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[mail.Mail] = []
    monkeypatch.setattr(mail, "send", lambda _settings, letter: sent.append(letter) or "")  # type: ignore[func-returns-value]
    bo = person(county, "bo")
    app = open_as("al", "directory", person=str(bo))
    assert not app.exception
    assert "File completions.csv of" in said(app)
    assert f"{settings().runtime_url}/record?person={bo}" in said(app)

    press(app, "Withdraw this completion")
    assert "Nothing says why." in said(app)
    form(app, "person_withdraw").input("Mrs Patel of 12 Mill Lane says that it is wrong.")  # type: ignore[attr-defined]
    press(app, "Withdraw this completion")
    assert "names a person" in said(app)
    assert form(app, "person_withdraw").value.startswith("Mrs Patel")  # type: ignore[attr-defined]

    form(app, "person_withdraw").input(WHY)  # type: ignore[attr-defined]
    press(app, "Withdraw this completion")
    assert "is withdrawn." in said(app)
    assert "is told by mail." in said(app)
    [done] = completed.of_person(county, Scope.everyone(), bo)
    assert done.reason == WHY
    assert WHY in said(app)
    assert WHY in sent[0].text
    assert sent[0].subject.startswith("Withdrawn: your completion of")
    assert not [each for each in app.button if each.label == "Withdraw this completion"]

    mine = said(open_as("bo", "learning"))
    assert WHY in mine
    assert "talk to your agency’s lead" in mine
    assert f"{settings().runtime_url}/record" in mine

    app = open_as("al", "directory", person=str(bo))
    press(app, "Let this completion count again")
    assert "counts again." in said(app)
    assert sent[1].subject.startswith("It counts again")
    assert WHY not in said(open_as("bo", "learning"))


def test_a_lead_sees_where_it_came_from_and_withdraws_what_their_file_said(
    county: Database, open_as: OpenAs
) -> None:
    bo = str(person(county, "bo"))
    app = open_as("lea", "due", person=bo)
    assert "File completions.csv of" in said(app)
    assert not [each for each in app.button if each.label == "Withdraw this completion"]
    with county.write() as conn:
        conn.execute("update import_batch set agency = 'north' where kind = 'completions'")
    app = open_as("lea", "due", person=bo)
    form(app, "person_withdraw").input(WHY)  # type: ignore[attr-defined]
    press(app, "Withdraw this completion")
    assert "is withdrawn." in said(app)
    assert "No mail server is set" in said(app)  # and it is withdrawn all the same


def test_a_long_list_shows_the_latest_and_leads_to_the_rest(county: Database, open_as: OpenAs) -> None:
    rows = "\n".join(
        f"ada@north.example,neglect,1,20{n // 28:02}-02-{n % 28 + 1:02},90,yes" for n in range(120)
    )
    text = f"email,course,version,completed_on,score,passed\n{rows}\n"
    imports.apply(county, imports.preview(county, "completions", text.encode(), "many.csv"))
    app = open_as("al", "directory", person=str(person(county, "ada")))
    assert "120 completions, the latest first." in said(app)
    assert "The latest 50 are here; the record has all of them." in said(app)
    none = said(open_as("al", "directory", person=str(person(county, "tom"))))
    assert "Nothing is completed yet." in none

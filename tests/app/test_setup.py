"""The administrator's checklist knows what is done, and what comes next."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.settings import settings
from elearn.tracker import audit, imports
from tests.app.conftest import FILES, said, screen
from tests.mailbox import mailbox

Open = Callable[..., AppTest]


def states(app: AppTest) -> dict[str, str]:
    """Each step's title and what stands beside it: Done, Next or To do."""
    found = {}
    for part in said(app).split('<section class="step')[1:]:
        title = part.split(". ", 1)[1].split("</h2>")[0]
        found[title] = next(word for word in ("Done", "Next", "To do") if f"</span>{word}</span>" in part)
    return found


def test_a_new_installation_begins_with_agencies_and_offers_files_to_fill_in(nothing: Database) -> None:
    app = screen("setup").run()
    assert not app.exception
    assert "0 of 7 steps are done" in said(app)
    assert list(states(app).items())[:2] == [("Agencies", "Next"), ("Role groups", "To do")]
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels.count("Get an empty file") == labels.count("Get a filled-in example") == 4
    assert "Set ELEARN_SMTP_URL" in said(app)
    assert not app.button


def test_each_step_is_done_as_soon_as_it_is_done(nothing: Database) -> None:
    after = {"agencies": "Role groups", "role-groups": "People and their posts"}
    for kind, following in after.items():
        imports.apply(nothing, imports.preview(nothing, kind, FILES[kind].encode(), f"{kind}.csv"))
        app = screen("setup").run()
        assert states(app)[following] == "Next"
    assert "2 of 7 steps are done" in said(app)
    assert "2 agencies." in said(app)


def test_the_lead_s_step_is_done_when_a_lead_was_invited_or_has_come(county: Database, open_as: Open) -> None:
    app = open_as("al", "setup")
    assert states(app)["The first agency lead"] != "Done"
    assert "1 lead, 0 invited" in said(app)
    with county.write() as conn:
        lead = int(conn.value("select person from role where role = 'lead'"))
        audit.note(conn, "sign_in.used", actor=lead)
    assert states(open_as("al", "setup"))["The first agency lead"] == "Done"


def test_a_required_course_of_ours_that_nobody_can_start_says_publish_it(
    county: Database, open_as: Open
) -> None:
    assert states(open_as("al", "setup"))["Requirements"] == "Done"
    with county.write() as conn:
        conn.execute("update course set ours = 1, version = '' where id = 'neglect'")
    app = open_as("al", "setup")
    assert states(app)["Requirements"] != "Done"
    assert "Nobody can start “Neglect” until you publish it" in said(app)
    assert 'href="courses?course=neglect&amp;show=exports"' in said(app)


def test_a_test_mail_arrives_and_the_page_says_what_the_server_answered(
    nothing: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mailbox() as box:
        monkeypatch.setenv("ELEARN_SMTP_URL", box.url)
        settings.cache_clear()
        app = screen("setup").run()
        assert states(app)["Mail"] == "To do"
        app.button(key="setup_mail_send").click().run()
        assert not app.exception
        [sent] = box.mails
        assert sent["To"] == "al@first.example"
        assert "answered: 250" in said(app)
        assert states(app)["Mail"] == "Done"

    app.button(key="setup_mail_send").click().run()  # the server has gone
    assert not app.exception
    assert states(app)["Mail"] == "To do"
    assert "nothing listens at that port" in said(app)

    monkeypatch.setenv(
        "ELEARN_SMTP_URL", "smtp://another.example:25"
    )  # the earlier answer says nothing about it
    settings.cache_clear()
    assert states(screen("setup").run())["Mail"] == "To do"
    assert "another.example:25" in said(screen("setup").run())


def test_nobody_but_an_administrator_sees_it(open_as: Open) -> None:
    for name in ("ada", "tom", "lea", "bo"):
        app = open_as(name, "setup")
        assert "This page is not yours" in said(app)
        assert "Agencies" not in said(app)


def test_why_a_test_mail_was_not_sent_is_said_to_each_reader_in_their_language(
    nothing: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_SMTP_URL", "smtp://nowhere.invalid:25")
    settings.cache_clear()
    app = screen("setup").run()
    app.button(key="setup_mail_send").click().run()
    assert "no machine has that name" in said(app)
    monkeypatch.setenv("ELEARN_LANGUAGE", "cy")
    settings.cache_clear()
    words = said(screen("setup").run())
    assert "nowhere.invalid" in words
    assert "no machine has that name" not in words

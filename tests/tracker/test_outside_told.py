"""The e-mail that tells a learner what was decided."""

import pytest

from elearn.database import Database
from elearn.settings import Settings
from elearn.tracker import languages, outside
from elearn.tracker.outside import Decision
from tests.mailbox import Mailbox, mailbox, parts_of
from tests.tracker.outside import as_actor, learned

BO = "bo@council.example"


def settings(box: Mailbox | None) -> Settings:
    return Settings.model_validate({"smtp_url": box.url if box else "", "base_url": "https://learn.example"})


def test_the_learner_is_told_in_their_language_and_not_what_it_is_about(county: Database) -> None:
    bo = as_actor(county, BO)
    languages.choose(county, bo.person, "cy", by=bo)
    id = outside.record(county, bo, learned(note="About one family."))
    outside.approve(county, None, id, Decision(reason="Good work by Bo."))
    with mailbox() as box:
        assert outside.tell(county, settings(box), id) == "An e-mail tells them."
        [mail] = box.mails
    text, _html = parts_of(mail)
    assert mail["To"] == BO
    assert mail["Content-Language"] == "cy"
    assert "Study day on neglect" in text
    assert f"https://learn.example/learning-from-elsewhere?record={id}" in text
    for secret in ("family", "Good work", "University", "3 "):
        assert secret not in text


def test_no_mail_goes_out_before_it_is_decided_or_to_nobody(county: Database) -> None:
    bo = as_actor(county, BO)
    id = outside.record(county, bo, learned())
    with mailbox() as box:
        assert outside.tell(county, settings(box), id) == ""
        outside.decline(county, None, id, reason="No.")
        with county.write() as conn:
            conn.execute("update person set email = 'no address 1' where id = :id", {"id": bo.person})
        assert "tell them yourself" in outside.tell(county, settings(box), id)
        assert box.mails == []


@pytest.mark.parametrize("url", ["", "smtp://localhost:1"])
def test_a_decision_stands_whatever_the_mail_server_says(county: Database, url: str) -> None:
    id = outside.record(county, as_actor(county, BO), learned())
    outside.approve(county, None, id, Decision())
    said = outside.tell(county, Settings.model_validate({"smtp_url": url}), id)
    assert said.startswith("No e-mail was sent, so tell them yourself.")

"""Forms in Welsh: what is refused, and what was done. And whatever can be said of a review or a request has words."""

from collections.abc import Callable
from typing import get_args

from elearn.app import review_words
from elearn.app.registers import archive as register
from elearn.content.review import DocumentType, Relation, Tier
from elearn.database import Database
from elearn.library import PUBLICATION_STATES
from elearn.tracker import languages
from elearn.tracker.registers import archive
from elearn.tracker.scope import actor
from tests.app.conftest import said, screen


def test_a_form_says_in_welsh_what_is_wrong_and_what_it_did(
    county: Database, sign_in: Callable[[str], int]
) -> None:
    sam = sign_in("sam")
    languages.choose(county, sam, "cy", by=actor(county, sam))
    app = screen("requests").run()
    for typed, answer in {
        "Mrs Patel said so": "Pam mae ei angen arnoch: mae “Mrs Patel” yn enwi person.",
        " ": "Nid oes dim wedi'i ysgrifennu yn “Pam mae ei angen arnoch”.",
        "We want to learn from it": "Mae eich cais gyda'r bwrdd.",
    }.items():
        app.text_area[0].set_value(typed)
        for field in app.text_input[:2]:
            field.set_value("Marrowshire")
        next(each for each in app.button if each.label == "Anfon y cais").click().run()
        assert answer in said(app).replace("&#39;", "'")


def test_everything_that_can_be_said_of_a_review_has_words() -> None:
    assert set(review_words.TIERS) == set(get_args(Tier))
    assert set(review_words.DOCUMENTS) == set(get_args(DocumentType))
    assert set(review_words.RELATIONS) == set(get_args(Relation))
    assert set(review_words.STATES) == set(PUBLICATION_STATES)
    assert set(register.PURPOSES) == set(archive.PURPOSES)

"""What the menu of the editor calls the page where questions come in from a file."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {"offer_questions": N_("Bring in questions")}

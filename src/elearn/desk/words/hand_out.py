"""What the menu of the editor calls the pages from which a course is given away, and into which Word files come."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "offer_pages": N_("Bring in pages from Word"),
    "offer_hand_out": N_("Hand out"),
}

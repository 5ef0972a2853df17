"""What `find.js` says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "find_close": N_("Close"),
    "find_count": N_("Found in the course: %(n)s"),
    "find_failed": N_("That did not work. Check your connection, and try again."),
    "find_heading": N_("Find and replace"),
    "find_instead": N_("Write instead"),
    "find_more": N_("And %(n)s more."),
    "find_none": N_("It is not in the course."),
    "find_replace": N_("Replace all"),
    "find_replace_n": N_("Replace all %(n)s"),
    "find_replaced": N_("Replaced: %(n)s"),
    "find_same_case": N_("Capital letters as I wrote them"),
    "find_undo": N_("Undo this"),
    "find_undone": N_("It says again what it said before."),
    "find_what": N_("Find"),
    "find_whole_words": N_("Whole words only"),
}

"""What `palette.js` says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "palette_close": N_("Close"),
    "palette_heading": N_("What do you want to add?"),
    "palette_loading": N_("One moment."),
    "palette_none": N_("Nothing is called that. Try another word."),
    "palette_often": N_("Often used"),
    "palette_recent": N_("Used last"),
    "palette_search": N_("Search"),
}

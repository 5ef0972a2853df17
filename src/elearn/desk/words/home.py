"""What the home of the desk says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "home_published": N_("Version %(version)s is published"),
    "home_draft": N_("Not published yet"),
    "home_saved": N_("Saved on %(day)s"),
    "home_people": N_("Here now: %(names)s"),
    "home_none": N_("There is no course yet. Begin one under Courses in the app."),
}

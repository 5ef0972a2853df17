"""What the list of findings says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "findings_error": N_("Error"),
    "findings_warning": N_("To look at"),
    "findings_counts": N_("Errors: %(errors)s. To look at: %(warnings)s."),
    "findings_none": N_("Nothing to put right."),
    "findings_here": N_("This page"),
    "findings_of_course": N_("The whole course"),
    "findings_of_file": N_("All of “%(title)s”"),
    "findings_introduction": N_("Introduction"),
    "findings_untitled": N_("Without a title"),
    "findings_apply": N_("Apply"),
    "findings_apply_what": N_("Apply: %(what)s"),
    "findings_more": N_("Show more"),
    "findings_shown": N_("%(shown)s of %(all)s are shown."),
    "findings_keys": N_("F8 goes to the next finding, Shift and F8 to the one before."),
}

"""What the preview says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "preview_size": N_("How wide the preview is"),
    "preview_phone": N_("Phone"),
    "preview_desktop": N_("Desktop"),
    "preview_frame": N_("The course as learners see it"),
    "preview_kept": N_("The page cannot be shown as it is. This is how it looked before."),
    "preview_not_yet": N_(
        "The course cannot be shown yet. Put right what the findings name, and it appears here."
    ),
    "preview_bank": N_("Learners see these questions on the pages that draw from this bank."),
}

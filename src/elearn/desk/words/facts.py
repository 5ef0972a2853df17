"""What `facts.js` says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "facts_done": N_("Close"),
    "facts_failed": N_("The facts could not be loaded. Check your connection, then open them again."),
    "facts_heading": N_("Facts about the course"),
    "facts_loading": N_("One moment."),
    "facts_not_sent": N_("Your change has not arrived yet. Check your connection, and change it again."),
    "facts_text": N_("The facts as text"),
    "facts_unread": N_(
        "The facts cannot be read as a form. Here they are as text. Put right what is reported, then close this and "
        "open it again."
    ),
}

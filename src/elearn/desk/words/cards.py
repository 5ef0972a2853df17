"""What `cards.js`, `card.js` and `page-title.js` say."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "cards_add": N_("Add something here"),
    "cards_add_above": N_("Add something above"),
    "cards_as_text": N_("There is no form for this. Change its text here."),
    "cards_copy": N_("Copy"),
    "cards_delete": N_("Delete"),
    "cards_deleted": N_("Deleted."),
    "cards_done": N_("Close"),
    "cards_down": N_("Move down"),
    "cards_drag": N_("Drag to move. Alt with an arrow key does the same."),
    "cards_edit": N_("Edit"),
    "cards_empty": N_("There is nothing on this page yet. Start with some text, or with a question."),
    "cards_empty_introduction": N_(
        "There is no introduction yet. Say in a few sentences what the course is about."
    ),
    "cards_handle": N_("Move: %(block)s"),
    "cards_introduction": N_("Introduction"),
    "cards_kinds_failed": N_(
        "The forms could not be loaded. Check your connection, then open this page again."
    ),
    "cards_moved": N_("Moved. It is now number %(n)s of %(count)s."),
    "cards_page_id": N_("Show the page's id"),
    "cards_page_title": N_("Title of the page"),
    "cards_rename": N_("Change the title"),
    "cards_text": N_("Text"),
    "cards_undo": N_("Undo"),
    "cards_unread": N_(
        "This part cannot be read as a form. Change its text until nothing is reported above."
    ),
    "cards_unread_title": N_("Cannot be read"),
    "cards_up": N_("Move up"),
}

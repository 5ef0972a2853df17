"""What the outline says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "outline_introduction": N_("Introduction"),
    "outline_untitled": N_("Without a title"),
    "outline_banks": N_("Question banks"),
    "outline_ids": N_("Show ids"),
    "outline_empty": N_("There is no module yet. Add the first one below."),
    "outline_errors": N_("Errors: %(num)s"),
    "outline_warnings": N_("To look at: %(num)s"),
    "outline_menu": N_("What to do with “%(title)s”"),
    "outline_open": N_("Open"),
    "outline_rename": N_("Rename"),
    "outline_add_page": N_("Add a page"),
    "outline_add_module": N_("Add a module"),
    "outline_add_bank": N_("Add a question bank"),
    "outline_add_block": N_("Add a block"),
    "outline_new_bank": N_("Title of the new question bank"),
    "outline_new_page": N_("Title of the new page"),
    "outline_new_module": N_("Title of the new module"),
    "outline_title_of": N_("Title of “%(title)s”"),
    "outline_up": N_("Move up"),
    "outline_down": N_("Move down"),
    "outline_to_previous_module": N_("Move to the previous module"),
    "outline_to_next_module": N_("Move to the next module"),
    "outline_to_previous_page": N_("Move to the previous page"),
    "outline_to_next_page": N_("Move to the next page"),
    "outline_copy": N_("Copy"),
    "outline_delete": N_("Delete"),
    "outline_share": N_("Move to the shared banks"),
    "outline_shared": N_("“%(title)s” is one of the banks that courses share now."),
    "outline_no_further": N_("There is no further place to go."),
    "outline_no_name": N_("This has no title to change here."),
    "outline_no_delete": N_("This cannot be deleted here."),
    "outline_moved": N_("“%(title)s” is now number %(place)s."),
    "outline_moved_into": N_("“%(title)s” is now number %(place)s in “%(into)s”."),
    "outline_added": N_("“%(title)s” is added."),
    "outline_copied": N_("“%(title)s” is copied."),
    "outline_deleted": N_("“%(title)s” is deleted."),
}

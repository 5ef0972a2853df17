"""What `form.js`, its fields and the editor of options say."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "form_add_outcome": N_("Add an outcome"),
    "form_add_row": N_("Add another"),
    "form_choose": N_("Choose one"),
    "form_choose_file": N_("Choose a file"),
    "form_file_place": N_("Show where the file is"),
    "form_drag": N_("Drag to another place"),
    "form_error": N_("Error:"),
    "form_more": N_("More settings"),
    "form_moved": N_("Moved. It is now number %(n)s of %(count)s."),
    "form_no_file": N_("No file has been chosen yet."),
    "form_none": N_("None"),
    "form_none_right": N_("None is right yet. Tick the right answer."),
    "form_nth": "%(row)s %(n)s",
    "form_paste": N_("Paste a list"),
    "form_open_bank": N_("Open this shared bank"),
    "form_paste_add": N_("Add these below"),
    "form_paste_help": N_("One answer on each line. Write * before a right one, or (correct) after it."),
    "form_paste_replace": N_("Use these instead"),
    "form_removed": N_("Taken out: %(row)s"),
    "form_required": N_("(needed)"),
    "form_restore_row": N_("Put back what was taken out"),
    "form_row_down": N_("Move down"),
    "form_row_remove": N_("Take out"),
    "form_row_up": N_("Move up"),
    "form_show_id": N_("Show: %(label)s"),
    "form_warning": N_("To look at:"),
}

"""What the desk says about sending, signing in again, prose, the text view, and two versions of a text."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "sync_kept": N_("Kept as you type"),
    "sync_sending": N_("Sending…"),
    "sync_away": N_("Not sent yet. It is kept on this device, and sent as soon as there is a connection."),
    "sync_unkept": N_("Not sent yet, and this browser keeps nothing. Leave this page open."),
    "sync_signed_out": N_("You are signed out. What you typed is kept on this device."),
    "sync_refused": N_(
        "Something cannot be written as it is. The form says what. It is kept on this device."
    ),
    "sync_other_person": N_(
        "Somebody else is signed in now. What you typed is kept on this device until you sign in again."
    ),
    "sync_not_done": N_(
        "This was not done, because the server did not answer. Check your connection, and try again."
    ),
    "sync_changed": N_("Somebody else has changed this in the meantime. Look at it, and try again."),
    "sync_too_long": N_("This is too long to be sent. Cut it into several blocks."),
    "sync_failed": N_("The server could not do this, and did not say why."),
    "sync_failing": N_("Not sent yet: the server has a fault. It is kept on this device, and tried again."),
    "sync_undone": N_("Undone."),
    "sync_redone": N_("Done again."),
    "sync_recovered": N_("What was typed here before, and was not sent, has been found and is sent now."),
    "prose_tools": N_("How the text looks"),
    "prose_bold": N_("Bold"),
    "prose_bold_key": N_("Bold (Ctrl+B)"),
    "prose_italic": N_("Italic"),
    "prose_italic_key": N_("Italic (Ctrl+I)"),
    "prose_link": N_("Link"),
    "prose_link_key": N_("Link (Ctrl+K)"),
    "prose_link_address": N_("Address of the page"),
    "prose_link_put": N_("Make the link"),
    "prose_link_leave": N_("Leave it"),
    "prose_list": N_("List"),
    "prose_quotation": N_("Quotation"),
    "text_loading": N_("The text is opened…"),
    "text_failed": N_("The text could not be opened. Turn Text off and on again."),
    "text_label": N_("The text of “%(title)s”"),
    "text_help": N_(
        "This is the text of the page, in Markdown. Tab leaves it. Text above brings the cards back."
    ),
    "text_error": N_("Line %(n)s, error: %(message)s"),
    "text_warning": N_("Line %(n)s, to look at: %(message)s"),
    "clash_heading": N_("There are two versions. Choose one"),
    "clash_found": N_("There are two versions of a text. They are above the page."),
    "clash_by": N_("%(name)s changed this while you did."),
    "clash_outside": N_("This was changed outside the editor while you changed it here."),
    "clash_file": N_(
        "The file %(file)s was changed outside the editor, in lines that were changed here too."
    ),
    "clash_yours": N_("Yours"),
    "clash_other": N_("Theirs"),
    "clash_nothing": N_("Nothing: it was deleted"),
    "clash_mine": N_("Keep mine"),
    "clash_theirs": N_("Take theirs"),
    "clash_both": N_("Keep both"),
    "clash_drop": N_("Leave mine out"),
    "signin_heading": N_("You are signed out"),
    "signin_kept": N_("What you typed is kept on this device. Sign in again, and go on where you were."),
    "signin_link": N_("Sign in in a new tab"),
    "signin_look": N_("I am signed in again"),
    "signin_later": N_("Close this"),
    "signin_again": N_("Sign in again"),
    "signin_not_yet": N_("You are not signed in yet."),
}

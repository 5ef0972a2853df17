"""What `comments.js` and `talk.js` say."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "comments_add": N_("Comment"),
    "comments_add_page": N_("Comment on this page"),
    "comments_all": N_("Comments and links for readers"),
    "comments_away": N_("The comment could not be sent. It is still here: try again in a moment."),
    "comments_gone": N_("This is about something that is not in the course any more:"),
    "comments_here": N_("Comments"),
    "comments_kept": N_("Kept."),
    "comments_open": N_("Open comments: %(num)s"),
    "comments_reopen": N_("Open again"),
    "comments_reopen_done": N_("The comment is open again."),
    "comments_reopen_what": N_("Open the comment of %(name)s again"),
    "comments_reply": N_("Reply"),
    "comments_reply_to": N_("Reply to %(name)s"),
    "comments_resolve": N_("Resolve"),
    "comments_resolve_done": N_("The comment is resolved."),
    "comments_resolve_what": N_("Resolve the comment of %(name)s"),
    "comments_resolved": N_("Resolved by %(name)s on %(day)s"),
    "comments_resolved_all": N_("Resolved comments: %(num)s"),
    "comments_send": N_("Send the comment"),
    "comments_send_reply": N_("Send the reply"),
    "comments_your_reply": N_("Your reply"),
    "comments_yours": N_("Your comment"),
}

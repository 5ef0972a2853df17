"""What the script of the play page says, in the current language. `static/play.js` holds no words of its own."""

from elearn.translations import gettext as _


def play_words() -> dict[str, str]:
    """Everything that `play.js` says, by its key."""
    return {
        "opening": _("Opening"),
        "saving": _("Saving"),
        "saved": _("Saved"),
        "waiting": _("Not saved yet"),
        "offline": _(
            "We cannot reach the server. Go on: your work is kept on this device, and is sent when the connection is "
            "back."
        ),
        "signed-out": _(
            "You are signed out, so nothing can be saved. Your work is kept on this device. Sign in in another tab, "
            "then come back here."
        ),
        "not-yours": _(
            "Someone else is signed in on this device. Your work is kept here until you sign in again and open this "
            "course."
        ),
        "full": _(
            "This browser has no room to keep your work. Free some space, or use another browser, before you go on."
        ),
        "refused": _("One step could not be saved."),
        "refused-what-to-do": _("Go back to your learning and open the course again."),
        "back": _("Back to my learning"),
        "here": _("Go on in this tab"),
        "again": _("Try again"),
        "certificate": _("Open your certificate"),
        "completed": _("You have completed this course."),
        "go-on": _("You can go on where you left off at any time."),
        "elsewhere": _("This course is open somewhere else"),
        "elsewhere-why": _(
            "You opened it again in another tab or on another device, so this one has stopped. What you did here "
            "before that is kept."
        ),
        "not-opened": _("The course did not open"),
        "failed": _("Something went wrong on our side. Try again in a moment."),
        "waits": _(
            "Some of your work waits on this device, and the server cannot be reached. It is sent before you go on."
        ),
        "no-connection": _("You are offline"),
        "no-connection-why": _(
            "This course opens when the connection is back. Nothing that you have done is lost."
        ),
    }

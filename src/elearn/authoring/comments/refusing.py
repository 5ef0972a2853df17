"""What no comment may be, and how many there may be."""

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

LONGEST_TEXT, LONGEST_NAME = 2_000, 80
MOST_OF_LINK, MOST_OF_COURSE = 500, 5_000
"""How many comments and replies come by one link at most, and how many a course has."""


def not_there() -> InputFault:
    """What is raised if a comment is not there any more."""
    return refused(phrase("This comment is not there any more."), phrase("Look at the list again."))


def refused(message: str, remedy: str) -> InputFault:
    """What is raised if a comment cannot be taken."""
    return InputFault([Problem("", 0, 0, "comment", "error", message, remedy)])


def must_be_fit(name: str, text: str) -> None:
    """Raises InputFault if there is no name or text to be seen, or if one is too long."""
    if not _is_seen(name):
        raise refused(
            phrase("There is no name."), phrase("Write your name, so that others know who says this.")
        )
    if len(name) > LONGEST_NAME:
        raise refused(
            phrase("The name has more than %(most)s characters.", most=LONGEST_NAME),
            phrase("Write a shorter one."),
        )
    if not _is_seen(text):
        raise refused(phrase("There is no text."), phrase("Write what you want to say."))
    if len(text) > LONGEST_TEXT:
        raise refused(
            phrase(
                "This has %(num)s characters, and a comment may have %(most)s.",
                num=len(text),
                most=LONGEST_TEXT,
            ),
            phrase("Make it shorter, or write two comments."),
        )


def _is_seen(text: str) -> bool:
    """Whether there is anything to be seen in it."""
    return any(each.isprintable() and not each.isspace() for each in text)


def must_have_room(conn: Connection, course: str, link: int | None) -> None:
    """Raises InputFault if a course or a link has as many comments and replies as it may have."""
    of_course = conn.value("select count(*) from comment where course = :course", {"course": course})
    of_link = conn.value("select count(*) from comment where link = :link", {"link": link}) if link else 0
    if of_course >= MOST_OF_COURSE or of_link >= MOST_OF_LINK:
        raise refused(
            phrase("There are too many comments here already."),
            phrase(
                "Ask whoever writes this course to delete some that are dealt with, or to send you a new link."
            ),
        )

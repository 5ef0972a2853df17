"""The error for a file that cannot be read, and how much text a file may hold."""

from elearn.phrases import phrase

MAX_CHARACTERS = 3_000_000
"""A thousand pages. What recognises the learning takes seconds for so many, and it has no process of its own."""


class Unreadable(Exception):
    """Raised while a file is read. Holds what is wrong with it and what a person can do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def too_much_text() -> Unreadable:
    """Returns the error for a file with more than `MAX_CHARACTERS`."""
    return Unreadable(
        phrase("The file holds more text than a report does."),
        phrase("Take out the pages of the report, and use those."),
    )

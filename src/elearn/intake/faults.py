"""The error for a file that cannot be read."""


class Unreadable(Exception):
    """Raised while a file is read. Holds what is wrong with it and what a person can do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

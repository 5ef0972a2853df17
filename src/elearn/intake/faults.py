"""What cannot be read, in words."""


class Unreadable(Exception):
    """Raised while a file is read: what is wrong with it, and what a person can do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

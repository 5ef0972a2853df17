"""What is raised if a draft cannot be changed: nothing of it is changed then."""

from elearn.problems import ElearnError, InputFault, Problem


class Stale(ElearnError):
    """Raised if somebody has changed the same block since. `lines` and `now` are where it is and what it says.

    If it is gone, both lines are the same. `by` is who changed it, "" if it was changed outside the desk. The caller
    may put what was sent into `mine`.
    """

    def __init__(self, says: str, lines: tuple[int, int], now: str, by: str, file: str = "") -> None:
        super().__init__(says)
        self.lines, self.now, self.by, self.file = lines, now, by, file
        self.mine = ""


def refusal(message: str, remedy: str, file: str = "") -> InputFault:
    """What is in the way, and what to do."""
    return InputFault([Problem(file, 0, 0, "draft", "error", message, remedy)])

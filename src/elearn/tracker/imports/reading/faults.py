"""What is said about a file that cannot be read."""

from elearn.problems import InputFault, Problem


def fault(filename: str, line: int, rule: str, message: str, remedy: str) -> InputFault:
    """One error about the file: `line` counts from 1 (0: the whole file). The caller raises it."""
    return InputFault([Problem(filename, line, 0, rule, "error", message, remedy)])

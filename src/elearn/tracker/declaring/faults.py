"""A fault in what somebody typed as figures."""

from elearn.problems import Problem


def fault(field: str, message: str, remedy: str) -> Problem:
    """A problem with a field of the form."""
    return Problem(field, 0, 0, "declared", "error", message, remedy)

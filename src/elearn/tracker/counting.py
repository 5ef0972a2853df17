"""Which completions count: a pass that nobody has withdrawn."""

WITHDRAWN = "(select completion from completion_withdrawal)"
"""The ids of the completions that were withdrawn, as a table in SQL."""


def stays(row: str = "c") -> str:
    """The SQL condition that the row of `completion` with this alias, passed or failed, was not withdrawn."""
    return f"{row}.id not in {WITHDRAWN}"


def counts(row: str = "c") -> str:
    """The SQL condition that the row of `completion` with this alias counts as a pass."""
    return f"{row}.passed = 1 and {stays(row)}"


COUNTS = counts()
"""The SQL condition that the row `c` of `completion` counts as a pass. Every query that counts passes has it."""
STAYS = stays()
"""The SQL condition that the row `c` of `completion`, passed or failed, was not withdrawn."""
PASSED = "c.passed = 1"
"""The SQL condition that the row `c` of `completion` is a pass, withdrawn or not. Nothing is counted by it."""

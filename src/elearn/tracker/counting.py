"""Which completions count: a pass that nobody has withdrawn."""

COUNTS = "c.passed = 1 and c.id not in (select completion from completion_withdrawal)"
"""The SQL condition that the row `c` of `completion` counts as a pass. Every query that counts passes has it."""
STAYS = "c.id not in (select completion from completion_withdrawal)"
"""The SQL condition that the row `c` of `completion`, passed or failed, was not withdrawn."""

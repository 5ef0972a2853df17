"""Who must know what, and who does: people, posts, requirements, completions, and where each person stands."""

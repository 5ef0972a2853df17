"""Who must know what, and who does: people, posts, requirements, registrations, completions, and where each person stands."""

"""A package of ours at play: the play page, its files, its commits."""

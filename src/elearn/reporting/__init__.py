"""Figures read from the tracker: coverage on any day, its trend, and who is due."""

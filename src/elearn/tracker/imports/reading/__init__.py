"""Reads a file as it was sent into a header and rows of text. It knows nothing of what the columns mean."""

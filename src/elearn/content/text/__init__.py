"""Markdown with directives and front matter, both ways: text into parts, and parts into text."""

"""The desk: the editor in which a trainer writes a course in the browser."""

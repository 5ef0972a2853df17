"""What could tell whose case a text is about."""

"""What the scripts of the desk say: one module for each part, with `WORDS` from key to text."""

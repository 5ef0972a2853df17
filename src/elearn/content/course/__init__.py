"""A course: its model, its reader and its writer, and what follows from it."""

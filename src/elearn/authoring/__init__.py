"""A course begun from a review."""

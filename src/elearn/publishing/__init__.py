"""A course into the runtime and the tracker's catalogue; many built side by side."""

"""A new request: read, split, corrected, registered."""

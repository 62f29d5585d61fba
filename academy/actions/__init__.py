"""Changes of the academy, by subject."""

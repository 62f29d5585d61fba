"""Pages of the academy, by subject."""

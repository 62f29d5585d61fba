"""Forms of the academy, by subject."""

"""Forms of mentoring, by subject."""

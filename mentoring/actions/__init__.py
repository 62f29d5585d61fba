"""Changes of mentoring, by subject."""

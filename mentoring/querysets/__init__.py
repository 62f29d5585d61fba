"""Questions to the facts of mentoring, by subject."""

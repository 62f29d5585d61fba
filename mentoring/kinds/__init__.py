"""Kinds of notices of mentoring, by subject."""

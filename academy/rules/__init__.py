"""Verdicts of the academy, by subject."""

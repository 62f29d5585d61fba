"""Verdicts of the consultations, by subject."""

"""Forms of the consultations, by subject."""

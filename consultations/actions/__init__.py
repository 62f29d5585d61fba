"""Changes of the consultations, by subject."""

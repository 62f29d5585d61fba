"""Pages of the consultations, by subject."""

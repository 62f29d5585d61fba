"""Questions of the consultations, by subject."""

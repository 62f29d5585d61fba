"""Questions to the facts of Learning Days, by subject."""

"""Changes of Learning Days, by subject."""

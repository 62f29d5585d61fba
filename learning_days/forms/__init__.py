"""Forms of Learning Days, by subject."""

"""Pages of Learning Days, by subject."""

"""What other programs read of Learning Days."""

"""What the clock and the desk ask of Learning Days."""

"""The organizers' desk of Learning Days: everybody sees the editions that they organize, and what belongs to them."""

"""When and how many: rules of Learning Days, by subject."""

"""What people are told about Learning Days, by subject."""

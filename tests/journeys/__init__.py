"""What people do, step by step, in a real browser."""

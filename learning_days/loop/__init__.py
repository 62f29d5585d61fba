"""The thread of one thing: where it came from, and what became of it, from an idea to the last report."""

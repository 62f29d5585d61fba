"""Verdicts of the outbox: what becomes of a notice, and when it is tried again."""

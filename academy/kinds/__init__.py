"""Kinds of notices of the academy, by subject."""

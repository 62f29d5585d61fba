"""Calendars, feeds and files of the academy for machines, by subject."""

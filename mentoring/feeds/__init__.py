"""What mentoring gives to calendars."""

"""What every page of the organizers' desk asks of the database, whatever it shows."""

FRAME = 8  # the person, what she may by herself and by her groups, and the five badges of the sidebar (config/desk.py)

"""Open data of the consultations, by subject: feeds, files and calendars for machines, and the page on all of them."""

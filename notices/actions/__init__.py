"""Changes of the outbox, by subject: planning, claiming, carrying, posting, gathering."""

"""The organizers' desk of the academy: everybody sees the cohorts that they lead, and what belongs to them."""

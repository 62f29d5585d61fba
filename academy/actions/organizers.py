"""What organizers may do in the admin of the academy, by model; which cohorts they see is another question."""

MAY = {
    "academy": {
        "school": ["add", "change", "view"],
        "track": ["add", "change", "view"],
        "trackcourse": ["add", "change", "delete", "view"],
        "course": ["add", "change", "view"],
        "prerequisite": ["add", "change", "delete", "view"],
        "session": ["add", "change", "view"],
        "material": ["add", "change", "delete", "view"],
        "enrolment": ["view"],
        "certificate": ["change", "view"],
        "opportunity": ["add", "change", "view"],
        "cohort": ["add", "change", "view"],
        "criterion": ["add", "change", "delete", "view"],
        "minimum": ["add", "change", "delete", "view"],
        "reviewer": ["add", "delete", "view"],
        "application": ["view"],
        "review": ["add", "change", "view"],
        "decision": ["view"],
        "offer": ["view"],
    },
    "people": {"affiliate": ["add", "change", "view"]},
}

"""What organizers may do in the admin of Learning Days, by model; which editions they see is another question."""

# Releases and reports are made by actions, not in a form.
MAY = {
    "learning_days": {
        "edition": ["add", "change", "view"],
        "day": ["add", "change", "view"],
        "room": ["add", "change", "delete", "view"],
        "figure": ["add", "change", "delete", "view"],
        "workshop": ["add", "change", "view"],
        "workshoplead": ["add", "change", "delete", "view"],
        "release": ["view"],
        "registration": ["change", "view"],
        "need": ["view"],
        "workshopseat": ["view"],
        "attendance": ["add", "change", "view"],
        "feedback": ["change", "view"],
        "reminderrule": ["add", "change", "delete", "view"],
        "remindertext": ["add", "change", "delete", "view"],
        "pledge": ["change", "view"],
        "sharing": ["change", "view"],
    },
}

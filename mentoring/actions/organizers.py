"""What organizers may do in the admin of mentoring, by model; which rounds they see is another question."""

# Exclusions are their owners' own, and notes of meetings stay with the pair: neither stands here.
MAY = {
    "mentoring": {
        "round": ["add", "change", "view"],
        "choice": ["add", "change", "delete", "view"],
        "reserve": ["add", "change", "delete", "view"],
        "solution": ["view"],
        "unmatched": ["view"],
        "mentor": ["view"],
        "offeredskill": ["view"],
        "mentoringrequest": ["view"],
        "wantedskill": ["view"],
        "proposal": ["view"],
        "pairing": ["change", "view"],
        "checkin": ["change", "view"],
        "concern": ["change", "view"],
        "pairingfeedback": ["view"],
    },
}

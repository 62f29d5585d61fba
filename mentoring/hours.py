"""Minutes that were logged; the academy asks for them by the name in config.wiring."""

from .models import Meeting


def of_person(person, track):
    """Minutes that a person met a mentor in pairings of the track's cohorts, for the certificate of the track."""
    return Meeting.objects.filter(pairing__mentee=person, pairing__request__cohort__track=track).minutes()

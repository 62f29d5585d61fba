"""Who is told of seats in workshops. Called within the transaction of the change."""

from notices.actions.planning import plan


def tell_of_seats(seats):
    """Tell those who waited that they have a seat now."""
    for seat in sorted(seats, key=lambda seat: seat.registration.person_id):
        person = seat.registration.person_id
        plan(kind="workshop_seat", recipient_id=person, subject=seat, key=f"workshop_seat:{seat.pk}")

"""Following a consultation or an idea."""

from ..models import Follow


def follow(*, person, consultation=None, idea=None):
    """Hear of what happens to one thing; a second time changes nothing."""
    Follow.objects.bulk_create([Follow(person=person, consultation=consultation, idea=idea)], ignore_conflicts=True)


def unfollow(*, person, consultation=None, idea=None):
    """Hear of it no more."""
    Follow.objects.filter(person=person, consultation=consultation, idea=idea).delete()

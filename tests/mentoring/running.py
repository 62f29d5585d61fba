"""The organizers' desk of mentoring in the role matrix: a round that the organizer of the scene leads."""

from mentoring.models import Round
from people.models import Person

from .desk import everything_of


def doors(answers):
    """Its pages are those of the admin, which the matrix walks by itself."""
    return {}


def rows(author):
    """One of everything that belongs to a round, under the name of its model."""
    made = everything_of("Led")
    made[Round].organizers.add(*Person.objects.filter(username="organizer"))
    return {f"#{model._meta.model_name}": row.pk for model, row in made.items()}


READERS, LEARNER, NO_PAGE = {}, {}, {}


def words(learner):
    """The admin has no part in the walk of readers and learners."""
    return {}

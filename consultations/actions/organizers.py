"""Who runs consultations: the group of organizers with what it may do in the admin."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

GROUP = "organizers"

# What an organizer may do, by model. Ballots are secret; follows and endorsements are the participants' own.
MAY = {
    "consultations": {
        "consultation": ["add", "change", "view"],
        "topic": ["add", "change", "delete", "view"],
        "background": ["add", "change", "delete", "view"],
        "extension": ["view"],
        "concept": ["add", "change", "delete", "view"],
        "term": ["add", "change", "view"],
        "idea": ["change", "view"],
        "outcome": ["change", "view"],
        "focusgroup": ["add", "change", "view"],
        "quote": ["add", "change", "delete", "view"],
        "finding": ["add", "change", "view"],
        "evidence": ["add", "change", "delete", "view"],
        "resource": ["add", "change", "delete", "view"],
        "comment": ["change", "view"],
        "question": ["change", "view"],
        "report": ["change", "view"],
        "merge": ["add", "view"],
        "translation": ["change", "view"],
        "appeal": ["change", "view"],
    },
    "notices": {"notice": ["change", "view"], "keptmail": ["view"]},
    "people": {"person": ["view"], "language": ["view"], "region": ["view"], "activityarea": ["view"]},
}


@transaction.atomic
def make_organizer(*, person):
    """Let a person into the admin as an organizer."""
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    person.groups.add(organizers())
    return person


def organizers():
    """The group, with exactly the permissions that this version knows."""
    group, _new = Group.objects.get_or_create(name=GROUP)
    wanted = Q(pk__in=[])
    for may in map(import_string, settings.ORGANIZERS_MAY):
        for app, models in may.items():
            for model, verbs in models.items():
                codenames = [f"{verb}_{model}" for verb in verbs]
                wanted |= Q(content_type__app_label=app, codename__in=codenames)
    group.permissions.add(*Permission.objects.filter(wanted))
    return group

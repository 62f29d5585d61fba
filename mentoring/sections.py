"""What mentoring adds to other pages: a person's own page and public profile; `config.wiring` names it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Mentor, OfferedSkill, Round
from .own import pairs_of, proposals_to_answer, requests_of
from .start import rows_of


def my_mentoring(person):
    """Proposals that wait for the person, their pairs and requests, and whether they mentor."""
    return {
        "template": "mentoring/_my_mentoring.html",
        "proposals": proposals_to_answer(person, timezone.now()),
        "pairs": pairs_of(person),
        "requests": requests_of(person),
        "is_mentor": Mentor.objects.active().filter(person=person).exists(),
    }


def rounds_of_cohort(cohort):
    """The matching rounds of a cohort that everybody may read; None where there is none."""
    rows = rows_of(Round.objects.announced_at(timezone.now()).filter(cohort=cohort))
    return {"template": "mentoring/_rounds_of_cohort.html", "rows": rows} if rows else None


def mentors_for(person):
    """The skills that a person mentors in, where they offer it."""
    offered = OfferedSkill.objects.filter(mentor__person=person, mentor__stopped_at__isnull=True)
    offered = offered.order_by("skill__group__position", "skill__position", "skill__pk")
    titles = [_(title) for title in offered.values_list("skill__title", flat=True)]
    return {"template": "mentoring/_mentors_for.html", "titles": titles}

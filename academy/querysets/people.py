"""Questions about people as partners to learn with; only what they show on their public page counts."""

from django.db.models import Exists, OuterRef, Q

from people.models import LanguageLevel, Person, SkillLevel


def partners(person, skills, level):
    """Active people who show of one of the skills that they are at `level`, and may speak the person's languages.

    Whoever shows languages has one in common with the person; of others nobody knows.
    """
    named = SkillLevel.objects.filter(person=OuterRef("pk"), skill__in=skills, level=level)
    own = LanguageLevel.objects.spoken().filter(person=person).values("language")
    shared = LanguageLevel.objects.spoken().filter(person=OuterRef("pk"), language__in=own)
    people = Person.objects.active().exclude(pk=person.pk).filter(shown__contains=[Person.Shown.SKILLS])
    speaks = ~Q(shown__contains=[Person.Shown.LANGUAGES]) | Exists(shared)
    return people.filter(Exists(named), speaks).order_by("display_name", "pk")
